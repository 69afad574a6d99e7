//! Adding a holiday, for the whole account or for one user.

use crate::authorise::{Object, Verb, authorise};
use crate::users::{find, object};
use crate::{Engine, Error, Principal, Result, listing};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Touched};

/// The new holiday.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// The document: name, from_date, to_date, every_year, user_id.
    pub fields: Fields,
}

/// Creates the holiday. A person without the admin role may add his own.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    authorise(
        &engine.tree(),
        principal,
        Verb::ReadAccount,
        Object::Account(input.account_id),
    )?;
    let schema = schema(Kind::Holiday).ok_or(Error::NotFound("schema"))?;
    let mut fields = input.fields;
    schema.apply_defaults(&mut fields);
    schema.validate(&fields).map_err(Error::Invalid)?;
    let now_ms = engine.now_ms();
    let record = Record::new(
        Kind::Holiday,
        engine.new_id(),
        Some(input.account_id),
        fields,
        now_ms,
    );
    let owner = may_write(engine, principal, &record, input.account_id)?;
    let rev = engine.retry(|| {
        let touched = vec![Touched {
            kind: Kind::Holiday,
            id: record.id,
            account_id: input.account_id,
        }];
        let detail = serde_json::json!({ "label": record.text("name") });
        let mut batch = engine.batch(principal.actor(), "holiday.create", touched, detail);
        batch.asserts.push(Assert::Live {
            kind: Kind::Account,
            id: input.account_id,
        });
        batch.asserts.extend(owner.map(|id| Assert::Live {
            kind: Kind::User,
            id,
        }));
        batch.puts.push(listing::put(record.clone()));
        may_write(engine, principal, &record, input.account_id)?;
        Ok(engine.commit(batch)?)
    })?;
    Ok(Record { rev, ..record })
}

/// Authorises the write of a holiday; gives the user it belongs to, if it is a personal one.
pub(crate) fn may_write(
    engine: &Engine,
    principal: &Principal,
    holiday: &Record,
    account_id: Id,
) -> Result<Option<Id>> {
    let own: Option<Id> = holiday.text("user_id").parse().ok();
    let Some(user_id) = own else {
        authorise(
            &engine.tree(),
            principal,
            Verb::EditAccount,
            Object::Account(account_id),
        )?;
        return Ok(None);
    };
    let (_, user_account) = find(engine, principal, user_id).map_err(|_| {
        Error::invalid(
            "/user_id",
            "exists",
            "there is no such user in this account",
        )
    })?;
    if user_account != account_id {
        return Err(Error::invalid(
            "/user_id",
            "exists",
            "there is no such user in this account",
        ));
    }
    authorise(
        &engine.tree(),
        principal,
        Verb::Forwarding,
        object(user_id, account_id),
    )?;
    Ok(Some(user_id))
}
