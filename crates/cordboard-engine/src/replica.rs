//! A file that is a copy of another installation: what the server told and what was done here, kept beside the records
//! that screens read, and written with them in one commit.
//!
//! Responsible for keeping `cordboard-sync`'s client half durable, and for what a person does with it: do something,
//! see what waits, undo it, see and settle conflicts. Other verbs work on a copy as on any file; [`journal`] writes down
//! for the server what they did. It never speaks to a network; what to ask and what was answered goes through
//! [`OfficeCopy::ask`] and the `take` functions.

mod begin;
mod copy;
pub(crate) mod journal;
mod moment;
mod seal;
mod write;

pub use copy::OfficeCopy;

use crate::Result;
use cordboard_store::Snapshot;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The verb under which a copy writes by itself: what others are told of such a change, its server tells them.
pub(crate) const STEP: &str = "copy.step";

/// The server of a copy, as a person named it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Server {
    /// Where it is, e.g. `https://office.example`.
    pub address: String,
    /// Who signed in there.
    pub username: String,
    /// The account's realm or name, where the user name alone does not tell.
    pub realm: Option<String>,
    /// The exchange is held until a person goes on with it.
    pub paused: bool,
}

/// Whether a file is a copy, and whose turn it is to change what it has to tell the server.
#[derive(Debug, Default)]
pub(crate) struct InUse {
    flag: AtomicBool,
    /// One step at a time: each reads the file and writes what follows. Whoever also needs the shape of the tree takes
    /// that first.
    turn: Mutex<()>,
}

impl InUse {
    /// As a store says.
    pub(crate) fn of(snapshot: &dyn Snapshot) -> Result<Self> {
        let in_use = Self::default();
        if snapshot.slot(moment::STATE, b"")?.is_some() {
            in_use.begin();
        }
        Ok(in_use)
    }

    fn begin(&self) {
        self.flag.store(true, Ordering::Release);
    }

    /// Whether the file is a copy.
    pub(crate) fn is_in_use(&self) -> bool {
        self.flag.load(Ordering::Acquire)
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
