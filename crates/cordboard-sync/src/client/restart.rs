//! Beginning anew: another number range, another server, or nothing at all any more (S-14, S-47, S-48).

use super::changes::Changes;
use super::mirror::Mirror;
use super::outbox::{Item, Status, next_no};
use super::park::typed;
use super::replay::{replay, show};
use super::take::Ids;
use super::{Gather, Replica, State};
use cordboard_model::Id;

pub(super) fn from_nothing(restored: bool) -> Gather {
    Gather {
        token: None,
        fresh: true,
        direct: false,
        began: 0,
        restored,
        erased: Vec::new(),
        records: 0,
        reached: (0, 0),
    }
}

/// Takes a new id, and fetches base anew. What is not acknowledged gets new numbers and keeps its `tx_id`. Entries
/// that `changes` writes already are left to it.
pub(super) fn reset<R: Replica>(
    replica: &R,
    state: &mut State,
    client_id: Id,
    changes: &mut Changes,
) -> Result<(), R::Fault> {
    state.client_id = client_id;
    state.next_client_seq = 1;
    state.gather = Some(from_nothing(false));
    state.wanted = true;
    changes.clear_gathered = true;
    for mut entry in replica.outbox()? {
        let written = changes.outbox.iter().any(|(no, _)| *no == entry.no)
            || changes.advanced.iter().any(|far| far.no == entry.no);
        if !written && !matches!(entry.status, Status::Acked(_)) {
            entry.tx.client_seq = 0;
            changes.outbox.push((entry.no, Some(entry)));
        }
    }
    Ok(())
}

/// The server was restored: what it had acknowledged may be gone there, so it is sent again.
pub(super) fn begin_again<R: Replica>(
    replica: &R,
    state: &mut State,
    client_id: Id,
    changes: &mut Changes,
) -> Result<(), R::Fault> {
    for mut entry in replica.outbox()? {
        entry.tx.client_seq = 0;
        if matches!(entry.status, Status::Acked(_)) {
            entry.status = Status::Sent;
        }
        changes.outbox.push((entry.no, Some(entry)));
    }
    reset(replica, state, client_id, changes)?;
    state.gather = Some(from_nothing(true));
    Ok(())
}

/// Access ended: everything goes but what was typed.
pub(super) fn wipe<R: Replica>(replica: &R, ids: Ids<'_>) -> Result<Changes, R::Fault> {
    let old = replica.state()?;
    let mut changes = Changes::default();
    let mut state = State {
        next_no: old.next_no,
        wanted: false,
        schema: old.schema,
        ..State::new(ids(), old.user)
    };
    for key in replica.base_keys()? {
        changes.base.push((key, None));
    }
    let overlaid = old.overlaid.into_iter();
    changes.view.extend(overlaid.map(|key| (key, None)));
    for (no, item) in replica.inbox()? {
        match item {
            Item::Parked { .. } => {}
            Item::Lost { .. } => changes.inbox.push((no, None)),
            Item::Rejected { tx, .. } => changes.inbox.push((no, Some(typed(replica, &tx)?))),
        }
    }
    for entry in replica.outbox()? {
        changes.outbox.push((entry.no, None));
        if !matches!(entry.status, Status::Acked(_)) && !entry.tx.ops.is_empty() {
            changes
                .inbox
                .push((next_no(&mut state), Some(typed(replica, &entry.tx)?)));
        }
    }
    changes.clear_gathered = true;
    changes.state = Some(state);
    Ok(changes)
}

/// The program is of another version now: what it did not know it may know, and what was outdated may not be.
///
/// # Errors
/// Whatever the file cannot read.
pub fn upgraded<R: Replica>(replica: &R, schema: u32) -> Result<Changes, R::Fault> {
    let mut state = replica.state()?;
    let mut changes = Changes::default();
    state.schema = schema;
    state.greet = true;
    state.outdated = false;
    let mut mirror = Mirror::of_base(replica)?;
    replay(&mut mirror, &state, &replica.outbox()?)?;
    show(&mirror, &mut state, replica.base_keys()?, &mut changes)?;
    changes.state = Some(state);
    Ok(changes)
}
