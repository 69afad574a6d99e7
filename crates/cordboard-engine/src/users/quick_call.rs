//! Ringing a user's phones for a call to a number: who is to ring. Nothing rings here: that is the telephony plane's.

use super::{find_in, object};
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::{Engine, Error, Principal, Result, listing};
use cordboard_model::{Kind, Record};

/// For whom.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The user whose phones are to ring.
    pub place: Place,
    /// Whether a caller who is nobody may ask for calls of users whose documents do not say.
    pub nobody_may: bool,
}

/// What a call needs to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The user.
    pub user: Record,
    /// His enabled phones, by name; at least one.
    pub phones: Vec<Record>,
    /// His account.
    pub account: Record,
}

/// Finds what is to ring. Fails with [`Error::Invalid`] when the user has no phone that could.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Output> {
    let Place { account_id, id } = input.place;
    let snapshot = engine.read()?;
    let user = if *principal == Principal::Anonymous {
        let user = find_in(&*snapshot, account_id, id).map_err(|_| Error::Unauthenticated)?;
        if !user.flag("allow_anonymous_quickcalls", input.nobody_may) {
            return Err(Error::Unauthenticated);
        }
        user
    } else {
        let account = Object::Account(account_id);
        authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
        let user = find_in(&*snapshot, account_id, id)?;
        let caller = object(id, account_id);
        authorise(&engine.tree(), principal, Verb::QuickCall, caller)?;
        user
    };
    let mut phones = listing::linked(&*snapshot, (Kind::Phone, account_id), id)?;
    phones.retain(|phone| phone.flag("enabled", true));
    if phones.is_empty() {
        let detail = "The user has no enabled device that could ring.";
        return Err(Error::invalid("/devices", "required", detail));
    }
    phones.sort_by_cached_key(|phone| (listing::sort_key(phone), phone.id));
    let account = snapshot.get(Kind::Account, account_id)?;
    let account = account.filter(Record::is_live);
    Ok(Output {
        user,
        phones,
        account: account.ok_or(Error::NotFound("account"))?,
    })
}
