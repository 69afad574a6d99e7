//! Something is done on this copy.

use super::changes::Changes;
use super::mirror::Mirror;
use super::outbox::{Entry, Status, next_no, touches};
use super::replay::{author, replay, show};
use super::{Replica, State};
use crate::Op;
use crate::limits::OUTBOX_MAX;
use crate::push::{Code, Rejection, Transaction};
use crate::server::decide::{Verdict, decide};
use cordboard_model::Id;

/// What came of an edit.
#[derive(Debug, Clone, PartialEq)]
pub enum Edited {
    /// It is done here and waits.
    Done(Box<Changes>),
    /// It cannot be done, as far as can be seen here.
    Refused(Rejection),
}

/// Does something on this copy. `tx_id` is fresh; `now_ms` is what this computer's clock says.
///
/// # Errors
/// Whatever the file cannot read.
pub fn edit<R: Replica>(
    replica: &R,
    ops: Vec<Op>,
    tx_id: Id,
    now_ms: i64,
) -> Result<Edited, R::Fault> {
    let mut state = replica.state()?;
    let entries = replica.outbox()?;
    if entries.len() >= OUTBOX_MAX {
        return Ok(refused(Code::TooLarge));
    }
    let mut mirror = Mirror::of_base(replica)?;
    replay(&mut mirror, &state, &entries)?;
    mirror.as_seen = true;
    let mut entry = entry(&mut state, &entries, (ops, tx_id, now_ms));
    match decide(&mirror, author(&state), &entry.tx, now_ms)? {
        Verdict::No(rejection) => return Ok(Edited::Refused(rejection)),
        Verdict::Yes(writes) => mirror.write(writes),
    }
    let mut changes = Changes::default();
    show(&mirror, &mut state, [], &mut changes)?;
    entry.status = Status::Waiting;
    changes.outbox.push((entry.no, Some(entry)));
    changes.state = Some(state);
    Ok(Edited::Done(Box::new(changes)))
}

/// A new entry of the outbox for something that was done, whoever decided it.
pub fn entry(
    state: &mut State,
    outbox: &[Entry],
    (ops, tx_id, made_at_ms): (Vec<Op>, Id, i64),
) -> Entry {
    let keys: Vec<_> = ops.iter().flat_map(touches).collect();
    let related = |earlier: &&Entry| {
        !matches!(earlier.status, Status::Acked(_))
            && earlier.tx.ops.iter().any(|op| keys.contains(&op.key()))
    };
    let depends_on = outbox.iter().filter(related).map(|entry| entry.tx.tx_id);
    Entry {
        no: next_no(state),
        status: Status::Waiting,
        tx: Transaction {
            tx_id,
            client_seq: 0,
            made_at_ms,
            schema: state.schema,
            depends_on: depends_on.collect(),
            ops,
        },
    }
}

fn refused(code: Code) -> Edited {
    Edited::Refused(Rejection {
        code,
        op: 0,
        violations: Vec::new(),
    })
}
