//! Reading and editing the records of an account in one way, whatever their kind: phones, groups, ring groups, call
//! queues and the contacts of the whole account.
//!
//! Responsible for edits that are merged place by place (the dialects write whole documents instead), and for the
//! recycle bin of these kinds. What a kind asks for besides (a phone's owner, a team's number) is asked of the kind.

pub mod create;
pub mod delete;
pub mod read;
pub mod restore;
pub mod update;

use crate::authorise::{Object, Verb, authorise, scope};
use crate::owned::Owner;
use crate::{Engine, Error, Principal, Result, phones, teams};
use cordboard_model::{Id, Kind, Record, Role};
use cordboard_store::{Assert, Snapshot};

/// Which record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which {
    /// Its kind.
    pub kind: Kind,
    /// Itself.
    pub id: Id,
}

/// What is needed to read and to write records of this kind.
fn verbs(kind: Kind) -> Result<(Verb, Verb)> {
    match kind {
        Kind::Phone => Ok((Verb::ReadPhone, Verb::EditPhones)),
        Kind::Group | Kind::RingGroup | Kind::CallQueue => Ok((Verb::ReadGroups, Verb::EditGroups)),
        Kind::Contact => Ok((Verb::ReadAccount, Verb::EditAccount)),
        _ => Err(Error::NotFound("kind of record")),
    }
}

/// The record, live or in the recycle bin, with its account, for somebody who may read it. Others get the same answer
/// as for a record that does not exist.
fn find_any(engine: &Engine, principal: &Principal, which: Which) -> Result<(Record, Id)> {
    let (read, _) = verbs(which.kind)?;
    scope(&engine.tree(), principal)?;
    let unknown = || Error::NotFound(which.kind.name());
    let record = engine
        .read()?
        .get(which.kind, which.id)?
        .ok_or_else(unknown)?;
    let account_id = record.account_id.ok_or_else(unknown)?;
    let is_anybodys = which.kind == Kind::Contact && !Owner::account(account_id).has(&record);
    if is_anybodys {
        return Err(unknown());
    }
    let object = match which.kind {
        Kind::Phone => phones::read::object(&record, account_id),
        _ => Object::Account(account_id),
    };
    match authorise(&engine.tree(), principal, read, object) {
        Err(Error::NotFound(_)) => Err(unknown()),
        seen => seen.map(|()| (record, account_id)),
    }
}

/// The live record with its account, for somebody who may read it.
fn find(engine: &Engine, principal: &Principal, which: Which) -> Result<(Record, Id)> {
    let (record, account_id) = find_any(engine, principal, which)?;
    if record.is_live() {
        Ok((record, account_id))
    } else {
        Err(Error::NotFound(which.kind.name()))
    }
}

/// Lets the writer pass.
fn may_write(engine: &Engine, principal: &Principal, (kind, account_id): (Kind, Id)) -> Result<()> {
    let (_, write) = verbs(kind)?;
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, write, account)
}

/// In which role the writer writes fields: whoever manages groups writes all of a group.
fn role(principal: &Principal, kind: Kind) -> Role {
    match kind {
        Kind::Phone => principal.role(),
        _ => principal.role_with_users(),
    }
}

/// What the kind asks for besides its schema, and what must still hold at the commit.
fn check(snapshot: &dyn Snapshot, old: Option<&Record>, new: &Record) -> Result<Vec<Assert>> {
    match new.kind {
        Kind::Phone => phones::owner::check(snapshot, old, new),
        Kind::RingGroup | Kind::CallQueue => {
            teams::create::check_number(new)?;
            teams::check_people(snapshot, old, new)
        }
        _ => Ok(Vec::new()),
    }
}
