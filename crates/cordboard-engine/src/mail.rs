//! Letters that leave the program: what they say, and what becomes of them.
//!
//! A letter is noted in the same commit as what it is about, so that none is lost when the program ends, and lies in one
//! of three trays ([`letter::Tray`]): it waits, it was sent, or it is parked until a person decides. Here is what letters
//! say ([`texts`], [`invitations`]) and whose turn it is ([`desk`]); connections are the matter of the program around the
//! engine. A text can hold a link that opens an account, so nothing of a letter is ever logged, and it is sealed where it
//! is kept.

pub mod desk;
pub(crate) mod invitations;
pub mod letter;
pub(crate) mod texts;

use crate::Engine;
use cordboard_model::{Id, Kind};
use cordboard_store::Batch;
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;

/// How long letters that were sent or parked are kept, in milliseconds: ten days.
pub const KEPT_MS: i64 = 10 * 24 * 3600 * 1000;

/// What the engine keeps in memory of letters.
#[derive(Debug, Default)]
pub(crate) struct Post {
    news: Mutex<News>,
    bell: Notify,
    /// Held from reading a letter until what becomes of it is written: the desk and people may want it at once.
    writing: Mutex<()>,
}

/// What the desk has not been told yet.
#[derive(Debug, Default)]
pub(crate) struct News {
    /// Letters that were written.
    pub(crate) written: BTreeSet<Id>,
    /// A person does not want to wait: he changed the settings, or asks for another attempt.
    pub(crate) hurried: bool,
}

impl Post {
    /// These letters were written.
    pub(crate) fn written(&self, letters: Vec<Id>) {
        if letters.is_empty() {
            return;
        }
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.written.extend(letters);
        drop(news);
        self.bell.notify_one();
    }

    /// What waits is to be tried at once.
    pub(crate) fn hurry(&self) {
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.hurried = true;
        drop(news);
        self.bell.notify_one();
    }

    /// The right to change a letter.
    pub(crate) fn write(&self) -> MutexGuard<'_, ()> {
        self.writing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> News {
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *news)
    }
}

/// The letters that a batch writes into the tray of those that wait.
pub(crate) fn waiting_in(batch: &Batch) -> Vec<Id> {
    let waits = |entry: &&cordboard_store::Entry| {
        entry.kind == Kind::Letter && entry.owner_id == letter::Tray::Waiting.id()
    };
    let letters = batch.entries.iter().filter(waits);
    letters.map(|entry| entry.id).collect()
}

impl Engine {
    /// Waits until there is a letter that the desk has not been told of, or the settings were changed.
    pub async fn something_to_post(&self) {
        self.post.bell.notified().await;
    }
}
