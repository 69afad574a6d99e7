//! `init`, `serve` and `seed` do what the documentation says.

use crate::server::{PASSWORD, Server, init, run};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use std::fs::File;
use std::path::Path;
use std::process::Command;

async fn sign_in(server: &Server, username: &str, password: &str) -> Client {
    let body = json!({ "username": username, "password": password });
    let client = Client::new();
    let answer = client
        .post(server.url("/console/session"))
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let session: Value = answer.json().await.unwrap();
    let bearer = format!("Bearer {}", session["token"].as_str().unwrap())
        .parse()
        .unwrap();
    Client::builder()
        .default_headers(
            [(reqwest::header::AUTHORIZATION, bearer)]
                .into_iter()
                .collect(),
        )
        .build()
        .unwrap()
}

#[test]
fn every_command_explains_itself() {
    for arguments in [
        &["--help"][..],
        &["init", "--help"],
        &["serve", "--help"],
        &["seed", "--help"],
        &["backup", "--help"],
        &["restore", "--help"],
    ] {
        let done = run(arguments);
        assert!(done.status.success());
        assert!(
            String::from_utf8(done.stdout)
                .unwrap()
                .contains("Usage: cordboard-server")
        );
    }
    assert!(!run(&["dance"]).status.success());
}

#[test]
fn init_prints_one_line_and_refuses_a_directory_that_holds_an_installation() {
    let dir = tempfile::tempdir().unwrap();
    let made = init(dir.path());
    for key in ["account_id", "user_id", "api_key"] {
        let text = made[key].as_str().unwrap();
        assert!(
            text.len() >= 32 && text.bytes().all(|b| b.is_ascii_hexdigit()),
            "{key}: {text}"
        );
    }
    let data = dir.path().to_str().unwrap();
    let again = run(&[
        "init",
        "--data",
        data,
        "--name",
        "Other",
        "--realm",
        "other.example",
        "--username",
        "x",
        "--password",
        PASSWORD,
    ]);
    assert_eq!(again.status.code(), Some(1));
    assert!(
        String::from_utf8(again.stderr)
            .unwrap()
            .contains("already holds an installation")
    );
    assert!(again.stdout.is_empty());
}

#[test]
fn init_with_bad_values_says_which_and_leaves_no_installation() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    for (realm, password, word) in [
        ("not/a/realm", PASSWORD, "/realm"),
        ("acme.example", "short", "8 characters"),
    ] {
        let done = run(&[
            "init",
            "--data",
            data,
            "--name",
            "Acme",
            "--realm",
            realm,
            "--username",
            "admin",
            "--password",
            password,
        ]);
        assert_eq!(done.status.code(), Some(1));
        let said = String::from_utf8(done.stderr).unwrap();
        assert!(said.contains(word), "{said}");
    }
    init(dir.path());
}

#[tokio::test]
async fn serve_says_where_it_listens_and_ends_well_on_sigterm_even_with_an_open_feed() {
    let dir = tempfile::tempdir().unwrap();
    init(dir.path());
    let mut server = Server::start(dir.path());
    let client = sign_in(&server, "admin", PASSWORD).await;
    let feed = client
        .get(server.url("/console/events"))
        .send()
        .await
        .unwrap();
    assert_eq!(feed.status(), 200);
    let done = Command::new("kill")
        .args(["-TERM", &server.child.id().to_string()])
        .status()
        .unwrap();
    assert!(done.success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert_eq!(server.rest(), "");
}

#[tokio::test]
async fn a_second_server_on_the_same_directory_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    init(dir.path());
    let _first = Server::start(dir.path());
    let second = run(&[
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data",
        dir.path().to_str().unwrap(),
    ]);
    assert_eq!(second.status.code(), Some(1));
    assert!(
        String::from_utf8(second.stderr)
            .unwrap()
            .contains("already open in another program")
    );
}

#[tokio::test]
async fn a_directory_without_an_installation_is_set_up_with_the_printed_token_only() {
    let dir = tempfile::tempdir().unwrap();
    let mut server = Server::start(dir.path());
    let line = server.line();
    let token = line
        .trim()
        .rsplit_once("/welcome#token=")
        .unwrap()
        .1
        .to_owned();
    let client = Client::new();
    let about: Value = client
        .get(server.url("/console/installation"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&about["installed"], &about["setup_token_required"]),
        (&json!(false), &json!(true))
    );
    let mut body = json!({
        "organisation": "Acme", "realm": "acme.example",
        "admin": { "username": "admin", "password": PASSWORD },
    });
    for wrong in [Value::Null, json!("guess")] {
        body["setup_token"] = wrong;
        let answer = client
            .post(server.url("/console/installation"))
            .json(&body)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 403);
    }
    body["setup_token"] = json!(token);
    let answer = client
        .post(server.url("/console/installation"))
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 201);
    assert!(answer.headers().contains_key("set-cookie"));
    let about: Value = client
        .get(server.url("/console/installation"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(
        (&about["installed"], &about["setup_token_required"]),
        (&json!(true), &json!(false))
    );
}

#[tokio::test]
async fn seed_makes_the_same_data_for_the_same_number_and_they_can_be_served() {
    let tree = |seed: &'static str| async move {
        let dir = tempfile::tempdir().unwrap();
        init(dir.path());
        let data = dir.path().to_str().unwrap();
        let done = run(&[
            "seed",
            "--data",
            data,
            "--accounts",
            "120",
            "--users",
            "300",
            "--seed",
            seed,
        ]);
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let server = Server::start(dir.path());
        let client = sign_in(&server, "admin", PASSWORD).await;
        let ask = json!({ "open": "all", "from": 1, "count": 500 });
        let window: Value = client
            .post(server.url("/console/tree/window"))
            .json(&ask)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        assert_eq!(window["total"], 121);
        // The top account's own id differs; everything below must not.
        let rows = window["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| format!("{} {}", row["id"], row["name"]));
        rows.collect::<Vec<_>>()
    };
    let first = tree("5").await;
    assert_eq!(first, tree("5").await);
    assert_ne!(first, tree("6").await);
}

/// Everything in the files of a directory.
fn bytes_of(dir: &Path) -> Vec<u8> {
    let files = std::fs::read_dir(dir).unwrap();
    files
        .flat_map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

#[tokio::test]
async fn passwords_and_tokens_do_not_reach_the_log_or_the_file() {
    let (dir, logs) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let log = logs.path().join("log");
    let mut server = Server::logging(dir.path(), "trace", File::create(&log).unwrap().into());
    let line = server.line();
    let setup_token = line.trim().rsplit_once("#token=").unwrap().1.to_owned();
    let client = Client::new();
    let send = |method: Method, path: &str, body: Value| {
        let request = client.request(method, server.url(path)).json(&body);
        async move { request.send().await.unwrap() }
    };
    let admin = json!({ "username": "admin", "password": PASSWORD });
    let set_up = json!({
        "organisation": "Acme", "realm": "acme.example", "admin": admin, "setup_token": setup_token,
    });
    let made = send(Method::POST, "/console/installation", set_up).await;
    let made: Value = made.json().await.unwrap();
    let user = made["user"]["id"].as_str().unwrap();
    let wrong = json!({ "username": "admin", "password": "a wrong horse" });
    let refused = send(Method::POST, "/console/session", wrong).await;
    assert_eq!(refused.status(), 401);
    let opened = send(Method::POST, "/console/session", admin).await;
    let cookie = opened.headers()["set-cookie"].to_str().unwrap().to_owned();
    let opened: Value = opened.json().await.unwrap();
    let token = opened["token"].as_str().unwrap();
    assert!(cookie.contains(token));
    // By its cookie too, and in a request that is refused.
    let change = json!({ "password": "the next horse", "current_password": PASSWORD });
    let changed = client
        .put(server.url(&format!("/console/users/{user}/password")))
        .header("cookie", cookie.split(';').next().unwrap())
        .json(&change)
        .send();
    assert_eq!(changed.await.unwrap().status(), 204);
    let broken = client
        .post(server.url("/console/session"))
        .bearer_auth(token)
        .header("content-type", "application/json")
        .body(format!(
            "{{\"username\":\"admin\",\"password\":\"{PASSWORD}\","
        ))
        .send();
    assert_eq!(broken.await.unwrap().status(), 400);
    drop(server);

    let log = std::fs::read(&log).unwrap();
    assert!(!log.is_empty(), "with everything in it the log is empty");
    let files = bytes_of(dir.path());
    assert!(holds(&files, "acme.example"));
    let secrets = [
        PASSWORD,
        "a wrong horse",
        "the next horse",
        made["token"].as_str().unwrap(),
        token,
        &setup_token,
    ];
    for secret in secrets {
        assert!(!holds(&files, secret), "{secret} is in a file");
        assert!(!holds(&log, secret), "{secret} is in the log");
    }
}
