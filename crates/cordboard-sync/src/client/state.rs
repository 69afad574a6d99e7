//! Where a client stands, as far as it must survive a restart.

use super::Replica;
use super::outbox::Status;
use crate::Key;
use crate::upgrade::SCHEMA;
use cordboard_model::Id;
use serde::{Deserialize, Serialize};

/// Where a client stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// This copy.
    pub client_id: Id,
    /// The version of its schemas.
    pub schema: u32,
    /// Whose it is, as the server knows them.
    pub user: Option<Id>,
    /// The number that the next transaction gets when it is sent.
    pub next_client_seq: u64,
    /// The place in the outbox or inbox that the next entry gets.
    pub next_no: u64,
    /// The server's data; nothing before the first hello.
    pub incarnation: Option<Id>,
    /// Say hello before anything else.
    pub greet: bool,
    /// The server does not take what this version says (S-6).
    pub outdated: bool,
    /// Where base ends.
    pub token: Option<String>,
    /// The server's number up to which base is whole; 0 while there is none.
    pub up_to: u64,
    /// The tops of what base holds.
    pub roots: Vec<Id>,
    /// Pages that are not taken over yet.
    pub gather: Option<Gather>,
    /// There may be something new on the server.
    pub wanted: bool,
    /// Ask for the sum with the next pull.
    pub check: bool,
    /// Sums that did not agree, ever.
    pub disagreed: u64,
    /// Records that the outbox changed: where the view may differ from base.
    pub overlaid: Vec<Key>,
}

/// A pull that is not finished.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gather {
    /// Where the next page begins.
    pub token: Option<String>,
    /// It began from nothing: what it does not bring is not there any more.
    pub fresh: bool,
    /// It is the first picture of all: pages are taken over as they come, since there is no other to keep in sight.
    #[serde(default)]
    pub direct: bool,
    /// The server was restored: what it does not bring is lost (S-48).
    pub restored: bool,
    /// Of a first picture the number of its first page: what was not written since comes once.
    #[serde(default)]
    pub began: u64,
    /// Erased on the server, so that it is not taken for out of sight.
    pub erased: Vec<Key>,
    /// How many records came so far.
    #[serde(default)]
    pub records: u64,
    /// The commit that wrote the newest of them, and the commit up to which they will come.
    #[serde(default)]
    pub reached: (u64, u64),
}

/// How far a pull is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// How many records came so far.
    pub records: u64,
    /// How much of the server's commits they cover, from 0 to 100.
    pub percent: u8,
}

impl Gather {
    /// How far it is.
    pub fn progress(&self) -> Progress {
        let (at, of) = self.reached;
        let percent = at.saturating_mul(100).checked_div(of).unwrap_or(0).min(100);
        Progress {
            records: self.records,
            percent: u8::try_from(percent).unwrap_or(100),
        }
    }
}

impl State {
    /// Whether base grows page by page: there is no whole picture yet, and never was.
    pub fn is_filling(&self) -> bool {
        self.gather.as_ref().is_some_and(|gather| gather.direct)
    }

    /// A copy that knows nothing.
    pub fn new(client_id: Id, user: Option<Id>) -> Self {
        Self {
            client_id,
            schema: SCHEMA,
            user,
            next_client_seq: 1,
            next_no: 1,
            incarnation: None,
            greet: true,
            outdated: false,
            token: None,
            up_to: 0,
            roots: Vec::new(),
            gather: None,
            wanted: true,
            check: false,
            disagreed: 0,
            overlaid: Vec::new(),
        }
    }
}

/// What a person is to know at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Transactions that the server does not have, or that base does not hold yet.
    pub waiting: usize,
    /// Rejected and parked transactions, and losses, that wait for a person. Conflicts are records and not counted.
    pub needs_you: usize,
    /// The program is too old for the server.
    pub outdated: bool,
    /// Base is whole.
    pub has_base: bool,
    /// Pages are being gathered.
    pub pulling: bool,
    /// The server's number up to which base is whole.
    pub up_to: u64,
}

/// The state of a copy at a glance.
///
/// # Errors
/// Whatever the file cannot read.
pub fn summary<R: Replica>(replica: &R) -> Result<Summary, R::Fault> {
    let state = replica.state()?;
    let outbox = replica.outbox()?;
    let unsettled = |status: &Status| !matches!(status, Status::Acked(seq) if *seq <= state.up_to);
    Ok(Summary {
        waiting: outbox
            .iter()
            .filter(|entry| unsettled(&entry.status))
            .count(),
        needs_you: replica.inbox()?.len(),
        outdated: state.outdated,
        has_base: state.token.is_some(),
        pulling: state.gather.is_some(),
        up_to: state.up_to,
    })
}
