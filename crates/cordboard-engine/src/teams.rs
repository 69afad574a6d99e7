//! Call queues and ring groups: numbers behind which several people answer.
//!
//! Their agents and members are living users of the account when they are put in; people who are deleted later are
//! passed over when the list is read.

pub mod create;
pub mod delete;
pub mod list;
pub mod of_person;
pub mod read;
pub mod rewrite;

use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result, users};
use cordboard_model::text::name_key;
use cordboard_model::{Id, Kind, Record, pointer};
use cordboard_store::{Assert, ClaimKey, Snapshot};
use serde_json::Value;

/// Lets the reader pass.
fn may_read(engine: &Engine, principal: &Principal, account_id: Id) -> Result<()> {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadGroups, account)
}

/// Lets the writer pass.
fn may_write(engine: &Engine, principal: &Principal, account_id: Id) -> Result<()> {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::EditGroups, account)
}

/// The user of the account with this extension.
pub fn person(snapshot: &dyn Snapshot, account_id: Id, extension: &str) -> Result<Id> {
    let key = ClaimKey {
        scope: "extension".into(),
        account_id: Some(account_id),
        key: name_key(extension),
    };
    match snapshot.claim(&key)? {
        Some((Kind::User, id)) => Ok(id),
        _ => {
            let detail = "There is no user with this extension.";
            Err(Error::invalid("", "not_found", detail))
        }
    }
}

/// The people that a queue or a ring group names, with where it names them.
fn people(team: &Record) -> Vec<(String, Id)> {
    let list = |key: &str, at: fn(&Value) -> Option<&str>| {
        let items = team.fields.get(key).and_then(Value::as_array);
        let items = items.into_iter().flatten().enumerate();
        items
            .filter_map(|(index, item)| {
                let path = pointer::child(&format!("/{key}"), &index.to_string());
                Some((path, at(item)?.parse().ok()?))
            })
            .collect::<Vec<_>>()
    };
    let mut found = list("agents", |agent| agent.get("user_id")?.as_str());
    found.extend(list("members", Value::as_str));
    found
}

/// Everybody whom the new version names and the old one does not must be there.
pub(crate) fn check_people(
    snapshot: &dyn Snapshot,
    old: Option<&Record>,
    new: &Record,
) -> Result<Vec<Assert>> {
    let known: Vec<Id> = old
        .map(people)
        .unwrap_or_default()
        .into_iter()
        .map(|(_, id)| id)
        .collect();
    let account_id = new.account_id.unwrap_or_default();
    let mut asserts = Vec::new();
    for (path, id) in people(new) {
        if known.contains(&id) {
            continue;
        }
        if users::find_in(snapshot, account_id, id).is_err() {
            let detail = "There is no such user in this account.";
            return Err(Error::invalid(&path, "not_found", detail));
        }
        let kind = Kind::User;
        asserts.push(Assert::Live { kind, id });
    }
    Ok(asserts)
}
