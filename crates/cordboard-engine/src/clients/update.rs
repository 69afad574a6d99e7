//! Changing a client account and its first admin in one commit.

use super::create::{self, credential, refuse_known};
use super::tags::{self, Tagging};
use super::{Client, client, find, first_admin_id, reseller_of};
use crate::accounts::{end_sessions_if_disabled, touched};
use crate::edit::Edited;
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Error, Principal, Result, account_profiles, claims, listing, sessions, users};
use cordboard_model::{Fields, Id, Kind, Record, Role};
use cordboard_store::{Assert, Batch};

/// What to make of which client.
pub struct Input {
    /// Its id, the reseller's own number for it, or its first admin's user name.
    pub name: String,
    /// From the account's fields to those it is to have.
    pub account: Rewrite,
    /// From the first admin's fields to those he is to have.
    pub admin: Rewrite,
    /// The admin's address, which stays: another one is refused. An account without an admin gets one with it.
    pub email: Option<String>,
    /// A new password for the admin. His sessions end.
    pub password: Option<String>,
    /// The tags in place of those it has.
    pub tags: Option<Vec<Tagging>>,
}

/// The admin as he is to be.
struct AdminChange {
    before: Option<Record>,
    after: Record,
    changed: Vec<String>,
    credential: Option<Record>,
}

/// Changes what is said and keeps the rest.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Client> {
    let reseller = reseller_of(engine, principal)?;
    let shape = engine.shape();
    let account = engine.retry(|| {
        reseller_of(engine, principal)?;
        let current = find(engine, reseller, &input.name)?;
        let now_ms = engine.now_ms();
        let edited = rewrite::apply(&current, &*input.account, Role::Admin, &[], now_ms)?;
        let Edited { mut record, .. } = edited;
        account_profiles::check(&*engine.read()?, &record)?;
        let admin = admin(engine, reseller, &current, input)?;
        let mut batch = engine.batch(
            principal.actor(),
            "account.update",
            vec![touched(record.id)],
            serde_json::Value::Null,
        );
        if let Some(wanted) = &input.tags {
            let ids = tags::put(engine, &mut batch, reseller, wanted)?;
            tags::give(&mut record, &ids);
        }
        let mut changed = edited.changed;
        if record.fields.get("resale") != current.fields.get("resale")
            && !changed.iter().any(|path| path.starts_with("/resale"))
        {
            changed.push("/resale/tags".to_owned());
        }
        if let Some(admin) = admin {
            changed.extend(admin.changed.iter().cloned());
            put_admin(engine, &mut batch, record.id, admin)?;
        }
        if changed.is_empty() && batch.puts.is_empty() {
            return Ok(current);
        }
        batch.note.detail = serde_json::json!({ "label": record.label(), "changed": changed });
        record.modified_ms = now_ms;
        batch.asserts.push(unchanged(&current));
        claims::change(&mut batch, Some(&current), Some(&record));
        end_sessions_if_disabled(&mut batch, &record);
        batch.puts.push(listing::put(record.clone()));
        let leaf = listing::leaf(&record);
        let rev = engine.commit_shape(&shape, batch, |tree| tree.change(leaf))?;
        Ok(Record { rev, ..record })
    })?;
    drop(shape);
    client(engine, &*engine.read()?, account)
}

pub(crate) fn unchanged(record: &Record) -> Assert {
    Assert::Rev {
        kind: record.kind,
        id: record.id,
        rev: record.rev,
    }
}

/// What becomes of the admin; nothing when nothing is said of him.
fn admin(
    engine: &Engine,
    reseller: Id,
    account: &Record,
    input: &Input,
) -> Result<Option<AdminChange>> {
    let snapshot = engine.read()?;
    let known = match first_admin_id(&*snapshot, account.id)? {
        Some(id) => snapshot.get(Kind::User, id)?,
        None => None,
    };
    drop(snapshot);
    let Some(known) = known else {
        return new_admin(engine, reseller, account.id, input);
    };
    if let Some(email) = input.email.as_deref()
        && !email.eq_ignore_ascii_case(known.text("email"))
        && !email.eq_ignore_ascii_case(known.text("username"))
    {
        let detail =
            "the address is the user name, and stays as it was given when the account was made";
        return Err(Error::invalid("/email", "read_only", detail));
    }
    let edited = rewrite::apply(&known, &*input.admin, Role::Admin, &[], engine.now_ms())?;
    let credential = match input.password.as_deref() {
        Some(password) => Some(credential(engine, &edited.record, password)?),
        None => None,
    };
    if edited.changed.is_empty() && credential.is_none() {
        return Ok(None);
    }
    Ok(Some(AdminChange {
        before: Some(known),
        after: edited.record,
        changed: edited.changed,
        credential,
    }))
}

/// An account that was made elsewhere may have no admin; with an address it gets one.
fn new_admin(
    engine: &Engine,
    reseller: Id,
    account_id: Id,
    input: &Input,
) -> Result<Option<AdminChange>> {
    let fields = (input.admin)(&Fields::new()).map_err(Error::Invalid)?;
    let Some(email) = input.email.clone() else {
        if fields.is_empty() && input.password.is_none() {
            return Ok(None);
        }
        let detail = "the account has no admin yet; name his address";
        return Err(Error::invalid("/email", "required", detail));
    };
    refuse_known(engine, reseller, &email)?;
    let wanted = create::Input {
        email,
        admin: fields,
        ..create::Input::default()
    };
    let after = create::admin(engine, account_id, &wanted)?;
    let credential = match input.password.as_deref() {
        Some(password) => Some(credential(engine, &after, password)?),
        None => None,
    };
    Ok(Some(AdminChange {
        before: None,
        after,
        changed: vec!["/email".to_owned()],
        credential,
    }))
}

fn put_admin(engine: &Engine, batch: &mut Batch, account_id: Id, admin: AdminChange) -> Result<()> {
    let AdminChange {
        before,
        after,
        credential,
        ..
    } = admin;
    let id = after.id;
    batch.note.touched.push(users::touched(id, account_id));
    batch.asserts.extend(before.as_ref().map(unchanged));
    claims::change(batch, before.as_ref(), Some(&after));
    if let Some(credential) = credential {
        let kind = Kind::Credential;
        batch.asserts.push(match engine.live(kind, id)? {
            Some(known) => unchanged(&known),
            None => Assert::Absent { kind, id },
        });
        sessions::end_all(engine, batch, id, None)?;
        batch.puts.push(listing::put(credential));
    }
    batch.puts.push(listing::put(after));
    Ok(())
}
