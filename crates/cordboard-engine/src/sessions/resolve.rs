//! From a token to the principal.

use super::kept::{Held, Lender, Method, cut_off_id, held, id_of};
use crate::roles::principal_of;
use crate::tree::FLAG_ENABLED;
use crate::{Engine, Error, Principal, Result, kiosks};
use cordboard_model::{Id, Kind, Record, Role};
use cordboard_store::Snapshot;

/// Who holds a token, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The caller.
    pub principal: Principal,
    /// When his session ends, in milliseconds since the epoch.
    pub expires_ms: Option<i64>,
    /// The session.
    pub held: Option<Held>,
}

impl Resolved {
    /// Whether he has locked his screen.
    pub fn is_locked(&self) -> bool {
        self.held.is_some_and(|held| held.locked)
    }
}

/// Nobody.
pub const ANONYMOUS: Resolved = Resolved {
    principal: Principal::Anonymous,
    expires_ms: None,
    held: None,
};

/// Who holds this token now. An unknown or ended session, a disabled or deleted user, or a disabled or deleted
/// account make him anonymous. The user's role is read anew each time, so a right withdrawn counts at once.
///
/// # Errors
/// [`Error::ScreenLocked`] while he has locked his screen: whatever surface asks, it gets no caller.
pub fn run(engine: &Engine, token: &str) -> Result<Resolved> {
    let resolved = at_lock(engine, token)?;
    match resolved.is_locked() {
        true => Err(Error::ScreenLocked),
        false => Ok(resolved),
    }
}

/// As [`run`], also while his screen is locked: for the few who let a locked caller in, and for the feed, which tells
/// only that something has changed.
pub fn at_lock(engine: &Engine, token: &str) -> Result<Resolved> {
    let resolved = holder(engine, id_of(token))?;
    Ok(resolved.filter(opens_the_console).unwrap_or(ANONYMOUS))
}

/// A refresh token opens the next session, and a kiosk's token the reception: neither is good for anything else.
fn opens_the_console(resolved: &Resolved) -> bool {
    let method = resolved.held.map(|held| held.method);
    !matches!(method, Some(Method::Renewal | Method::Kiosk))
}

/// The kiosk that holds this token now, and nobody for a token of any other use.
pub(crate) fn kiosk(engine: &Engine, token: &str) -> Result<Principal> {
    let is_kiosk = |known: &Resolved| known.held.is_some_and(|held| held.method == Method::Kiosk);
    let resolved = holder(engine, id_of(token))?.filter(is_kiosk);
    Ok(resolved.map_or(Principal::Anonymous, |known| known.principal))
}

/// Who holds the session of this number now, whatever it opens.
fn holder(engine: &Engine, id: Id) -> Result<Option<Resolved>> {
    if let Some(known) = engine.remembered.get(engine, id) {
        return Ok(Some(known));
    }
    let since = engine.seq();
    let snapshot = engine.read()?;
    let snapshot = snapshot.as_ref();
    let Some((held, principal)) = by_id(engine, snapshot, id)? else {
        return Ok(None);
    };
    if let Some(lender) = held.lent_by
        && !still_lends(engine, snapshot, lender)?
    {
        return Ok(None);
    }
    let resolved = Resolved {
        principal,
        expires_ms: Some(held.expires_ms),
        held: Some(held),
    };
    engine.remembered.keep(held, resolved, since);
    Ok(Some(resolved))
}

/// As [`run`], when the answer is known without reading the store.
pub fn remembered(engine: &Engine, token: &str) -> Option<Resolved> {
    let known = engine.remembered.get(engine, id_of(token));
    known.filter(|known| opens_the_console(known) && !known.is_locked())
}

/// Who holds the session of this number now.
pub(crate) fn by_id(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    id: Id,
) -> Result<Option<(Held, Principal)>> {
    let session = snapshot.get(Kind::Session, id)?.filter(Record::is_live);
    let Some((session, held)) = session.and_then(|session| held(&session).map(|h| (session, h)))
    else {
        return Ok(None);
    };
    let account_id = held.account_id;
    let account_enabled = engine
        .tree()
        .leaf(account_id)
        .is_some_and(|leaf| leaf.flags & FLAG_ENABLED != 0);
    if engine.now_ms() >= held.expires_ms || !account_enabled {
        return Ok(None);
    }
    let cut_off = snapshot.get(Kind::Session, cut_off_id(account_id))?;
    if cut_off.is_some_and(|cut_off| cut_off.rev >= session.rev) {
        return Ok(None);
    }
    let Some(user_id) = held.owner_id else {
        return Ok(Some((held, Principal::Key { account_id })));
    };
    if held.method == Method::Kiosk {
        let kiosk = snapshot.get(Kind::Kiosk, user_id)?.filter(Record::is_live);
        let kiosk = kiosk.and_then(|kiosk| kiosks::principal(&kiosk));
        return Ok(kiosk.map(|principal| (held, principal)));
    }
    let user = snapshot.get(Kind::User, user_id)?;
    let user = user.filter(|user| user.is_live() && user.flag("enabled", true));
    let Some(user) = user.filter(|user| user.account_id == Some(account_id)) else {
        return Ok(None);
    };
    let principal = principal_of(engine, snapshot, &user)?;
    Ok(Some((held, principal)))
}

/// True while the admin who acts as another could begin to do so.
fn still_lends(engine: &Engine, snapshot: &dyn Snapshot, lender: Lender) -> Result<bool> {
    let own = by_id(engine, snapshot, lender.session_id)?;
    let top = engine.tree().root();
    Ok(own.is_some_and(|(_, principal)| {
        matches!(
            principal,
            Principal::User { role: Role::Admin, account_id, .. } if Some(account_id) == top
        )
    }))
}
