//! What a copy hands over, many transactions at once, is told like anything else: by the whole of the records.

use super::{OWNER, Office, fields, name};
use cordboard_engine::Principal;
use cordboard_engine::belongings::Place;
use cordboard_engine::clients::create;
use cordboard_engine::deliveries::desk::Desk;
use cordboard_engine::sync::{hello, push};
use cordboard_engine::users;
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Kind, Role};
use cordboard_sync::{Hello, HelloAnswer, Op, PushAnswer, PushRequest, Transaction};
use serde_json::{Value, json};

/// So many are read ahead, decided and written side by side.
const MANY: u64 = 300;

fn typed(user: Id, path: &str, to: Value) -> Op {
    let path = path.to_owned();
    let (from, to) = (Some(json!("Old")), Some(to));
    Op::Patch {
        kind: Kind::User.into(),
        id: user,
        changes: vec![Edit { path, from, to }],
    }
}

fn handed_over(office: &Office, ops: Vec<Op>) {
    let engine = &office.engine;
    let top = engine.tree().root().unwrap();
    let admin = Principal::of_level(engine.new_id(), top, Role::Admin);
    let client_id = engine.new_id();
    let greeting = Hello {
        client_id,
        app_version: "1".into(),
        schema: 1,
    };
    let HelloAnswer::Welcome(welcome) = hello::run(engine, &admin, &greeting).unwrap() else {
        panic!("a welcome was expected")
    };
    let transaction = |(client_seq, op)| Transaction {
        tx_id: engine.new_id(),
        client_seq,
        made_at_ms: 5,
        schema: 1,
        depends_on: Vec::new(),
        ops: vec![op],
    };
    let push = PushRequest {
        client_id,
        incarnation: welcome.incarnation,
        schema: 1,
        txs: (1..).zip(ops).map(transaction).collect(),
    };
    let sent = push.txs.len();
    let PushAnswer::Results { results, stop } = push::run(engine, &admin, &push).unwrap() else {
        panic!("results were expected")
    };
    assert_eq!((results.len(), stop), (sent, None));
    assert!(results.iter().all(|it| it.outcome.seq().is_some()));
}

#[test]
fn of_many_changes_at_once_those_are_told_that_show_and_with_everything_that_they_leave_as_it_is() {
    let office = Office::new();
    let input = create::Input {
        email: "a@x.example".into(),
        admin: fields(json!({ "first_name": "Old", "department": "Old" })),
        ..create::Input::default()
    };
    let client = create::run(&office.engine, &OWNER, input).unwrap();
    let admin = client.admin.unwrap();
    let place = Place {
        account_id: client.account.id,
        id: admin.id,
    };
    users::set_balance::run(&office.engine, &OWNER, place, &json!(12.5)).unwrap();
    let colleagues: Vec<Op> = (0..MANY)
        .map(|number| Op::Create {
            kind: Kind::User.into(),
            id: office.engine.new_id(),
            account_id: client.account.id,
            fields: fields(json!({ "first_name": format!("C{number}"), "department": "Old" })),
        })
        .collect();
    let ids: Vec<Id> = colleagues.iter().map(Op::id).collect();
    handed_over(&office, colleagues);
    office.watch(json!({}));
    let mut desk = Desk::open(&office.engine).unwrap();
    let of_all = |path: &str, to: &str| {
        let everybody = ids.iter().copied().chain([admin.id]);
        everybody.map(|id| typed(id, path, json!(to))).collect()
    };
    handed_over(&office, of_all("/department", "New"));
    assert!(
        desk.turn(&office.engine).is_empty(),
        "a client does not show a department"
    );
    let renamed = ids
        .iter()
        .map(|id| typed(*id, "/department", json!("Newer")));
    let first = typed(admin.id, "/first_name", json!("Ann"));
    handed_over(&office, renamed.chain([first]).collect());
    let told = desk.turn(&office.engine);
    assert_eq!(told.len(), 1);
    assert_eq!(name(&told[0]), "Ann");
    let body: Value = serde_json::from_str(told[0].request.body.as_deref().unwrap()).unwrap();
    assert_eq!(body["credit"], 12.5);
}
