//! What was gathered becomes base, in one transaction with everything that follows from it (S-39).

use super::changes::{Changes, Gathered};
use super::mirror::Mirror;
use super::outbox::{Item, Status, next_no};
use super::park::park;
use super::replay::{replay, show};
use super::restart::from_nothing;
use super::{Gather, Replica, State};
use crate::{Key, Row, digest};
use cordboard_model::Kind;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn flip<R: Replica>(
    replica: &R,
    mut state: State,
    gather: Gather,
    (mut over, sum): (BTreeMap<Key, Gathered>, Option<u64>),
    changes: &mut Changes,
) -> Result<(), R::Fault> {
    if gather.fresh {
        for key in replica.unseen()? {
            over.entry(key).or_insert(Gathered::Out);
        }
        over.retain(|_, gathered| *gathered != Gathered::Same);
    }
    changes.clear_gathered = true;
    let mut lost = BTreeSet::new();
    let mut written = Vec::new();
    for (key, gathered) in &over {
        let old = match changes.new.binary_search(key) {
            Ok(_) => None,
            Err(_) => replica.base(key)?,
        };
        match (&old, gathered) {
            (None, Gathered::Out) | (_, Gathered::Same) => {}
            (Some(old), Gathered::Put(new)) if old == new => {}
            (_, Gathered::Put(_)) => written.push(key.clone()),
            (Some(_), Gathered::Out) => {
                written.push(key.clone());
                if !gather.erased.contains(key) {
                    lost.insert(key.clone());
                }
            }
        }
    }
    if gather.restored {
        tell_losses(replica, &mut state, &over, &lost, changes)?;
        // They are not out of sight but gone: their transactions are sent, and the server says what it says.
        lost.retain(|key| is_out_of_sight(replica, key, &over));
    }
    let mut entries = replica.outbox()?;
    let up_to = state.up_to;
    let is_held = |status: &Status| matches!(status, Status::Acked(seq) if *seq <= up_to);
    for entry in entries.iter().filter(|entry| is_held(&entry.status)) {
        changes.outbox.push((entry.no, None));
    }
    entries.retain(|entry| !is_held(&entry.status));
    let entries = park(replica, &mut state, &lost, entries, changes)?;
    if entries.is_empty() {
        changes.base = taken(written, |key| over.remove(key));
        show_base(replica, &mut state, changes)?;
    } else {
        changes.base = taken(written.clone(), |key| over.get(key).cloned());
        let mut mirror = Mirror::of_gathered(replica, &state.roots, over)?;
        replay(&mut mirror, &state, &entries)?;
        show(&mirror, &mut state, written, changes)?;
    }
    // Something acknowledged is not in base yet: there is more to pull.
    state.wanted |= entries
        .iter()
        .any(|entry| matches!(entry.status, Status::Acked(_)));
    if let Some(sum) = sum {
        compare(replica, &mut state, changes, sum)?;
    }
    changes.state = Some(state);
    Ok(())
}

/// What base is to have under these keys.
fn taken(keys: Vec<Key>, mut of: impl FnMut(&Key) -> Option<Gathered>) -> Vec<(Key, Option<Row>)> {
    let row = |gathered| match gathered {
        Some(Gathered::Put(row)) => Some(row),
        _ => None,
    };
    keys.into_iter()
        .map(|key| {
            let gathered = of(&key);
            (key, row(gathered))
        })
        .collect()
}

/// Whether base is to have something else under this key. What is written comes in the order of the keys.
fn is_written(changes: &Changes, key: &Key) -> bool {
    changes.base.binary_search_by(|(at, _)| at.cmp(key)).is_ok()
}

/// With nothing done on top of it the view is base.
fn show_base<R: Replica>(
    replica: &R,
    state: &mut State,
    changes: &mut Changes,
) -> Result<(), R::Fault> {
    for key in std::mem::take(&mut state.overlaid) {
        if key.kind.known().is_some() && !is_written(changes, &key) {
            let row = replica.base(&key)?;
            changes.view.push((key, row.and_then(Row::into_record)));
        }
    }
    Ok(())
}

/// Lists what the restored server does not have (S-48). What a thing was called is only told where its account is
/// still in sight, so that it cannot have gone out of it.
fn tell_losses<R: Replica>(
    replica: &R,
    state: &mut State,
    over: &BTreeMap<Key, Gathered>,
    lost: &BTreeSet<Key>,
    changes: &mut Changes,
) -> Result<(), R::Fault> {
    for key in lost {
        let Some(row) = replica.base(key)? else {
            continue;
        };
        if row.deleted_ms.is_some() || key.kind.known() == Some(Kind::Conflict) {
            continue;
        }
        let in_sight = !is_out_of_sight(replica, key, over);
        let label = match row.record() {
            Some(record) if in_sight => record.label(),
            _ => String::new(),
        };
        let item = Item::Lost {
            key: key.clone(),
            account_id: row.account_id,
            label,
        };
        changes.inbox.push((next_no(state), Some(item)));
    }
    Ok(())
}

/// An account may have gone out of sight; what belongs to an account that is in sight cannot.
fn is_out_of_sight<R: Replica>(replica: &R, key: &Key, over: &BTreeMap<Key, Gathered>) -> bool {
    let Ok(Some(row)) = replica.base(key) else {
        return true;
    };
    let account = row.account_id.map(|id| Key::new(Kind::Account, id));
    let is_in_sight = |key: Key| match over.get(&key) {
        Some(Gathered::Put(_) | Gathered::Same) => true,
        Some(Gathered::Out) => false,
        None => matches!(replica.base(&key), Ok(Some(_))),
    };
    key.kind.known() == Some(Kind::Account) || !account.is_some_and(is_in_sight)
}

/// Compares the sum over base, as it is to be, with the server's (S-43). Nothing is held but the sum.
fn compare<R: Replica>(
    replica: &R,
    state: &mut State,
    changes: &Changes,
    theirs: u64,
) -> Result<(), R::Fault> {
    state.check = false;
    let mut ours = 0u64;
    replica.each_base(&mut |key, rev| {
        if !is_written(changes, key) {
            ours = ours.wrapping_add(digest::part(key.kind.as_str(), key.id, rev));
        }
    })?;
    for row in changes.base.iter().filter_map(|(_, row)| row.as_ref()) {
        ours = ours.wrapping_add(digest::part(row.kind.as_str(), row.id, row.rev));
    }
    if ours != theirs {
        state.disagreed += 1;
        state.wanted = true;
        state.gather = Some(from_nothing(false));
    }
    Ok(())
}
