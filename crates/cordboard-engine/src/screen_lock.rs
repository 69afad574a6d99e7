//! The lock of a screen that its person has left: until it is opened with a password, a locked session, or the owner at
//! his computer, is refused everything but opening it again, whatever asks and however it got there.
//!
//! A session's lock stands in its record, the owner's in a record of its own beside the hash of the password that he has
//! chosen for it (who needs no password to sign in has none to unlock with). Both outlive a restart. Kiosks have no lock:
//! they are locked by what they are.

pub mod choose;
pub mod lock;
pub mod look;
pub mod unlock;

use crate::sessions::kept::{Held, held};
use crate::sessions::{id_of, resolve};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Batch, Put, Snapshot};
use std::sync::{PoisonError, RwLock};

/// Whose screen it is.
#[derive(Clone)]
pub struct Who {
    /// The caller.
    pub principal: Principal,
    /// The token of his session; none for the owner.
    pub token: Option<String>,
}

/// The owner's lock, in memory, so that no request reads it from the disk.
#[derive(Default)]
pub(crate) struct OwnersLock(RwLock<Owners>);

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Owners {
    /// Of the password that opens it; empty when none was chosen, and nothing can be locked.
    pub(crate) hash: String,
    pub(crate) locked: bool,
    pub(crate) at_start: bool,
}

impl OwnersLock {
    /// As it was kept; locked when the program is to begin so.
    pub(crate) fn of(snapshot: &dyn Snapshot) -> Result<Self> {
        let mut owners = snapshot
            .get(Kind::Session, owners_id())?
            .map(|record| Owners {
                hash: record.text("hash").to_owned(),
                locked: record.flag("locked", false),
                at_start: record.flag("at_start", false),
            })
            .unwrap_or_default();
        owners.locked |= owners.at_start && !owners.hash.is_empty();
        Ok(Self(RwLock::new(owners)))
    }

    pub(crate) fn now(&self) -> Owners {
        self.0
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Whether the owner's screen is locked.
pub fn owner_is_locked(engine: &Engine) -> bool {
    engine.owners_lock.now().locked
}

fn owners_id() -> Id {
    id_of("the lock of the owner's screen")
}

/// Keeps the owner's lock; one change at a time.
fn keep(engine: &Engine, change: impl Fn(&mut Owners)) -> Result<()> {
    let mut kept = engine
        .owners_lock
        .0
        .write()
        .unwrap_or_else(PoisonError::into_inner);
    let mut next = kept.clone();
    change(&mut next);
    let mut fields = Fields::new();
    fields.insert("hash".to_owned(), next.hash.clone().into());
    fields.insert("locked".to_owned(), next.locked.into());
    fields.insert("at_start".to_owned(), next.at_start.into());
    let record = Record::new(Kind::Session, owners_id(), None, fields, engine.now_ms());
    let mut batch = note(engine, None);
    batch.puts.push(unlisted(record, String::new()));
    engine.commit(batch)?;
    *kept = next;
    Ok(())
}

/// A batch about the lock. It touches nothing that anybody could see, so that the audit does not fill with pauses.
fn note(engine: &Engine, actor: Option<Id>) -> Batch {
    engine.batch(actor, "session.lock", Vec::new(), serde_json::Value::Null)
}

fn unlisted(record: Record, sort_key: String) -> Put {
    Put {
        document: None,
        record,
        sort_key,
        label: String::new(),
        flags: 0,
        words: Vec::new(),
    }
}

/// The session of a person, who has a password; nothing else can be locked.
fn session(engine: &Engine, who: &Who) -> Result<Held> {
    let token = who.token.as_deref().ok_or(Error::Unauthenticated)?;
    let held = resolve::at_lock(engine, token)?
        .held
        .ok_or(Error::Unauthenticated)?;
    match held.owner_id {
        Some(_) => Ok(held),
        None => Err(Error::Forbidden("an API key has no screen to lock")),
    }
}

/// With whose password the session is opened again: his who sits there, also when he acts as another.
fn person(held: &Held) -> Result<Id> {
    let sits = held.lent_by.map(|lender| lender.owner_id);
    sits.or(held.owner_id).ok_or(Error::Unauthenticated)
}

/// Writes into a session's record whether it is locked.
fn mark(engine: &Engine, session_id: Id, locked: bool) -> Result<()> {
    engine.retry(|| {
        let record = engine.live(Kind::Session, session_id)?;
        let mut record = record.ok_or(Error::Unauthenticated)?;
        let held = held(&record).ok_or(Error::Unauthenticated)?;
        record.fields.insert("locked".to_owned(), locked.into());
        let mut batch = note(engine, held.owner_id);
        batch.asserts.push(Assert::Rev {
            kind: Kind::Session,
            id: record.id,
            rev: record.rev,
        });
        let sort_key = crate::sessions::kept::open::sort_key(held.method, held.expires_ms);
        batch.puts.push(unlisted(record, sort_key));
        engine.commit(batch)?;
        Ok(())
    })
}

fn no_password() -> Error {
    Error::Refused {
        code: "no_lock_password",
        detail: "choose a password for the lock screen first: without one nobody could unlock it"
            .to_owned(),
    }
}
