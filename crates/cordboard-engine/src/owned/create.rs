//! Giving somebody a contact or a speed dial.

use super::{Owner, may_write};
use crate::settle::settle;
use crate::{Engine, Error, Principal, Result, belongings, listing};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Kind, Record};
use cordboard_store::Snapshot;

/// The most contacts of a person or of an account.
pub const CONTACTS_MAX: usize = 10_000;
/// The most greetings of a person.
pub const GREETINGS_MAX: usize = 100;

/// What to make for whom.
#[derive(Debug, Clone)]
pub struct Input {
    /// What it is.
    pub kind: Kind,
    /// Whose it is to be.
    pub owner: Owner,
    /// The document, without the owner.
    pub fields: Fields,
}

/// Makes it.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let Input { kind, owner, .. } = input;
    may_write(engine, principal, owner)?;
    let record = prepare(engine, input)?;
    engine.retry(|| {
        let _steady = engine.steady();
        may_write(engine, principal, owner)?;
        room_for_one(&*engine.read()?, kind, owner)?;
        let asserts = owner.assert().into_iter().collect();
        let verb = format!("{kind}.create");
        belongings::insert(engine, principal, &verb, &record, asserts)
    })
}

/// The record as it is to be; whoever may write for the owner may write all of it.
pub(crate) fn prepare(engine: &Engine, input: Input) -> Result<Record> {
    let Input {
        kind,
        owner,
        mut fields,
    } = input;
    let schema = schema(kind).ok_or(Error::NotFound("schema"))?;
    match owner.user_id {
        Some(id) => fields.insert("owner_id".to_owned(), id.to_string().into()),
        None => fields.shift_remove("owner_id"),
    };
    settle(kind, &mut fields);
    schema.apply_defaults(&mut fields);
    schema.validate(&fields).map_err(Error::Invalid)?;
    let (id, now_ms) = (engine.new_id(), engine.now_ms());
    Ok(Record::new(
        kind,
        id,
        Some(owner.account_id),
        fields,
        now_ms,
    ))
}

/// Speed dials are limited by their codes.
pub(crate) fn room_for_one(snapshot: &dyn Snapshot, kind: Kind, owner: Owner) -> Result<()> {
    let most = match kind {
        Kind::Contact => CONTACTS_MAX,
        Kind::Greeting => GREETINGS_MAX,
        _ => return Ok(()),
    };
    let person = owner.user_id.unwrap_or_default();
    if listing::count_linked(snapshot, (kind, owner.account_id), person, most)? < most {
        return Ok(());
    }
    let detail = format!("there are {most} already; delete some that nobody needs");
    Err(Error::invalid("", "maxItems", detail))
}
