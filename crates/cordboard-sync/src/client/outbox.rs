//! What was done on this copy, and what waits for a person.

use super::changes::Changes;
use super::replay::refreshed;
use super::{Replica, state::State};
use crate::push::{Rejection, Transaction};
use crate::{Key, KindName, Op};
use cordboard_model::{Fields, Id};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How far a transaction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It was never sent and can be undone.
    Waiting,
    /// It may have been sent, and does not change any more (S-3).
    Sent,
    /// The server has it, under this number; base may not (S-40).
    Acked(u64),
}

/// One transaction of the outbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its place.
    pub no: u64,
    /// How far it is.
    pub status: Status,
    /// What was done. Its number is 0 until it is sent.
    pub tx: Transaction,
}

/// How far an entry is that says what it said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advance {
    /// Its place.
    pub no: u64,
    /// How far it is now.
    pub status: Status,
    /// The number of its transaction.
    pub client_seq: u64,
}

impl Entry {
    /// How far it is.
    pub const fn far(&self) -> Advance {
        Advance {
            no: self.no,
            status: self.status,
            client_seq: self.tx.client_seq,
        }
    }

    /// The same, this far.
    #[must_use]
    pub const fn at(mut self, far: &Advance) -> Self {
        self.status = far.status;
        self.tx.client_seq = far.client_seq;
        self
    }
}

/// What a person typed in an operation that has no place any more, without anything that he saw (S-46).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Typed {
    /// A new record.
    Create {
        /// What it was to be.
        kind: KindName,
        /// What was typed.
        fields: Fields,
    },
    /// New values of fields.
    Patch {
        /// What it was about.
        kind: KindName,
        /// JSON pointers with what was typed.
        values: Vec<(String, Value)>,
    },
    /// A move, a deletion, a restore: nothing was typed.
    Other,
}

/// Something that waits for a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// The server did not take it.
    Rejected {
        /// What was done.
        tx: Transaction,
        /// Why not.
        rejection: Rejection,
    },
    /// The right to it was lost.
    Parked {
        /// When it was made, as this computer's clock said.
        made_at_ms: i64,
        /// What was typed.
        typed: Vec<Typed>,
    },
    /// The server was restored from a backup that does not hold it.
    Lost {
        /// The record.
        key: Key,
        /// The account it belonged to.
        account_id: Option<Id>,
        /// What it was called; nothing where it may only be out of sight.
        label: String,
    },
}

/// Takes back a transaction that was not sent, or settles something that waits for a person by letting it go.
/// `false`: it was sent already, or there is no such place.
///
/// # Errors
/// Whatever the file cannot read.
pub fn undo<R: Replica>(replica: &R, no: u64) -> Result<(bool, Changes), R::Fault> {
    let mut state = replica.state()?;
    let mut entries = replica.outbox()?;
    let mut changes = Changes::default();
    if replica.inbox()?.iter().any(|(item, _)| *item == no) {
        changes.inbox.push((no, None));
        return Ok((true, changes));
    }
    let Some(at) = entries
        .iter()
        .position(|entry| entry.no == no && entry.status == Status::Waiting)
    else {
        return Ok((false, changes));
    };
    entries.remove(at);
    changes.outbox.push((no, None));
    refreshed(replica, &mut state, &entries, &mut changes)?;
    changes.state = Some(state);
    Ok((true, changes))
}

/// The places that a state hands out.
pub(super) fn next_no(state: &mut State) -> u64 {
    let no = state.next_no;
    state.next_no += 1;
    no
}

/// The records and accounts that an operation is about.
pub(super) fn touches(op: &Op) -> Vec<Key> {
    let account = |id: Id| Key::new(cordboard_model::Kind::Account, id);
    match op {
        Op::Create { account_id, .. } => vec![op.key(), account(*account_id)],
        Op::Move {
            from_parent,
            to_parent,
            ..
        } => {
            vec![op.key(), account(*from_parent), account(*to_parent)]
        }
        _ => vec![op.key()],
    }
}
