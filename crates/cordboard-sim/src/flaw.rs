//! Faults that are put in on purpose: a judge that does not find them proves nothing.

use cordboard_model::{Fields, Kind, Record, pointer};
use cordboard_sync::{Op, Transaction};
use serde_json::Value;

/// What is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// The server does not look whether an account would lie below itself.
    NoCycleCheck,
    /// The server decides a transaction again that it has decided.
    NoDedupe,
    /// The server takes what is wanted whatever the author saw.
    NoBase,
    /// The server tells what is not in sight.
    NoScope,
    /// The server forgets to tell what went out of sight.
    NoLeave,
}

/// The transaction as a server reads it that does not care what authors saw.
pub(crate) fn blind(
    tx: &Transaction,
    now: impl Fn(Kind, cordboard_model::Id) -> Option<Record>,
) -> Transaction {
    let mut tx = tx.clone();
    for op in &mut tx.ops {
        if let Op::Patch { kind, id, changes } = op {
            let Some(record) = kind.known().and_then(|kind| now(kind, *id)) else {
                continue;
            };
            for edit in changes {
                edit.from = at(&record.fields, &edit.path).cloned();
            }
        }
    }
    tx
}

fn at<'a>(fields: &'a Fields, path: &str) -> Option<&'a Value> {
    let tokens = pointer::tokens(path).ok()?;
    fields.get(tokens.first()?)
}
