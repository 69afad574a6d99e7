//! Two sides that do as a plan says, without any server.

mod convergence;
mod moves;
mod world;

use super::{What, Word};
use crate::document::Doc;
use crate::names::To;
use cordboard_engine::remotes::{Dialect, Sort};
use cordboard_model::Fields;
use serde_json::{Value, json};
use world::World;

fn object(value: &Value) -> Fields {
    value.as_object().cloned().unwrap()
}

fn doc(sort: Sort, id: &str, parent: &str, fields: &Value) -> Doc {
    Doc {
        sort,
        id: id.to_owned(),
        parent: parent.to_owned(),
        fields: object(fields),
    }
}

fn office() -> World {
    let mut world = World::new(
        Dialect::Crossbar,
        vec![
            doc(Sort::Account, "A", "", &json!({ "name": "Bakery" })),
            doc(
                Sort::User,
                "U",
                "A",
                &json!({ "username": "pia", "first_name": "Pia", "own": { "a": 1 } }),
            ),
            doc(
                Sort::Phone,
                "P",
                "A",
                &json!({ "name": "Desk", "owner_id": "U" }),
            ),
            doc(
                Sort::Group,
                "G",
                "A",
                &json!({ "name": "All", "endpoints": { "U": { "type": "user" } } }),
            ),
        ],
    );
    world.go(To::Here);
    world
}

fn field(docs: &mut [Doc], sort: Sort) -> &mut Fields {
    &mut docs.iter_mut().find(|doc| doc.sort == sort).unwrap().fields
}

#[test]
fn a_pull_makes_everything_once_and_speaks_of_records_by_the_ids_of_this_side() {
    let mut world = office();
    assert_eq!(world.mine.len(), 4);
    let user = world
        .mine
        .iter()
        .find(|doc| doc.sort == Sort::User)
        .unwrap()
        .id
        .clone();
    assert_eq!(field(&mut world.mine, Sort::Phone)["owner_id"], json!(user));
    let endpoints = field(&mut world.mine, Sort::Group)["endpoints"].clone();
    assert!(endpoints.get(&user).is_some(), "{endpoints}");
    assert!(world.plan().is_empty());
}

#[test]
fn fields_that_two_sides_change_apart_meet_without_a_question() {
    let mut world = office();
    field(&mut world.theirs, Sort::User)["own"] = json!({ "a": 2 });
    field(&mut world.mine, Sort::User)["first_name"] = json!("Pina");
    let plan = world.plan();
    assert!(!plan.has_clashes() && plan.steps.len() == 1);
    world.go(To::Here);
    assert_eq!(
        field(&mut world.theirs, Sort::User)["first_name"],
        json!("Pia")
    );
    world.go(To::There);
    for docs in [&mut world.theirs, &mut world.mine] {
        let user = field(docs, Sort::User);
        assert_eq!(
            (&user["first_name"], &user["own"]["a"]),
            (&json!("Pina"), &json!(2))
        );
    }
    assert!(world.plan().is_empty());
}

#[test]
fn what_a_side_fills_in_by_itself_is_nobodys_edit() {
    let mut world = office();
    for pair in &mut world.pairs {
        pair.mine.insert("enabled".into(), json!(true));
    }
    for doc in &mut world.mine {
        doc.fields.insert("enabled".into(), json!(true));
    }
    assert!(world.plan().is_empty());
    // When somebody does change it, it goes there.
    field(&mut world.mine, Sort::User)["enabled"] = json!(false);
    world.go(To::There);
    assert_eq!(
        field(&mut world.theirs, Sort::User)["enabled"],
        json!(false)
    );
    assert!(world.plan().is_empty());
}

#[test]
fn what_both_change_is_a_clash_and_ends_as_a_person_says() {
    for (word, wanted) in [
        (Word::Theirs, json!("T")),
        (Word::Mine, json!("M")),
        (Word::Edited(Some(json!("E"))), json!("E")),
        // Back to what it was is a word, too.
        (Word::Edited(Some(json!("Pia"))), json!("Pia")),
    ] {
        let mut world = office();
        field(&mut world.theirs, Sort::User)["first_name"] = json!("T");
        field(&mut world.mine, Sort::User)["first_name"] = json!("M");
        world.go(To::Here);
        world.go(To::There);
        let plan = world.plan();
        let clash = plan.steps[0].what.clashes().next().unwrap();
        assert_eq!(clash.path, "/first_name");
        assert_eq!(clash.base, Some(json!("Pia")));
        assert_eq!(clash.theirs, Some(json!("T")));
        assert_eq!(clash.mine, Some(json!("M")));
        world.settle(|| word.clone());
        assert!(!world.plan().has_clashes());
        world.go(To::Here);
        world.go(To::There);
        assert_eq!(field(&mut world.theirs, Sort::User)["first_name"], wanted);
        assert_eq!(field(&mut world.mine, Sort::User)["first_name"], wanted);
        assert!(world.plan().is_empty());
    }
}

#[test]
fn what_was_made_before_a_run_was_cut_off_is_found_again_and_not_made_twice() {
    let mut world = office();
    // Nothing was written down.
    world.pairs.clear();
    assert!(world.plan().is_empty());
    world.go(To::Here);
    assert_eq!(world.mine.len(), 4);
    // The same when only one record was reached.
    world.pairs.clear();
    world.mine.truncate(2);
    world.go(To::Here);
    assert_eq!(world.mine.len(), 4);
    assert!(world.plan().is_empty());
}

#[test]
fn what_one_side_deletes_is_asked_about_and_made_again_when_that_is_said() {
    let mut world = office();
    world.theirs.retain(|doc| doc.sort != Sort::Phone);
    let plan = world.plan();
    assert_eq!(plan.steps[0].what, What::GoneThere { changed: false });
    let mut kept = world.clone();
    world.go(To::Here);
    assert_eq!(world.mine.len(), 3);
    assert!(world.plan().is_empty());
    kept.forget(plan.steps[0].pair.as_ref().unwrap());
    kept.go(To::There);
    assert_eq!(kept.theirs.len(), 4);
    assert_eq!(field(&mut kept.theirs, Sort::Phone)["owner_id"], json!("U"));
    assert!(kept.plan().is_empty());
}

#[test]
fn half_of_a_forward_rule_never_meets_half_of_another() {
    let rule = |action: &str, number: &str| json!({ "action": action, "number": number });
    let key = "busy_office_hours_forward_rule";
    let start = json!({ "name": "pia", key: rule("RING_ANYWAY", "") });
    let mut world = World::new(Dialect::PortSip, vec![doc(Sort::User, "U", "", &start)]);
    world.go(To::Here);
    world.theirs[0].fields[key] = rule("FORWARD_TO_NUMBER", "");
    world.mine[0].fields[key] = rule("RING_ANYWAY", "200");
    let plan = world.plan();
    let clash = plan.steps[0].what.clashes().next().unwrap();
    assert_eq!(clash.theirs, Some(rule("FORWARD_TO_NUMBER", "")));
    assert_eq!(clash.mine, Some(rule("RING_ANYWAY", "200")));
}
