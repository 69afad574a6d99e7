//! Lists of an account's records as a screen shows them: filtered, sorted and counted by the engine, a window at a time.
//!
//! Responsible for which columns a list has and who sees which rows. What is shown is kept in memory
//! ([`crate::summaries`]), so that a list of ten thousand is scrolled without reading ten thousand documents.

pub mod audit;
pub mod call_hours;
pub mod entry_log;
pub mod log;
pub mod narrowing;

pub(crate) mod audit_log;
mod columns;
mod ordering;
pub mod window;

use crate::authorise::{Object, Verb, authorise};
use crate::summaries::{self, Row, View};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind};
use cordboard_store::Snapshot;
use std::collections::HashMap;
use std::sync::Arc;

/// The rows of a list that the caller sees, in the order of their names.
fn seen(
    engine: &Engine,
    principal: &Principal,
    (kind, account_id): (Kind, Id),
) -> Result<Vec<Arc<Row>>> {
    let account = Object::Account(account_id);
    let may = |verb| authorise(&engine.tree(), principal, verb, account);
    let view = columns::view(kind).ok_or(Error::NotFound("list"))?;
    let rows = |view: View| summaries::rows(engine, (kind, account_id), view);
    match kind {
        Kind::User => {
            may(Verb::ReadAccount)?;
            // Without the right to manage users: what a staff directory shows.
            let manages = may(Verb::ListUsers).is_ok();
            rows(if manages { view } else { columns::DIRECTORY }).map(|rows| rows.to_vec())
        }
        Kind::Phone | Kind::Holiday => {
            may(Verb::ReadAccount)?;
            let rows = rows(view)?;
            if principal.is_admin() {
                return Ok(rows.to_vec());
            }
            let own = principal.actor().map(|id| id.to_string());
            let is_seen = |row: &&Arc<Row>| {
                let owner = row.fields.get("owner_id").and_then(|id| id.as_str());
                // Everybody keeps the holidays of the account; a phone that is nobody's is not his.
                let is_shared = kind == Kind::Holiday && owner.is_none();
                is_shared || (own.is_some() && owner == own.as_deref())
            };
            Ok(rows.iter().filter(is_seen).cloned().collect())
        }
        Kind::Contact => {
            may(Verb::ReadAccount)?;
            let rows = rows(view)?;
            // Contacts of single people are theirs.
            let is_shared = |row: &&Arc<Row>| row.fields.get("owner_id").is_none();
            Ok(rows.iter().filter(is_shared).cloned().collect())
        }
        _ => {
            may(Verb::ReadGroups)?;
            rows(view).map(|rows| rows.to_vec())
        }
    }
}

/// A person, as colleagues know him.
pub(crate) struct Person {
    pub(crate) id: Id,
    pub(crate) name: String,
    pub(crate) extension_number: String,
}

/// The people of an account.
pub(crate) fn people(engine: &Engine, account_id: Id) -> Result<Vec<Person>> {
    people_at(engine, &*engine.read()?, account_id)
}

/// As [`people`], as this snapshot knows them.
pub(crate) fn people_at(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    account_id: Id,
) -> Result<Vec<Person>> {
    let users = (Kind::User, account_id);
    let rows = summaries::rows_at(engine, snapshot, users, columns::DIRECTORY)?;
    let person = |row: &Arc<Row>| {
        let text = |key: &str| {
            let text = row.fields.get(key).and_then(|text| text.as_str());
            text.unwrap_or_default().to_owned()
        };
        Person {
            id: row.id,
            name: text("name"),
            extension_number: text("extension_number"),
        }
    };
    Ok(rows.iter().map(person).collect())
}

/// What the people of an account are called, by their ids. Everybody of an account knows the names of its people.
pub(crate) fn names(engine: &Engine, account_id: Id) -> Result<HashMap<String, String>> {
    let rows = summaries::rows(engine, (Kind::User, account_id), columns::DIRECTORY)?;
    let name = |row: &Arc<Row>| {
        let name = row.fields.get("name").and_then(|name| name.as_str());
        (row.id.to_string(), name.unwrap_or_default().to_owned())
    };
    Ok(rows.iter().map(name).collect())
}
