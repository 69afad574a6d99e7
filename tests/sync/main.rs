//! Two desktops, each over a file of its own, and the real server program: offline edits meet.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    dead_code,
    missing_docs
)]

mod bytes;
mod desk;
mod first;
mod journey;
mod killed;
mod limits;
mod restored;
#[path = "../support/server.rs"]
mod server;
mod sums;
mod window;

use cordboard_model::{Id, Kind};
use cordboard_sync::client::{Choice, Item, Status};
use cordboard_sync::{Op, digest};
use desk::{Desk, Office, fields};
use serde_json::json;
use server::init;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_people_edit_offline_meet_and_settle_what_the_machine_cannot() {
    let dir = tempfile::tempdir().unwrap();
    init(&dir.path().join("server"));
    let office = Office::start(&dir.path().join("server")).await;
    let anna = Desk::open(dir.path(), "anna.sqlite", office.user);
    let bert = Desk::open(dir.path(), "bert.sqlite", office.user);
    anna.meet(&office).await.unwrap();
    let carl = anna.hires(office.account, "Carl");
    anna.meet(&office).await.unwrap();
    bert.meet(&office).await.unwrap();
    assert_eq!(
        bert.see(Kind::User, carl).unwrap().text("first_name"),
        "Carl"
    );
    // Nobody has a network.
    anna.types(carl, "first_name", "Karl");
    bert.types(carl, "first_name", "Carlo");
    bert.types(carl, "department", "Sales");
    assert_eq!(bert.copy.status().unwrap().waiting, 2);
    assert_eq!(
        bert.see(Kind::User, carl).unwrap().text("first_name"),
        "Carlo"
    );
    anna.meet(&office).await.unwrap();
    bert.meet(&office).await.unwrap();
    // S-20: the server's value stays, the other change is applied, and a person is asked.
    let seen = bert.see(Kind::User, carl).unwrap();
    assert_eq!(
        (seen.text("first_name"), seen.text("department")),
        ("Karl", "Sales")
    );
    let open = bert.copy.conflicts(office.account, None).unwrap();
    assert_eq!(open.len(), 1);
    let values = ["base", "theirs", "mine"].map(|side| open[0].text(side).to_owned());
    assert_eq!(values, ["Carl", "Karl", "Carlo"]);
    assert!(bert.copy.settle(open[0].id, &Choice::Mine).unwrap() > 0);
    bert.meet(&office).await.unwrap();
    anna.meet(&office).await.unwrap();
    for desk in [&anna, &bert] {
        assert_eq!(
            desk.see(Kind::User, carl).unwrap().text("first_name"),
            "Carlo"
        );
        assert!(
            desk.copy
                .conflicts(office.account, None)
                .unwrap()
                .is_empty()
        );
        let status = desk.copy.status().unwrap();
        assert_eq!((status.waiting, status.needs_you), (0, 0));
    }
    let plain = office.read(&format!("/console/users/{carl}")).await;
    assert_eq!(plain["fields"]["first_name"], "Carlo");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_made_moved_and_deleted_offline_arrive_and_a_second_claimant_is_told() {
    let dir = tempfile::tempdir().unwrap();
    init(&dir.path().join("server"));
    let office = Office::start(&dir.path().join("server")).await;
    let anna = Desk::open(dir.path(), "anna.sqlite", office.user);
    let bert = Desk::open(dir.path(), "bert.sqlite", office.user);
    anna.meet(&office).await.unwrap();
    bert.meet(&office).await.unwrap();
    let account = |desk: &Desk, under: Id, name: &str| {
        let id = desk.copy.engine().new_id();
        desk.does(vec![Op::Create {
            kind: Kind::Account.into(),
            id,
            account_id: under,
            fields: fields(
                json!({ "name": name, "realm": format!("{name}.example"), "timezone": "UTC" }),
            ),
        }]);
        id
    };
    let north = account(&anna, office.account, "north");
    let cafe = account(&anna, north, "cafe");
    anna.hires(cafe, "Dora");
    let south = account(&anna, office.account, "south");
    anna.does(vec![Op::Move {
        id: cafe,
        from_parent: north,
        to_parent: south,
    }]);
    // S-29: the name is taken by the time it arrives.
    let late = account(&bert, office.account, "cafe");
    anna.meet(&office).await.unwrap();
    bert.meet(&office).await.unwrap();
    let inbox = bert.copy.inbox().unwrap();
    assert!(
        matches!(&inbox[..], [(_, Item::Rejected { .. })]),
        "{inbox:?}"
    );
    assert!(bert.see(Kind::Account, late).is_none());
    assert!(bert.copy.undo(inbox[0].0).unwrap());
    assert_eq!(
        bert.see(Kind::Account, cafe).unwrap().account_id,
        Some(south)
    );
    // S-31, and the tree of the server knows it at once.
    let seen = bert.see(Kind::Account, north).unwrap();
    bert.does(vec![Op::Delete {
        kind: Kind::Account.into(),
        id: north,
        seen: digest::of_fields(Kind::Account, &seen.fields),
        with_subtree: false,
    }]);
    bert.meet(&office).await.unwrap();
    anna.meet(&office).await.unwrap();
    assert!(!anna.see(Kind::Account, north).unwrap().is_live());
    let plain = office.read(&format!("/console/accounts/{cafe}")).await;
    assert_eq!(plain["fields"]["name"], "cafe", "{plain}");
}

/// How often the server is killed in the middle of something.
const KILLS: usize = 6;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_the_server_in_the_middle_of_pushes_and_pulls_loses_and_repeats_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("server");
    init(&data);
    let mut office = Office::start(&data).await;
    let user = office.user;
    let mut anna = Desk::open(dir.path(), "anna.sqlite", user);
    anna.meet(&office).await.unwrap();
    let mut hired = Vec::new();
    for kill in 0..KILLS {
        for number in 0..40 {
            hired.push(anna.hires(office.account, &format!("N{kill}x{number}")));
        }
        let link = anna.link(&office);
        let talk = tokio::spawn(async move { link.meet().await });
        // Somebody else notices when the first transactions are there, and the power goes.
        let wanted = (kill * 40 + 5 + kill * 3) as u64;
        loop {
            let users = office
                .read(&format!("/console/accounts/{}/users", office.account))
                .await;
            let there = users["total"].as_u64().unwrap();
            if there > wanted || talk.is_finished() {
                break;
            }
        }
        office.kill();
        let _ = talk.await.unwrap();
        anna = anna.again(user);
        office = Office::start(&data).await;
    }
    anna.meet(&office).await.unwrap();
    assert!(
        anna.copy
            .outbox()
            .unwrap()
            .iter()
            .all(|entry| matches!(entry.status, Status::Acked(_)))
    );
    assert!(anna.copy.inbox().unwrap().is_empty());
    let bert = Desk::open(dir.path(), "bert.sqlite", user);
    bert.meet(&office).await.unwrap();
    for (index, id) in hired.iter().enumerate() {
        let expected = format!("N{}x{}", index / 40, index % 40);
        assert_eq!(
            bert.see(Kind::User, *id).unwrap().text("first_name"),
            expected
        );
        // The numbers of commits are those of each file.
        let shown = |desk: &Desk| {
            desk.see(Kind::User, *id)
                .map(|user| (user.fields, user.account_id, user.modified_ms))
        };
        assert_eq!(shown(&anna), shown(&bert));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_but_an_admin_has_a_copy_and_a_forged_token_opens_nothing() {
    let dir = tempfile::tempdir().unwrap();
    init(&dir.path().join("server"));
    let office = Office::start(&dir.path().join("server")).await;
    let hello = json!({ "client_id": office.user, "app_version": "t", "schema": 1 });
    for path in ["/sync/hello", "/sync/push", "/sync/pull", "/sync/snapshot"] {
        let body = match path {
            "/sync/hello" => hello.clone(),
            "/sync/push" => {
                json!({ "client_id": office.user, "incarnation": office.user, "schema": 1, "txs": [] })
            }
            _ => json!({ "client_id": office.user, "incarnation": office.user }),
        };
        assert_eq!(office.post(path, "", &body).await.0, 401, "{path}");
        assert_eq!(
            office.post(path, &office.token, &json!({ "x": 1 })).await.0,
            400,
            "{path}"
        );
    }
    let (status, welcome) = office.post("/sync/hello", &office.token, &hello).await;
    assert_eq!(status, 200, "{welcome}");
    let incarnation = &welcome["welcome"]["incarnation"];
    let pull = |token: &str| json!({ "client_id": office.user, "incarnation": incarnation, "token": token });
    let forged = office
        .post("/sync/pull", &office.token, &pull("e30.00"))
        .await;
    assert_eq!(forged, (200, json!("resync")));
    // A person without the role of an admin.
    let anna = Desk::open(dir.path(), "anna.sqlite", office.user);
    anna.meet(&office).await.unwrap();
    let body = json!({ "fields": { "username": "dora", "first_name": "Dora" }, "password": "correct horse 2" });
    let users = format!("/console/accounts/{}/users", office.account);
    let (status, made) = office.post(&users, &office.token, &body).await;
    assert_eq!(status, 201, "{made}");
    let (_, session) = office
        .post(
            "/console/session",
            "",
            &json!({ "username": "dora", "password": "correct horse 2" }),
        )
        .await;
    let token = session["token"]
        .as_str()
        .unwrap_or_else(|| panic!("{session}"));
    assert_eq!(
        office.post("/sync/hello", token, &hello).await,
        (200, json!("revoked"))
    );
    assert_eq!(
        office.post("/sync/pull", token, &pull("x")).await,
        (200, json!("revoked"))
    );
}
