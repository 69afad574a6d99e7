//! What the engine knows only while it runs: the plane, the rooms, who is on a call. It is gone after a restart, when
//! all rooms are stopped and nobody is on a call.

use super::{Plane, Reports};
use crate::desks::Desks;
use crate::meetings::rooms::Rooms;
use cordboard_model::Id;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use tokio::sync::broadcast;

/// How many pieces of news a slow reader may be behind before he misses some.
const NEWS_KEPT: usize = 1024;

/// Something that changed and is in no record, for screens that show it at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Whether a person is on a call, or his registrations.
    Person {
        /// The account.
        account_id: Id,
        /// The user.
        user_id: Id,
        /// True when it is about calls, false when it is about registrations.
        call: bool,
    },
    /// What goes on at the attendants' desks.
    Desk {
        /// The account.
        account_id: Id,
    },
    /// What goes on in a meeting room.
    Room {
        /// The account.
        account_id: Id,
        /// The meeting.
        meeting_id: Id,
    },
}

/// What a person does on a leg.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Engaged {
    /// Nothing.
    No,
    /// His phone rings.
    Ringing,
    /// He talks.
    OnCall,
}

/// The engine's memory of what goes on.
pub(crate) struct Live {
    plane: RwLock<Option<Arc<dyn Plane>>>,
    pub(crate) reports: Reports,
    /// Held by whoever takes reports in, so that they are taken in their order.
    pub(super) hearing: Mutex<()>,
    pub(crate) rooms: Rooms,
    pub(crate) desks: Desks,
    /// By user, his legs.
    legs: Mutex<HashMap<Id, HashMap<Id, Engaged>>>,
    news: broadcast::Sender<News>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            plane: RwLock::default(),
            reports: Reports::default(),
            hearing: Mutex::default(),
            rooms: Rooms::default(),
            desks: Desks::default(),
            legs: Mutex::default(),
            news: broadcast::Sender::new(NEWS_KEPT),
        }
    }
}

impl Live {
    pub(crate) fn plane(&self) -> Option<Arc<dyn Plane>> {
        self.plane
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn set_plane(&self, plane: Arc<dyn Plane>) {
        plane.attach(self.reports.clone());
        *self.plane.write().unwrap_or_else(PoisonError::into_inner) = Some(plane);
    }

    pub(crate) fn tell(&self, news: News) {
        // Nobody listening is no error.
        let _ = self.news.send(news);
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<News> {
        self.news.subscribe()
    }

    /// A leg of a person rings, talks, or is gone; the person's account hears of it when that changes what he does.
    pub(crate) fn engage(&self, account_id: Id, user_id: Id, leg: Id, engaged: Engaged) {
        let mut legs = self.legs.lock().unwrap_or_else(PoisonError::into_inner);
        let own = legs.entry(user_id).or_default();
        let before = most(own);
        if engaged == Engaged::No {
            own.remove(&leg);
        } else {
            own.insert(leg, engaged);
        }
        let after = most(own);
        if own.is_empty() {
            legs.remove(&user_id);
        }
        drop(legs);
        if before != after {
            self.tell(News::Person {
                account_id,
                user_id,
                call: true,
            });
        }
    }

    /// What a person does.
    pub(crate) fn engaged(&self, user_id: Id) -> Engaged {
        let legs = self.legs.lock().unwrap_or_else(PoisonError::into_inner);
        legs.get(&user_id).map_or(Engaged::No, most)
    }
}

fn most(legs: &HashMap<Id, Engaged>) -> Engaged {
    legs.values().copied().max().unwrap_or(Engaged::No)
}
