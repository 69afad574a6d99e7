//! Making a client account with its first admin.

use super::tags::{self, Tagging};
use super::{Client, by_username, client, reseller_of};
use crate::accounts::create::{MissingRealm, prepare};
use crate::accounts::{find, touched_from};
use crate::password::Secret;
use crate::recovery::invitation;
use crate::{
    Engine, Error, Principal, Result, account_profiles, api_keys, claims, listing, password, users,
};
use cordboard_model::text::account_key;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, ClaimKey};

/// What the new client is to be.
#[derive(Clone, Default)]
pub struct Input {
    /// The address of the first admin, with which he signs in.
    pub email: String,
    /// His password; without one he needs the letter.
    pub password: Option<String>,
    /// The account's fields. Without a name it is called by its organisation or its address.
    pub account: Fields,
    /// The admin's further fields.
    pub admin: Fields,
    /// The account's tags.
    pub tags: Vec<Tagging>,
    /// The domain where neither the client nor the reseller has one.
    pub domain: String,
    /// The page that takes the link of the letter to the new admin, unless the operator has named one; no letter without
    /// it. One that is neither his nor on this machine is refused.
    pub sign_up_url: Option<String>,
}

/// Makes account and admin together or not at all.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Client> {
    let reseller = reseller_of(engine, principal)?;
    let page = input.sign_up_url.as_deref();
    let page = page.map(|url| invitation::page(engine, url)).transpose()?;
    let account_id = engine.new_id();
    let admin = admin(engine, account_id, &input)?;
    // Hashing a password takes long: nobody else waits for it.
    let credential = match input.password.as_deref() {
        Some(password) => Some(credential(engine, &admin, password)?),
        None => None,
    };
    let shape = engine.shape();
    reseller_of(engine, principal)?;
    let parent = find(engine, reseller)?;
    let made = engine.retry(|| {
        refuse_known(engine, reseller, &input.email)?;
        let mut record = prepare(
            engine,
            &parent,
            fields(engine, &parent, &input)?,
            MissingRealm::FromName,
        )?;
        record.id = account_id;
        account_profiles::check(&*engine.read()?, &record)?;
        let detail = serde_json::json!({ "label": record.label() });
        let about = vec![
            touched_from(account_id, Some(reseller)),
            users::touched(admin.id, account_id),
        ];
        let mut batch = engine.batch(principal.actor(), "account.create", about, detail);
        let live = Assert::Live {
            kind: Kind::Account,
            id: reseller,
        };
        batch.asserts.push(live);
        let ids = tags::put(engine, &mut batch, reseller, &input.tags)?;
        tags::give(&mut record, &ids);
        claims::change(&mut batch, None, Some(&record));
        claims::change(&mut batch, None, Some(&admin));
        batch.puts.push(listing::put(record.clone()));
        api_keys::give(&mut batch, account_id, engine.now_ms());
        batch.puts.push(listing::put(admin.clone()));
        batch.puts.extend(credential.clone().map(listing::put));
        if let Some(page) = &page {
            invitation::add(engine, &mut batch, (&admin, &record), page)?;
        }
        let leaf = listing::leaf(&record);
        let rev = engine.commit_shape(&shape, batch, |tree| tree.insert(Some(reseller), leaf))?;
        Ok(Record { rev, ..record })
    })?;
    drop(shape);
    client(engine, &*engine.read()?, made)
}

/// The first admin: his address is his user name.
pub(super) fn admin(engine: &Engine, account_id: Id, input: &Input) -> Result<Record> {
    let mut fields = input.admin.clone();
    fields.insert("username".to_owned(), input.email.clone().into());
    fields.insert("email".to_owned(), input.email.clone().into());
    fields.insert("role".to_owned(), "admin".into());
    users::create::prepare(engine, account_id, fields)
}

pub(super) fn credential(engine: &Engine, admin: &Record, password: &str) -> Result<Record> {
    password::check(password, admin.text("username"))?;
    let secret = Secret::Password(password);
    password::credential(&engine.pepper, admin, secret, engine.now_ms())
}

/// No two clients of a reseller have one user name.
pub(super) fn refuse_known(engine: &Engine, reseller: Id, email: &str) -> Result<()> {
    let known = by_username(engine, &*engine.read()?, reseller, email)?;
    match known {
        None => Ok(()),
        Some(_) => Err(Error::Taken {
            path: "/email".to_owned(),
            detail: "a client with this address is there already".to_owned(),
        }),
    }
}

/// The account's fields, with a name and a domain.
fn fields(engine: &Engine, parent: &Record, input: &Input) -> Result<Fields> {
    let mut fields = input.account.clone();
    if fields.get("name").is_none() {
        let organization = fields.get("org").and_then(|name| name.as_str());
        let name = free_name(engine, [organization.unwrap_or_default(), &input.email])?;
        fields.insert("name".to_owned(), name.into());
    }
    let own = parent.fields.get("resale").and_then(|it| it.get("domain"));
    let domain = own.and_then(|domain| domain.as_str());
    let domain: String = domain.unwrap_or(&input.domain).chars().take(63).collect();
    let resale = fields
        .entry("resale")
        .or_insert_with(|| Fields::new().into());
    if let Some(resale) = resale.as_object_mut().filter(|_| !domain.is_empty()) {
        resale.entry("domain").or_insert_with(|| domain.into());
    }
    Ok(fields)
}

/// The first of these names that no account has; else the last one with a number.
fn free_name(engine: &Engine, names: [&str; 2]) -> Result<String> {
    let snapshot = engine.read()?;
    let [_, last] = names;
    let numbered = (2..10_000).map(|number| format!("{last} {number}"));
    let names = names.into_iter().filter(|name| !name.trim().is_empty());
    for name in names.map(str::to_owned).chain(numbered) {
        let name: String = name.chars().take(128).collect();
        let key = ClaimKey {
            scope: "account.name".into(),
            account_id: None,
            key: account_key(&name),
        };
        if snapshot.claim(&key)?.is_none() {
            return Ok(name);
        }
    }
    let detail = "name the client; no free name could be made";
    Err(Error::invalid("/name", "required", detail))
}
