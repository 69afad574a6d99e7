//! A file that is a copy of another installation: what the server told and what was done here, kept beside the records
//! that screens read, and written with them in one commit.
//!
//! Responsible for keeping `cordboard-sync`'s client half durable, and for what a person does with it: do something,
//! see what waits, undo it, see and settle conflicts. Other verbs work on a copy as on any file; [`journal`] writes down
//! for the server what they did. It never speaks to a network; what to ask and what was answered goes through
//! [`OfficeCopy::ask`] and the `take` functions.

mod begin;
mod blobs;
mod copy;
mod far;
mod fresh;
pub(crate) mod journal;
mod moment;
pub(crate) mod seal;
mod write;

pub use blobs::{AHEAD_EACH_MAX, AHEAD_MAX, Shown, Wanted};
pub use copy::OfficeCopy;
pub use fresh::Arrived;

use crate::{Engine, Result};
use cordboard_store::Snapshot;
use serde::{Deserialize, Serialize};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
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

/// How many records a page of the first picture has; of others as many as the server gives.
const FIRST_PAGE: usize = 1_000;

/// Fetches first pictures in pages of so many records: with fewer they can be held sooner, and take longer.
pub fn set_first_page(engine: &Engine, records: usize) {
    engine.copy.first_page.store(records, Ordering::Relaxed);
}

/// Whether a file is a copy, and whose turn it is to change what it has to tell the server.
#[derive(Debug)]
pub(crate) struct InUse {
    flag: AtomicBool,
    first_page: AtomicUsize,
    /// One step at a time: each reads the file and writes what follows. Whoever also needs the shape of the tree takes
    /// that first.
    turn: Mutex<()>,
}

impl InUse {
    /// As a store says.
    pub(crate) fn of(snapshot: &dyn Snapshot) -> Result<Self> {
        let in_use = Self {
            flag: AtomicBool::new(false),
            first_page: AtomicUsize::new(FIRST_PAGE),
            turn: Mutex::default(),
        };
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

    fn first_page(&self) -> usize {
        self.first_page.load(Ordering::Relaxed)
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
