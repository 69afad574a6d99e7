//! What an agent is doing in a queue: what he says himself, unless his phones know better.

use super::{Agent, find};
use crate::authorise::{Object, Verb, authorise};
use crate::plane::live::Engaged;
use crate::users::{find_in, object};
use crate::{Engine, Principal, Result, registrations};
use cordboard_model::Record;

/// An agent.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The user.
    pub user: Record,
    /// His queue.
    pub queue: Record,
    /// 1 to 100, for queues that ask the most skilled agent first.
    pub skill_level: u64,
    /// In the words of the record, or `OTHER_CALL` while he is on a call although he is ready, or `OFFLINE` while a
    /// telephone plane is connected and none of his phones is registered there.
    pub status: String,
}

/// Reads it. A person reads his own.
pub fn run(engine: &Engine, principal: &Principal, agent: Agent) -> Result<Output> {
    let account_id = agent.user.account_id;
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let user = find_in(&*engine.read()?, account_id, agent.user.id)?;
    let person = object(user.id, account_id);
    authorise(&engine.tree(), principal, Verb::ReadUser, person)?;
    let (queue, index) = find(engine, agent)?;
    let entry = queue.fields.get("agents").and_then(|list| list.get(index));
    let said = entry.and_then(|entry| entry.get("status")?.as_str());
    let said = said.unwrap_or("LOGGED_OUT").to_owned();
    let skill = entry.and_then(|entry| entry.get("skill_level")?.as_u64());
    let is_in = said != "LOGGED_OUT";
    let unreachable =
        engine.plane().is_some() && registrations::of(engine, &user, account_id)?.is_empty();
    let on_call = engine.live.engaged(user.id) == Engaged::OnCall;
    let status = match () {
        () if is_in && unreachable => "OFFLINE".to_owned(),
        () if said == "READY" && on_call => "OTHER_CALL".to_owned(),
        () => said,
    };
    Ok(Output {
        user,
        queue,
        skill_level: skill.unwrap_or(1),
        status,
    })
}
