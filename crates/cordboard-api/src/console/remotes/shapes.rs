//! What the operations on servers elsewhere take and give. No secret is in any answer.

mod plan;

pub use plan::{RemoteChange, RemoteClash, RemotePlan, RemoteStep};

use crate::console::shapes::{time, time_or_none};
use cordboard_engine::remotes::{Dialect, Direction, Remote, Run};
use cordboard_engine::{Engine, Error, Result};
use cordboard_remote::{Opened, Order, Place, SignIn, Word};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// What a server speaks.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RemoteDialect {
    /// Crossbar, `/v2`.
    Crossbar,
    /// The API of PortSIP, `/api`.
    PortSip,
}

impl From<RemoteDialect> for Dialect {
    fn from(dialect: RemoteDialect) -> Self {
        match dialect {
            RemoteDialect::Crossbar => Dialect::Crossbar,
            RemoteDialect::PortSip => Dialect::PortSip,
        }
    }
}

/// What a person types to sign in to a server.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoteLook {
    dialect: RemoteDialect,
    /// Where it is, e.g. `https://pbx.example:8443`.
    address: String,
    /// Empty with an API key.
    #[serde(default)]
    username: String,
    /// The account's realm or name there, or PortSIP's domain.
    realm: Option<String>,
    /// The password, or the API key when there is no user name. It is sent to the server; a password is not kept.
    password: String,
}

impl From<RemoteLook> for SignIn {
    fn from(request: RemoteLook) -> Self {
        Self {
            dialect: request.dialect.into(),
            address: request.address,
            username: request.username,
            realm: request.realm,
            password: request.password,
        }
    }
}

/// A new server.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoteAdd {
    /// What people call it; empty: as the account there.
    #[serde(default)]
    name: String,
    dialect: RemoteDialect,
    /// Where it is, e.g. `https://pbx.example:8443`.
    address: String,
    /// Empty with an API key.
    #[serde(default)]
    username: String,
    /// The account's realm or name there, or PortSIP's domain.
    realm: Option<String>,
    /// The password, or the API key when there is no user name. It is sent to the server; a password is not kept.
    password: String,
    /// The account there, by its id; empty for PortSIP.
    #[serde(default)]
    there: String,
    /// The account here: below it the account from there is put, and in it the people of a PortSIP tenant.
    here: String,
}

impl RemoteAdd {
    /// Signing in, and where it is put.
    pub(super) fn parts(self) -> Result<(SignIn, Place)> {
        let here = self.here.parse();
        let place = Place {
            name: self.name,
            there: self.there,
            here: here.map_err(|_| Error::NotFound("account"))?,
        };
        let sign_in = SignIn {
            dialect: self.dialect.into(),
            address: self.address,
            username: self.username,
            realm: self.realm,
            password: self.password,
        };
        Ok((sign_in, place))
    }
}

/// Signing in again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoteSession {
    /// Empty with an API key.
    #[serde(default)]
    pub(super) username: String,
    /// The password, or the API key. A password is not kept.
    pub(super) password: String,
}

/// The accounts of a server to choose from.
#[derive(Serialize, ToSchema)]
pub struct RemoteAccounts {
    /// The caller's own comes first.
    rows: Vec<RemoteAccount>,
}

/// An account of a server.
#[derive(Serialize, ToSchema)]
pub struct RemoteAccount {
    /// Its id there; empty for a tenant of PortSIP.
    id: String,
    name: String,
}

impl From<Opened> for RemoteAccounts {
    fn from(opened: Opened) -> Self {
        let rows = opened.accounts.into_iter();
        Self {
            rows: rows.map(|(id, name)| RemoteAccount { id, name }).collect(),
        }
    }
}

/// The servers.
#[derive(Serialize, ToSchema)]
pub struct RemoteList {
    /// By name.
    rows: Vec<RemoteShown>,
}

impl RemoteList {
    pub(super) fn of(engine: &Engine, remotes: &[Remote]) -> Result<Self> {
        let rows = remotes.iter().map(|remote| RemoteShown::of(engine, remote));
        Ok(Self {
            rows: rows.collect::<Result<_>>()?,
        })
    }
}

/// A server.
#[derive(Serialize, ToSchema)]
pub struct RemoteShown {
    id: String,
    name: String,
    /// `crossbar` or `portsip`.
    dialect: &'static str,
    address: String,
    /// Empty with an API key.
    username: String,
    realm: Option<String>,
    /// The id of the account there.
    there: String,
    /// Its name.
    there_name: String,
    /// The account here.
    here: String,
    /// Its name.
    here_name: String,
    /// `ready`, or `signed_out`: a person must sign in before anything can be asked.
    state: &'static str,
    /// When it was added (RFC 3339).
    created: String,
    /// When all of it was pulled last without a failure (RFC 3339).
    pulled: Option<String>,
    /// When all of it was pushed last without a failure (RFC 3339).
    pushed: Option<String>,
    /// What was done lately, the newest first.
    runs: Vec<RemoteRun>,
}

impl RemoteShown {
    pub(super) fn of(engine: &Engine, remote: &Remote) -> Result<Self> {
        let here = engine.live(cordboard_model::Kind::Account, remote.here)?;
        let is_signed_out = remote.is_signed_out() || remote.secret(engine).is_none();
        Ok(Self {
            id: remote.id.to_string(),
            name: remote.name.clone(),
            dialect: remote.dialect.name(),
            address: remote.address.clone(),
            username: remote.username.clone(),
            realm: remote.realm.clone(),
            there: remote.there.clone(),
            there_name: remote.there_name.clone(),
            here: remote.here.to_string(),
            here_name: here.map(|here| here.label()).unwrap_or_default(),
            state: if is_signed_out { "signed_out" } else { "ready" },
            created: time(remote.created_ms),
            pulled: time_or_none(remote.pulled_ms),
            pushed: time_or_none(remote.pushed_ms),
            runs: remote.runs.iter().map(RemoteRun::of).collect(),
        })
    }
}

/// A pull or push.
#[derive(Serialize, ToSchema)]
pub struct RemoteRun {
    /// When it began (RFC 3339).
    at: String,
    /// When it ended (RFC 3339); null while it goes on, or when the program ended before it did.
    ended: Option<String>,
    /// `pull` or `push`.
    direction: &'static str,
    /// How many records were made, changed and deleted.
    made: u64,
    changed: u64,
    deleted: u64,
    /// What could not be done.
    failures: Vec<RemoteFailure>,
    /// What stopped all of it, if something did.
    stopped: Option<String>,
}

/// A record that stayed as it was.
#[derive(Serialize, ToSchema)]
pub struct RemoteFailure {
    /// `account`, `user`, `phone` or `group`.
    sort: &'static str,
    label: String,
    /// In the words of the side that refused it.
    reason: String,
}

impl RemoteRun {
    pub(super) fn of(run: &Run) -> Self {
        let failures = run.failures.iter().map(|failure| RemoteFailure {
            sort: failure.sort.name(),
            label: failure.label.clone(),
            reason: failure.reason.clone(),
        });
        Self {
            at: time(run.at_ms),
            ended: time_or_none(run.ended_ms),
            direction: match run.direction {
                Direction::Pull => "pull",
                Direction::Push => "push",
            },
            made: run.made,
            changed: run.changed,
            deleted: run.deleted,
            failures: failures.collect(),
            stopped: run.stopped.clone(),
        }
    }
}

/// In which direction.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RemoteDirection {
    /// From there to here.
    Pull,
    /// From here to there.
    Push,
}

/// What a person wants done, after he saw the plan.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoteOrder {
    direction: RemoteDirection,
    /// The plan that he saw; another one is not carried out.
    digest: String,
    /// His words on what both sides changed.
    #[serde(default)]
    words: Vec<RemoteWord>,
    /// His words on what one side deleted. What is not named stays as it is.
    #[serde(default)]
    deletions: Vec<RemoteDeletion>,
}

/// Which value stands.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RemoteChoice {
    /// What is there.
    Theirs,
    /// What is here.
    Mine,
    /// A third value.
    Edited,
}

/// A word on one place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoteWord {
    /// The step.
    step: String,
    /// The place.
    path: String,
    choice: RemoteChoice,
    /// The third value, for `edited`; absent: there is to be none.
    #[schema(value_type = Option<Value>)]
    value: Option<Value>,
}

/// A word on a record that one side deleted.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoteDeletion {
    /// The step.
    step: String,
    /// The other side deletes it, too. Otherwise it is made again where it is gone.
    delete: bool,
}

impl From<RemoteOrder> for Order {
    fn from(order: RemoteOrder) -> Self {
        let words = order.words.into_iter().map(|word| {
            let said = match word.choice {
                RemoteChoice::Theirs => Word::Theirs,
                RemoteChoice::Mine => Word::Mine,
                RemoteChoice::Edited => Word::Edited(word.value),
            };
            (word.step, word.path, said)
        });
        let deletions = order.deletions.into_iter();
        Self {
            direction: match order.direction {
                RemoteDirection::Pull => Direction::Pull,
                RemoteDirection::Push => Direction::Push,
            },
            digest: order.digest,
            words: words.collect(),
            deletions: deletions.map(|word| (word.step, word.delete)).collect(),
        }
    }
}
