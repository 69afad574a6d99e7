//! Giving a person a phone.

use super::super::registration;
use super::PHONES_MAX;
use crate::owned::{self, Owner};
use crate::{Engine, Error, Principal, Result, belongings, listing};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Kind, Record};

/// What is given to whom.
#[derive(Debug, Clone)]
pub struct Input {
    /// The person.
    pub owner: Owner,
    /// The document, without the owner.
    pub fields: Fields,
}

/// Makes the phone. What it registers with is made when it is missing.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let Input { owner, mut fields } = input;
    owned::may_write(engine, principal, owner)?;
    let user_id = owner.user_id.ok_or(Error::NotFound("user"))?;
    fields.insert("owner_id".into(), user_id.to_string().into());
    registration::complete(&mut fields);
    let schema = schema(Kind::Phone).ok_or(Error::NotFound("schema"))?;
    schema.apply_defaults(&mut fields);
    schema.validate(&fields).map_err(Error::Invalid)?;
    let (id, now_ms) = (engine.new_id(), engine.now_ms());
    let record = Record::new(Kind::Phone, id, Some(owner.account_id), fields, now_ms);
    engine.retry(|| {
        let _steady = engine.steady();
        owned::may_write(engine, principal, owner)?;
        let list = (Kind::Phone, owner.account_id);
        if listing::count_linked(&*engine.read()?, list, user_id, PHONES_MAX)? >= PHONES_MAX {
            let detail = format!("a person has at most {PHONES_MAX} phones");
            return Err(Error::invalid("", "maxItems", detail));
        }
        let asserts = owner.assert().into_iter().collect();
        belongings::insert(engine, principal, "phone.create", &record, asserts)
    })
}
