//! Sets, and lists whose elements have ids.

use super::*;

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
