//! A person settles a conflict (S-32).

use super::Replica;
use super::mirror::Mirror;
use super::replay::replay;
use crate::{Key, Op, digest};
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Kind, Record};
use serde_json::Value;

/// How a conflict is settled.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// What the server has stays.
    Theirs,
    /// What was refused is done after all.
    Mine,
    /// A third value; only for a field.
    Edited(Option<Value>),
}

/// The operations that settle an open conflict: hand them to [`super::edit()`]. Nothing when there is no such
/// conflict any more, or when the choice means nothing for it.
///
/// # Errors
/// Whatever the file cannot read.
pub fn settle<R: Replica>(
    replica: &R,
    conflict: Id,
    choice: &Choice,
) -> Result<Option<Vec<Op>>, R::Fault> {
    let state = replica.state()?;
    let mut mirror = Mirror::of_base(replica)?;
    replay(&mut mirror, &state, &replica.outbox()?)?;
    let found = mirror.view(&Key::new(Kind::Conflict, conflict))?;
    let Some(conflict) = found.filter(Record::is_live) else {
        return Ok(None);
    };
    let about = conflict
        .text("record_id")
        .parse()
        .ok()
        .map(|id| Key::new(conflict.text("record_kind"), id));
    let record = match &about {
        Some(key) => mirror.view(key)?,
        None => None,
    };
    Ok(ops(&conflict, record.as_ref(), choice))
}

fn ops(conflict: &Record, record: Option<&Record>, choice: &Choice) -> Option<Vec<Op>> {
    let mut ops = vec![delete(conflict)];
    let mine = conflict.fields.get("mine").cloned();
    match (conflict.text("reason"), choice) {
        ("field" | "combined_invalid", Choice::Theirs) => {}
        ("field" | "combined_invalid", Choice::Mine) => {
            ops.push(patch(record?, conflict.text("path"), mine));
        }
        ("field" | "combined_invalid", Choice::Edited(value)) => {
            ops.push(patch(record?, conflict.text("path"), value.clone()));
        }
        ("edited_while_deleted", Choice::Mine) | ("changed_while_deleted", Choice::Theirs) => {}
        ("edited_while_deleted", Choice::Theirs) | ("changed_while_deleted", Choice::Mine) => {
            ops.push(delete(record?));
        }
        ("moved_elsewhere", Choice::Theirs) => {}
        ("moved_elsewhere", Choice::Mine) => ops.push(Op::Move {
            id: record?.id,
            from_parent: record?.account_id?,
            to_parent: mine?.as_str()?.parse().ok()?,
        }),
        _ => return None,
    }
    Some(ops)
}

fn delete(record: &Record) -> Op {
    Op::Delete {
        kind: record.kind.into(),
        id: record.id,
        seen: digest::of_fields(record.kind, &record.fields),
        with_subtree: false,
    }
}

fn patch(record: &Record, path: &str, to: Option<Value>) -> Op {
    Op::Patch {
        kind: record.kind.into(),
        id: record.id,
        changes: vec![Edit {
            path: path.to_owned(),
            from: crate::server::pointed(&record.fields, path).cloned(),
            to,
        }],
    }
}
