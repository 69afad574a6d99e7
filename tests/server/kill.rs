//! SIGKILL at any time loses no acknowledged write and leaves nothing half made.
//!
//! Some clients write users and others change the tree of accounts until the server dies; each notes what was
//! acknowledged and what was sent without an answer. After the restart both are compared with what is there.

mod accounts;
mod users;

use crate::server::{PASSWORD, Server, init};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex};
use tokio::sync::mpsc;

/// How often the server is killed.
const KILLS: usize = 12;
/// How many clients of each sort write at once.
const CLIENTS: usize = 2;

/// What all clients together know.
#[derive(Default)]
struct Known {
    users: users::Known,
    accounts: accounts::Known,
}

/// Somebody who speaks to one server.
#[derive(Clone)]
struct Caller {
    client: Client,
    base: String,
    /// The top account.
    top: String,
    known: Arc<Mutex<Known>>,
    /// Hears of every acknowledged write.
    acknowledged: mpsc::UnboundedSender<()>,
}

impl Caller {
    /// Sends a request; nothing once the server is dead.
    async fn send(&self, method: Method, path: &str, body: Value) -> Option<(StatusCode, Value)> {
        let url = format!("{}{path}", self.base);
        let answer = self.client.request(method, url).json(&body).send();
        let answer = answer.await.ok()?;
        let status = answer.status();
        let bytes = answer.bytes().await.ok()?;
        Some((status, serde_json::from_slice(&bytes).unwrap_or_default()))
    }

    /// The same for a write that must go well.
    async fn write(&self, method: Method, path: &str, body: Value) -> Option<Value> {
        let (status, body) = self.send(method, path, body).await?;
        assert!(status.is_success(), "{path}: {status} {body}");
        Some(body)
    }

    /// The same for a question to a server that lives.
    async fn read(&self, path: &str) -> (StatusCode, Value) {
        self.send(Method::GET, path, Value::Null).await.unwrap()
    }

    /// Notes what an acknowledged write did.
    fn note(&self, what: impl FnOnce(&mut Known)) {
        what(&mut self.known.lock().unwrap());
        let _ = self.acknowledged.send(());
    }

    /// Notes what is about to be sent.
    fn announce(&self, what: impl FnOnce(&mut Known)) {
        what(&mut self.known.lock().unwrap());
    }
}

/// How many users and accounts are known to be there.
fn made(known: &Mutex<Known>) -> [usize; 2] {
    let known = known.lock().unwrap();
    [known.users.len(), known.accounts.len()]
}

async fn sign_in(
    server: &Server,
    known: &Arc<Mutex<Known>>,
) -> (Caller, mpsc::UnboundedReceiver<()>) {
    let body = json!({ "username": "admin", "password": PASSWORD });
    let answer = Client::new()
        .post(server.url("/console/session"))
        .json(&body)
        .send()
        .await
        .unwrap();
    let session: Value = answer.json().await.unwrap();
    let bearer = format!("Bearer {}", session["token"].as_str().unwrap());
    let headers = [(reqwest::header::AUTHORIZATION, bearer.parse().unwrap())];
    let client = Client::builder().default_headers(headers.into_iter().collect());
    let (acknowledged, heard) = mpsc::unbounded_channel();
    let caller = Caller {
        client: client.build().unwrap(),
        base: server.address.clone(),
        top: session["account"]["id"].as_str().unwrap().to_owned(),
        known: Arc::clone(known),
        acknowledged,
    };
    (caller, heard)
}

/// Everything acknowledged is there with its last value; whatever else is there is whole.
async fn check(data: &Path, known: &Arc<Mutex<Known>>) {
    let server = Server::start(data);
    let (caller, _) = sign_in(&server, known).await;
    let (users, accounts) = {
        let known = known.lock().unwrap();
        (known.users.clone(), known.accounts.clone())
    };
    users.check(&caller).await;
    accounts.check(&caller).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_the_server_again_and_again_loses_no_acknowledged_write() {
    let dir = tempfile::tempdir().unwrap();
    init(dir.path());
    let known = Arc::new(Mutex::new(Known::default()));
    for kill in 0..KILLS {
        let mut server = Server::start(dir.path());
        let (caller, mut heard) = sign_in(&server, &known).await;
        let mut writers = Vec::new();
        for number in 0..CLIENTS {
            let name = format!("k{kill}x{number}");
            writers.push(tokio::spawn(users::write(
                caller.clone(),
                format!("u{name}"),
            )));
            writers.push(tokio::spawn(accounts::write(
                caller.clone(),
                format!("a{name}"),
            )));
        }
        // So that nobody is left to be heard of once all writers ended by themselves.
        drop(caller);
        // Dies after a number of acknowledged writes that differs each time, in the middle of others; and not before one
        // of each sort, however the machine deals them out.
        let before = made(&known);
        let mut writes = 6 + kill * 5 % 17;
        while writes > 0
            || made(&known)
                .iter()
                .zip(before)
                .any(|(now, then)| *now == then)
        {
            writes = writes.saturating_sub(1);
            let alive = heard.recv().await.is_some() && !writers.iter().any(|it| it.is_finished());
            if !alive {
                break;
            }
        }
        let ended_early = writers.iter().any(|it| it.is_finished());
        server.child.kill().unwrap();
        server.child.wait().unwrap();
        for writer in writers {
            writer.await.unwrap();
        }
        assert!(!ended_early, "a writer ended while the server lived");
        check(dir.path(), &known).await;
    }
    assert!(made(&known).into_iter().all(|number| number >= KILLS));
}
