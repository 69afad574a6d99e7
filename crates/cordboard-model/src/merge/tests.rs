use super::*;
use crate::{Kind, schema};
use serde_json::json;

mod properties;

fn fields(value: Value) -> Fields {
    value.as_object().unwrap().clone()
}

fn user() -> &'static Schema {
    schema(Kind::User).unwrap()
}

fn edit(path: &str, from: Option<Value>, to: Option<Value>) -> Edit {
    Edit {
        path: path.to_owned(),
        from,
        to,
    }
}

/// The document after one edit of a user that has these fields.
fn after(
    current: Value,
    path: &str,
    from: Option<Value>,
    to: Option<Value>,
) -> Result<Value, MergeError> {
    merge(user(), &fields(current), &[edit(path, from, to)])
        .map(|merged| Value::Object(merged.fields))
}

fn clash_paths(result: Result<Value, MergeError>) -> Vec<String> {
    match result {
        Err(MergeError::Clashes(clashes)) => clashes.into_iter().map(|clash| clash.path).collect(),
        other => panic!("no clash: {other:?}"),
    }
}

fn refused(result: Result<Value, MergeError>) -> String {
    match result {
        Err(MergeError::BadPath { detail, .. }) => detail,
        other => panic!("not refused: {other:?}"),
    }
}

fn exception(number: u8, more: Value) -> Value {
    let mut exception = fields(json!({"id": id(number), "caller_mask": "1", "action": "hang_up"}));
    exception.extend(fields(more));
    Value::Object(exception)
}

fn id(number: u8) -> String {
    format!("{number:032x}")
}

fn with_exceptions(exceptions: &[Value]) -> Value {
    json!({"forwarding": {"exceptions": exceptions}})
}

fn order(document: &Value) -> Vec<u8> {
    let exceptions = document
        .pointer("/forwarding/exceptions")
        .unwrap()
        .as_array()
        .unwrap();
    let number = |exception: &Value| {
        exception["id"]
            .as_str()
            .unwrap()
            .parse::<crate::Id>()
            .unwrap()
            .as_bytes()[15]
    };
    exceptions.iter().map(number).collect()
}

#[test]
fn a_missing_from_is_absent_and_a_null_from_is_null() {
    let read = |text: &str| serde_json::from_str::<Edit>(text).unwrap();
    assert_eq!(read(r#"{"path":"/a"}"#), edit("/a", None, None));
    assert_eq!(
        read(r#"{"path":"/a","from":null,"to":1}"#),
        edit("/a", Some(Value::Null), Some(json!(1)))
    );
    assert_eq!(
        serde_json::to_string(&edit("/a", None, Some(Value::Null))).unwrap(),
        r#"{"path":"/a","to":null}"#
    );
    assert!(serde_json::from_str::<Edit>(r#"{"path":"/a","form":1}"#).is_err());
}

#[test]
fn an_edit_of_a_value_that_is_as_it_was_seen_is_applied() {
    let merged = merge(
        user(),
        &fields(json!({"email": "a@b", "mobile": "1"})),
        &[
            edit("/email", Some(json!("a@b")), Some(json!("c@d"))),
            edit("/mobile", Some(json!("1")), None),
        ],
    )
    .unwrap();
    assert_eq!(Value::Object(merged.fields), json!({"email": "c@d"}));
    assert_eq!(merged.changed, ["/email", "/mobile"]);
}

#[test]
fn a_value_that_somebody_else_changed_clashes_and_nothing_is_applied() {
    let current = fields(json!({"email": "theirs", "mobile": "1"}));
    let edits = [
        edit("/email", Some(json!("base")), Some(json!("mine"))),
        edit("/mobile", Some(json!("1")), None),
    ];
    let clash = Clash {
        path: "/email".into(),
        base: Some(json!("base")),
        theirs: Some(json!("theirs")),
        mine: Some(json!("mine")),
    };
    assert_eq!(
        merge(user(), &current, &edits),
        Err(MergeError::Clashes(vec![clash]))
    );
}

#[test]
fn a_change_that_is_already_there_is_no_clash_and_no_change() {
    let current = fields(json!({"email": "new"}));
    let merged = merge(
        user(),
        &current,
        &[edit("/email", Some(json!("old")), Some(json!("new")))],
    )
    .unwrap();
    assert_eq!((merged.fields, merged.changed.len()), (current, 0));
}

#[test]
fn null_and_absent_are_different_values() {
    assert_eq!(
        after(json!({"x": null}), "/x", Some(Value::Null), None),
        Ok(json!({}))
    );
    assert_eq!(
        clash_paths(after(json!({"x": null}), "/x", None, Some(json!(1)))),
        ["/x"]
    );
    assert_eq!(
        after(json!({}), "/x", None, Some(Value::Null)),
        Ok(json!({"x": null}))
    );
}

#[test]
fn objects_merge_key_by_key() {
    let current = json!({"custom": {"a": 1, "b": 2, "c": {"d": 3}}});
    let (from, to) = (
        json!({"a": 1, "c": {"d": 3}}),
        json!({"a": 9, "c": {"d": 3, "e": 4}}),
    );
    assert_eq!(
        after(current, "/custom", Some(from), Some(to)),
        Ok(json!({"custom": {"a": 9, "b": 2, "c": {"d": 3, "e": 4}}}))
    );
    let both_made_it = after(
        json!({"custom": {"a": 1}}),
        "/custom",
        None,
        Some(json!({"b": 2})),
    );
    assert_eq!(both_made_it, Ok(json!({"custom": {"a": 1, "b": 2}})));
}

#[test]
fn an_object_that_one_side_removed_keeps_what_the_other_added() {
    let current = json!({"custom": {"a": 1, "b": 2}});
    assert_eq!(
        after(current.clone(), "/custom", Some(json!({"a": 1})), None),
        Ok(json!({"custom": {"b": 2}}))
    );
    assert_eq!(
        clash_paths(after(current, "/custom", Some(json!({"a": 0})), None)),
        ["/custom/a"]
    );
    assert_eq!(
        after(
            json!({"custom": {"a": 1}}),
            "/custom",
            Some(json!({"a": 1})),
            None
        ),
        Ok(json!({}))
    );
}

#[test]
fn missing_objects_on_the_way_are_made() {
    let merged = after(
        json!({}),
        "/do_not_disturb/enabled",
        None,
        Some(json!(true)),
    );
    assert_eq!(merged, Ok(json!({"do_not_disturb": {"enabled": true}})));
    assert_eq!(after(json!({}), "/a/b/c", None, None), Ok(json!({})));
    let merged = after(
        json!({}),
        &format!("/forwarding/exceptions/{}", id(1)),
        None,
        Some(exception(1, json!({}))),
    );
    assert_eq!(merged, Ok(with_exceptions(&[exception(1, json!({}))])));
}

#[test]
fn sets_merge_element_by_element() {
    let current = json!({"flags": ["a", "b", "theirs"]});
    assert_eq!(
        after(
            current,
            "/flags",
            Some(json!(["a", "b"])),
            Some(json!(["mine", "a"]))
        ),
        Ok(json!({"flags": ["a", "theirs", "mine"]}))
    );
    assert_eq!(
        after(
            json!({}),
            "/flags",
            Some(json!(["a"])),
            Some(json!(["a", "b"]))
        ),
        Ok(json!({"flags": ["b"]}))
    );
    assert_eq!(
        after(
            json!({"flags": ["b"]}),
            "/flags",
            Some(json!(["a", "b"])),
            None
        ),
        Ok(json!({}))
    );
    assert_eq!(
        clash_paths(after(
            json!({"flags": 7}),
            "/flags",
            Some(json!(["a"])),
            Some(json!(["b"]))
        )),
        ["/flags"]
    );
}

#[test]
fn an_action_and_its_number_are_taken_together_or_clash_together() {
    let at = "/forwarding/available/office_hours";
    let rule = |rule: Value| json!({"forwarding": {"available": {"office_hours": rule}}});
    let theirs = rule(json!({"action": "forward_to_number", "number": "102"}));
    let from = json!({"action": "forward_to_number", "number": "101"});
    let to = json!({"action": "hang_up"});
    let paths = [format!("{at}/action"), format!("{at}/number")];
    assert_eq!(
        clash_paths(after(
            theirs.clone(),
            at,
            Some(from.clone()),
            Some(to.clone())
        )),
        paths
    );
    let edits = [
        edit(
            &paths[0],
            Some(json!("forward_to_number")),
            Some(json!("hang_up")),
        ),
        edit(&paths[1], Some(json!("101")), None),
    ];
    let Err(MergeError::Clashes(clashes)) = merge(user(), &fields(theirs), &edits) else {
        panic!()
    };
    assert_eq!(clashes.len(), 2);
    assert_eq!(
        after(rule(from.clone()), at, Some(from), Some(to.clone())),
        Ok(rule(to))
    );
}

#[test]
fn other_keys_of_a_rule_merge_on_their_own() {
    let at = "/forwarding/busy/no_answer";
    let rule = |rule: Value| json!({"forwarding": {"busy": {"no_answer": rule}}});
    let theirs = rule(json!({"action": "hang_up", "timeout_s": 20}));
    let from = json!({"action": "forward_to_voicemail", "timeout_s": 20});
    let to = json!({"action": "forward_to_voicemail", "timeout_s": 30});
    let merged = after(theirs, at, Some(from), Some(to));
    assert_eq!(
        merged,
        Ok(rule(json!({"action": "hang_up", "timeout_s": 30})))
    );
}

#[test]
fn a_secret_is_written_without_being_seen_and_the_last_one_wins() {
    let current = json!({"sip_secret": "theirs"});
    assert_eq!(
        after(current.clone(), "/sip_secret", None, Some(json!("mine"))),
        Ok(json!({"sip_secret": "mine"}))
    );
    assert_eq!(
        after(current, "", Some(json!({})), Some(json!({"email": "a@b"}))),
        Ok(json!({"sip_secret": "theirs", "email": "a@b"}))
    );
}

fn schema_with_inner_secret() -> Schema {
    crate::schema::of_text(
        &json!({"type": "object", "properties": {"sip": {"type": "object", "properties": {
            "name": {"type": "string"},
            "password": {"type": "string", "x-secret": true, "x-merge": "secret"}}}}})
        .to_string(),
    )
}

#[test]
fn a_secret_never_stands_in_a_clash() {
    let schema = schema_with_inner_secret();
    let current = fields(json!({"sip": {"name": "theirs", "password": "hunter2"}}));
    let edits = [edit(
        "/sip",
        Some(json!({"name": "base"})),
        Some(json!("gone")),
    )];
    let error = merge(&schema, &current, &edits).unwrap_err();
    assert!(
        matches!(&error, MergeError::Clashes(clashes) if clashes[0].path == "/sip"),
        "{error:?}"
    );
    assert!(!format!("{error:?}").contains("hunter2"), "{error:?}");
}

#[test]
fn a_secret_that_the_author_could_not_see_is_no_change_of_somebody_else() {
    let schema = schema_with_inner_secret();
    let current = fields(json!({"sip": {"name": "a", "password": "hunter2"}}));
    let edits = [edit("/sip", Some(json!({"name": "a"})), None)];
    assert_eq!(
        merge(&schema, &current, &edits).unwrap().fields,
        Fields::new()
    );
    let edits = [edit(
        "/sip",
        Some(json!({"name": "a"})),
        Some(json!({"name": "b"})),
    )];
    let merged = merge(&schema, &current, &edits).unwrap();
    assert_eq!(
        Value::Object(merged.fields),
        json!({"sip": {"name": "b", "password": "hunter2"}})
    );
}

#[test]
fn what_the_engine_computes_is_refused_unless_it_is_unchanged() {
    let schema = schema(Kind::Account).unwrap();
    let current = fields(json!({"name": "Acme", "is_reseller": true}));
    let whole = |reseller: bool| {
        edit(
            "",
            Some(json!({"name": "Acme", "is_reseller": true})),
            Some(json!({"name": "B", "is_reseller": reseller})),
        )
    };
    assert!(merge(schema, &current, &[whole(true)]).is_ok());
    for edits in [whole(false), edit("/is_reseller", Some(json!(true)), None)] {
        let Err(MergeError::BadPath { path, .. }) = merge(schema, &current, &[edits]) else {
            panic!()
        };
        assert_eq!(path, "/is_reseller");
    }
}

#[test]
fn paths_that_name_no_place_are_refused() {
    let current = with_exceptions(&[exception(1, json!({}))]);
    let mut current = fields(current);
    current.extend(fields(
        json!({"email": "a@b", "flags": ["a"], "plain": [1]}),
    ));
    for path in [
        "email",
        "/email/x",
        "/~",
        "/flags/0",
        "/plain/0",
        "/plain/-",
        "",
        "/forwarding/exceptions/0",
        "/forwarding/exceptions/-",
        "/forwarding/exceptions/0/name",
    ] {
        let result = after(Value::Object(current.clone()), path, None, Some(json!(1)));
        assert!(!refused(result).is_empty(), "{path}");
    }
    let other_id = after(
        Value::Object(current),
        &format!("/forwarding/exceptions/{}", id(1)),
        None,
        Some(exception(2, json!({}))),
    );
    assert!(!refused(other_id).is_empty());
}

#[test]
fn a_later_edit_of_the_same_place_continues_the_earlier_one() {
    let edits = [
        edit("/custom", None, Some(json!({"a": 1}))),
        edit("/custom/a", Some(json!(1)), Some(json!(2))),
        edit(
            "/custom",
            Some(json!({"a": 2})),
            Some(json!({"a": 2, "b": 3})),
        ),
    ];
    let merged = merge(user(), &Fields::new(), &edits).unwrap();
    assert_eq!(
        Value::Object(merged.fields),
        json!({"custom": {"a": 2, "b": 3}})
    );
}

#[test]
fn elements_of_a_list_are_inserted_removed_and_changed_one_by_one() {
    let [one, two, three, four] = [1, 2, 3, 4].map(|n| exception(n, json!({})));
    let theirs = with_exceptions(&[
        one.clone(),
        exception(2, json!({"name": "theirs"})),
        four.clone(),
    ]);
    let from = json!([one, two, three]);
    let to = json!([
        exception(1, json!({"name": "mine"})),
        exception(9, json!({})),
        two
    ]);
    let merged = merge(
        user(),
        &fields(theirs),
        &[edit("/forwarding/exceptions", Some(from), Some(to))],
    )
    .unwrap();
    assert_eq!(
        merged.changed,
        [
            format!("/forwarding/exceptions/{}/name", id(1)),
            format!("/forwarding/exceptions/{}", id(9))
        ]
    );
    let document = Value::Object(merged.fields);
    assert_eq!(order(&document), [1, 9, 2, 4]);
    assert_eq!(
        document.pointer("/forwarding/exceptions/0/name"),
        Some(&json!("mine"))
    );
    assert_eq!(
        document.pointer("/forwarding/exceptions/2/name"),
        Some(&json!("theirs"))
    );
}

#[test]
fn a_change_of_an_element_that_somebody_else_removed_clashes() {
    let [one, two] = [1, 2].map(|n| exception(n, json!({})));
    let theirs = with_exceptions(std::slice::from_ref(&one));
    let changed = exception(2, json!({"name": "mine"}));
    let path = format!("/forwarding/exceptions/{}", id(2));
    let by_list = after(
        theirs.clone(),
        "/forwarding/exceptions",
        Some(json!([one, two])),
        Some(json!([one, changed])),
    );
    assert_eq!(clash_paths(by_list), [path.as_str()]);
    let by_id = after(
        theirs.clone(),
        &format!("{path}/name"),
        None,
        Some(json!("mine")),
    );
    assert_eq!(clash_paths(by_id), [path.as_str()]);
    let unchanged = after(theirs.clone(), &path, Some(two), None);
    assert_eq!(unchanged, Ok(theirs));
}

#[test]
fn moves_of_both_sides_are_kept() {
    let list = |numbers: &[u8]| -> Vec<Value> {
        numbers.iter().map(|n| exception(*n, json!({}))).collect()
    };
    let moved = |base: &[u8], theirs: &[u8], mine: &[u8]| {
        let theirs = with_exceptions(&list(theirs));
        after(
            theirs,
            "/forwarding/exceptions",
            Some(json!(list(base))),
            Some(json!(list(mine))),
        )
    };
    let result = moved(&[1, 2, 3, 4], &[2, 1, 3, 4], &[1, 2, 4, 3]).unwrap();
    assert_eq!(order(&result), [2, 1, 4, 3]);
    let result = moved(&[1, 2, 3], &[3, 1, 2, 7], &[3, 1, 2]).unwrap();
    assert_eq!(order(&result), [3, 1, 2, 7]);
    assert_eq!(
        clash_paths(moved(&[1, 2, 3], &[2, 1, 3], &[1, 3, 2])),
        ["/forwarding/exceptions"]
    );
}

#[test]
fn very_long_lists_that_both_sides_reordered_are_shown_to_a_person() {
    let list = |first: u16, second: u16| -> Vec<Value> {
        let rest = (2..2_000u16).map(|n| json!({"id": format!("{n:032x}")}));
        [first, second]
            .into_iter()
            .map(|n| json!({"id": format!("{n:032x}")}))
            .chain(rest)
            .collect()
    };
    let mut theirs = list(0, 1);
    theirs.reverse();
    let result = after(
        with_exceptions(&theirs),
        "/forwarding/exceptions",
        Some(json!(list(0, 1))),
        Some(json!(list(1, 0))),
    );
    assert_eq!(clash_paths(result), ["/forwarding/exceptions"]);
}

#[test]
fn a_list_whose_elements_have_no_ids_is_compared_as_a_whole() {
    let current = json!({"forwarding": {"exceptions": [{"x": 1}]}});
    let (from, to) = (json!([{"x": 1}]), json!([{"x": 2}]));
    assert_eq!(
        after(
            current,
            "/forwarding/exceptions",
            Some(from.clone()),
            Some(to.clone())
        ),
        Ok(json!({"forwarding": {"exceptions": [{"x": 2}]}}))
    );
    let current = json!({"forwarding": {"exceptions": [{"x": 3}]}});
    assert_eq!(
        clash_paths(after(
            current,
            "/forwarding/exceptions",
            Some(from),
            Some(to)
        )),
        ["/forwarding/exceptions"]
    );
}

#[test]
fn numbers_that_nobody_edited_keep_their_digits_inside_an_edited_object() {
    let current: Fields = serde_json::from_str(r#"{"custom":{"a":1.0,"b":0.1000,"c":1}}"#).unwrap();
    let edits = [edit(
        "/custom",
        Some(json!({"a": 1, "b": 0.1, "c": 1})),
        Some(json!({"a": 1, "b": 0.1, "c": 2})),
    )];
    let merged = merge(user(), &current, &edits).unwrap();
    assert_eq!(
        serde_json::to_string(&merged.fields).unwrap(),
        r#"{"custom":{"a":1.0,"b":0.1000,"c":2}}"#
    );
    assert_eq!(merged.changed, ["/custom/c"]);
}

#[test]
fn an_edit_that_would_cost_too_much_is_refused() {
    let refused = |edits: &[Edit]| {
        matches!(
            merge(user(), &Fields::new(), edits),
            Err(MergeError::BadPath { .. })
        )
    };
    let many: Vec<Edit> = (0..1_001)
        .map(|n| edit(&format!("/k{n}"), None, Some(json!(n))))
        .collect();
    assert!(refused(&many) && !refused(&many[..1_000]));
    let again: Vec<Edit> = (0..33)
        .map(|n| edit("/k", (n > 0).then(|| json!(n)), Some(json!(n + 1))))
        .collect();
    assert!(refused(&again) && !refused(&again[..32]));
    assert!(refused(&[edit(&"/a".repeat(65), None, Some(json!(1)))]));
    assert_eq!(
        merge(user(), &Fields::new(), &[]),
        Ok(Merged {
            fields: Fields::new(),
            changed: vec![]
        })
    );
}

#[test]
fn sets_that_are_too_long_are_compared_as_a_whole() {
    let long = |extra: &str| {
        json!(
            (0..1_001)
                .map(|n| n.to_string())
                .chain([extra.to_owned()])
                .collect::<Vec<_>>()
        )
    };
    let current = json!({"flags": long("theirs")});
    assert_eq!(
        clash_paths(after(
            current,
            "/flags",
            Some(long("base")),
            Some(long("mine"))
        )),
        ["/flags"]
    );
}

#[test]
fn the_same_action_set_by_both_is_no_clash_beside_other_changes() {
    let at = "/forwarding/busy/no_answer";
    let rule = |rule: Value| json!({"forwarding": {"busy": {"no_answer": rule}}});
    let from = json!({"action": "forward_to_number", "number": "101", "timeout_s": 20});
    let to = json!({"action": "hang_up", "timeout_s": 30});
    let theirs = rule(json!({"action": "hang_up", "timeout_s": 20}));
    assert_eq!(
        after(theirs, at, Some(from), Some(to.clone())),
        Ok(rule(to))
    );
}
