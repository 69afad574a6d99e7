//! What a client says, and the short answer to it.

use serde::Deserialize;
use serde_json::{Value, json};

/// A command. Keys that it does not need are not looked at.
#[derive(Debug, Deserialize)]
pub(super) struct Command {
    /// `auth`, `subscribe` or `unsubscribe`.
    pub(super) command: String,
    /// Comes back in the answer.
    #[serde(default)]
    pub(super) id: Option<Value>,
    #[serde(default)]
    pub(super) access_token: Option<String>,
    #[serde(default)]
    pub(super) username: Option<String>,
    #[serde(default)]
    pub(super) password: Option<String>,
    #[serde(default)]
    pub(super) domain: Option<String>,
    #[serde(default)]
    pub(super) topics: Vec<String>,
    /// The numbers that the topic is narrowed to.
    #[serde(default)]
    pub(super) extensions: Option<Vec<String>>,
    /// The numbers of the queues that the topic is narrowed to.
    #[serde(default)]
    pub(super) queues: Option<Vec<String>>,
}

/// A topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// Calls, registrations and presence of people.
    Extensions,
    /// People who come, change and go.
    People,
    /// Calls that are over.
    Cdrs,
    /// What agents do in queues.
    Queues,
}

impl Topic {
    /// The topic of this name.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        match name {
            "extension_events" => Some(Topic::Extensions),
            "extension_management_events" => Some(Topic::People),
            "cdr_events" => Some(Topic::Cdrs),
            "queue_events" => Some(Topic::Queues),
            _ => None,
        }
    }
}

/// Why a command was not followed, for people.
#[derive(Debug)]
pub(super) struct Refused(pub(super) String);

impl From<cordboard_engine::Error> for Refused {
    fn from(error: cordboard_engine::Error) -> Self {
        if let cordboard_engine::Error::Internal(cause) = &error {
            tracing::error!(%cause, "the live feed failed inside");
        }
        Self(error.to_string())
    }
}

/// The answer to a command: status 0, or -1 with the reason.
pub(super) fn answer(command: &str, id: &Value, done: &Result<(), Refused>) -> Value {
    let mut answer = json!({ "command": command, "id": id, "status": 0 });
    if let Err(Refused(why)) = done {
        answer["status"] = (-1).into();
        answer["error"] = why.as_str().into();
    }
    answer
}
