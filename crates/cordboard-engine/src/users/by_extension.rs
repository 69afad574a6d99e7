//! The user of an account who has an extension number, as colleagues see each other.

use super::list::directory;
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::text::name_key;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::ClaimKey;

/// The user of the account who has this number.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id, number: &str) -> Result<Record> {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let key = ClaimKey {
        scope: "extension".into(),
        account_id: Some(account_id),
        key: name_key(number),
    };
    let snapshot = engine.read()?;
    let holder = match snapshot.claim(&key)? {
        Some((Kind::User, id)) => snapshot.get(Kind::User, id)?,
        _ => None,
    };
    let user = holder.filter(Record::is_live);
    user.map(shown).ok_or(Error::NotFound("user"))
}

/// What a staff directory shows, and the name that the person signs in with.
pub(super) fn shown(mut user: Record) -> Record {
    let username = user.text("username").to_owned();
    directory(&mut user);
    user.fields.insert("username".into(), username.into());
    user
}
