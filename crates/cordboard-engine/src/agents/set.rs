//! What an agent says that he is doing in a queue.

use super::{Agent, find};
use crate::authorise::{Object, Verb, authorise};
use crate::edit::Edited;
use crate::plane::News;
use crate::users::{find_in, object};
use crate::{Engine, Principal, Result, belongings};
use serde_json::Value;

/// What an agent can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// He takes calls.
    Ready,
    /// He takes none just now.
    NotReady,
    /// He finishes what a call left to do.
    WrapUp,
    /// He has a break.
    Break,
    /// He is at lunch.
    Lunch,
    /// He begins to work, and is ready.
    LoggedIn,
    /// He has stopped working.
    LoggedOut,
}

impl Says {
    /// The word for it in the record.
    const fn word(self) -> &'static str {
        match self {
            Says::Ready | Says::LoggedIn => "READY",
            Says::NotReady => "NOT_READY",
            Says::WrapUp => "WRAP_UP",
            Says::Break => "BREAK",
            Says::Lunch => "LUNCH",
            Says::LoggedOut => "LOGGED_OUT",
        }
    }
}

/// What to set.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// Whose.
    pub agent: Agent,
    /// What he says.
    pub says: Says,
}

/// Sets it. A person sets his own.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<()> {
    let Input { agent, says } = input;
    let account_id = agent.user.account_id;
    engine.retry(|| {
        let _steady = engine.steady();
        let account = Object::Account(account_id);
        authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
        let user = find_in(&*engine.read()?, account_id, agent.user.id)?;
        let person = object(user.id, account_id);
        authorise(&engine.tree(), principal, Verb::EditUser, person)?;
        let (queue, index) = find(engine, agent)?;
        let mut record = queue.clone();
        let agents = record.fields.get_mut("agents");
        let entry = agents.and_then(|list| list.get_mut(index)?.as_object_mut());
        let Some(entry) = entry else {
            return Ok(());
        };
        let before = entry.insert("status".into(), says.word().into());
        let mut changed = Vec::new();
        if before.as_ref().and_then(Value::as_str) != Some(says.word()) {
            changed.push(format!("/agents/{index}/status"));
        }
        record.modified_ms = engine.now_ms();
        let edited = Edited { record, changed };
        let verb = "call_queue.agent";
        belongings::replace(engine, principal, verb, (queue, edited), Vec::new())?;
        Ok(())
    })?;
    engine.live.tell(News::Person {
        account_id,
        user_id: agent.user.id,
        call: false,
    });
    Ok(())
}
