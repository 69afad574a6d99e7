//! Users that are created and edited.

use super::Caller;
use reqwest::{Method, StatusCode};
use serde_json::json;
use std::collections::BTreeMap;

/// Users by id with the value of their last acknowledged edit, and every later edit that was sent without an answer.
#[derive(Default, Clone)]
pub(super) struct Known {
    acknowledged: BTreeMap<String, String>,
    unanswered: BTreeMap<String, String>,
}

/// Creates and edits users until the server dies.
pub(super) async fn write(caller: Caller, name: String) {
    for turn in 0.. {
        if one(&caller, &format!("{name}-{turn}")).await.is_none() {
            return;
        }
    }
}

async fn one(caller: &Caller, name: &str) -> Option<()> {
    let path = format!("/console/accounts/{}/users", caller.top);
    let body = json!({ "fields": { "first_name": name, "username": name, "notes": "0" } });
    let user = caller.write(Method::POST, &path, body).await?;
    let id = user["id"].as_str().unwrap().to_owned();
    caller.note(|known| {
        known.users.acknowledged.insert(id.clone(), "0".into());
    });
    for edit in 1..3 {
        let (from, to) = ((edit - 1).to_string(), edit.to_string());
        let body = json!({ "changes": [{ "path": "/notes", "from": from, "to": to }] });
        caller.announce(|known| {
            known.users.unanswered.insert(id.clone(), to.clone());
        });
        let path = format!("/console/users/{id}");
        caller.write(Method::PATCH, &path, body).await?;
        caller.note(|known| {
            known.users.unanswered.remove(&id);
            known.users.acknowledged.insert(id.clone(), to);
        });
    }
    Some(())
}

impl Known {
    pub(super) fn len(&self) -> usize {
        self.acknowledged.len()
    }

    pub(super) async fn check(&self, caller: &Caller) {
        for (id, value) in &self.acknowledged {
            let (status, user) = caller.read(&format!("/console/users/{id}")).await;
            assert_eq!(
                status,
                StatusCode::OK,
                "user {id} was acknowledged and is gone"
            );
            let notes = user["fields"]["notes"].as_str().unwrap();
            let maybe = self.unanswered.get(id).map(String::as_str);
            assert!(
                notes == value || Some(notes) == maybe,
                "user {id} has {notes}, acknowledged {value}"
            );
        }
        self.check_whole(caller).await;
    }

    /// A user that is listed can be found by his name and his name is taken: record, words and claim came together.
    async fn check_whole(&self, caller: &Caller) {
        let users = format!("/console/accounts/{}/users", caller.top);
        let (_, page) = caller.read(&format!("{users}?limit=500")).await;
        for row in page["rows"].as_array().unwrap().iter().rev().take(8) {
            let name = row["username"].as_str().unwrap();
            let first = name.split('-').next().unwrap();
            let (_, found) = caller
                .read(&format!("/console/search?q={first}&limit=100"))
                .await;
            let found = found["rows"].as_array().unwrap();
            let is_there = found.iter().any(|hit| hit["id"] == row["id"]);
            assert!(is_there || found.len() == 100, "{name} is not found");
            let twin = json!({ "fields": { "first_name": "Twin", "username": name } });
            let (status, _) = caller.send(Method::POST, &users, twin).await.unwrap();
            assert_eq!(status, StatusCode::CONFLICT);
        }
    }
}
