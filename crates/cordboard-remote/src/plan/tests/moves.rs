//! Accounts that get another place on one side or on both.

use super::world::{World, top_down};
use super::{doc, field};
use crate::document::PARENT;
use crate::names::To;
use crate::plan::difference::PARENT_PATH;
use crate::plan::{What, Word};
use cordboard_engine::remotes::{Dialect, Sort};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A is the top; below it are B, with D and a person in it, and C.
fn office() -> World {
    let account = |id: &str, parent: &str| {
        let name = json!({ "name": format!("Account {id}") });
        doc(Sort::Account, id, parent, &name).below(parent)
    };
    let person = json!({ "username": "pia", "first_name": "Pia", "last_name": "Brot" });
    let theirs = vec![
        account("A", ""),
        account("B", "A"),
        account("C", "A"),
        account("D", "B"),
        doc(Sort::User, "U", "B", &person),
    ];
    let mut world = World::new(Dialect::Crossbar, theirs);
    world.go(To::Here);
    assert!(world.plan().is_empty());
    world
}

/// The id here of the account that is called so there.
fn here(world: &World, there: &str) -> String {
    let pair = world.pairs.iter().find(|pair| pair.there == there);
    pair.unwrap().here.clone()
}

/// Somebody on one side moves an account.
fn moved(world: &mut World, side: To, account: &str, to: &str) {
    let (account, to) = match side {
        To::There => (account.to_owned(), to.to_owned()),
        To::Here => (here(world, account), here(world, to)),
    };
    let docs = world.side(side);
    let at = docs.iter().position(|doc| doc.id == account).unwrap();
    let doc = docs.remove(at).below(&to);
    docs.push(doc);
    top_down(docs);
}

/// Below what an account lies, as the names of the other side say it, there and here.
fn places(world: &World, account: &str) -> [String; 2] {
    let own = here(world, account);
    let theirs = world.theirs.iter().find(|doc| doc.id == account).unwrap();
    let mine = world.mine.iter().find(|doc| doc.id == own).unwrap();
    assert_eq!(mine.fields[PARENT], json!(mine.parent));
    let pair = world.pairs.iter().find(|pair| pair.here == mine.parent);
    [theirs.parent.clone(), pair.unwrap().there.clone()]
}

#[test]
fn an_account_that_moved_on_one_side_moves_on_the_other_and_says_where_to() {
    for (side, to) in [(To::There, To::Here), (To::Here, To::There)] {
        let mut world = office();
        moved(&mut world, side, "D", "C");
        let plan = world.plan();
        assert_eq!(plan.steps.len(), 1, "{:?}", plan.steps);
        let What::Meet {
            here: pull,
            there: push,
            clashes,
        } = &plan.steps[0].what
        else {
            unreachable!("both have it")
        };
        let (some, none) = match to {
            To::Here => (pull, push),
            To::There => (push, pull),
        };
        assert!(none.is_empty() && clashes.is_empty());
        assert_eq!(some.len(), 1);
        let (from, into) = (here(&world, "B"), here(&world, "C"));
        assert_eq!(some[0].path, PARENT_PATH);
        assert_eq!(
            (&some[0].from, &some[0].to),
            (&Some(json!(from)), &Some(json!(into)))
        );
        let named = &plan.steps[0].accounts;
        assert_eq!((&*named[&from], &*named[&into]), ("Account B", "Account C"));
        world.go(side);
        assert!(!world.plan().is_empty(), "the other way brings nothing");
        world.go(to);
        assert_eq!(places(&world, "D"), ["C", "C"]);
        assert!(world.plan().is_empty());
    }
}

#[test]
fn a_move_and_other_edits_of_the_account_meet() {
    let mut world = office();
    moved(&mut world, To::There, "D", "C");
    let own = here(&world, "D");
    let mine = world.mine.iter_mut().find(|doc| doc.id == own).unwrap();
    mine.fields.insert("name".into(), "New".into());
    assert!(!world.plan().has_clashes());
    world.go(To::There);
    world.go(To::Here);
    assert_eq!(places(&world, "D"), ["C", "C"]);
    assert!(world.plan().is_empty());
}

#[test]
fn the_same_move_on_both_sides_is_nothing_to_do() {
    let mut world = office();
    moved(&mut world, To::There, "D", "C");
    moved(&mut world, To::Here, "D", "C");
    assert!(world.plan().is_empty());
    world.go(To::Here);
    moved(&mut world, To::There, "D", "B");
    world.go(To::Here);
    assert_eq!(places(&world, "D"), ["B", "B"]);
}

#[test]
fn two_moves_of_one_account_clash_and_end_as_a_person_says() {
    for (word, wanted) in [(Word::Theirs, "C"), (Word::Mine, "A")] {
        let mut world = office();
        moved(&mut world, To::There, "D", "C");
        moved(&mut world, To::Here, "D", "A");
        world.go(To::Here);
        world.go(To::There);
        assert_eq!(places(&world, "D"), ["C", "A"]);
        let plan = world.plan();
        let clash = plan.steps[0].what.clashes().next().unwrap();
        assert_eq!(clash.path, PARENT_PATH);
        let id = |name: &str| Some(json!(here(&world, name)));
        assert_eq!(
            (&clash.base, &clash.theirs, &clash.mine),
            (&id("B"), &id("C"), &id("A"))
        );
        let named: Vec<&String> = plan.steps[0].accounts.values().collect();
        assert_eq!(named.len(), 3, "{named:?}");
        world.settle(|| word.clone());
        world.go(To::Here);
        world.go(To::There);
        assert_eq!(places(&world, "D"), [wanted, wanted]);
        assert!(world.plan().is_empty());
    }
}

#[test]
fn an_account_moves_below_one_that_is_new_with_it() {
    for (side, to) in [(To::There, To::Here), (To::Here, To::There)] {
        let mut world = office();
        let above = match side {
            To::There => "A".to_owned(),
            To::Here => here(&world, "A"),
        };
        let new = doc(Sort::Account, "new", &above, &json!({ "name": "New" })).below(&above);
        world.side(side).push(new);
        let account = match side {
            To::There => "B".to_owned(),
            To::Here => here(&world, "B"),
        };
        let docs = world.side(side);
        let at = docs.iter().position(|doc| doc.id == account).unwrap();
        let doc = docs.remove(at).below("new");
        docs.push(doc);
        top_down(docs);
        world.go(to);
        assert!(world.plan().is_empty(), "{:?}", world.plan().steps);
        let [there, mine] = places(&world, "B");
        assert_eq!(there, mine);
    }
}

#[test]
fn what_was_moved_out_of_the_subtree_is_told_as_that_and_follows_when_it_comes_back() {
    let mut world = office();
    let all = world.theirs.clone();
    // B goes with D and the person.
    world
        .theirs
        .retain(|doc| ["A", "C"].contains(&doc.id.as_str()));
    world.left_there = ["B", "D"].map(str::to_owned).into();
    let plan = world.plan();
    let left = What::LeftThere { changed: false };
    assert_eq!(plan.steps.len(), 3);
    assert!(
        plan.steps.iter().all(|step| step.what == left),
        "{:?}",
        plan.steps
    );
    world.go(To::Here);
    world.go(To::There);
    assert_eq!((world.theirs.len(), world.mine.len()), (2, 5));
    // Somebody new in it is not made there either.
    let above = here(&world, "B");
    let new = doc(Sort::User, "new", &above, &json!({ "username": "new" }));
    world.mine.push(new);
    assert!(world.plan().steps.iter().all(|step| step.what == left));
    world.mine.pop();
    // What is gone is told as that.
    world.left_there.remove("D");
    let plan = world.plan();
    let gone = plan.steps.iter().find(|step| step.label == "Account D");
    assert_eq!(gone.unwrap().what, What::GoneThere { changed: false });
    world.theirs = all;
    world.left_there.clear();
    assert!(world.plan().is_empty());
    moved(&mut world, To::There, "B", "C");
    world.go(To::Here);
    assert_eq!(places(&world, "B"), ["C", "C"]);
}

#[test]
fn what_was_moved_out_of_the_subtree_here_is_no_deletion_either() {
    let mut world = office();
    let gone = here(&world, "D");
    world.mine.retain(|doc| doc.id != gone);
    let what = |world: &World| world.plan().steps[0].what.clone();
    assert_eq!(what(&world), What::GoneHere { changed: false });
    world.left_here.insert(gone);
    assert_eq!(what(&world), What::LeftHere { changed: false });
    world.go(To::There);
    assert_eq!(world.theirs.len(), 5);
}

#[test]
fn pairs_of_a_time_before_places_were_remembered_ask_only_where_the_places_differ() {
    let mut world = office();
    for pair in &mut world.pairs {
        pair.theirs.shift_remove(PARENT);
        pair.mine.shift_remove(PARENT);
    }
    let mut still = world.clone();
    assert!(still.plan().is_empty());
    still.go(To::Here);
    moved(&mut still, To::There, "D", "C");
    assert!(!still.plan().has_clashes(), "it is remembered now");
    moved(&mut world, To::There, "D", "C");
    assert!(world.plan().has_clashes());
}

#[test]
fn an_account_moves_with_what_it_says_of_people_by_their_ids() {
    let mut world = office();
    field(&mut world.theirs, Sort::Account)["name"] = json!("Bakery");
    moved(&mut world, To::There, "B", "C");
    world.go(To::Here);
    assert_eq!(places(&world, "B"), ["C", "C"]);
    let person = world
        .mine
        .iter()
        .find(|doc| doc.sort == Sort::User)
        .unwrap();
    assert_eq!(person.parent, here(&world, "B"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// From any tree to any other, on either side: no step asks for what would be below itself, and nothing is left.
    #[test]
    fn whatever_is_moved_on_one_side_the_other_follows(
        moves in prop::collection::vec((0..8usize, 0..9usize), 1..24),
        there in any::<bool>(),
    ) {
        let theirs = (0..9).map(|number| {
            let parent = if number == 0 { String::new() } else { format!("a{}", (number - 1) / 2) };
            let id = format!("a{number}");
            doc(Sort::Account, &id, &parent, &json!({ "name": id })).below(&parent)
        });
        let mut world = World::new(Dialect::Crossbar, theirs.collect());
        world.go(To::Here);
        let (side, other) = if there { (To::There, To::Here) } else { (To::Here, To::There) };
        for (account, to) in moves {
            let (account, to) = (format!("a{}", account + 1), format!("a{to}"));
            if !is_within(&mut world, side, &to, &account) {
                moved(&mut world, side, &account, &to);
            }
        }
        world.go(other);
        prop_assert!(world.plan().is_empty(), "{:?}", world.plan().steps);
        for number in 1..9 {
            let [theirs, mine] = places(&world, &format!("a{number}"));
            prop_assert_eq!(theirs, mine);
        }
    }
}

/// Whether an account is another one or lies below it.
fn is_within(world: &mut World, side: To, account: &str, top: &str) -> bool {
    let id = |world: &World, name: &str| match side {
        To::There => name.to_owned(),
        To::Here => here(world, name),
    };
    let (mut at, top) = (id(world, account), id(world, top));
    let docs = world.side(side).clone();
    while let Some(doc) = docs.iter().find(|doc| doc.id == at) {
        if at == top {
            return true;
        }
        at.clone_from(&doc.parent);
    }
    false
}

/// What an order would say of a place is an id like any other.
#[test]
fn a_third_place_is_taken_too() {
    let mut world = office();
    moved(&mut world, To::There, "D", "C");
    moved(&mut world, To::Here, "D", "A");
    let third: Value = json!(here(&world, "B"));
    world.settle(|| Word::Edited(Some(third.clone())));
    world.go(To::There);
    world.go(To::Here);
    assert_eq!(places(&world, "D"), ["B", "B"]);
    assert!(world.plan().is_empty());
}
