//! Adding a user to an account.

use super::{read, touched};
use crate::authorise::{Object, Verb, authorise};
use crate::digests::{Digest, Method};
use crate::password::Secret;
use crate::roles::{may_give, permissions_of_role};
use crate::settle::settle;
use crate::{Engine, Error, Principal, Result, claims, edit, listing, password};
use cordboard_model::roles::PrivLevel;
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
    /// Instead of a password: the MD5 digest, in hexadecimal digits, of the user name and a password that was set
    /// elsewhere.
    pub credentials: Option<String>,
    /// The name of a role, built in or of the account's own, which must not be able to do what the creator may not.
    /// Without one the document says whether he is an admin.
    pub role: Option<String>,
}

/// Creates the user.
pub fn run(engine: &Engine, principal: &Principal, mut input: Input) -> Result<read::View> {
    let account_id = input.account_id;
    authorise(
        &engine.tree(),
        principal,
        Verb::CreateUser,
        Object::Account(account_id),
    )?;
    let role = input.role.as_deref();
    let level = role
        .map(|role| level(engine, principal, account_id, role))
        .transpose()?;
    if let Some(level) = level {
        input.fields.insert("role".into(), level.name().into());
    }
    let mut record = prepare(engine, account_id, input.fields)?;
    if record.text("role") == "admin" && !principal.is_admin() {
        return Err(Error::Forbidden("only an admin makes an admin"));
    }
    if let Some(role) = role {
        record.fields.insert("role_name".into(), role.into());
    }
    let credential = match (&input.password, &input.credentials) {
        (Some(password), _) => Some(from_password(engine, &record, password)?),
        (None, Some(credentials)) => Some(from_digest(engine, &record, credentials)?),
        (None, None) => None,
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

/// The level of a role that the caller may give.
fn level(engine: &Engine, principal: &Principal, account_id: Id, role: &str) -> Result<PrivLevel> {
    let permissions = permissions_of_role(&*engine.read()?, account_id, role)?;
    let permissions = permissions
        .ok_or_else(|| Error::invalid("/role_name", "exists", "there is no role of this name"))?;
    may_give(principal, permissions)?;
    Ok(PrivLevel::of(permissions))
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

fn from_password(engine: &Engine, user: &Record, password: &str) -> Result<Record> {
    username(user)?;
    password::check_for(&*engine.read()?, user, password)?;
    let secret = Secret::Password(password);
    password::credential(&engine.pepper, user, secret, engine.now_ms())
}

fn from_digest(engine: &Engine, user: &Record, credentials: &str) -> Result<Record> {
    username(user)?;
    let digest = Digest::parse(Method::Md5, credentials).ok_or_else(|| {
        Error::invalid(
            "/credentials",
            "pattern",
            "the MD5 digest of \"username:password\" has 32 hexadecimal digits",
        )
    })?;
    let secret = Secret::Digest(&digest);
    password::credential(&engine.pepper, user, secret, engine.now_ms())
}

pub(super) fn username(user: &Record) -> Result<&str> {
    match user.text("username") {
        "" => Err(Error::invalid(
            "/username",
            "required",
            "a password needs a user name to sign in with",
        )),
        username => Ok(username),
    }
}
