//! Setting up an installation: the top account, its first admin, and the account's API key, in one commit.

use super::status;
use crate::crypto_keys::{self, Algorithm};
use crate::password::Secret;
use crate::settle::settle;
use crate::{Engine, Error, Principal, Result, api_keys, claims, listing, password};
use cordboard_model::roles::BuiltIn;
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind, Record, Role};
use cordboard_store::Touched;

/// What a newcomer says.
#[derive(Clone)]
pub struct Input {
    /// The organisation's name.
    pub organisation: String,
    /// Its realm, a DNS-like name.
    pub realm: String,
    /// Its time zone; UTC when absent.
    pub timezone: Option<String>,
    /// The first admin; may be left out by the owner at his own computer.
    pub admin: Option<Admin>,
    /// The one-time token that the server printed, if it wants one.
    pub setup_token: Option<String>,
}

/// The first admin.
#[derive(Clone)]
pub struct Admin {
    /// Fields of the user; at least `username`.
    pub fields: Fields,
    /// The password.
    pub password: String,
}

/// What was made.
pub struct Output {
    /// The top account.
    pub account_id: Id,
    /// The admin, if one was asked for.
    pub user_id: Option<Id>,
    /// The account's API key; this is the only time it is shown unasked.
    pub api_key: String,
}

/// Sets the installation up, once.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Output> {
    let shape = engine.shape();
    if status::is_installed(engine) {
        return Err(Error::AlreadyInstalled);
    }
    if *principal != Principal::Owner {
        if !status::setup_token_fits(engine, input.setup_token.as_deref()) {
            return Err(Error::Forbidden(
                "open the setup address that the server printed; it holds a one-time token",
            ));
        }
        if input.admin.is_none() {
            return Err(Error::invalid(
                "/admin",
                "required",
                "name the first admin and a password",
            ));
        }
    }
    let now_ms = engine.now_ms();
    let account = account(engine, &input, now_ms)?;
    let user = input
        .admin
        .as_ref()
        .map(|first| system_admin(engine, account.id, first, now_ms))
        .transpose()?;
    let touched = vec![Touched {
        kind: Kind::Account,
        id: account.id,
        account_id: account.id,
    }];
    let detail = serde_json::json!({ "label": account.label() });
    let mut batch = engine.batch(None, "installation.create", touched, detail);
    claims::change(&mut batch, None, Some(&account));
    if let (Some(user), Some(admin)) = (&user, &input.admin) {
        claims::change(&mut batch, None, Some(user));
        let secret = Secret::Password(&admin.password);
        let credential = password::credential(&engine.pepper, user, secret, now_ms)?;
        batch.puts.push(listing::put(user.clone()));
        batch.puts.push(listing::put(credential));
    }
    let api_key = api_keys::give(&mut batch, account.id, now_ms);
    let key = (crypto_keys::DEFAULT, Algorithm::default());
    crypto_keys::give(engine, &mut batch, account.id, key);
    let leaf = listing::leaf(&account);
    let account_id = account.id;
    batch.puts.push(listing::put(account));
    engine.commit_shape(&shape, batch, |tree| {
        // The tree is empty: that was asked under the same guard.
        tree.insert(None, leaf)
    })?;
    status::forget_setup_token(engine);
    Ok(Output {
        account_id,
        user_id: user.map(|user| user.id),
        api_key,
    })
}

fn account(engine: &Engine, input: &Input, now_ms: i64) -> Result<Record> {
    let schema = schema(Kind::Account).ok_or(Error::NotFound("schema"))?;
    let mut fields = Fields::new();
    fields.insert("name".into(), input.organisation.trim().into());
    fields.insert("realm".into(), input.realm.trim().into());
    fields.insert(
        "timezone".into(),
        input.timezone.as_deref().unwrap_or("UTC").into(),
    );
    settle(Kind::Account, &mut fields);
    schema.apply_defaults(&mut fields);
    schema.validate(&fields).map_err(Error::Invalid)?;
    Ok(Record::new(
        Kind::Account,
        engine.new_id(),
        None,
        fields,
        now_ms,
    ))
}

/// The first admin of all, who looks after the whole installation.
fn system_admin(engine: &Engine, account_id: Id, first: &Admin, now_ms: i64) -> Result<Record> {
    let mut user = admin(engine, account_id, first, now_ms)?;
    let role = BuiltIn::SystemAdmin.name();
    user.fields.insert("role_name".into(), role.into());
    Ok(user)
}

/// The first admin of a new account, validated; nothing is written.
pub(crate) fn admin(engine: &Engine, account_id: Id, admin: &Admin, now_ms: i64) -> Result<Record> {
    let schema = schema(Kind::User).ok_or(Error::NotFound("schema"))?;
    crate::edit::may_create(schema, &admin.fields, Role::Admin)?;
    let mut fields = admin.fields.clone();
    fields.insert("role".into(), "admin".into());
    if fields
        .get("username")
        .and_then(|name| name.as_str())
        .is_none_or(|name| name.trim().is_empty())
    {
        return Err(Error::invalid(
            "/admin/username",
            "required",
            "name the admin's user name",
        ));
    }
    settle(Kind::User, &mut fields);
    schema.apply_defaults(&mut fields);
    schema.validate(&fields).map_err(Error::Invalid)?;
    let user = Record::new(
        Kind::User,
        engine.new_id(),
        Some(account_id),
        fields,
        now_ms,
    );
    password::check(&admin.password, user.text("username"))?;
    Ok(user)
}
