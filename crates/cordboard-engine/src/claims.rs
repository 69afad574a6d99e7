//! Unique names: which claims a record's fields make, and what changes between two versions of it.

use crate::{Error, Result};
use cordboard_model::schema::{Form, Unique, Within, schema};
use cordboard_model::unique_names::{UniqueName, unique_names};
use cordboard_model::{Kind, Record};
use cordboard_store::{Batch, Claim, ClaimKey, Snapshot};

/// Every name that this record claims.
pub fn of(record: &Record) -> Vec<ClaimKey> {
    let names = unique_names(record).into_iter();
    names.map(key).collect()
}

/// A name as the store knows it.
pub(crate) fn key(name: UniqueName) -> ClaimKey {
    ClaimKey {
        scope: name.scope,
        account_id: name.account_id,
        key: name.key,
    }
}

/// Adds to the batch what gives up the claims of `old` and takes those of `new`.
pub fn change(batch: &mut Batch, old: Option<&Record>, new: Option<&Record>) {
    let had = old.map(of).unwrap_or_default();
    let has = new.map(of).unwrap_or_default();
    batch
        .release
        .extend(had.iter().filter(|key| !has.contains(key)).cloned());
    if let Some(new) = new {
        let taken = has.into_iter().filter(|key| !had.contains(key));
        batch.take.extend(taken.map(|key| Claim {
            key,
            kind: new.kind,
            id: new.id,
        }));
    }
}

/// Refuses a new version of a record that claims what another one holds: what a commit would refuse, said before.
pub(crate) fn check_free(
    snapshot: &dyn Snapshot,
    old: Option<&Record>,
    new: &Record,
) -> Result<()> {
    let had = old.map(of).unwrap_or_default();
    for key in of(new) {
        let holder = snapshot.claim(&key)?;
        if !had.contains(&key) && holder.is_some_and(|(_, id)| id != new.id) {
            return Err(taken(&key));
        }
    }
    Ok(())
}

/// The error for a name that another record holds.
pub fn taken(key: &ClaimKey) -> Error {
    let unique = Kind::ALL.iter().find_map(|kind| {
        schema(*kind)?
            .unique()
            .iter()
            .find(|unique| unique.scope == key.scope)
    });
    let path = unique.map_or("", |unique| unique.pointer.as_str());
    let what = path.trim_start_matches('/').replace(['/', '_'], " ");
    // What is claimed reads like what was written only when nothing was left out of it or added.
    let is_plain = |unique: &Unique| unique.form == Form::Name && unique.within != Within::Owner;
    let detail = if unique.is_some_and(is_plain) {
        format!("the {what} \"{}\" is taken; choose another one", key.key)
    } else {
        format!("the {what} is taken; choose another one")
    };
    Error::Taken {
        detail,
        path: path.to_owned(),
    }
}
