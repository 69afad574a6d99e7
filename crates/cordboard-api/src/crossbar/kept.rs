//! Answers to reads, kept until one of the records that they were made of is written.
//!
//! Only reads of what belongs to one account are kept: its users, groups and devices. Every caller is admitted anew;
//! what is kept spares reading, projecting and writing out the records. A write is seen by the next read, because the
//! engine notes it before it acknowledges it.

use super::answer::Page;
use super::request::Request;
use super::routes::Route;
use axum::body::Bytes;
use axum::http::{Method, StatusCode};
use cordboard_engine::{Engine, Principal, settings};
use cordboard_model::{Id, Role};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use serde_json::{Map, Value};
use std::sync::Arc;

/// How much room the answers may take, in bytes.
const ROOM: u64 = 32 * 1024 * 1024;
/// About how many answers fit in.
const ANSWERS: usize = 8_192;
/// Longer answers are not kept: a whole list would throw everything else out.
const LONGEST: usize = 256 * 1024;

/// The operations whose answers are made of records of the account in the path, and of nothing else.
const OF_THE_ACCOUNT: [&str; 6] = [
    "users.list",
    "users.read",
    "groups.list",
    "groups.read",
    "devices.list",
    "devices.read",
];

/// What is sent, but for what differs from request to request.
#[derive(Debug)]
pub(super) struct Rendered {
    pub(super) status: StatusCode,
    pub(super) data: Bytes,
    pub(super) revision: Option<String>,
    pub(super) metadata: Option<Map<String, Value>>,
    pub(super) page: Option<Page>,
}

/// In whose eyes an answer was made: who is no admin reads less, and of himself more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Viewer {
    Admin,
    Person(Id),
}

/// What was asked, by whom.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Question {
    viewer: Viewer,
    account_id: Id,
    path: String,
}

/// An answer and the newest commit before it was made.
struct Kept {
    rendered: Arc<Rendered>,
    since: u64,
}

#[derive(Clone)]
struct Weight;

impl Weighter<Question, Arc<Kept>> for Weight {
    fn weight(&self, question: &Question, kept: &Arc<Kept>) -> u64 {
        (question.path.len() + kept.rendered.data.len() + 512) as u64
    }
}

/// The answers that are kept.
pub(crate) struct Answers(Cache<Question, Arc<Kept>, Weight>);

impl Default for Answers {
    fn default() -> Self {
        Self(Cache::with_weighter(ANSWERS, ROOM, Weight))
    }
}

impl Answers {
    /// The answer to a question, when it still holds.
    pub(super) fn get(&self, engine: &Engine, question: &Question) -> Option<Arc<Rendered>> {
        let kept = self.0.get(question)?;
        let made_of = [question.account_id, settings::ID];
        let holds = engine.freshness().holds(&made_of, kept.since);
        holds.then(|| Arc::clone(&kept.rendered))
    }

    /// Keeps an answer; `since` is the commit that was the newest before anything was read for it.
    pub(super) fn keep(&self, question: Question, rendered: &Arc<Rendered>, since: u64) {
        if rendered.status == StatusCode::OK && rendered.data.len() <= LONGEST {
            let rendered = Arc::clone(rendered);
            self.0.insert(question, Arc::new(Kept { rendered, since }));
        }
    }
}

impl Question {
    /// The question, when its answer may be kept.
    pub(super) fn of(
        request: &Request,
        route: &Route,
        principal: &Principal,
        account_id: Id,
    ) -> Option<Self> {
        let is_plain = request.method == Method::GET && request.raw.is_empty();
        if !is_plain || !OF_THE_ACCOUNT.contains(&route.operation) {
            return None;
        }
        let viewer = match principal {
            Principal::User {
                user_id,
                role: Role::User,
                ..
            } => Viewer::Person(*user_id),
            _ => Viewer::Admin,
        };
        let mut path = request.segments.join("/");
        for (key, value) in &request.query {
            match key.as_str() {
                // jQuery's way around browser caches; it means nothing.
                "_" => {}
                "auth_token" | "authorization" => return None,
                _ => path.extend(["\n", key, "\t", value]),
            }
        }
        Some(Self {
            viewer,
            account_id,
            path,
        })
    }
}
