//! Two real programs, the server's and the desktop's, and the power that goes in the middle of what they say.

use crate::desk::Office;
use crate::server::{PASSWORD, init};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a test waits for what happens in the background.
const PATIENCE: Duration = Duration::from_secs(60);
/// What the sign-in is sealed with: there is no keychain that outlives a test.
const PASSPHRASE: &str = "open sesame";

/// The desktop's program without its window.
struct Desk {
    child: Child,
    address: String,
    dir: PathBuf,
}

impl Desk {
    fn start(dir: &Path) -> Self {
        let server = Path::new(env!("CARGO_BIN_EXE_cordboard-server"));
        let program = server.parent().unwrap().join("examples/desk");
        let mut command = Command::new(program);
        let command = command.arg(dir).arg("2").stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on ").unwrap();
        Self {
            address: address.to_owned(),
            dir: dir.to_owned(),
            child,
        }
    }

    async fn ask(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}{path}", self.address);
        let request = reqwest::Client::new().request(method.parse().unwrap(), url);
        let request = match body {
            Value::Null => request,
            body => request.json(&body),
        };
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap_or_default())
    }

    async fn status(&self) -> Value {
        self.ask("GET", "/console/sync", Value::Null).await.1
    }

    async fn connect(&self, office: &Office) {
        let body = json!({
            "address": office.server.address, "username": "admin", "password": PASSWORD, "passphrase": PASSPHRASE,
        });
        let (status, answer) = self.ask("POST", "/console/sync/connection", body).await;
        assert_eq!(status, 200, "{answer}");
    }

    async fn until(&self, what: &str, is_so: impl Fn(&Value) -> bool) -> Value {
        let begun = Instant::now();
        loop {
            let status = self.status().await;
            if is_so(&status) {
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "waiting for {what}: {status}");
        }
    }

    async fn synced(&self) {
        self.until("synced", |it| it["state"] == "synced" && it["waiting"] == 0)
            .await;
    }

    /// The power goes, and comes again. Where a keychain kept the sign-in nobody is asked.
    async fn killed(mut self) -> Self {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let again = Self::start(&self.dir);
        let found = again
            .until("the sign-in", |it| {
                it["state"] == "locked" || it["kept"] == "keychain"
            })
            .await;
        if found["state"] == "locked" {
            let wrong = json!({ "passphrase": "open simsim" });
            let (status, answer) = again.ask("POST", "/console/sync/unlock", wrong).await;
            assert_eq!((status, &answer["code"]), (409, &json!("wrong_passphrase")));
            let right = json!({ "passphrase": PASSPHRASE });
            let (status, answer) = again.ask("POST", "/console/sync/unlock", right).await;
            assert_eq!(
                (status, &answer["kept"]),
                (200, &json!("passphrase")),
                "{answer}"
            );
        }
        again
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn names(ask: impl AsyncFn(String) -> Value, account: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut after = String::new();
    loop {
        let page = ask(format!(
            "/console/accounts/{account}/users?limit=500{after}"
        ))
        .await;
        let rows = page["rows"].as_array().unwrap().iter();
        names.extend(rows.map(|row| row["display_name"].as_str().unwrap().to_owned()));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    names.sort();
    names
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_desktop_killed_in_the_middle_of_pulls_and_of_pushes_loses_and_repeats_nothing() {
    let dir = tempfile::tempdir().unwrap();
    init(&dir.path().join("server"));
    let office = Office::start(&dir.path().join("server")).await;
    let account = office.account.to_string();
    let users = format!("/console/accounts/{account}/users");
    let person = |name: String| json!({ "fields": { "first_name": name } });
    for number in 0..40 {
        let (status, _) = office
            .post(&users, &office.token, &person(format!("There {number}")))
            .await;
        assert_eq!(status, 201);
    }
    let desk = Desk::start(&dir.path().join("desk"));
    desk.connect(&office).await;
    // In the middle of the first picture, which comes two by two.
    desk.until("a page", |it| it["fetched"] != 0 || it["percent"].is_null())
        .await;
    let desk = desk.killed().await;
    desk.synced().await;
    // In the middle of sending what was done without a network.
    let hold = |paused: bool| json!({ "paused": paused });
    desk.ask("PATCH", "/console/sync", hold(true)).await;
    for number in 0..40 {
        let (status, made) = desk
            .ask("POST", &users, person(format!("Here {number}")))
            .await;
        assert_eq!(status, 201, "{made}");
    }
    let total = async || office.read(&users).await["total"].as_u64().unwrap();
    let before = total().await;
    desk.ask("PATCH", "/console/sync", hold(false)).await;
    while total().await == before {}
    let desk = desk.killed().await;
    desk.synced().await;
    let there = names(async |path| office.read(&path).await, &account).await;
    assert_eq!(there.len(), 81, "{there:?}");
    let here = names(
        async |path| desk.ask("GET", &path, Value::Null).await.1,
        &account,
    )
    .await;
    assert_eq!(here, there);
}
