//! A program that is killed between an effect and its answer repeats nothing (docs/SYNC.md, S-55).

use crate::server::{PASSWORD, Server, init};
use reqwest::Client;
use serde_json::{Value, json};
use std::path::Path;

/// How often the server is killed.
const KILLS: usize = 8;

struct Caller {
    server: Server,
    token: String,
    users: String,
}

impl Caller {
    async fn start(data: &Path) -> Self {
        let server = Server::start(data);
        let body = json!({ "username": "admin", "password": PASSWORD });
        let answer = Client::new().post(server.url("/console/session"));
        let answer = answer.json(&body).send().await.unwrap();
        let session: Value = answer.json().await.unwrap();
        let account = session["account"]["id"].as_str().unwrap();
        Self {
            users: server.url(&format!("/console/accounts/{account}/users")),
            token: session["token"].as_str().unwrap().to_owned(),
            server,
        }
    }

    fn hire(&self, key: &str) -> reqwest::RequestBuilder {
        let body = json!({ "fields": { "first_name": key } });
        let request = Client::new().post(&self.users).json(&body);
        request
            .bearer_auth(&self.token)
            .header("idempotency-key", key)
    }

    async fn people(&self) -> Vec<Value> {
        let request = Client::new().get(format!("{}?limit=500", self.users));
        let answer = request.bearer_auth(&self.token).send().await.unwrap();
        let people: Value = answer.json().await.unwrap();
        people["rows"].as_array().unwrap().clone()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_cut_off_by_a_kill_and_sent_again_under_its_key_has_its_effect_once() {
    let dir = tempfile::tempdir().unwrap();
    init(dir.path());
    for kill in 0..KILLS {
        let key = format!("kill{kill}");
        let mut caller = Caller::start(dir.path()).await;
        let before = caller.people().await.len();
        let cut = tokio::spawn(caller.hire(&key).send());
        // As soon as somebody else sees the effect, the power goes: often before the answer is there.
        while caller.people().await.len() == before && !cut.is_finished() {}
        caller.server.child.kill().unwrap();
        caller.server.child.wait().unwrap();
        let _ = cut.await.unwrap();
        let caller = Caller::start(dir.path()).await;
        let again = caller.hire(&key).send().await.unwrap();
        let (status, again) = (
            again.status().as_u16(),
            again.json::<Value>().await.unwrap(),
        );
        // The answer is told again, or that there was one.
        match status {
            201 => assert_eq!(again["fields"]["first_name"], *key),
            _ => assert_eq!((status, &again["code"]), (409, &json!("done_already"))),
        }
        let people = caller.people().await;
        let named = people
            .iter()
            .filter(|person| person.to_string().contains(&key));
        let named: Vec<_> = named.collect();
        assert_eq!(named.len(), 1, "{key}");
        let id = named[0]["id"].as_str().unwrap();
        assert!(
            again.to_string().contains(id),
            "the answer names it: {again}"
        );
    }
}
