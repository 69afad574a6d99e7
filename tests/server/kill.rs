//! SIGKILL at any time loses no acknowledged write and leaves nothing half made.

use crate::server::{PASSWORD, Server, init};
use reqwest::Client;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// How often the server is killed.
const KILLS: usize = 12;
/// How many clients write at once.
const CLIENTS: usize = 4;

/// What was acknowledged: users by id with the value of their last acknowledged edit, and every later edit that was
/// sent without an answer.
#[derive(Default, Clone)]
struct Known {
    acknowledged: BTreeMap<String, String>,
    unanswered: BTreeMap<String, String>,
}

async fn sign_in(server: &Server) -> (Client, String) {
    let client = Client::new();
    let body = json!({ "username": "admin", "password": PASSWORD });
    let answer = client
        .post(server.url("/console/session"))
        .json(&body)
        .send()
        .await
        .unwrap();
    let session: Value = answer.json().await.unwrap();
    let account = session["account"]["id"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {}", session["token"].as_str().unwrap())
        .parse()
        .unwrap();
    let headers = [(reqwest::header::AUTHORIZATION, bearer)]
        .into_iter()
        .collect();
    (
        Client::builder().default_headers(headers).build().unwrap(),
        account,
    )
}

/// Creates and edits users until the server dies; notes what was acknowledged.
async fn write(
    client: Client,
    base: String,
    account: String,
    name: String,
    known: Arc<Mutex<Known>>,
) {
    for turn in 0.. {
        let note = format!("{name}-{turn}");
        let fields = json!({ "fields": { "first_name": note, "username": note, "notes": "0" } });
        let made = client
            .post(format!("{base}/console/accounts/{account}/users"))
            .json(&fields)
            .send()
            .await;
        let Ok(made) = made else { return };
        assert_eq!(made.status(), 201);
        let Ok(user) = made.json::<Value>().await else {
            return;
        };
        let id = user["id"].as_str().unwrap().to_owned();
        known
            .lock()
            .unwrap()
            .acknowledged
            .insert(id.clone(), "0".into());
        for edit in 1..3 {
            let change =
                json!({ "path": "/notes", "from": (edit - 1).to_string(), "to": edit.to_string() });
            known
                .lock()
                .unwrap()
                .unanswered
                .insert(id.clone(), edit.to_string());
            let body = json!({ "changes": [change] });
            let sent = client
                .patch(format!("{base}/console/users/{id}"))
                .json(&body)
                .send()
                .await;
            let Ok(answer) = sent else { return };
            assert_eq!(answer.status(), 200);
            let mut known = known.lock().unwrap();
            known.unanswered.remove(&id);
            known.acknowledged.insert(id.clone(), edit.to_string());
        }
    }
}

/// Everything acknowledged is there with its last value; whatever else is there is whole.
async fn check(data: &Path, known: &Known) {
    let server = Server::start(data);
    let (client, account) = sign_in(&server).await;
    for (id, value) in &known.acknowledged {
        let answer = client
            .get(server.url(&format!("/console/users/{id}")))
            .send()
            .await
            .unwrap();
        assert_eq!(
            answer.status(),
            200,
            "user {id} was acknowledged and is gone"
        );
        let user: Value = answer.json().await.unwrap();
        let notes = user["fields"]["notes"].as_str().unwrap();
        let maybe = known.unanswered.get(id).map(String::as_str);
        assert!(
            notes == value || Some(notes) == maybe,
            "user {id} has {notes}, acknowledged {value}"
        );
    }
    // A user that is listed can be found by his name and his name is taken: record, words and claim came together.
    let page: Value = client
        .get(server.url(&format!("/console/accounts/{account}/users?limit=500")))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    for row in page["rows"].as_array().unwrap().iter().rev().take(8) {
        let name = row["username"].as_str().unwrap();
        let first = name.split('-').next().unwrap();
        let found: Value = client
            .get(server.url(&format!("/console/search?q={first}&limit=100")))
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert!(
            found["rows"]
                .as_array()
                .unwrap()
                .iter()
                .any(|hit| hit["id"] == row["id"])
                || found["rows"].as_array().unwrap().len() == 100
        );
        let twin = json!({ "fields": { "first_name": "Twin", "username": name } });
        let refused = client
            .post(server.url(&format!("/console/accounts/{account}/users")))
            .json(&twin)
            .send()
            .await
            .unwrap();
        assert_eq!(refused.status(), 409);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_the_server_again_and_again_loses_no_acknowledged_write() {
    let dir = tempfile::tempdir().unwrap();
    init(dir.path());
    let known = Arc::new(Mutex::new(Known::default()));
    for kill in 0..KILLS {
        let mut server = Server::start(dir.path());
        let (client, account) = sign_in(&server).await;
        let writers: Vec<_> = (0..CLIENTS)
            .map(|number| {
                let name = format!("u{kill}x{number}");
                tokio::spawn(write(
                    client.clone(),
                    server.address.clone(),
                    account.clone(),
                    name,
                    Arc::clone(&known),
                ))
            })
            .collect();
        // Dies after a number of acknowledged writes that differs each time, in the middle of others.
        let target = known.lock().unwrap().acknowledged.len() + 3 + kill % 5;
        while known.lock().unwrap().acknowledged.len() < target {
            tokio::task::yield_now().await;
        }
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        for writer in writers {
            writer.await.unwrap();
        }
        let now = known.lock().unwrap().clone();
        check(dir.path(), &now).await;
    }
    assert!(known.lock().unwrap().acknowledged.len() >= KILLS * 3);
}
