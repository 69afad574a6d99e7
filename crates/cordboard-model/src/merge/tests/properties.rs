//! What holds for every three documents.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Nested objects of small numbers under keys that no schema knows; never an empty object.
fn any_map() -> impl Strategy<Value = Value> {
    let scalar = (0u8..3).prop_map(Value::from);
    scalar.prop_recursive(3, 12, 3, |inner| {
        prop::collection::btree_map("[abc]", inner, 1..3)
            .prop_map(|map| Value::Object(map.into_iter().collect()))
    })
}

fn any_set() -> impl Strategy<Value = BTreeSet<u8>> {
    prop::collection::btree_set(0u8..6, 0..5)
}

/// Exceptions in any order, each with one of two masks.
fn any_list() -> impl Strategy<Value = Vec<Value>> {
    let all: Vec<u8> = (0..5).collect();
    prop::sample::subsequence(all, 0..=5)
        .prop_shuffle()
        .prop_flat_map(|ids| (Just(ids.clone()), prop::collection::vec(0u8..2, ids.len())))
        .prop_map(|(ids, masks)| {
            let element = |(id, mask): (&u8, &u8)| json!({"id": super::id(*id), "caller_mask": mask.to_string()});
            ids.iter().zip(&masks).map(element).collect()
        })
}

fn any_rule() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!({"action": "ring"})),
        Just(json!({"action": "hang_up"})),
        (0u8..3).prop_map(|n| json!({"action": "forward_to_number", "number": n.to_string()})),
    ]
}

fn any_user() -> impl Strategy<Value = Fields> {
    (
        prop::option::of(0u8..3),
        prop::option::of(any_set()),
        prop::option::of(any_list()),
        prop::option::of(any_rule()),
        prop::option::of(any_map()),
    )
        .prop_map(|(email, flags, exceptions, rule, custom)| {
            let mut user = Fields::new();
            let mut forwarding = Fields::new();
            email.map(|email| user.insert("email".into(), json!(email.to_string())));
            flags.map(|flags| user.insert("flags".into(), json!(flags)));
            exceptions.map(|list| forwarding.insert("exceptions".into(), json!(list)));
            rule.map(|rule| forwarding.insert("available".into(), json!({"office_hours": rule})));
            if !forwarding.is_empty() {
                user.insert("forwarding".into(), Value::Object(forwarding));
            }
            custom.map(|custom| user.insert("custom".into(), custom));
            user
        })
}

/// As `same`, where the order of a set means nothing either.
fn equal(a: &Fields, b: &Fields) -> bool {
    let sorted = |fields: &Fields| {
        let mut fields = fields.clone();
        if let Some(Value::Array(flags)) = fields.get_mut("flags") {
            flags.sort_by_key(ToString::to_string);
        }
        Value::Object(fields)
    };
    same(&sorted(a), &sorted(b))
}

fn whole(from: &Fields, to: &Fields) -> Edit {
    edit(
        "",
        Some(Value::Object(from.clone())),
        Some(Value::Object(to.clone())),
    )
}

/// An edit for each top-level key that differs.
fn edits(from: &Fields, to: &Fields) -> Vec<Edit> {
    let keys: BTreeSet<&String> = from.keys().chain(to.keys()).collect();
    keys.into_iter()
        .filter(|key| from.get(*key) != to.get(*key))
        .map(|key| {
            edit(
                &format!("/{key}"),
                from.get(key).cloned(),
                to.get(key).cloned(),
            )
        })
        .collect()
}

fn leaves(value: &Value, at: String, found: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, inner)| leaves(inner, format!("{at}/{key}"), found)),
        leaf => drop(found.insert(at, leaf.clone())),
    }
}

fn leaves_of(fields: &Fields) -> BTreeMap<String, Value> {
    let mut found = BTreeMap::new();
    leaves(&Value::Object(fields.clone()), String::new(), &mut found);
    found
}

/// The textbook: whoever changed it wins; `Err` when both did, differently.
fn decide<T: PartialEq>(base: T, theirs: T, mine: T) -> Result<T, ()> {
    if mine == base || mine == theirs {
        Ok(theirs)
    } else if theirs == base {
        Ok(mine)
    } else {
        Err(())
    }
}

fn covers(clashes: &[Clash], path: &str) -> bool {
    let inside = |outer: &str, inner: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    clashes
        .iter()
        .any(|clash| inside(&clash.path, path) || inside(path, &clash.path))
}

fn list_fields(list: &[Value]) -> Fields {
    fields(with_exceptions(list))
}

fn exceptions_mut(user: &mut Fields) -> Option<&mut Vec<Value>> {
    user.get_mut("forwarding")?
        .get_mut("exceptions")?
        .as_array_mut()
}

fn before(list: &[Value], a: &str, b: &str) -> Option<bool> {
    let at = |id: &str| list.iter().position(|element| element["id"] == id);
    Some(at(a)? < at(b)?)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn who_changed_nothing_changes_nothing(base in any_user(), theirs in any_user()) {
        let outcome = three_way(user(), &base, &theirs, &base);
        prop_assert_eq!(serde_json::to_string(&outcome.fields).unwrap(), serde_json::to_string(&theirs).unwrap());
        prop_assert_eq!((outcome.changed.len(), outcome.clashes.len()), (0, 0));
    }

    #[test]
    fn what_only_one_changed_is_as_he_wants_it(base in any_user(), mine in any_user()) {
        let outcome = three_way(user(), &base, &base, &mine);
        prop_assert!(outcome.clashes.is_empty(), "{:?}", outcome.clashes);
        prop_assert!(equal(&outcome.fields, &mine), "{:?}", outcome.fields);
        prop_assert_eq!(outcome.changed.is_empty(), equal(&base, &mine));
    }

    #[test]
    fn the_same_change_of_both_never_clashes(base in any_user(), both in any_user()) {
        let outcome = three_way(user(), &base, &both, &both);
        prop_assert_eq!((outcome.fields, outcome.changed.len(), outcome.clashes.len()), (both, 0, 0));
    }

    #[test]
    fn without_a_clash_it_does_not_matter_who_came_first(base in any_user(), a in any_user(), b in any_user()) {
        // Ids are made once: nobody adds the element that another adds. (When a replay does, theirs stays put.)
        let mut b = b;
        if let Some(list) = exceptions_mut(&mut b) {
            let [base, a] = [&base, &a].map(|user| user.get("forwarding").map(Value::to_string).unwrap_or_default());
            list.retain(|element| {
                let id = element["id"].as_str().unwrap();
                base.contains(id) || !a.contains(id)
            });
        }
        let (one, other) = (three_way(user(), &base, &a, &b), three_way(user(), &base, &b, &a));
        prop_assert_eq!(one.clashes.len(), other.clashes.len());
        if one.clashes.is_empty() {
            prop_assert!(equal(&one.fields, &other.fields), "{:?}\n{:?}", one.fields, other.fields);
        }
    }

    #[test]
    fn an_edit_applied_twice_is_applied_once(base in any_user(), theirs in any_user(), mine in any_user()) {
        for edits in [vec![whole(&base, &mine)], edits(&base, &mine)] {
            if let Ok(once) = merge(user(), &theirs, &edits) {
                let twice = merge(user(), &once.fields, &edits).unwrap();
                prop_assert_eq!(twice, Merged { fields: once.fields, changed: vec![] });
            }
        }
    }

    #[test]
    fn one_edit_of_the_whole_and_edits_of_its_parts_agree(base in any_user(), theirs in any_user(), mine in any_user()) {
        let at_once = merge(user(), &theirs, &[whole(&base, &mine)]);
        prop_assert_eq!(merge(user(), &theirs, &edits(&base, &mine)), at_once.clone());
        let outcome = three_way(user(), &base, &theirs, &mine);
        prop_assert_eq!(at_once, match outcome.clashes.is_empty() {
            true => Ok(Merged { fields: outcome.fields, changed: outcome.changed }),
            false => Err(MergeError::Clashes(outcome.clashes)),
        });
    }

    #[test]
    fn edits_of_different_places_commute(base in any_user(), mine in any_user(), chosen in any::<u8>()) {
        let (first, second): (Vec<_>, Vec<_>) =
            edits(&base, &mine).into_iter().enumerate().partition(|(n, _)| chosen >> n & 1 == 0);
        let apply = |fields: &Fields, edits: &[(usize, Edit)]| {
            let edits: Vec<Edit> = edits.iter().map(|(_, edit)| edit.clone()).collect();
            merge(user(), fields, &edits).unwrap().fields
        };
        let one = apply(&apply(&base, &first), &second);
        let other = apply(&apply(&base, &second), &first);
        prop_assert!(equal(&one, &other) && equal(&one, &mine));
    }

    #[test]
    fn every_value_of_a_map_is_decided_by_the_textbook_or_reported(
        base in any_map(), theirs in any_map(), mine in any_map(),
    ) {
        let [base, theirs, mine] = [base, theirs, mine].map(|custom| fields(json!({"custom": custom})));
        let outcome = three_way(user(), &base, &theirs, &mine);
        let [base, theirs, mine, merged] = [&base, &theirs, &mine, &outcome.fields].map(leaves_of);
        for path in base.keys().chain(theirs.keys()).chain(mine.keys()) {
            let expected = decide(base.get(path), theirs.get(path), mine.get(path));
            if covers(&outcome.clashes, path) {
                continue;
            }
            prop_assert_eq!(Ok(merged.get(path)), expected, "{}", path);
            let changed = covers(&outcome.changed.iter().map(|path| Clash { path: path.clone(), base: None, theirs: None, mine: None }).collect::<Vec<_>>(), path);
            prop_assert!(changed || merged.get(path) == theirs.get(path), "{}", path);
        }
    }

    #[test]
    fn every_element_of_a_set_is_decided_on_its_own(base in any_set(), theirs in any_set(), mine in any_set()) {
        let [b, t, m] = [&base, &theirs, &mine].map(|set| fields(json!({"flags": set})));
        let outcome = three_way(user(), &b, &t, &m);
        prop_assert!(outcome.clashes.is_empty());
        let merged = outcome.fields["flags"].as_array().unwrap();
        for element in 0u8..6 {
            let expected = decide(base.contains(&element), theirs.contains(&element), mine.contains(&element));
            prop_assert_eq!(Ok(merged.iter().filter(|value| **value == json!(element)).count()), expected.map(usize::from));
        }
    }

    #[test]
    fn every_element_of_a_list_and_every_pair_is_decided_on_its_own_or_reported(
        base in any_list(), theirs in any_list(), mine in any_list(),
    ) {
        let outcome = three_way(user(), &list_fields(&base), &list_fields(&theirs), &list_fields(&mine));
        let merged = outcome.fields["forwarding"]["exceptions"].as_array().unwrap();
        let of = |list: &[Value], id: &str| list.iter().find(|element| element["id"] == id).cloned();
        let ids: Vec<String> = (0..5).map(id).collect();
        for id in &ids {
            if !covers(&outcome.clashes, &format!("/forwarding/exceptions/{id}")) {
                prop_assert_eq!(Ok(of(merged, id)), decide(of(&base, id), of(&theirs, id), of(&mine, id)));
            }
        }
        if outcome.clashes.is_empty() {
            for (a, b) in ids.iter().flat_map(|a| ids.iter().map(move |b| (a, b))).filter(|(a, b)| a != b) {
                let [was, of_theirs, of_mine, is] = [&base, &theirs, &mine, merged].map(|list| before(list, a, b));
                if let (Some(of_theirs), Some(of_mine), Some(is)) = (of_theirs, of_mine, is) {
                    prop_assert_eq!(Ok(is), decide(was.unwrap_or(of_mine), of_theirs, of_mine));
                }
            }
        }
    }

    #[test]
    fn an_action_never_stands_with_the_number_of_another(base in any_rule(), theirs in any_rule(), mine in any_rule()) {
        let of = |rule: &Value| fields(json!({"forwarding": {"available": {"office_hours": rule}}}));
        let outcome = three_way(user(), &of(&base), &of(&theirs), &of(&mine));
        let merged = &outcome.fields["forwarding"]["available"]["office_hours"];
        prop_assert!(*merged == theirs || *merged == mine);
        prop_assert_eq!(outcome.clashes.is_empty(), decide(base, theirs, mine).is_ok());
    }
}
