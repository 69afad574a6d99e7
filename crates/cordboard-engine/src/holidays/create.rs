//! Adding a holiday, for the whole account or for one user.

use super::kept;
use crate::authorise::{Object, Verb, authorise};
use crate::users::object;
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
    let rev = engine.retry(|| {
        let _steady = engine.steady();
        let owner = may_write(engine, principal, &record, input.account_id)?;
        room_for_one(engine, input.account_id, owner)?;
        let touched = vec![Touched {
            kind: Kind::Holiday,
            id: record.id,
            account_id: input.account_id,
        }];
        let detail = serde_json::json!({ "label": record.label() });
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
        Ok(engine.commit(batch)?)
    })?;
    Ok(Record { rev, ..record })
}

/// Everybody's calls are decided by reading all holidays that concern them, so that their number has a limit.
pub(super) fn room_for_one(engine: &Engine, account_id: Id, owner: Option<Id>) -> Result<()> {
    let most = if owner.is_some() {
        kept::OF_PERSON_MAX
    } else {
        kept::OF_ACCOUNT_MAX
    };
    if kept::of(engine.read()?.as_ref(), account_id, owner)?.len() < most {
        return Ok(());
    }
    Err(Error::invalid(
        "",
        "maxItems",
        format!("there are {most} holidays already; delete some that are over"),
    ))
}

/// Authorises the write of a holiday; gives the user it belongs to, if it is a personal one.
pub(super) fn may_write(
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
    let stranger = || {
        Error::invalid(
            "/user_id",
            "exists",
            "there is no such user in this account",
        )
    };
    let user = engine
        .live(Kind::User, user_id)?
        .filter(|user| user.account_id == Some(account_id));
    user.ok_or_else(stranger)?;
    authorise(
        &engine.tree(),
        principal,
        Verb::Forwarding,
        object(user_id, account_id),
    )?;
    Ok(Some(user_id))
}
