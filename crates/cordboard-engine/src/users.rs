//! The verbs on users.

mod assign;
pub mod bind_ms365;
pub mod bulk;
pub mod by_extension;
pub mod by_ids;
pub mod card;
pub mod create;
pub mod delete;
pub mod fetch;
pub mod import;
pub mod list;
pub mod photo;
pub mod quick_call;
pub mod read;
pub mod reset_profile;
pub mod restore;
pub mod rewrite;
pub mod rows;
pub mod scan;
pub mod set_balance;
pub mod set_password;
pub mod set_role;
pub mod set_sip_secret;
pub mod summaries;
pub mod trace;
pub mod update;

use crate::authorise::{Object, scope};
use crate::belongings::{self, Place};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::text::name_key;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{ClaimKey, Snapshot, Touched};

/// The user, live or in the recycle bin, with the account he belongs to.
pub(crate) fn find_any(engine: &Engine, principal: &Principal, id: Id) -> Result<(Record, Id)> {
    // Before anything is looked up, so that a stranger learns nothing about which users exist.
    scope(&engine.tree(), principal)?;
    let user = engine
        .read()?
        .get(Kind::User, id)?
        .ok_or(Error::NotFound("user"))?;
    let account_id = user.account_id.ok_or(Error::NotFound("user"))?;
    Ok((user, account_id))
}

/// The live user with his account.
pub(crate) fn find(engine: &Engine, principal: &Principal, id: Id) -> Result<(Record, Id)> {
    // Before the store is opened, too, a stranger is sent away.
    scope(&engine.tree(), principal)?;
    find_at(&*engine.read()?, engine, principal, id)
}

/// As [`find`], in this snapshot.
pub(crate) fn find_at(
    snapshot: &dyn Snapshot,
    engine: &Engine,
    principal: &Principal,
    id: Id,
) -> Result<(Record, Id)> {
    scope(&engine.tree(), principal)?;
    let user = snapshot.get(Kind::User, id)?.filter(Record::is_live);
    let user = user.ok_or(Error::NotFound("user"))?;
    let account_id = user.account_id.ok_or(Error::NotFound("user"))?;
    Ok((user, account_id))
}

/// Where the live user with this id is, for surfaces whose addresses do not name the account. It says nothing about
/// whether the caller may see him: the verb does.
pub fn place(engine: &Engine, principal: &Principal, id: Id) -> Result<Place> {
    let (_, account_id) = find(engine, principal, id)?;
    Ok(Place { account_id, id })
}

/// The live user of this account; one of another account looks unknown. Authorise first.
pub(crate) fn find_in(snapshot: &dyn Snapshot, account_id: Id, id: Id) -> Result<Record> {
    belongings::find(snapshot, Kind::User, Place { account_id, id })
}

/// Who manages users without being an admin does not touch admins.
pub(crate) fn refuse_above(principal: &Principal, user: &Record) -> Result<()> {
    let is_own = principal.actor() == Some(user.id);
    if principal.is_admin() || is_own || user.text("role") != "admin" {
        return Ok(());
    }
    Err(Error::Forbidden("only an admin changes an admin"))
}

/// Nobody but an admin makes somebody an admin, or an admin somebody else.
pub(crate) fn refuse_rising(principal: &Principal, old: &Record, new: &Record) -> Result<()> {
    if principal.is_admin() || old.text("role") == new.text("role") {
        return Ok(());
    }
    Err(Error::Forbidden("only an admin changes who is an admin"))
}

/// The user as an object of a verb.
pub(crate) fn object(user_id: Id, account_id: Id) -> Object {
    Object::User {
        user_id,
        account_id,
    }
}

/// The user as something that a change is about.
pub(crate) fn touched(id: Id, account_id: Id) -> Touched {
    Touched {
        kind: Kind::User,
        id,
        account_id,
    }
}

/// The user of this name in an account, whether or not he may sign in.
pub(crate) fn by_username(
    engine: &Engine,
    account_id: Option<Id>,
    username: &str,
) -> Result<Option<Record>> {
    let Some(account_id) = account_id else {
        return Ok(None);
    };
    let key = ClaimKey {
        scope: "user.username".into(),
        account_id: Some(account_id),
        key: name_key(username),
    };
    let snapshot = engine.read()?;
    match snapshot.claim(&key)? {
        Some((Kind::User, id)) => Ok(snapshot.get(Kind::User, id)?),
        _ => Ok(None),
    }
}
