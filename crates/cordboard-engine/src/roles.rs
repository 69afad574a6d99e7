//! Roles: the built-in ones, and those that an account makes.
//!
//! A user's `role` is the level, admin or not; his `role_name` refines it, and always is of that level.

use crate::{Engine, Principal, Result};
use cordboard_model::roles::{BuiltIn, Permissions, PrivLevel};
use cordboard_model::text::name_key;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{ClaimKey, Snapshot};

/// The name of a user's role.
pub fn name_of(user: &Record) -> &str {
    match user.text("role_name") {
        "" => level_of(user).role().name(),
        name => name,
    }
}

/// The level of a user's role.
pub(crate) fn level_of(user: &Record) -> PrivLevel {
    PrivLevel::from_name(user.text("role")).unwrap_or(PrivLevel::User)
}

/// The role of this name that the account made, in any spelling of the name.
pub(crate) fn own(snapshot: &dyn Snapshot, account_id: Id, name: &str) -> Result<Option<Record>> {
    let key = ClaimKey {
        scope: "role.name".into(),
        account_id: Some(account_id),
        key: name_key(name),
    };
    match snapshot.claim(&key)? {
        Some((Kind::Role, id)) => Ok(snapshot.get(Kind::Role, id)?.filter(Record::is_live)),
        _ => Ok(None),
    }
}

/// What a role of the account lets people do; nothing when there is no such role.
pub(crate) fn permissions_of_role(
    snapshot: &dyn Snapshot,
    account_id: Id,
    name: &str,
) -> Result<Option<Permissions>> {
    if let Ok(role) = name.parse::<BuiltIn>() {
        return Ok(Some(role.permissions()));
    }
    let role = own(snapshot, account_id, name)?;
    Ok(role.map(|role| granted(&role)))
}

/// What the record of a role grants.
pub(crate) fn granted(role: &Record) -> Permissions {
    let document = role.fields.get("permissions");
    document
        .and_then(|document| Permissions::from_value(document).ok())
        .unwrap_or(Permissions::NONE)
}

/// What a user may do. Admins of the top account may do everything; a role that is gone leaves what the level gives.
pub(crate) fn permissions_of(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    user: &Record,
) -> Result<Permissions> {
    let level = level_of(user);
    let Some(account_id) = user.account_id else {
        return Ok(Permissions::NONE);
    };
    if level == PrivLevel::Admin && engine.tree().root() == Some(account_id) {
        return Ok(Permissions::ALL);
    }
    let known = permissions_of_role(snapshot, account_id, name_of(user))?;
    Ok(known.unwrap_or_else(|| level.role().permissions()))
}

/// The user as a caller of verbs.
pub(crate) fn principal_of(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    user: &Record,
) -> Result<Principal> {
    let Some(account_id) = user.account_id else {
        return Ok(Principal::Anonymous);
    };
    Ok(Principal::User {
        user_id: user.id,
        account_id,
        role: crate::sessions::role_of(user),
        permissions: permissions_of(engine, snapshot, user)?,
    })
}
