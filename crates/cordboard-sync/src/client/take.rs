//! Answers of the server.

use super::changes::Changes;
use super::edit;
use super::outbox::{Entry, Item, Status, next_no};
use super::replay::refreshed;
use super::restart::{begin_again, reset, wipe};
use super::{Replica, gather};
use crate::push::{Code, Outcome, Stop};
use crate::{HelloAnswer, PullAnswer, PushAnswer};
use cordboard_model::Id;

/// Fresh ids, from whoever has randomness.
pub type Ids<'a> = &'a mut dyn FnMut() -> Id;

/// The answer to a hello.
///
/// # Errors
/// Whatever the file cannot read.
pub fn take_hello<R: Replica>(
    replica: &R,
    answer: HelloAnswer,
    ids: Ids<'_>,
) -> Result<Changes, R::Fault> {
    let mut state = replica.state()?;
    let mut changes = Changes::default();
    let welcome = match answer {
        HelloAnswer::Revoked => return wipe(replica, ids),
        HelloAnswer::Reset => {
            reset(replica, &mut state, ids(), &mut changes)?;
            state.greet = true;
            changes.state = Some(state);
            return Ok(changes);
        }
        HelloAnswer::Welcome(welcome) => welcome,
    };
    state.greet = false;
    state.wanted = true;
    state.outdated = state.schema < welcome.schema_min;
    match state.incarnation {
        Some(known) if known != welcome.incarnation => {
            state.incarnation = Some(welcome.incarnation);
            begin_again(replica, &mut state, ids(), &mut changes)?;
        }
        _ if welcome.last_client_seq >= state.next_client_seq => {
            state.incarnation = Some(welcome.incarnation);
            reset(replica, &mut state, ids(), &mut changes)?;
        }
        _ => state.incarnation = Some(welcome.incarnation),
    }
    changes.state = Some(state);
    Ok(changes)
}

/// The answer to a push.
///
/// # Errors
/// Whatever the file cannot read.
pub fn take_push<R: Replica>(
    replica: &R,
    answer: PushAnswer,
    ids: Ids<'_>,
) -> Result<Changes, R::Fault> {
    let mut state = replica.state()?;
    let mut changes = Changes::default();
    let (results, stop) = match answer {
        PushAnswer::Revoked => return wipe(replica, ids),
        PushAnswer::Incarnation => {
            state.greet = true;
            changes.state = Some(state);
            return Ok(changes);
        }
        PushAnswer::Results { results, stop } => (results, stop),
    };
    let mut entries = replica.outbox()?;
    // What is acknowledged stays on top of base as it was: only what goes changes the view.
    let mut shown_anew = stop.is_some();
    // Results come in the order of the outbox: the next one most likely is where the last one was, or right behind it.
    let mut near = 0;
    changes.advanced.reserve_exact(results.len());
    for result in results {
        let is_it = |entry: &Entry| {
            entry.tx.tx_id == result.tx_id && entry.tx.client_seq == result.client_seq
        };
        let behind = entries.iter().skip(near).position(is_it);
        let found = behind.map(|steps| near + steps);
        let Some(at) = found.or_else(|| entries.iter().position(is_it)) else {
            continue;
        };
        near = at;
        let Some(entry) = entries.get_mut(at) else {
            continue;
        };
        match result.outcome {
            // An emptied transaction says nothing to anybody.
            _ if entry.tx.ops.is_empty() => {
                shown_anew = true;
                changes.outbox.push((entry.no, None));
                entries.remove(at);
            }
            Outcome::Rejected(rejection) => {
                shown_anew = true;
                let entry = entries.remove(at);
                changes.outbox.push((entry.no, None));
                if rejection.code == Code::WouldCycle && entry.tx.ops.len() > 1 {
                    let mut ops = entry.tx.ops.clone();
                    ops.remove((rejection.op as usize).min(ops.len() - 1));
                    let made_at_ms = entry.tx.made_at_ms;
                    let rest = edit::entry(&mut state, &entries, (ops, ids(), made_at_ms));
                    changes.outbox.push((rest.no, Some(rest.clone())));
                    entries.push(rest);
                }
                let tx = entry.tx;
                let item = Item::Rejected { tx, rejection };
                changes.inbox.push((next_no(&mut state), Some(item)));
            }
            outcome => {
                entry.status = Status::Acked(outcome.seq().unwrap_or(0));
                changes.advanced.push(entry.far());
                // Base does not hold it yet.
                state.wanted = true;
            }
        }
    }
    match stop {
        None => {}
        Some(Stop::Outdated) => state.outdated = true,
        Some(Stop::Reset | Stop::Expected(_)) => {
            entries = renumbered(entries, &mut changes);
            reset(replica, &mut state, ids(), &mut changes)?;
        }
    }
    if shown_anew {
        refreshed(replica, &mut state, &entries, &mut changes)?;
    }
    changes.state = Some(state);
    Ok(changes)
}

/// Takes the numbers from what the server does not have; [`reset`] finds the rest.
fn renumbered(mut entries: Vec<Entry>, changes: &mut Changes) -> Vec<Entry> {
    for entry in &mut entries {
        if !matches!(entry.status, Status::Acked(_)) {
            entry.tx.client_seq = 0;
            changes.outbox.retain(|(no, _)| *no != entry.no);
            changes.outbox.push((entry.no, Some(entry.clone())));
        }
    }
    entries
}

/// The answer to a pull.
///
/// # Errors
/// Whatever the file cannot read.
pub fn take_pull<R: Replica>(
    replica: &R,
    answer: PullAnswer,
    ids: Ids<'_>,
) -> Result<Changes, R::Fault> {
    let mut state = replica.state()?;
    let mut changes = Changes::default();
    match answer {
        PullAnswer::Revoked => return wipe(replica, ids),
        PullAnswer::Incarnation => {
            state.greet = true;
            changes.state = Some(state);
        }
        PullAnswer::Resync => {
            let restored = state.gather.as_ref().is_some_and(|gather| gather.restored);
            state.gather = Some(super::restart::from_nothing(restored));
            changes.clear_gathered = true;
            changes.state = Some(state);
        }
        PullAnswer::Nothing => gather::nothing(replica, state, &mut changes)?,
        PullAnswer::Page(page) => gather::take(replica, state, page, &mut changes)?,
    }
    Ok(changes)
}
