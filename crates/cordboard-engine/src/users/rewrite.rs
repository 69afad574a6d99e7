//! Changing a user to what his editor makes of him, together with what he signs in with.

use super::fetch::view;
use super::photo;
use super::update::refuse_locking_oneself_out;
use super::{find_in, object, refuse_above, refuse_rising, touched};
use crate::authorise::{Object, Verb, authorise};
use crate::belongings::Place;
use crate::digests::{Digest, Method};
use crate::edit::Edited;
use crate::password::{self, Secret};
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Error, Principal, Result, claims, listing, sessions};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Assert, Batch};

/// The rule that a new user name comes with the password: the digests of both together are kept, not the password.
pub const PASSWORD_WITH_USERNAME: &str = "password_with_username";

/// What to make of which user.
pub struct Input {
    /// The user.
    pub place: Place,
    /// From his fields to those he is to have; asked again when others wrote meanwhile.
    pub rewrite: Rewrite,
    /// A new password. His sessions end.
    pub password: Option<String>,
    /// Instead of it: the MD5 digest of the user name and a password that was set elsewhere.
    pub credentials: Option<String>,
    /// What becomes of his photo; `None`: he keeps it.
    pub photo: Option<photo::Change>,
}

/// Rewrites the user, his names, his password and his photo in one commit.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let Place { account_id, id } = input.place;
    let prepared = prepare(engine, principal, input)?;
    let record = engine.retry(|| {
        let _steady = engine.steady();
        let (current, mut edited) = edit(engine, principal, input)?;
        let picture = picture(engine, principal, input)?;
        let credential = match &prepared {
            Some(ready) if ready.username == edited.record.text("username") => {
                Some(ready.credential.clone())
            }
            Some(_) => Some(made(engine, input, &edited.record)?),
            None => {
                check_name(&current, &edited.record)?;
                None
            }
        };
        if edited.changed.is_empty() && credential.is_none() && input.photo.is_none() {
            return Ok(current);
        }
        let detail =
            serde_json::json!({ "label": edited.record.label(), "changed": edited.changed });
        let about = vec![touched(id, account_id)];
        let mut batch = engine.batch(principal.actor(), "user.update", about, detail);
        batch.asserts.push(Assert::Rev {
            kind: Kind::User,
            id,
            rev: current.rev,
        });
        claims::change(&mut batch, Some(&current), Some(&edited.record));
        let signs_in_anew = credential.is_some() || is_renamed(&current, &edited.record);
        if signs_in_anew {
            keep(engine, &mut batch, id, credential)?;
        }
        if signs_in_anew || !edited.record.flag("enabled", true) {
            sessions::end_all(engine, &mut batch, id, None)?;
        }
        if input.photo.is_some() {
            photo::put(&mut batch, &mut edited.record, picture);
        }
        batch.puts.push(listing::put(edited.record.clone()));
        edited.record.rev = engine.commit(batch)?;
        Ok(edited.record)
    })?;
    Ok(view(principal, record))
}

/// The photo that he is to get, if he gets one.
fn picture(engine: &Engine, principal: &Principal, input: &Input) -> Result<Option<photo::New>> {
    let Place { account_id, id } = input.place;
    let Some(change) = input.photo else {
        return Ok(None);
    };
    let user = object(id, account_id);
    authorise(&engine.tree(), principal, Verb::EditPhoto, user)?;
    match change {
        photo::Change::Take(file_id) => {
            photo::of_file(&*engine.read()?, principal, account_id, file_id).map(Some)
        }
        photo::Change::Remove => Ok(None),
    }
}

/// What the user is to sign in with, made before the tree is held: it is slow on purpose.
struct Prepared {
    /// The user name for which it was made.
    username: String,
    credential: Record,
}

/// Makes the credential for the name that the user most likely gets.
fn prepare(engine: &Engine, principal: &Principal, input: &Input) -> Result<Option<Prepared>> {
    if input.password.is_none() && input.credentials.is_none() {
        return Ok(None);
    }
    let (current, edited) = edit(engine, principal, input)?;
    drop(current);
    let credential = made(engine, input, &edited.record)?;
    let username = edited.record.text("username").to_owned();
    Ok(Some(Prepared {
        username,
        credential,
    }))
}

fn made(engine: &Engine, input: &Input, user: &Record) -> Result<Record> {
    let username = user.text("username");
    if username.is_empty() {
        let detail = "a password needs a user name to sign in with";
        return Err(Error::invalid("/username", "required", detail));
    }
    let digest;
    let secret = match (&input.password, &input.credentials) {
        (Some(password), _) => {
            password::check_for(&*engine.read()?, user, password)?;
            Secret::Password(password)
        }
        (None, credentials) => {
            let text = credentials.as_deref().unwrap_or_default();
            let detail = "the MD5 digest of \"username:password\" has 32 hexadecimal digits";
            digest = Digest::parse(Method::Md5, text)
                .ok_or_else(|| Error::invalid("/credentials", "pattern", detail))?;
            Secret::Digest(&digest)
        }
    };
    password::credential(&engine.pepper, user, secret, engine.now_ms())
}

/// Who he is now, and what the rewrite makes of him.
fn edit(engine: &Engine, principal: &Principal, input: &Input) -> Result<(Record, Edited)> {
    let Place { account_id, id } = input.place;
    let tree = || engine.tree();
    authorise(
        &tree(),
        principal,
        Verb::ReadAccount,
        Object::Account(account_id),
    )?;
    let current = find_in(&*engine.read()?, account_id, id)?;
    let user = object(id, account_id);
    authorise(&tree(), principal, Verb::EditUser, user)?;
    if input.password.is_some() || input.credentials.is_some() {
        authorise(&tree(), principal, Verb::SetPassword, user)?;
    }
    refuse_above(principal, &current)?;
    let edited = rewrite::apply(
        &current,
        &*input.rewrite,
        principal.role_with_users(),
        &[],
        engine.now_ms(),
    )?;
    refuse_rising(principal, &current, &edited.record)?;
    refuse_locking_oneself_out(principal, &current, &edited.record)?;
    Ok((current, edited))
}

/// A name that differs from the one before in more than its case.
fn is_renamed(old: &Record, new: &Record) -> bool {
    old.text("username").to_lowercase() != new.text("username").to_lowercase()
}

fn check_name(old: &Record, new: &Record) -> Result<()> {
    let (before, now) = (old.text("username"), new.text("username"));
    if before.is_empty() || now.is_empty() || !is_renamed(old, new) {
        return Ok(());
    }
    let detail = "The password must be provided when creating / updating the user name";
    Err(Error::invalid("/password", PASSWORD_WITH_USERNAME, detail))
}

/// Puts the new credential in the place of the one before, or takes that away.
fn keep(engine: &Engine, batch: &mut Batch, id: Id, new: Option<Record>) -> Result<()> {
    let kind = Kind::Credential;
    match engine.live(kind, id)? {
        Some(known) => {
            let rev = known.rev;
            batch.asserts.push(Assert::Rev { kind, id, rev });
            if new.is_none() {
                batch.erases.push((kind, id));
            }
        }
        None => batch.asserts.push(Assert::Absent { kind, id }),
    }
    batch.puts.extend(new.map(listing::put));
    Ok(())
}
