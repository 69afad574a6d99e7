//! What the program keeps of those who sign in through the Crossbar dialect: across restarts, in its files and its log.

use crate::server::{Server, init};
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use std::fs::File;

/// `printf 'admin:correct horse' | md5sum`, and `sha1sum`.
const MD5: &str = "6db079a19b77495f27da5ac6f8e8f33b";
const MAIL: &str = "mail-secret-93";
const SHA: &str = "9c105b801270da65498116bf88ca376460e52bcc";

async fn send(
    server: &Server,
    token: Option<&str>,
    method: Method,
    path: &str,
    data: Value,
) -> Response {
    let mut request = Client::new().request(method, server.url(path));
    if let Some(token) = token {
        request = request.header("x-auth-token", token);
    }
    let request = request.json(&json!({ "data": data }));
    request.send().await.unwrap()
}

async fn sign_in(server: &Server, credentials: &str, method: &str) -> Response {
    let data = json!({
        "credentials": credentials, "method": method, "account_realm": "acme.example",
    });
    send(server, None, Method::PUT, "/v2/user_auth", data).await
}

async fn token(answer: Response) -> String {
    assert_eq!(answer.status(), 201);
    let body: Value = answer.json().await.unwrap();
    body["auth_token"].as_str().unwrap().to_owned()
}

/// The letters that wait.
async fn letters(server: &Server, token: &str) -> Vec<Value> {
    let asked = Client::new()
        .get(server.url("/console/outbox"))
        .bearer_auth(token);
    let outbox: Value = asked.send().await.unwrap().json().await.unwrap();
    outbox["trays"][0]["letters"].as_array().unwrap().clone()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

#[tokio::test]
async fn tokens_and_digests_live_on_across_a_restart_and_without_the_key_file_only_passwords_do() {
    let dir = tempfile::tempdir().unwrap();
    init(dir.path());
    let server = Server::start(dir.path());
    let first = token(sign_in(&server, MD5, "md5").await).await;
    drop(server);
    let server = Server::start(dir.path());
    let alive = send(
        &server,
        Some(&first),
        Method::GET,
        "/v2/token_auth",
        json!({}),
    )
    .await;
    assert_eq!(alive.status(), 200);
    token(sign_in(&server, SHA, "sha").await).await;
    drop(server);

    std::fs::remove_file(dir.path().join("pepper.key")).unwrap();
    let server = Server::start(dir.path());
    assert_eq!(sign_in(&server, MD5, "md5").await.status(), 401);
    let alive = send(
        &server,
        Some(&first),
        Method::GET,
        "/v2/token_auth",
        json!({}),
    )
    .await;
    assert_eq!(alive.status(), 200);
    let body = json!({ "username": "admin", "password": "correct horse" });
    let session = Client::new()
        .post(server.url("/console/session"))
        .json(&body);
    assert_eq!(session.send().await.unwrap().status(), 200);
    token(sign_in(&server, MD5, "md5").await).await;
}

/// Changes fields of a record of `/console`.
async fn change(server: &Server, token: &str, path: &str, changes: Value) {
    let changed = Client::new()
        .patch(server.url(path))
        .bearer_auth(token)
        .json(&json!({ "changes": changes }));
    assert_eq!(changed.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_link_for_a_new_password_lies_in_the_outbox_opens_once_and_is_nowhere_else() {
    let (dir, logs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log = logs.path().join("log");
    let made = init(dir.path());
    let (account, user) = (
        made["account_id"].as_str().unwrap(),
        made["user_id"].as_str().unwrap(),
    );
    let server = Server::logging(dir.path(), "trace", File::create(&log).unwrap().into());
    let own = token(sign_in(&server, MD5, "md5").await).await;
    let email = json!([{ "path": "/email", "to": "admin@acme.example" }]);
    change(&server, &own, &format!("/console/users/{user}"), email).await;
    let pages = json!([{ "path": "/recovery_pages", "to": "https://console.example" }]);
    change(&server, &own, "/console/settings", pages).await;
    let smtp = json!([{ "path": "/smtp", "to": {
        "host": "127.0.0.1", "port": 1, "security": "none", "from": "a@acme.example", "username": "u", "password": MAIL,
    } }]);
    change(&server, &own, "/console/settings", smtp).await;
    // Where the reseller dialect lets clients put them.
    let key = made["api_key"].as_str().unwrap();
    let path = format!("/api/2.0/resellers/accounts?apiKey={key}&token={own}");
    let listed = Client::new().get(server.url(&path)).send().await.unwrap();
    assert_eq!(listed.status(), 200);
    let ask = json!({
        "username": "admin", "account_name": "Acme Telecom", "ui_url": "https://console.example/",
    });
    let asked = send(&server, None, Method::PUT, "/v2/user_auth/recovery", ask).await;
    assert_eq!(asked.status(), 201);
    let letters = letters(&server, &own).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0]["to"], "admin@acme.example");
    let path = format!(
        "/console/outbox/{}/link",
        letters[0]["id"].as_str().unwrap()
    );
    let shown = Client::new().post(server.url(&path)).bearer_auth(&own);
    let shown: Value = shown.send().await.unwrap().json().await.unwrap();
    let (_, reset_id) = shown["link"]
        .as_str()
        .unwrap()
        .rsplit_once("?recovery=")
        .unwrap();

    let follow = || json!({ "reset_id": reset_id });
    let path = "/v2/user_auth/recovery";
    let opened = send(&server, None, Method::POST, path, follow()).await;
    assert_eq!(opened.status(), 200);
    let opened: Value = opened.json().await.unwrap();
    assert_eq!(opened["data"]["account_id"], account);
    let again = send(&server, None, Method::POST, path, follow()).await;
    assert_eq!(again.status(), 400);
    // In the address too, where many a server logs it.
    let fresh = opened["auth_token"].as_str().unwrap();
    let path = format!("/v2/user_auth/{fresh}?auth_token={fresh}");
    assert_eq!(
        send(&server, None, Method::GET, &path, json!({}))
            .await
            .status(),
        200
    );
    drop(server);

    let log = std::fs::read(&log).unwrap();
    assert!(!log.is_empty(), "with everything in it the log is empty");
    let mut office = std::fs::read(dir.path().join("office.cordboard")).unwrap();
    office.extend(std::fs::read(dir.path().join("office.cordboard-wal")).unwrap_or_default());
    assert!(holds(&office, "admin@acme.example"));
    assert!(!holds(&log, key), "the API key is in the log");
    for secret in [reset_id, fresh, &own, MD5, SHA, MAIL] {
        assert!(!holds(&log, secret), "{secret} is in the log");
        assert!(!holds(&office, secret), "{secret} is in the office file");
    }
}
