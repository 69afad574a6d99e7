//! Accounts that are created, moved, deleted with what is below them, and restored.

use super::Caller;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Where an account is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// In the tree, below this account.
    Below(String),
    /// In the recycle bin, by itself or with an account above it.
    Gone,
}

/// An account with what was acknowledged of it, and with what was sent since then without an answer.
#[derive(Debug, Clone)]
struct Account {
    name: String,
    place: Place,
    unanswered: Option<Place>,
}

/// Every account whose creation was acknowledged, by id.
#[derive(Default, Clone)]
pub(super) struct Known(BTreeMap<String, Account>);

/// Changes the tree until the server dies.
pub(super) async fn write(caller: Caller, name: String) {
    for turn in 0.. {
        if one(&caller, &format!("{name}-{turn}"), turn % 2 == 0)
            .await
            .is_none()
        {
            return;
        }
    }
}

/// An account with two below it; one of them is moved to the top, then the account goes with the other, and every
/// second time both come back.
async fn one(caller: &Caller, name: &str, restores: bool) -> Option<()> {
    let above = create(caller, &caller.top, &format!("{name} above")).await?;
    let stays = create(caller, &above, &format!("{name} stays")).await?;
    let moved = create(caller, &above, &format!("{name} moved")).await?;

    let path = format!("/console/accounts/{moved}/move");
    let to = Place::Below(caller.top.clone());
    announce(caller, &[(&moved, &to)]);
    let body = json!({ "parent_id": caller.top });
    caller.write(Method::POST, &path, body).await?;
    acknowledge(caller, &[(&moved, to)]);

    announce(caller, &[(&above, &Place::Gone), (&stays, &Place::Gone)]);
    let path = format!("/console/accounts/{above}");
    let gone = format!("{path}?with_subtree=true");
    caller.write(Method::DELETE, &gone, Value::Null).await?;
    acknowledge(caller, &[(&above, Place::Gone), (&stays, Place::Gone)]);
    if !restores {
        return Some(());
    }

    let back = [
        (&above, Place::Below(caller.top.clone())),
        (&stays, Place::Below(above.clone())),
    ];
    announce(caller, &back.each_ref().map(|(id, place)| (*id, place)));
    caller
        .write(Method::POST, &format!("{path}/restore"), json!({}))
        .await?;
    acknowledge(caller, &back);
    Some(())
}

async fn create(caller: &Caller, parent: &str, name: &str) -> Option<String> {
    let body = json!({ "parent_id": parent, "fields": { "name": name } });
    let made = caller
        .write(Method::POST, "/console/accounts", body)
        .await?;
    let id = made["id"].as_str().unwrap().to_owned();
    let account = Account {
        name: name.to_owned(),
        place: Place::Below(parent.to_owned()),
        unanswered: None,
    };
    caller.note(|known| {
        known.accounts.0.insert(id.clone(), account);
    });
    Some(id)
}

fn announce(caller: &Caller, changes: &[(&String, &Place)]) {
    caller.announce(|known| {
        for (id, place) in changes {
            known.accounts.0.get_mut(*id).unwrap().unanswered = Some((*place).clone());
        }
    });
}

fn acknowledge(caller: &Caller, changes: &[(&String, Place)]) {
    caller.note(|known| {
        for (id, place) in changes {
            let account = known.accounts.0.get_mut(*id).unwrap();
            account.place = place.clone();
            account.unanswered = None;
        }
    });
}

/// A row of the tree, as the index has it.
struct Row {
    id: String,
    parent: Option<String>,
    depth: u64,
    children: u64,
    below: u64,
}

impl Known {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) async fn check(&self, caller: &Caller) {
        let rows = tree(caller).await;
        let parents: BTreeMap<&str, Option<&str>> = rows
            .iter()
            .map(|row| (row.id.as_str(), row.parent.as_deref()))
            .collect();
        check_shape(&rows);
        for (id, account) in &self.0 {
            let now = match parents.get(id.as_str()) {
                Some(parent) => Place::Below(parent.unwrap_or_default().to_owned()),
                None => Place::Gone,
            };
            assert!(
                now == account.place || Some(&now) == account.unanswered.as_ref(),
                "{id} is {now:?}: {account:?}"
            );
            self.check_record(caller, id, account, &now).await;
        }
    }

    /// The record says the same as the index, and the name is taken just as long as the account is there.
    async fn check_record(&self, caller: &Caller, id: &str, account: &Account, now: &Place) {
        let (status, read) = caller.read(&format!("/console/accounts/{id}")).await;
        match now {
            Place::Gone => assert_eq!(status, StatusCode::NOT_FOUND, "{id}"),
            Place::Below(parent) => {
                assert_eq!(status, StatusCode::OK, "{id}");
                assert_eq!(read["parent_id"], json!(parent), "{id}");
            }
        }
        // The top account tries to take the name, and gives it back.
        let twin =
            json!({ "changes": [{ "path": "/name", "from": "Acme Telecom", "to": account.name }] });
        let top = format!("/console/accounts/{}", caller.top);
        let (status, body) = caller.send(Method::PATCH, &top, twin).await.unwrap();
        if *now != Place::Gone {
            assert_eq!(status, StatusCode::CONFLICT, "{id}: {body}");
            return;
        }
        assert_eq!(status, StatusCode::OK, "{id}: {body}");
        let back =
            json!({ "changes": [{ "path": "/name", "from": account.name, "to": "Acme Telecom" }] });
        caller.write(Method::PATCH, &top, back).await.unwrap();
    }
}

/// The whole tree.
async fn tree(caller: &Caller) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let ask = json!({ "open": "all", "from": rows.len(), "count": 500 });
        let window = caller
            .write(Method::POST, "/console/tree/window", ask)
            .await
            .unwrap();
        let page = window["rows"].as_array().unwrap();
        rows.extend(page.iter().map(|row| Row {
            id: row["id"].as_str().unwrap().to_owned(),
            parent: row["parent_id"].as_str().map(str::to_owned),
            depth: row["depth"].as_u64().unwrap(),
            children: row["child_count"].as_u64().unwrap(),
            below: row["descendants_count"].as_u64().unwrap(),
        }));
        if page.is_empty() {
            assert_eq!(window["total"], rows.len());
            return rows;
        }
    }
}

/// Every row stands below its parent, and the counts are those of the rows.
fn check_shape(rows: &[Row]) {
    for (place, row) in rows.iter().enumerate() {
        let behind = &rows[place + 1..];
        let below = behind.iter().take_while(|other| other.depth > row.depth);
        let below: Vec<&Row> = below.collect();
        let children = below
            .iter()
            .filter(|other| other.parent.as_ref() == Some(&row.id));
        let direct = below.iter().filter(|other| other.depth == row.depth + 1);
        assert_eq!(row.below, below.len() as u64, "{}", row.id);
        assert_eq!(row.children, children.count() as u64, "{}", row.id);
        assert_eq!(row.children, direct.count() as u64, "{}", row.id);
    }
    let tops = rows.iter().filter(|row| row.parent.is_none());
    assert_eq!(tops.count(), 1);
}
