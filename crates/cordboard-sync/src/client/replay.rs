//! The view: base with the outbox on top, decided by the server's own code (S-33).

use super::changes::Changes;
use super::mirror::Mirror;
use super::outbox::Entry;
use super::{Replica, State};
use crate::Key;
use crate::server::decide::{Author, Verdict, decide};
use std::collections::BTreeSet;

pub(super) fn author(state: &State) -> Author {
    Author {
        user: state.user,
        client: state.client_id,
    }
}

/// Puts the outbox on top of base.
pub(super) fn replay<R: Replica>(
    mirror: &mut Mirror<'_, R>,
    state: &State,
    entries: &[Entry],
) -> Result<(), R::Fault> {
    for entry in entries {
        let verdict = decide(mirror, author(state), &entry.tx, entry.tx.made_at_ms)?;
        if let Verdict::Yes(writes) = verdict {
            mirror.write(writes);
        }
    }
    Ok(())
}

/// Writes the view anew where it may be another one; `also` are records whose base changed.
pub(super) fn show<R: Replica>(
    mirror: &Mirror<'_, R>,
    state: &mut State,
    also: impl IntoIterator<Item = Key>,
    changes: &mut Changes,
) -> Result<(), R::Fault> {
    let mut keys: BTreeSet<Key> = also.into_iter().collect();
    keys.extend(std::mem::take(&mut state.overlaid));
    state.overlaid = mirror.records.keys().cloned().collect();
    keys.extend(state.overlaid.iter().cloned());
    for key in keys {
        if key.kind.known().is_some() {
            let record = mirror.view(&key)?;
            changes.view.push((key, record));
        }
    }
    Ok(())
}

/// The view over the same base after the outbox changed.
pub(super) fn refreshed<R: Replica>(
    replica: &R,
    state: &mut State,
    entries: &[Entry],
    changes: &mut Changes,
) -> Result<(), R::Fault> {
    let mut mirror = Mirror::of_base(replica)?;
    replay(&mut mirror, state, entries)?;
    show(&mirror, state, [], changes)
}
