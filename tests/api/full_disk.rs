//! A full disk is said so, changes nothing, and is forgotten once there is room again.

use crate::office::{As, Office};
use cordboard_engine::Engine;
use cordboard_store::sqlite::{Options, SqliteStore};
use serde_json::json;
use std::sync::Arc;

#[tokio::test]
async fn a_full_disk_refuses_writes_keeps_what_was_acknowledged_and_goes_on_reading() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("office.cordboard");
    // The store's own limit makes SQLite answer exactly as it does when the system has no room left.
    let small = Options {
        max_pages: Some(60),
        ..Options::default()
    };
    let office = Office::over(Arc::new(SqliteStore::open(&file, small).unwrap()));
    let address = format!("/console/accounts/{}/users", office.root);
    let user = |number: usize| {
        let fields = json!({ "first_name": "Anna", "username": format!("anna{number}"), "notes": "n".repeat(8000) });
        json!({ "fields": fields })
    };
    let mut acknowledged = 0;
    let refused = loop {
        let answer = office.post(&As::Owner, &address, user(acknowledged)).await;
        if answer.status != 201 {
            break answer;
        }
        acknowledged += 1;
        assert!(acknowledged < 1000, "the disk never filled");
    };
    refused.refused(507, "storage_full");
    let page = office
        .get(&As::Owner, &format!("{address}?limit=500"))
        .await
        .expect(200);
    assert_eq!(page["total"].as_u64().unwrap() as usize, acknowledged + 1);
    let search = office
        .get(&As::Owner, &format!("/console/search?q=anna{acknowledged}"))
        .await
        .expect(200);
    assert_eq!(search["rows"], json!([]));
    drop(office);

    let engine = Engine::open(Arc::new(
        SqliteStore::open(&file, Options::default()).unwrap(),
    ));
    let engine = Arc::new(engine.unwrap());
    let router = cordboard_api::router(Arc::clone(&engine), cordboard_api::Options::default());
    let office = Office {
        engine,
        router,
        root: address.split('/').nth(3).unwrap().to_owned(),
        admin: String::new(),
    };
    office
        .post(&As::Owner, &address, user(acknowledged))
        .await
        .expect(201);
}
