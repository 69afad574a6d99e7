//! Adding a user to an account.

use super::{read, touched};
use crate::authorise::{Object, Verb, authorise};
use crate::settle::settle;
use crate::{Engine, Error, Principal, Result, claims, edit, listing, password};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind, Record, Role};
use cordboard_store::Assert;

/// What the new user is to be.
#[derive(Clone)]
pub struct Input {
    /// His account.
    pub account_id: Id,
    /// The document.
    pub fields: Fields,
    /// A password; needs a user name.
    pub password: Option<String>,
}

/// Creates the user.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<read::View> {
    let account_id = input.account_id;
    authorise(
        &engine.tree(),
        principal,
        Verb::CreateUser,
        Object::Account(account_id),
    )?;
    let record = prepare(engine, account_id, input.fields)?;
    let credential = match &input.password {
        Some(password) => Some(credential(engine, &record, password)?),
        None => None,
    };
    let rev = engine.retry(|| {
        let _steady = engine.steady();
        // Asked again: the account may have left the caller's part of the tree meanwhile.
        authorise(
            &engine.tree(),
            principal,
            Verb::CreateUser,
            Object::Account(account_id),
        )?;
        let detail = serde_json::json!({ "label": record.label() });
        let touched = vec![touched(record.id, account_id)];
        let mut batch = engine.batch(principal.actor(), "user.create", touched, detail);
        batch.asserts.push(Assert::Live {
            kind: Kind::Account,
            id: account_id,
        });
        batch.asserts.push(Assert::Absent {
            kind: Kind::User,
            id: record.id,
        });
        claims::change(&mut batch, None, Some(&record));
        batch.puts.push(listing::put(record.clone()));
        batch.puts.extend(credential.clone().map(listing::put));
        Ok(engine.commit(batch)?)
    })?;
    read::view(engine, principal, Record { rev, ..record }, account_id)
}

/// The new record, completed and validated; nothing is written.
pub(crate) fn prepare(engine: &Engine, account_id: Id, mut fields: Fields) -> Result<Record> {
    let schema = schema(Kind::User).ok_or(Error::NotFound("schema"))?;
    edit::may_create(schema, &fields, Role::Admin)?;
    settle(Kind::User, &mut fields);
    schema.apply_defaults(&mut fields);
    schema.validate(&fields).map_err(Error::Invalid)?;
    let record = Record::new(
        Kind::User,
        engine.new_id(),
        Some(account_id),
        fields,
        engine.now_ms(),
    );
    if record.label().is_empty() {
        return Err(Error::invalid(
            "/first_name",
            "required",
            "give a name, a user name or an extension number",
        ));
    }
    Ok(record)
}

fn credential(engine: &Engine, user: &Record, password: &str) -> Result<Record> {
    let username = user.text("username");
    if username.is_empty() {
        return Err(Error::invalid(
            "/username",
            "required",
            "a password needs a user name to sign in with",
        ));
    }
    password::check(password, username)?;
    password::credential(user.id, user.account_id, password, engine.now_ms())
}
