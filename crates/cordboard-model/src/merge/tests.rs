use super::*;
use crate::{Kind, schema};
use serde_json::json;

mod lists;
mod properties;
mod secrets;

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
