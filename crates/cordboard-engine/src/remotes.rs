//! Other servers whose people are kept in this file too: what each is called, what opens it, and both sides' documents
//! as they were when the two last agreed.
//!
//! Responsible for who may see and change that, and for keeping it. It opens no connection and compares nothing: that
//! is the matter of the crate `cordboard-remote`.

pub mod add;
pub mod agree;
pub mod list;
pub mod pairs;
pub mod read;
pub mod remove;
pub mod report;
pub mod sign_in;

use crate::authorise::{Object, Verb, authorise};
use crate::seal::{Seal, open, seal};
use crate::{Engine, Error, Principal, Result, accounts};
use cordboard_model::{Fields, Id, Role};
use cordboard_store::{Batch, SlotPut, Snapshot};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where remotes are kept, by their ids.
const SPACE: &str = "remote";
/// Where their pairs are kept, by the remote's id, the kind of record and the id there.
const PAIRS: &str = "remote.pair";
/// How many runs of a remote are remembered.
const RUNS_MAX: usize = 50;

/// What a server elsewhere speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dialect {
    /// Crossbar, `/v2`.
    Crossbar,
    /// The API of PortSIP, `/api`.
    PortSip,
}

impl Dialect {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Dialect::Crossbar => "crossbar",
            Dialect::PortSip => "portsip",
        }
    }
}

/// What sort of record is kept in step. The order is that in which records are made; they are deleted the other way
/// round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// An account.
    Account,
    /// A user.
    User,
    /// A device or phone.
    Phone,
    /// A group.
    Group,
}

impl Sort {
    /// Every sort, in the order of making.
    pub const ALL: [Sort; 4] = [Sort::Account, Sort::User, Sort::Phone, Sort::Group];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Sort::Account => "account",
            Sort::User => "user",
            Sort::Phone => "phone",
            Sort::Group => "group",
        }
    }
}

/// A server elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remote {
    /// Its id here.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// What it speaks.
    pub dialect: Dialect,
    /// Where it is, e.g. `https://pbx.example:8887`, without a stroke at the end.
    pub address: String,
    /// Who signs in there; empty with an API key.
    pub username: String,
    /// The realm, name or domain of the account that the user belongs to there.
    pub realm: Option<String>,
    /// The id of the account there whose subtree is kept here; empty for a tenant of PortSIP, which has no other.
    pub there: String,
    /// The name of that account.
    pub there_name: String,
    /// The account here below which it is kept, or, for PortSIP, in which.
    pub here: Id,
    /// What opens the server, sealed; nothing once it was refused.
    secret: Option<String>,
    /// When it was added, in milliseconds since the epoch.
    pub created_ms: i64,
    /// When all of it was pulled last without a failure, in milliseconds since the epoch.
    pub pulled_ms: Option<i64>,
    /// When all of it was pushed last without a failure, in milliseconds since the epoch.
    pub pushed_ms: Option<i64>,
    /// What was done lately, the newest first.
    pub runs: Vec<Run>,
}

/// What opens a server. It is never shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Secret {
    /// The token of a session, with what renews it where there is such a thing.
    Session {
        /// Shown with every request.
        token: String,
        /// Exchanged for the next session.
        renewal: Option<String>,
    },
    /// An API key, which opens a new session each time.
    Key(String),
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// In which direction records go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From the server to this file.
    Pull,
    /// From this file to the server.
    Push,
}

/// One pull or push.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// When it began, in milliseconds since the epoch.
    pub at_ms: i64,
    /// When it ended; nothing while it goes on, or when the program ended before it did.
    pub ended_ms: Option<i64>,
    /// Who asked for it; nothing for the owner of the file.
    pub actor: Option<Id>,
    /// In which direction.
    pub direction: Direction,
    /// How many records were made.
    pub made: u64,
    /// How many records were changed.
    pub changed: u64,
    /// How many records were deleted.
    pub deleted: u64,
    /// What could not be done.
    pub failures: Vec<RunFailure>,
    /// What stopped all of it, if something did.
    pub stopped: Option<String>,
}

/// A record that stayed as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunFailure {
    /// What sort of record.
    pub sort: Sort,
    /// What people call it.
    pub label: String,
    /// Why, in words for people.
    pub reason: String,
}

/// A record there and the one here that stands for it, as each side showed it when the two last agreed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// What sort of record.
    pub sort: Sort,
    /// Its id there.
    pub there: String,
    /// Its id here.
    pub here: String,
    /// The document there, without secrets.
    pub theirs: Fields,
    /// The document here, without secrets.
    pub mine: Fields,
}

fn key_of(remote: Id, sort: Sort, there: &str) -> Vec<u8> {
    let mut key = remote.as_bytes().to_vec();
    key.push(sort as u8);
    key.extend(there.as_bytes());
    key
}

/// As whom a run acts: as an admin of the account in which the remote is kept, in the name of whoever asked.
///
/// # Errors
/// When he may not.
pub fn acting(engine: &Engine, principal: &Principal, account_id: Id) -> Result<Principal> {
    allow(engine, principal, account_id)?;
    Ok(match principal {
        Principal::User { user_id, .. } => Principal::of_level(*user_id, account_id, Role::Admin),
        _ => Principal::Key { account_id },
    })
}

pub(crate) fn allow(engine: &Engine, principal: &Principal, account_id: Id) -> Result<()> {
    authorise(
        &engine.tree(),
        principal,
        Verb::EditRemotes,
        Object::Account(account_id),
    )
}

/// A copy of an office is kept in step with its own server, which is the one to speak with others.
fn refuse_in_a_copy(engine: &Engine) -> Result<()> {
    match engine.copy.is_in_use() {
        false => Ok(()),
        true => Err(Error::Refused {
            code: "needs_server",
            detail: "this file is a copy of an office: add other servers in the console of the office's own server"
                .to_owned(),
        }),
    }
}

fn written(value: &impl Serialize) -> Result<Vec<u8>> {
    serde_json::to_vec(value).map_err(Error::internal)
}

fn found(snapshot: &dyn Snapshot, id: Id) -> Result<Remote> {
    let slot = snapshot.slot(SPACE, id.as_bytes())?;
    let slot = slot.ok_or(Error::NotFound("remote"))?;
    serde_json::from_slice(&slot.value).map_err(Error::internal)
}

/// A batch about a remote, with what the audit is to say.
fn batch(engine: &Engine, principal: &Principal, verb: &str, remote: &Remote) -> Batch {
    let detail = serde_json::json!({ "label": remote.name });
    let about = vec![accounts::touched(remote.here)];
    engine.batch(principal.actor(), verb, about, detail)
}

fn put(batch: &mut Batch, remote: &Remote) -> Result<()> {
    batch.slots.push(SlotPut {
        space: SPACE,
        key: remote.id.as_bytes().to_vec(),
        value: Some(written(remote)?),
    });
    Ok(())
}

fn sealed(engine: &Engine, secret: &Secret) -> Result<String> {
    let text = serde_json::to_string(secret).map_err(Error::internal)?;
    seal(&engine.pepper, Seal::Remote, &text)
}

impl Remote {
    /// What opens the server; nothing when it is not there, or was sealed elsewhere.
    pub fn secret(&self, engine: &Engine) -> Option<Secret> {
        let text = open(&engine.pepper, Seal::Remote, self.secret.as_deref()?)?;
        serde_json::from_str(&text).ok()
    }

    /// Whether a person must sign in before anything can be asked.
    pub fn is_signed_out(&self) -> bool {
        self.secret.is_none()
    }
}

/// Whether what stands under a key of this name is a secret.
fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    matches!(key.as_str(), "pin" | "secret" | "api_key" | "credentials")
        || [
            "password",
            "_pin",
            "_secret",
            "_token",
            "password1",
            "password2",
        ]
        .iter()
        .any(|end| key.ends_with(end))
}

/// Takes secrets out, wherever they stand, and what says nothing: `null` and objects without anything in them.
pub fn without_secrets(fields: &mut Fields) {
    fields.retain(|key, value| {
        // A switch of such a name only says whether there is one.
        if is_secret(key) && !value.is_boolean() {
            return false;
        }
        clean(value);
        !value.is_null() && value.as_object().is_none_or(|inner| !inner.is_empty())
    });
}

fn clean(value: &mut Value) {
    match value {
        Value::Object(fields) => without_secrets(fields),
        Value::Array(items) => items.iter_mut().for_each(clean),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn no_secret_stays_in_a_document_however_deep_and_nothing_empty() {
        let mut fields = json!({
            "name": "a", "password": "x", "sip": { "username": "u", "password": "x" }, "pin": "1", "require_pin": true,
            "hotdesk": { "pin": "1234" }, "list": [{ "door_password1": "1", "a": null }], "empty": {}, "voicemail_pin": "3", "pinned": 1,
        });
        let fields = fields.as_object_mut().unwrap();
        without_secrets(fields);
        let left = json!({ "name": "a", "sip": { "username": "u" }, "require_pin": true, "list": [{}], "pinned": 1 });
        assert_eq!(Value::Object(fields.clone()), left);
    }
}
