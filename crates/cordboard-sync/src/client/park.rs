//! Transactions about what the person may not see any more (S-46).

use super::changes::Changes;
use super::outbox::{Entry, Item, Status, Typed, next_no, touches};
use super::{Replica, State};
use crate::push::Transaction;
use crate::{Key, Op};
use cordboard_model::Kind;
use serde_json::Value;
use std::collections::BTreeSet;

/// What was typed in a transaction, and nothing that was seen. What settles a conflict as somebody else wanted it was
/// typed by him.
pub(super) fn typed<R: Replica>(replica: &R, tx: &Transaction) -> Result<Item, R::Fault> {
    let mut seen = Vec::new();
    for op in &tx.ops {
        if op.key().kind.known() == Some(Kind::Conflict) {
            let row = replica.base(&op.key())?;
            seen.extend(row.and_then(|row| row.fields.get("mine").cloned()));
        }
    }
    Ok(Item::Parked {
        made_at_ms: tx.made_at_ms,
        typed: tx.ops.iter().map(|op| of_op(op, &seen)).collect(),
    })
}

fn of_op(op: &Op, seen: &[Value]) -> Typed {
    match op {
        Op::Create { kind, fields, .. } => Typed::Create {
            kind: kind.clone(),
            fields: fields.clone(),
        },
        Op::Patch { kind, changes, .. } => Typed::Patch {
            kind: kind.clone(),
            values: changes
                .iter()
                .filter_map(|edit| {
                    let own = added(edit.from.as_ref(), edit.to.as_ref()?)?;
                    (!seen.contains(&own)).then_some((edit.path.clone(), own))
                })
                .collect(),
        },
        _ => Typed::Other,
    }
}

/// What of a new value was not in the old one.
fn added(from: Option<&Value>, to: &Value) -> Option<Value> {
    match (from, to) {
        (Some(from), to) if from == to => None,
        (Some(Value::Array(from)), Value::Array(to)) => {
            let own = to.iter().filter(|item| !from.contains(item)).cloned();
            let own: Vec<Value> = own.collect();
            (!own.is_empty()).then_some(Value::Array(own))
        }
        (Some(Value::Object(from)), Value::Object(to)) => {
            let own: serde_json::Map<String, Value> = to
                .iter()
                .filter_map(|(key, value)| Some((key.clone(), added(from.get(key), value)?)))
                .collect();
            (!own.is_empty()).then_some(Value::Object(own))
        }
        (_, to) => Some(to.clone()),
    }
}

/// Takes out of outbox and inbox what is about lost records; gives the outbox that is left.
pub(super) fn park<R: Replica>(
    replica: &R,
    state: &mut State,
    lost: &BTreeSet<Key>,
    entries: Vec<Entry>,
    changes: &mut Changes,
) -> Result<Vec<Entry>, R::Fault> {
    if lost.is_empty() {
        return Ok(entries);
    }
    let mut lost = lost.clone();
    let mut kept = Vec::with_capacity(entries.len());
    for mut entry in entries {
        let is_lost = entry
            .tx
            .ops
            .iter()
            .flat_map(touches)
            .any(|key| lost.contains(&key));
        if !is_lost {
            kept.push(entry);
            continue;
        }
        // What it would have made is lost with it.
        for op in &entry.tx.ops {
            if let Op::Create { .. } = op {
                lost.insert(op.key());
            }
        }
        if !matches!(entry.status, Status::Acked(_)) {
            let item = typed(replica, &entry.tx)?;
            changes.inbox.push((next_no(state), Some(item)));
        }
        if entry.status == Status::Waiting {
            changes.outbox.push((entry.no, None));
        } else {
            entry.tx.ops.clear();
            changes.outbox.push((entry.no, Some(entry.clone())));
            kept.push(entry);
        }
    }
    for (no, item) in replica.inbox()? {
        match item {
            Item::Rejected { tx, .. } if about(&tx, &lost) => {
                changes.inbox.push((no, Some(typed(replica, &tx)?)));
            }
            Item::Lost {
                key, account_id, ..
            } => {
                let account = account_id.map(|id| Key::new(Kind::Account, id));
                if lost.contains(&key) || account.is_some_and(|key| lost.contains(&key)) {
                    changes.inbox.push((no, None));
                }
            }
            _ => {}
        }
    }
    Ok(kept)
}

fn about(tx: &Transaction, lost: &BTreeSet<Key>) -> bool {
    let mut keys = tx.ops.iter().flat_map(touches);
    keys.any(|key| lost.contains(&key))
}
