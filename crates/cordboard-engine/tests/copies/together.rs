//! What comes of transactions does not hang on how many of them are decided and written together.

use cordboard_engine::clock::Clock;
use cordboard_engine::installation::install;
use cordboard_engine::sync::{hello, push};
use cordboard_engine::{Engine, Principal};
use cordboard_model::merge::Edit;
use cordboard_model::{Fields, Id, Kind, Role};
use cordboard_store::MemoryStore;
use cordboard_sync::push::{PushResult, Stop};
use cordboard_sync::{Hello, HelloAnswer, Op, Outcome, PushAnswer, PushRequest, Transaction};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::sync::Arc;

/// More than are written in one commit, so that one parcel is decided while another is written.
const TRANSACTIONS: std::ops::Range<usize> = 520..640;
/// Who is there before.
const PEOPLE: u16 = 700;

struct Noon;

impl Clock for Noon {
    fn now_ms(&self) -> i64 {
        1_000
    }
}

/// What one person did, to the next of the people or to a certain one.
#[derive(Debug, Clone)]
enum Deed {
    Hire(Option<u8>),
    /// Whether he saw what is there, and what he types.
    Type(Option<u16>, bool, u8),
    Name(Option<u16>, u8),
    Fire(Option<u16>),
    Restore(Option<u16>),
    Found(u8),
    /// An earlier transaction comes once more.
    Again(u8),
    /// It hangs on an earlier one.
    After(u8),
}

/// The more deeds are about somebody whom no other is about, the more can be decided on one state of the data.
fn deed(next_of_them: u32) -> impl Strategy<Value = Deed> {
    let next = Just(None);
    let certain = (0..PEOPLE).prop_map(Some);
    prop_oneof![
        next_of_them / 12 => prop::option::weighted(0.3, 0..200_u8).prop_map(Deed::Hire),
        next_of_them => (next, prop::bool::weighted(0.9), 0..13_u8).prop_map(|(who, saw, what)| Deed::Type(who, saw, what)),
        next_of_them / 12 => (next, 0..200_u8).prop_map(|(who, name)| Deed::Name(who, name)),
        next_of_them / 50 => next.prop_map(Deed::Fire),
        1 => (certain.clone(), any::<bool>(), 0..13_u8).prop_map(|(who, saw, what)| Deed::Type(who, saw, what)),
        1 => certain.prop_map(Deed::Restore),
        1 => (0..20_u8).prop_map(Deed::Found),
        1 => any::<u8>().prop_map(Deed::Again),
        next_of_them / 50 => any::<u8>().prop_map(Deed::After),
    ]
}

fn id(space: u8, number: u16) -> Id {
    let mut bytes = [space; 16];
    bytes[3..5].copy_from_slice(&number.to_be_bytes());
    Id::from_bytes(bytes)
}

fn fields(document: Value) -> Fields {
    document.as_object().cloned().unwrap()
}

fn typed(path: &str, from: Option<Value>, to: Value) -> Vec<Edit> {
    let path = path.to_owned();
    let to = Some(to);
    vec![Edit { path, from, to }]
}

/// An installation that is the same each time but for the id of its top account.
struct Office {
    engine: Engine,
    top: Id,
    admin: Principal,
    incarnation: Id,
}

impl Office {
    fn new() -> Self {
        let store = Arc::new(MemoryStore::new());
        let engine = Engine::with_clock(store, Box::new(Noon)).unwrap();
        let input = install::Input {
            organisation: "Acme".into(),
            realm: "acme.example".into(),
            timezone: None,
            admin: None,
            setup_token: None,
        };
        let top = install::run(&engine, &Principal::Owner, input)
            .unwrap()
            .account_id;
        let admin = Principal::of_level(id(1, 1), top, Role::Admin);
        let greeting = Hello {
            client_id: id(2, 2),
            app_version: "1".into(),
            schema: 1,
        };
        let HelloAnswer::Welcome(welcome) = hello::run(&engine, &admin, &greeting).unwrap() else {
            panic!("a welcome was expected")
        };
        Self {
            engine,
            top,
            admin,
            incarnation: welcome.incarnation,
        }
    }

    fn hired(&self, who: u16, name: Option<u8>) -> Op {
        let mut document = fields(json!({
            "first_name": format!("P{who}"),
            "flags": ["first"],
            "job_title": "Receptionist \u{e4}\n",
        }));
        if who.is_multiple_of(4) {
            document.insert("department".into(), "D1".into());
        }
        if let Some(name) = name {
            document.insert("username".into(), format!("name{name}").into());
        }
        Op::Create {
            kind: Kind::User.into(),
            id: id(3, who),
            account_id: self.top,
            fields: document,
        }
    }

    fn op(&self, at: u16, deed: &Deed) -> Op {
        let kind = Kind::User.into();
        let who = |certain: &Option<u16>| id(3, certain.unwrap_or(at));
        let patch = |who, changes| Op::Patch {
            kind: Kind::User.into(),
            id: who,
            changes,
        };
        match deed {
            Deed::Hire(name) => self.hired(PEOPLE + at, *name),
            Deed::Type(certain, saw, what) => {
                let from = (!saw).then(|| json!("something else"));
                let change = |path: &str, to: Value| typed(path, from.clone(), to);
                let number = json!({ "action": "forward_to_number", "number": "+49301234" });
                patch(
                    who(certain),
                    match what {
                        0..4 => change("/department", json!(format!("D{what}"))),
                        // A field deep inside, one with a blank that is taken off, one that is taken out.
                        4 => change("/forwarding/busy/office_hours", number),
                        5 => change("/first_name", json!(" Ann ")),
                        6 => [
                            change("/note~1s", json!(["}", { "a": "\"b\":" }])),
                            change("/first_name", json!("Zoe")),
                        ]
                        .concat(),
                        7 => vec![Edit {
                            path: "/flags".into(),
                            from: Some(json!(["first"])),
                            to: None,
                        }],
                        // What breaks a rule, what ends sessions, what others must not have twice.
                        8 => change("/email", json!("nobody")),
                        9 => change("/enabled", json!(false)),
                        // What is printed with an escape.
                        12 => change("/office", json!("tab\u{1}")),
                        10 => change("/extension_number", json!(format!("1{at:04}"))),
                        _ => change("/role", json!("admin")),
                    },
                )
            }
            Deed::Name(certain, name) => {
                let to = json!(format!("name{name}"));
                patch(who(certain), typed("/username", None, to))
            }
            Deed::Fire(certain) => Op::Delete {
                kind,
                id: who(certain),
                seen: String::new(),
                with_subtree: false,
            },
            Deed::Restore(certain) => Op::Restore {
                kind,
                id: who(certain),
            },
            Deed::Found(number) => Op::Create {
                kind: Kind::Account.into(),
                id: id(4, u16::from(*number)),
                account_id: self.top,
                fields: fields(json!({ "name": format!("A{number}") })),
            },
            // Nobody has this id.
            Deed::Again(_) | Deed::After(_) => {
                patch(id(5, at), typed("/department", None, json!("X")))
            }
        }
    }

    /// Everybody who is there before, and their deeds behind them.
    fn transactions(&self, deeds: &[Deed]) -> (Vec<Transaction>, Vec<Transaction>) {
        let mut all: Vec<Transaction> = Vec::new();
        let hired = (0..PEOPLE).map(|who| (who, None));
        let done = deeds.iter().map(Some);
        for (at, deed) in hired.chain((0..).zip(done)) {
            let number = all.len() as u64 + 1;
            let mut tx_id = [7; 16];
            tx_id[..8].copy_from_slice(&number.to_be_bytes());
            let earlier = |back: u8| all.get(all.len().checked_sub(usize::from(back) + 1)?);
            let mut tx = Transaction {
                tx_id: Id::from_bytes(tx_id),
                client_seq: 0,
                made_at_ms: 5,
                schema: 1,
                depends_on: Vec::new(),
                ops: Vec::new(),
            };
            match deed {
                None => tx.ops.push(self.hired(at, None)),
                Some(deed) => tx.ops.push(self.op(at, deed)),
            }
            match deed {
                Some(Deed::Again(back)) => tx = earlier(*back).unwrap_or(&tx).clone(),
                Some(Deed::After(back)) => tx.depends_on.extend(earlier(*back).map(|tx| tx.tx_id)),
                _ => {}
            }
            tx.client_seq = number;
            all.push(tx);
        }
        let deeds = all.split_off(usize::from(PEOPLE));
        (all, deeds)
    }

    fn push(&self, txs: Vec<Transaction>) -> (Vec<PushResult>, Option<Stop>) {
        let push = PushRequest {
            client_id: id(2, 2),
            incarnation: self.incarnation,
            schema: 1,
            txs,
        };
        match push::run(&self.engine, &self.admin, &push).unwrap() {
            PushAnswer::Results { results, stop } => (results, stop),
            other => panic!("results were expected, not {other:?}"),
        }
    }

    /// Everything there is, but for the id of the top account, the numbers of commits, and who wrote what a conflict is about:
    /// he is looked for in so many commits, and there are more of them when each transaction has its own.
    fn data(&self) -> Vec<(Kind, Id, bool, bool, String)> {
        let snapshot = self.engine.read().unwrap();
        let records = snapshot.changed_since(0, 100_000).unwrap().into_iter();
        let ours = [Kind::User, Kind::Account, Kind::Conflict];
        let mut all: Vec<_> = records
            .filter(|record| ours.contains(&record.kind) && record.id != self.top)
            .map(|mut record| {
                record
                    .fields
                    .edit(|fields| drop(fields.shift_remove("theirs_by")));
                let is_ours = record.account_id == Some(self.top);
                let (kind, id, is_live) = (record.kind, record.id, record.is_live());
                let document = Value::Object(record.fields.into_fields()).to_string();
                (kind, id, is_ours, is_live, document)
            })
            .collect();
        all.sort();
        all
    }
}

/// The outcome without the number of its commit, and whether it has one.
fn told(result: &PushResult) -> (u64, Id, bool, Outcome) {
    let mut outcome = result.outcome.clone();
    let mut is_numbered = true;
    match &mut outcome {
        Outcome::Applied { seq } | Outcome::Merged { seq } | Outcome::Conflict { seq, .. } => {
            is_numbered = *seq > 0;
            *seq = 0;
        }
        Outcome::Rejected(_) => {}
    }
    (result.client_seq, result.tx_id, is_numbered, outcome)
}

impl Office {
    /// Two hundred changes of as many people, one of them this one.
    fn push_with(&self, number: u64, one: Op) -> cordboard_engine::Result<Vec<PushResult>> {
        let txs = (0..200_u16).map(|at| {
            let change = || Op::Patch {
                kind: Kind::User.into(),
                id: id(3, at),
                changes: typed(
                    "/job_title",
                    Some(json!("Receptionist \u{e4}\n")),
                    json!("Chef"),
                ),
            };
            let client_seq = number + u64::from(at);
            let mut tx_id = [8; 16];
            tx_id[..8].copy_from_slice(&client_seq.to_be_bytes());
            Transaction {
                tx_id: Id::from_bytes(tx_id),
                client_seq,
                made_at_ms: 5,
                schema: 1,
                depends_on: Vec::new(),
                ops: vec![if at == 100 { one.clone() } else { change() }],
            }
        });
        let push = PushRequest {
            client_id: id(2, 2),
            incarnation: self.incarnation,
            schema: 1,
            txs: txs.collect(),
        };
        match push::run(&self.engine, &self.admin, &push)? {
            PushAnswer::Results { results, .. } => Ok(results),
            other => panic!("results were expected, not {other:?}"),
        }
    }
}

#[test]
fn what_could_not_be_read_again_is_not_written_by_a_large_push_either() {
    let office = Office::new();
    let (hired, _) = office.transactions(&[]);
    let (hired, next) = (office.push(hired).0, u64::from(PEOPLE) + 1);
    assert!(hired.iter().all(|it| it.outcome.seq().is_some()));
    let deep = format!("{}{}", "[".repeat(127), "]".repeat(127));
    let one = Op::Patch {
        kind: Kind::User.into(),
        id: id(3, 100),
        changes: typed(
            "/ui_flags/$serde_json::private::RawValue",
            None,
            json!(deep),
        ),
    };
    let refused = office.push_with(next, one).is_err();
    let snapshot = office.engine.read().unwrap();
    for at in 0..PEOPLE {
        let user = snapshot.get(Kind::User, id(3, at)).unwrap().unwrap();
        assert!(refused || user.text("job_title") == "Chef" || at >= 200 || at == 100);
        assert_eq!(user.fields.get("ui_flags"), None);
    }
}

#[test]
fn a_large_push_makes_no_document_larger_than_any_other_way() {
    let office = Office::new();
    let (hired, _) = office.transactions(&[]);
    let next = u64::from(PEOPLE) + 1;
    office.push(hired);
    let patch = |path: &str, to: String| Op::Patch {
        kind: Kind::User.into(),
        id: id(3, 100),
        changes: typed(path, None, json!(to)),
    };
    let some = office.push_with(next, patch("/some", "x".repeat(50_000)));
    assert!(matches!(
        some.unwrap()[100].outcome,
        Outcome::Applied { .. }
    ));
    // Printed with an escape for each letter, and without any.
    for (round, letter) in [(1, "\u{1}"), (2, "y")] {
        let more = letter.repeat(225_000 / if round == 1 { 6 } else { 1 });
        let results = office.push_with(next + 200 * round, patch("/more", more));
        let outcome = &results.unwrap()[100].outcome;
        assert!(!matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn s8_s9_a_large_push_comes_to_the_same_as_its_transactions_one_by_one(
        deeds in prop_oneof![
            prop::collection::vec(deed(1_500), TRANSACTIONS),
            prop::collection::vec(deed(50), TRANSACTIONS),
        ]
    ) {
        let (together, alone) = (Office::new(), Office::new());
        let (hired, done) = together.transactions(&deeds);
        together.push(hired);
        let (results, stop) = together.push(done.clone());
        prop_assert_eq!(stop, None);
        let (hired, done_alone) = alone.transactions(&deeds);
        alone.push(hired);
        let mut one_by_one = Vec::new();
        for tx in done_alone {
            one_by_one.extend(alone.push(vec![tx]).0);
        }
        let results: Vec<_> = results.iter().map(told).collect();
        let one_by_one: Vec<_> = one_by_one.iter().map(told).collect();
        prop_assert_eq!(&results, &one_by_one);
        prop_assert!(results.iter().all(|(_, _, is_numbered, _)| *is_numbered));
        for (one, other) in together.data().iter().zip(&alone.data()) {
            prop_assert_eq!(one, other);
        }
        prop_assert_eq!(together.data().len(), alone.data().len());
        // Handed over again, everything is answered as before and nothing happens.
        let (again, stop) = together.push(done);
        let again: Vec<_> = again.iter().map(told).collect();
        prop_assert_eq!((stop, again), (None, results));
        prop_assert!(together.data() == alone.data());
    }
}
