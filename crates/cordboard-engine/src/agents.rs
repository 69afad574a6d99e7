//! The verbs on agents: what somebody who answers the calls of a queue is doing there.

pub mod read;
pub mod set;

use crate::belongings::{self, Place};
use crate::{Engine, Error, Result};
use cordboard_model::{Id, Kind, Record};
use serde_json::Value;

/// An agent, as an address names him.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agent {
    /// The user.
    pub user: Place,
    /// The queue, of the same account.
    pub queue_id: Id,
}

/// The queue, and where among its agents the user stands; a queue whose agent he is not looks unknown.
fn find(engine: &Engine, agent: Agent) -> Result<(Record, usize)> {
    let place = Place {
        account_id: agent.user.account_id,
        id: agent.queue_id,
    };
    let queue = belongings::find(&*engine.read()?, Kind::CallQueue, place)?;
    let user = agent.user.id.to_string();
    let agents = queue.fields.get("agents").and_then(Value::as_array);
    let index = agents.and_then(|agents| {
        agents
            .iter()
            .position(|known| known.get("user_id").and_then(Value::as_str) == Some(&user))
    });
    Ok((queue, index.ok_or(Error::NotFound("queue"))?))
}
