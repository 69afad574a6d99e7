//! Whatever both sides do, they end up saying the same.

use super::world::World;
use crate::document::Doc;
use crate::names::To;
use crate::plan::Word;
use crate::plan::difference::changes;
use cordboard_engine::remotes::{Dialect, Sort};
use cordboard_model::Fields;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Values that meet in many ways: few keys, few values, objects in objects, lists.
fn fields() -> impl Strategy<Value = Fields> {
    let leaf = prop_oneof![
        (0..3i64).prop_map(Value::from),
        "[xy]".prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        prop::collection::vec(0..2i64, 0..3).prop_map(Value::from),
    ];
    let value = leaf.prop_recursive(2, 8, 3, |inner| {
        prop::collection::btree_map("[a-c]", inner, 1..3)
            .prop_map(|map| map.into_iter().collect::<Fields>().into())
    });
    prop::collection::btree_map("[a-d]", value, 0..4).prop_map(|map| map.into_iter().collect())
}

fn named(name: usize, mut fields: Fields) -> Doc {
    fields.insert("name".into(), format!("n{name}").into());
    Doc {
        sort: Sort::Group,
        id: format!("id{name}"),
        parent: String::new(),
        fields,
    }
}

/// An edit of one side: of which record, and what it says then; nothing: it is deleted.
type Edits = Vec<(usize, Option<Fields>)>;

fn edits() -> impl Strategy<Value = Edits> {
    prop::collection::vec((0..5usize, prop::option::weighted(0.85, fields())), 0..6)
}

fn edit(docs: &mut Vec<Doc>, side: &str, edits: &Edits) {
    for (at, wanted) in edits {
        // What each side makes by itself has a name of its own.
        let own = format!("{side}{at}");
        let names = [json!(format!("n{at}")), json!(own)];
        let found = docs
            .iter()
            .position(|doc| names.contains(&doc.fields["name"]));
        match (found, wanted) {
            (Some(found), None) => drop(docs.remove(found)),
            (Some(found), Some(wanted)) => {
                let name = docs[found].fields["name"].clone();
                docs[found].fields.clone_from(wanted);
                docs[found].fields.insert("name".into(), name);
            }
            (None, Some(wanted)) => {
                let mut doc = named(*at, wanted.clone());
                doc.fields.insert("name".into(), own.clone().into());
                doc.id = own;
                docs.push(doc);
            }
            (None, None) => {}
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

    /// Whatever both sides do, and whichever way goes first: once every clash has a word, both say the same, and the
    /// next plan is empty.
    #[test]
    fn random_edits_of_both_sides_converge_and_the_second_plan_is_empty(
        start in prop::collection::vec(fields(), 0..4),
        there in edits(),
        here in edits(),
        words in prop::collection::vec(0..3u8, 32),
        pull_first in any::<bool>(),
        half in any::<bool>(),
    ) {
        let mut world = World::new(Dialect::PortSip, start.into_iter().enumerate().map(|(at, fields)| named(at, fields)).collect());
        world.go(To::Here);
        prop_assert!(world.plan().is_empty());
        edit(&mut world.theirs, "t", &there);
        edit(&mut world.mine, "h", &here);
        let ways = if pull_first { [To::Here, To::There] } else { [To::There, To::Here] };
        if half {
            world.go(ways[1]);
        }
        let mut said = words.iter().cycle();
        world.settle(|| match said.next() {
            Some(0) => Word::Theirs,
            Some(1) => Word::Mine,
            _ => Word::Edited(Some(json!("third"))),
        });
        prop_assert!(!world.plan().has_clashes());
        for to in ways {
            world.go(to);
        }
        let again = world.plan();
        prop_assert!(again.is_empty(), "{:?}", again.steps);
        let said = |docs: &[Doc]| {
            let mut all: Vec<_> = docs.iter().map(|doc| doc.fields.clone()).collect();
            all.sort_by_key(|fields| fields["name"].to_string());
            all
        };
        let (theirs, mine) = (said(&world.theirs), said(&world.mine));
        prop_assert_eq!(theirs.len(), mine.len());
        for (theirs, mine) in theirs.iter().zip(&mine) {
            let left = changes(theirs, mine);
            prop_assert!(left.is_empty(), "{left:?}");
        }
    }
}
