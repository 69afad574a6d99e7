//! From a change of a client account to the request that tells a watch of it.
//!
//! Responsible for noting what a watch is to be told in the same commit as the change itself ([`capture`]), for keeping
//! what is still to be sent in the order of the commits ([`queue`]), and for saying what is to be sent now and what
//! becomes of it ([`desk`]). It opens no connection and waits for nothing: the program that serves does.

pub(crate) mod capture;
pub mod desk;
pub(crate) mod index;
pub mod queue;
pub mod reach;
pub mod request;
pub(crate) mod signing;

use cordboard_model::Id;
use index::Index;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};
use tokio::sync::Notify;

/// How long sent deliveries and what came of them are kept, in milliseconds: ten days.
pub const KEPT_MS: i64 = 10 * 24 * 3600 * 1000;

/// What the engine keeps in memory of watches.
#[derive(Debug, Default)]
pub(crate) struct Deliveries {
    /// Which watch looks at the clients of which account.
    pub(crate) index: RwLock<Index>,
    /// Held while a change of a watched account is noted and committed, so that what is noted is what changed.
    pub(crate) capturing: Mutex<()>,
    news: Mutex<News>,
    bell: Notify,
    private: AtomicBool,
}

/// What the desk has not been told yet.
#[derive(Debug, Default)]
struct News {
    arrived: BTreeSet<Id>,
    hurried: BTreeSet<Id>,
}

impl Deliveries {
    /// Something is there for these watches.
    pub(crate) fn arrived(&self, watches: impl IntoIterator<Item = Id>) {
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.arrived.extend(watches);
        drop(news);
        self.bell.notify_one();
    }

    /// A watch was changed by a person, who does not want to wait.
    pub(crate) fn hurried(&self, watch: Id) {
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        news.hurried.insert(watch);
        drop(news);
        self.bell.notify_one();
    }

    /// With the watches that there are.
    pub(crate) fn of(index: Index) -> Self {
        Self {
            index: RwLock::new(index),
            ..Self::default()
        }
    }

    fn take(&self) -> (BTreeSet<Id>, BTreeSet<Id>) {
        let mut news = self.news.lock().unwrap_or_else(PoisonError::into_inner);
        let news = std::mem::take(&mut *news);
        (news.arrived, news.hurried)
    }

    /// Whether a watch may be told at addresses that only the server reaches.
    pub(crate) fn may_be_private(&self) -> bool {
        self.private.load(Ordering::Relaxed)
    }
}

impl crate::Engine {
    /// Lets watches be told at loopback and private addresses: for tests, and for servers on whose network only trusted
    /// people make watches.
    pub fn allow_private_webhooks(&self) {
        self.deliveries.private.store(true, Ordering::Relaxed);
    }

    /// Whether [`Self::allow_private_webhooks`] was called.
    pub fn allows_private_webhooks(&self) -> bool {
        self.deliveries.may_be_private()
    }

    /// Waits until there is something for a watch that the desk has not been told yet.
    pub async fn something_to_deliver(&self) {
        self.deliveries.bell.notified().await;
    }
}
