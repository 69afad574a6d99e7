//! A second server over data that came out of a backup: copies notice, say what is lost, and send what waits.

use crate::desk::Office;
use crate::server::{init, run};
use crate::window::Window;
use serde_json::{Value, json};
use std::path::Path;

async fn incarnation(office: &Office) -> Value {
    let hello = json!({ "client_id": "0".repeat(32), "app_version": "t", "schema": 1 });
    let (status, said) = office.post("/sync/hello", &office.token, &hello).await;
    assert_eq!(status, 200, "{said}");
    said["welcome"]["incarnation"].clone()
}

fn command(name: &str, pairs: [(&str, &Path); 2]) {
    let paths = pairs.map(|(option, path)| [option.to_owned(), path.to_str().unwrap().to_owned()]);
    let words: Vec<&str> = std::iter::once(name)
        .chain(paths.iter().flatten().map(String::as_str))
        .collect();
    let done = run(&words);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_out_of_a_backup_is_another_one_and_copies_say_what_it_lost() {
    let dir = tempfile::tempdir().unwrap();
    let (first, second) = (dir.path().join("first"), dir.path().join("second"));
    init(&first);
    let office = Office::start(&first).await;
    let users = format!("/console/accounts/{}/users", office.account);
    let mut window = Window::open(&dir.path().join("desk"));
    window.connect(&office, "admin", false).await;
    window.run();
    window.until("synced").await;
    let backup = dir.path().join("backup");
    command("backup", [("--data", &first), ("--to", &backup)]);
    // After the backup somebody is hired on this computer, and the server has it.
    let late = json!({ "fields": { "first_name": "Late" } });
    assert_eq!(window.ask("POST", &users, late).await.0, 201);
    window.until("synced").await;
    // Somebody else is hired while the exchange is held.
    window
        .ask("PATCH", "/console/sync", json!({ "paused": true }))
        .await;
    let waiting = json!({ "fields": { "first_name": "Waiting" } });
    let (status, waiting) = window.ask("POST", &users, waiting).await;
    assert_eq!(status, 201, "{waiting}");
    command("restore", [("--from", &backup), ("--data", &second)]);
    // Both servers run at once.
    let restored = Office::start(&second).await;
    assert_ne!(incarnation(&office).await, incarnation(&restored).await);
    window.connect(&restored, "admin", false).await;
    let status = window.until("needs_you").await;
    assert_eq!(status["needs_you"], 1, "{status}");
    let inbox = window.get("/console/sync/outbox").await["inbox"].clone();
    assert_eq!(
        (&inbox[0]["what"], &inbox[0]["deeds"][0]["label"]),
        (&json!("lost"), &json!("Late"))
    );
    let id = waiting["id"].as_str().unwrap();
    let there = restored.read(&format!("/console/users/{id}")).await;
    assert_eq!(there["fields"]["first_name"], "Waiting");
    let old = office.read(&format!("/console/users/{id}")).await;
    assert_eq!(
        old["code"], "not_found",
        "the old server heard nothing of it"
    );
}
