//! Agents and members: on the wire by extension, in the record by the id of the user.

use super::super::failure::Failure;
use super::super::shape::{Member, Of, TEXT, member, required};
use cordboard_engine::teams::person;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::Snapshot;
use serde_json::{Value, json};

/// An agent as he is read.
pub(super) const AGENT: &[Member] = &[
    required("extension_number", TEXT),
    member("display_name", TEXT),
    member("skill_level", Of::Whole(1, 100)),
    member("status", TEXT),
];

/// The list of a body with the ids of the people. An agent is an extension, or an object with it and a skill level.
pub(super) fn resolved(
    snapshot: &dyn Snapshot,
    account_id: Id,
    (key, list): (&str, &Value),
) -> Result<Value, Failure> {
    let mut found = Vec::new();
    for (index, item) in list.as_array().into_iter().flatten().enumerate() {
        let number = item
            .as_str()
            .or_else(|| item.get("extension_number")?.as_str());
        let missing = |_| {
            let field = format!("{key}/{index}");
            Failure::field(&field, "not_found", "there is no user with this extension")
        };
        let id = person(snapshot, account_id, number.unwrap_or_default()).map_err(missing)?;
        let id = id.to_string();
        if key == "members" {
            found.push(Value::from(id));
            continue;
        }
        let mut agent = Fields::new();
        agent.insert("user_id".into(), id.into());
        for extra in ["skill_level", "status"] {
            if let Some(value) = item.get(extra).filter(|value| !value.is_null()) {
                agent.insert(extra.into(), value.clone());
            }
        }
        found.push(Value::Object(agent));
    }
    Ok(Value::Array(found))
}

/// What an agent is doing, and his skill, stay when a list of agents is written that does not say it.
pub(super) fn keep_status(current: &Fields, body: &mut Fields) {
    let known = current.get("agents").and_then(Value::as_array);
    let known: Vec<&Fields> = known
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .collect();
    let agents = body.get_mut("agents").and_then(Value::as_array_mut);
    for agent in agents
        .into_iter()
        .flatten()
        .filter_map(Value::as_object_mut)
    {
        let same = known
            .iter()
            .find(|old| old.get("user_id") == agent.get("user_id"));
        for key in ["skill_level", "status"] {
            if let Some(value) = same.and_then(|old| old.get(key))
                && !agent.contains_key(key)
            {
                agent.insert(key.into(), value.clone());
            }
        }
    }
}

/// The people of a team as they are read; those who are gone are left out.
pub(super) fn shown(snapshot: &dyn Snapshot, team: &Record) -> Result<Value, Failure> {
    let list = |key: &str| {
        team.fields
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let mut found = Vec::new();
    for agent in list("agents") {
        let id = agent
            .get("user_id")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if let Some(user) = living(snapshot, id)? {
            let of = |key: &str, other: Value| agent.get(key).cloned().unwrap_or(other);
            found.push(json!({
                "extension_number": user.text("extension_number"),
                "display_name": user.label(),
                "skill_level": of("skill_level", json!(1)),
                "status": of("status", json!("LOGGED_OUT")),
            }));
        }
    }
    for id in list("members").filter_map(Value::as_str) {
        if let Some(user) = living(snapshot, id)? {
            found.push(user.text("extension_number").into());
        }
    }
    Ok(Value::Array(found))
}

fn living(snapshot: &dyn Snapshot, id: &str) -> Result<Option<Record>, Failure> {
    let Ok(id) = id.parse() else {
        return Ok(None);
    };
    let found = snapshot
        .get(Kind::User, id)
        .map_err(cordboard_engine::Error::from)?;
    Ok(found.filter(Record::is_live))
}
