//! `queue_events`: what agents do in queues. Callers never wait in one here, as there is no switch that keeps them.

use super::command::Refused;
use super::extensions::seconds;
use super::reader::View;
use cordboard_engine::agents::{Agent, read};
use cordboard_engine::belongings::Place;
use cordboard_engine::{Error, Result, teams};
use cordboard_model::roles::Permission;
use cordboard_model::{Id, Kind, Record};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};

/// The states of agents, by extension.
type States = BTreeMap<String, String>;

/// Which queues a client follows, with the states that it was told last.
#[derive(Default)]
pub(super) struct Queues {
    followed: HashMap<Id, (String, States)>,
}

impl Queues {
    /// No queue is followed.
    pub(super) fn is_empty(&self) -> bool {
        self.followed.is_empty()
    }

    /// Follows the queues with these numbers, or all that the client may follow; gives how they are now. Who does not
    /// see all queues of the tenant follows those whose agent he is.
    pub(super) fn subscribe(
        &mut self,
        view: &View<'_>,
        numbers: Option<&[String]>,
    ) -> std::result::Result<Vec<Value>, Refused> {
        let open = visible(view)?;
        let chosen = match numbers {
            None => open,
            Some(numbers) => {
                let of_number = |number: &String| {
                    let found = open
                        .iter()
                        .find(|queue| queue.text("extension_number") == number);
                    let unknown = || Refused(format!("there is no such queue here: {number}"));
                    found.cloned().ok_or_else(unknown)
                };
                let chosen = numbers.iter().map(of_number);
                chosen.collect::<std::result::Result<_, _>>()?
            }
        };
        let mut messages = Vec::new();
        for queue in chosen {
            let states = states(view, &queue)?;
            messages.push(status(view, &queue, &states));
            let number = queue.text("extension_number").to_owned();
            self.followed.insert(queue.id, (number, states));
        }
        Ok(messages)
    }

    /// Follows the queues with these numbers no more, or none.
    pub(super) fn unsubscribe(&mut self, numbers: Option<&[String]>) {
        match numbers {
            None => self.followed.clear(),
            Some(numbers) => self
                .followed
                .retain(|_, (number, _)| !numbers.contains(number)),
        }
    }

    /// This queue was written, or, without one, something happened to somebody who may be an agent of any.
    pub(super) fn changed(&mut self, view: &View<'_>, only: Option<Id>) -> Result<Vec<Value>> {
        let mut messages = Vec::new();
        if self.is_empty() || only.is_some_and(|id| !self.followed.contains_key(&id)) {
            return Ok(messages);
        }
        let open: HashMap<Id, Record> = visible(view)?
            .into_iter()
            .map(|queue| (queue.id, queue))
            .collect();
        self.followed.retain(|id, _| open.contains_key(id));
        for (id, (_, known)) in &mut self.followed {
            let Some(queue) = open.get(id).filter(|_| only.is_none_or(|only| only == *id)) else {
                continue;
            };
            let now = states(view, queue)?;
            messages.extend(difference(view, queue, known, &now));
            *known = now;
        }
        Ok(messages)
    }
}

/// The queues that the client may follow.
fn visible(view: &View<'_>) -> Result<Vec<Record>> {
    let (engine, principal) = (view.engine, &view.principal);
    let (kind, account_id) = (Kind::CallQueue, view.account_id);
    if principal.permissions().has(Permission::PhoneSystemView) {
        return teams::list::run(engine, principal, (kind, account_id));
    }
    let Some(user_id) = principal.actor() else {
        return Ok(Vec::new());
    };
    let input = teams::of_person::Input {
        kind,
        account_id,
        user_id,
    };
    teams::of_person::run(engine, principal, input)
}

/// What the agents of a queue do, of whom the client may know.
fn states(view: &View<'_>, queue: &Record) -> Result<States> {
    let agents = queue.fields.get("agents").and_then(Value::as_array);
    let mut states = States::new();
    for agent in agents.into_iter().flatten() {
        let id = agent.get("user_id").and_then(Value::as_str);
        let Some(id) = id.and_then(|id| id.parse().ok()) else {
            continue;
        };
        let account_id = view.account_id;
        let user = Place { account_id, id };
        let queue_id = queue.id;
        match read::run(view.engine, &view.principal, Agent { user, queue_id }) {
            Ok(found) => {
                let number = found.user.text("extension_number").to_owned();
                states.insert(number, found.status);
            }
            Err(Error::NotFound(_) | Error::Forbidden(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(states)
}

fn agent(view: &View<'_>, (number, state): (&String, &String)) -> Value {
    json!({
        "state": state,
        "agent_extension_number": number,
        "timestamp": seconds(view),
    })
}

/// How a queue is.
fn status(view: &View<'_>, queue: &Record, states: &States) -> Value {
    let agents = states.iter().map(|entry| agent(view, entry));
    json!({
        "event_type": "queue_status",
        "tenant_id": view.account_id,
        "queue_id": queue.id,
        "queue_number": queue.text("extension_number"),
        "queue_name": queue.text("name"),
        "waiting_list": [],
        "agents": agents.collect::<Vec<_>>(),
    })
}

/// What is different, if anything is.
fn difference(view: &View<'_>, queue: &Record, known: &States, now: &States) -> Option<Value> {
    let updated = now
        .iter()
        .filter(|(number, state)| known.get(*number) != Some(*state));
    let updated: Vec<Value> = updated.map(|entry| agent(view, entry)).collect();
    let removed = known.keys().filter(|number| !now.contains_key(*number));
    let removed: Vec<Value> = removed
        .map(|number| json!({ "agent_extension_number": number }))
        .collect();
    (!updated.is_empty() || !removed.is_empty()).then(|| {
        json!({
            "event_type": "queue_agent_status",
            "tenant_id": view.account_id,
            "queue_id": queue.id,
            "queue_number": queue.text("extension_number"),
            "updated_agents": updated,
            "removed_agents": removed,
        })
    })
}
