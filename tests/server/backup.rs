//! `backup` and `restore`: what an operator does before and after something went wrong.

use crate::server::{PASSWORD, Server, init, run};
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Output;

/// Signs the admin in; the token, where that works.
async fn token(server: &Server) -> Option<String> {
    let body = json!({ "username": "admin", "password": PASSWORD });
    let asked = Client::new().post(server.url("/console/session"));
    let answer = asked.json(&body).send().await.unwrap();
    let session: Value = answer.json().await.unwrap();
    Some(session["token"].as_str()?.to_owned())
}

/// The admin's token, and who that says he is.
async fn admin(server: &Server) -> (String, Value) {
    let token = token(server).await.unwrap();
    let asked = Client::new().get(server.url("/console/session"));
    let session = asked.bearer_auth(&token).send().await.unwrap();
    (token, session.json().await.unwrap())
}

/// The status of asking for the account of this name to be made.
async fn add_account(server: &Server, name: &str) -> StatusCode {
    let (token, session) = admin(server).await;
    let body = json!({ "parent_id": session["account"]["id"], "fields": { "name": name } });
    let asked = Client::new()
        .post(server.url("/console/accounts"))
        .json(&body);
    asked.bearer_auth(&token).send().await.unwrap().status()
}

/// Which accounts the search finds under this name.
async fn found(server: &Server, name: &str) -> usize {
    let token = token(server).await.unwrap();
    let asked = Client::new().get(server.url(&format!("/console/search?q={name}")));
    let answer: Value = asked
        .bearer_auth(token)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let text = answer.to_string();
    text.matches(&format!("\"{name}\"")).count()
}

/// What the admin says of himself; with `wanted` he says that from now on.
async fn presence(server: &Server, wanted: Option<&str>) -> Value {
    let (token, session) = admin(server).await;
    let client = Client::new();
    let id = session["user"]["id"].as_str().unwrap();
    let own = format!("/console/users/{id}");
    let asked = client.get(server.url(&own)).bearer_auth(&token);
    let user: Value = asked.send().await.unwrap().json().await.unwrap();
    let now = user["fields"]["presence"].clone();
    let Some(wanted) = wanted else { return now };
    let mut change = json!({ "path": "/presence", "to": wanted });
    if !now.is_null() {
        change["from"] = now;
    }
    let change = json!({ "changes": [change] });
    let asked = client.patch(server.url(&own)).json(&change);
    let answer = asked.bearer_auth(&token).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    json!(wanted)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn line(done: &Output) -> Value {
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    serde_json::from_slice(&done.stdout).unwrap()
}

#[tokio::test]
async fn a_backup_of_a_serving_office_is_put_back_after_a_mistake_and_the_mistake_is_kept() {
    let root = tempfile::tempdir().unwrap();
    let (data, copy) = (root.path().join("data"), root.path().join("copy"));
    init(&data);
    let server = Server::start(&data);
    assert_eq!(add_account(&server, "Monday").await, StatusCode::CREATED);
    presence(&server, Some("lunch")).await;
    let made = line(&run(&[
        "backup",
        "--data",
        text(&data),
        "--to",
        text(&copy),
    ]));
    assert_eq!(made["backup"], text(&copy));
    assert_eq!(add_account(&server, "Tuesday").await, StatusCode::CREATED);
    presence(&server, Some("away")).await;

    let restore = ["restore", "--from", text(&copy), "--data", text(&data)];
    let serving = run(&[&restore[..], &["--replace"]].concat());
    assert!(!serving.status.success(), "it is open in the server");
    drop(server);
    let unasked = run(&restore);
    let said = String::from_utf8(unasked.stderr).unwrap();
    assert!(
        !unasked.status.success() && said.contains("--replace"),
        "{said}"
    );

    let done = line(&run(&[&restore[..], &["--replace"]].concat()));
    assert_eq!(done["records"], made["records"]);
    let server = Server::start(&data);
    assert!(found(&server, "Monday").await > 0);
    assert_eq!(found(&server, "Tuesday").await, 0);
    assert_eq!(presence(&server, None).await, "lunch");
    let kept = Server::start(Path::new(done["kept"].as_str().unwrap()));
    assert!(found(&kept, "Tuesday").await > 0);
}

#[test]
fn a_backup_of_nothing_says_so() {
    let root = tempfile::tempdir().unwrap();
    let (data, copy) = (root.path().join("data"), root.path().join("copy"));
    let done = run(&["backup", "--data", text(&data), "--to", text(&copy)]);
    assert_eq!(done.status.code(), Some(1));
    assert!(
        String::from_utf8(done.stderr)
            .unwrap()
            .contains("no office")
    );
    assert!(!copy.exists());
}
