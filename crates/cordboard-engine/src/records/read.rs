//! Reading a record, with the names of the people it names.

use super::{Which, find, may_write};
use crate::{Engine, Principal, Result, lists};
use cordboard_model::schema::schema;
use cordboard_model::{Id, Kind, Record};
use serde_json::Value;
use std::collections::BTreeMap;

/// A record as the caller sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The record, without what the caller may not read.
    pub record: Record,
    /// What those people are called whom it names by id.
    pub names: BTreeMap<String, String>,
    /// Whether the caller may change and delete it.
    pub may_edit: bool,
}

/// Reads the record.
pub fn run(engine: &Engine, principal: &Principal, which: Which) -> Result<View> {
    let (record, account_id) = find(engine, principal, which)?;
    view(engine, principal, record, account_id)
}

pub(super) fn view(
    engine: &Engine,
    principal: &Principal,
    mut record: Record,
    account_id: Id,
) -> Result<View> {
    let names = named(engine, &record, account_id)?;
    if let Some(schema) = schema(record.kind) {
        schema.redact(&mut record.fields);
        schema.hide(&mut record.fields, super::role(principal, record.kind));
    }
    let may_edit = may_write(engine, principal, (record.kind, account_id)).is_ok();
    Ok(View {
        record,
        names,
        may_edit,
    })
}

fn named(engine: &Engine, record: &Record, account_id: Id) -> Result<BTreeMap<String, String>> {
    let ids = people(record);
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut known = lists::names(engine, account_id)?;
    let named = ids.into_iter().filter_map(|id| known.remove_entry(id));
    Ok(named.collect())
}

fn people(record: &Record) -> Vec<&str> {
    let list = |key| record.fields.get(key).and_then(Value::as_array);
    match record.kind {
        Kind::Phone => vec![record.text("owner_id")],
        Kind::Group => {
            let members = record.fields.get("endpoints").and_then(Value::as_object);
            members
                .into_iter()
                .flatten()
                .map(|(id, _)| id.as_str())
                .collect()
        }
        Kind::RingGroup => {
            let members = list("members").into_iter().flatten();
            members.filter_map(Value::as_str).collect()
        }
        Kind::CallQueue => {
            let agents = list("agents").into_iter().flatten();
            agents
                .filter_map(|agent| agent.get("user_id")?.as_str())
                .collect()
        }
        _ => Vec::new(),
    }
}
