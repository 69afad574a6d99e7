//! What comes of one transaction: everything it writes, or why it is rejected (S-8, S-13, S-16).

use super::draft::{Draft, Halt, Step, no, rejection};
use super::world::{Moved, World};
use crate::Op;
use crate::limits::OPS_MAX;
use crate::push::{Code, Rejection, Transaction};
use cordboard_model::unique_names::UniqueName;
use cordboard_model::{Id, Kind, Record};
use std::sync::Arc;

/// Who made a transaction, and on which copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Author {
    /// The person, if it is one.
    pub user: Option<Id>,
    /// The copy.
    pub client: Id,
}

/// What a transaction writes. Each record's `rev` is the number of the commit that writes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Writes {
    /// Records as they are to be, conflicts among them.
    pub records: Vec<Record>,
    /// Names that are given up.
    pub release: Vec<UniqueName>,
    /// Names that are taken, and by whom.
    pub take: Vec<(UniqueName, Kind, Id)>,
    /// What lies elsewhere now, or was made; the numbers are those of the commit.
    pub moves: Vec<Moved>,
    /// Conflicts that were made or that now say something else.
    pub conflicts: Vec<Id>,
    /// It met what others did.
    pub met: bool,
}

impl Writes {
    /// The outcome, once the commit has its number.
    pub fn outcome(&self, seq: u64) -> crate::Outcome {
        if !self.conflicts.is_empty() {
            return crate::Outcome::Conflict {
                seq,
                conflicts: self.conflicts.clone(),
            };
        }
        if self.met {
            return crate::Outcome::Merged { seq };
        }
        crate::Outcome::Applied { seq }
    }
}

/// What comes of a transaction.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It happens.
    Yes(Writes),
    /// None of it happens.
    No(Rejection),
}

/// Decides a transaction. `now_ms` only stamps what is written.
///
/// # Errors
/// Whatever the world cannot read.
pub fn decide<W: World>(
    world: &W,
    author: Author,
    tx: &Transaction,
    now_ms: i64,
) -> Result<Verdict, W::Fault> {
    if tx.ops.len() > OPS_MAX {
        return Ok(Verdict::No(rejection(Code::TooLarge, OPS_MAX, Vec::new())));
    }
    let mut draft = Draft::new(world, author, tx, now_ms);
    for (index, op) in tx.ops.iter().enumerate() {
        let done = one(&mut draft, op);
        if let Err(halt) = done {
            return refuse(world, tx, halt, index);
        }
    }
    if let Err(halt) = draft.check_names().and_then(|()| draft.check_limits()) {
        return refuse(world, tx, halt, tx.ops.len().saturating_sub(1));
    }
    Ok(Verdict::Yes(Writes {
        records: draft
            .records
            .into_values()
            .map(Arc::unwrap_or_clone)
            .collect(),
        release: draft.release.into_iter().collect(),
        take: draft
            .take
            .into_iter()
            .map(|(name, (kind, id))| (name, kind, id))
            .collect(),
        moves: draft.moves,
        conflicts: draft.conflicts,
        met: draft.met,
    }))
}

fn one<W: World>(draft: &mut Draft<'_, W>, op: &Op) -> Step<(), W::Fault> {
    let Some(kind) = op.key().kind.known() else {
        return no(Code::Invalid);
    };
    match op {
        Op::Create {
            id,
            account_id,
            fields,
            ..
        } => draft.create(kind, *id, *account_id, fields),
        Op::Patch { id, changes, .. } => draft.patch(kind, *id, changes),
        Op::Move {
            id,
            from_parent,
            to_parent,
        } => draft.relocate(*id, *from_parent, *to_parent),
        Op::Delete {
            id,
            seen,
            with_subtree,
            ..
        } => draft.delete(kind, *id, seen, *with_subtree),
        Op::Restore { id, .. } => draft.restore(kind, *id),
    }
}

/// What is missing because an earlier transaction was rejected is said so (S-30).
fn refuse<W: World>(
    world: &W,
    tx: &Transaction,
    halt: Halt<W::Fault>,
    op: usize,
) -> Result<Verdict, W::Fault> {
    let (mut code, violations) = match halt {
        Halt::Fault(fault) => return Err(fault),
        Halt::No(code, violations) => (code, violations),
    };
    if code == Code::NotFound {
        for tx_id in &tx.depends_on {
            if world.was_rejected(*tx_id)? {
                code = Code::DependsOn;
            }
        }
    }
    Ok(Verdict::No(rejection(code, op, violations)))
}
