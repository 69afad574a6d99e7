//! Where a plane puts its reports until the engine takes them in.

use super::Report;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Notify;

/// The way from a plane to the engine: reports keep their order, and sending one never waits.
#[derive(Debug, Clone, Default)]
pub struct Reports {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    queue: Mutex<VecDeque<Report>>,
    arrived: Notify,
}

impl Reports {
    /// Reports something.
    pub fn send(&self, report: Report) {
        self.shared
            .queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_back(report);
        self.shared.arrived.notify_one();
    }

    /// Asks for a turn although nothing is to be reported: there is something new to wait for.
    pub fn ask_for_a_turn(&self) {
        self.shared.arrived.notify_one();
    }

    /// The oldest report that was not taken yet.
    pub(super) fn take(&self) -> Option<Report> {
        self.shared
            .queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop_front()
    }

    /// Returns when something was reported since the last time, or at once when something was.
    pub(super) async fn arrived(&self) {
        self.shared.arrived.notified().await;
    }
}
