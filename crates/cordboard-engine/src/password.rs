//! Passwords: argon2id hashes in records of the private kind `credential`, and what a good password is.
//!
//! Never keeps a password, never says whether a user exists: an unknown user costs as much time as a known one.

use crate::digests::{self, Digest, Method, Pepper};
use crate::{Error, Result};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use cordboard_model::password_policy::PasswordPolicy;
use cordboard_model::{Fields, Kind, Record};
use cordboard_store::Snapshot;
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};

/// The shortest password that is accepted, in characters.
pub const LENGTH_MIN: usize = 8;
/// The longest password that is accepted, in bytes; hashing longer ones would be a way to keep the server busy.
pub const LENGTH_MAX: usize = 256;

/// How many passwords are hashed at once.
const HASHES_MAX: usize = 4;

/// The field of a credential that holds the hash of the password itself.
const HASH: &str = "hash";

/// The OWASP recommendation: 19 MiB, two passes, one lane.
fn argon(secret: &[u8]) -> Result<Argon2<'_>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|e| Error::internal(e.to_string()))?;
    if secret.is_empty() {
        return Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params));
    }
    Argon2::new_with_secret(secret, Algorithm::Argon2id, Version::V0x13, params)
        .map_err(|e| Error::internal(e.to_string()))
}

/// Keeps the number of hashes under way at once small: each takes 19 MiB and a core, and anybody may ask for one.
fn gate() -> impl Drop {
    static BUSY: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());
    struct Passed;
    impl Drop for Passed {
        fn drop(&mut self) {
            *BUSY.0.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
            BUSY.1.notify_one();
        }
    }
    let mut busy = BUSY.0.lock().unwrap_or_else(PoisonError::into_inner);
    while *busy >= HASHES_MAX {
        busy = BUSY.1.wait(busy).unwrap_or_else(PoisonError::into_inner);
    }
    *busy += 1;
    Passed
}

/// A key that follows from a passphrase and nothing else, as slowly as a password is checked.
pub(crate) fn key_of(passphrase: &str, salt: &[u8]) -> Result<[u8; 32]> {
    let _one = gate();
    let mut key = [0; 32];
    let made = argon(b"")?.hash_password_into(passphrase.as_bytes(), salt, &mut key);
    made.map_err(|error| Error::internal(error.to_string()))?;
    Ok(key)
}

/// Refuses passwords that are too short, too long, or the user name itself.
pub fn check(password: &str, username: &str) -> Result<()> {
    if password.chars().count() < LENGTH_MIN {
        return Err(Error::invalid(
            "/password",
            "minLength",
            "use at least 8 characters",
        ));
    }
    if password.len() > LENGTH_MAX {
        return Err(Error::invalid(
            "/password",
            "maxLength",
            "use at most 256 bytes",
        ));
    }
    if !username.is_empty() && password.eq_ignore_ascii_case(username) {
        return Err(Error::invalid(
            "/password",
            "not_username",
            "the password must differ from the user name",
        ));
    }
    Ok(())
}

/// Checks a password of this user by the rules of his account, where it has any of its own.
pub(crate) fn check_for(snapshot: &dyn Snapshot, user: &Record, password: &str) -> Result<()> {
    let account = match user.account_id {
        Some(id) => snapshot.get(Kind::Account, id)?,
        None => None,
    };
    let policy = account.and_then(|account| account.fields.get("password_policy").cloned());
    let Some(policy) = policy.filter(|policy| policy.is_object()) else {
        return check(password, user.text("username"));
    };
    let about = [
        "username",
        "extension_number",
        "email",
        "first_name",
        "last_name",
        "display_name",
    ];
    let about = about.map(|key| user.text(key));
    let checked = PasswordPolicy::from_value(&policy).check(password, &about);
    checked.map_err(|broken| {
        let broken = broken.into_iter().map(|rule| rule.at("/password"));
        Error::Invalid(broken.collect())
    })
}

/// What a user is to sign in with.
#[derive(Clone, Copy)]
pub enum Secret<'a> {
    /// A password.
    Password(&'a str),
    /// A digest of the user name and a password that is not known here.
    Digest(&'a Digest),
}

/// The credential record of a user with this secret. A password is kept as its own hash, and as the digests that
/// Crossbar clients send.
pub(crate) fn credential(
    pepper: &Pepper,
    user: &Record,
    secret: Secret<'_>,
    now_ms: i64,
) -> Result<Record> {
    let account_id = user.account_id.ok_or(Error::NotFound("user"))?;
    let username = user.text("username");
    let mut fields = Fields::new();
    match secret {
        Secret::Password(password) => {
            fields.insert(HASH.into(), hash(&[], password)?.into());
            digests::keep_both(pepper, &mut fields, account_id, (username, password))?;
        }
        Secret::Digest(digest) => digests::keep(pepper, &mut fields, account_id, digest)?,
    }
    Ok(Record::new(
        Kind::Credential,
        user.id,
        Some(account_id),
        fields,
        now_ms,
    ))
}

/// True when the password belongs to the user. Without a user or a credential it takes the same time and is false.
pub(crate) fn verify(
    pepper: &Pepper,
    user: Option<&Record>,
    credential: Option<&Record>,
    password: &str,
) -> Result<bool> {
    let password = if password.len() > LENGTH_MAX {
        ""
    } else {
        password
    };
    let known = user.and_then(|user| Some((user.account_id?, user, credential?)));
    match known {
        Some((account_id, user, credential)) if credential.text(HASH).is_empty() => {
            // Only a digest was imported: the password is right when it makes that digest.
            let digest = Digest::of(Method::Md5, user.text("username"), password);
            digests::verify(pepper, account_id, Some(credential), &digest)
        }
        Some((_, _, credential)) => matches(&[], Some(credential.text(HASH)), password),
        None => matches(&[], None, password),
    }
}

/// The credential with what is missing in it, now that the password is known to be right; nothing when it is whole.
pub(crate) fn completed(
    pepper: &Pepper,
    user: &Record,
    known: &Record,
    password: &str,
) -> Result<Option<Record>> {
    if !known.text(HASH).is_empty() && digests::are_kept(pepper, known) {
        return Ok(None);
    }
    let whole = credential(pepper, user, Secret::Password(password), known.modified_ms)?;
    let created_ms = known.created_ms;
    Ok(Some(Record {
        created_ms,
        ..whole
    }))
}

/// A slow hash of a text, which only fits together with the secret.
pub(crate) fn hash(secret: &[u8], text: &str) -> Result<String> {
    let _passed = gate();
    let hash: PasswordHash = argon(secret)?
        .hash_password(text.as_bytes())
        .map_err(|e| Error::internal(e.to_string()))?;
    Ok(hash.to_string())
}

/// True when the stored hash is that of the text. Without a stored hash it takes the same time and is false.
pub(crate) fn matches(secret: &[u8], stored: Option<&str>, text: &str) -> Result<bool> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    let stored = stored.filter(|hash| !hash.is_empty());
    let known = match (stored, NOBODY.get()) {
        (Some(hash), _) => hash,
        (None, Some(nobody)) => nobody,
        (None, None) => {
            let made = hash(&[], "nobody")?;
            NOBODY.get_or_init(|| made)
        }
    };
    let _passed = gate();
    let parsed = PasswordHash::new(known).map_err(|e| Error::internal(e.to_string()))?;
    let right = argon(secret)?
        .verify_password(text.as_bytes(), &parsed)
        .is_ok();
    Ok(right && stored.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use cordboard_model::Id;
    use serde_json::json;

    fn anna() -> Record {
        let mut fields = Fields::new();
        fields.insert("username".into(), json!("anna"));
        let account = Id::from_bytes([2; 16]);
        Record::new(
            Kind::User,
            Id::from_bytes([1; 16]),
            Some(account),
            fields,
            0,
        )
    }

    #[test]
    fn only_the_right_password_is_accepted_and_the_hash_is_argon2id() {
        let (pepper, anna) = (Pepper::fresh(), anna());
        let secret = Secret::Password("correct horse");
        let record = credential(&pepper, &anna, secret, 0).unwrap();
        assert!(
            record
                .text("hash")
                .starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
        );
        let verify =
            |credential, password| verify(&pepper, Some(&anna), credential, password).unwrap();
        assert!(verify(Some(&record), "correct horse"));
        assert!(!verify(Some(&record), "Correct horse"));
        assert!(!verify(None, "nobody"));
    }

    #[test]
    fn a_password_fits_an_imported_digest_and_then_completes_it() {
        let (pepper, anna) = (Pepper::fresh(), anna());
        let digest = Digest::of(Method::Md5, "anna", "correct horse");
        let record = credential(&pepper, &anna, Secret::Digest(&digest), 0).unwrap();
        assert!(verify(&pepper, Some(&anna), Some(&record), "correct horse").unwrap());
        assert!(!verify(&pepper, Some(&anna), Some(&record), "wrong horse").unwrap());
        let whole = completed(&pepper, &anna, &record, "correct horse")
            .unwrap()
            .unwrap();
        assert!(digests::are_kept(&pepper, &whole) && !whole.text(HASH).is_empty());
        assert_eq!(
            completed(&pepper, &anna, &whole, "correct horse").unwrap(),
            None
        );
        // A lost pepper is made good the same way.
        let other = Pepper::fresh();
        assert!(
            completed(&other, &anna, &whole, "correct horse")
                .unwrap()
                .is_some()
        );
    }

    #[test]
    fn weak_passwords_are_refused() {
        assert!(check("short", "anna").is_err());
        assert!(check("reception", "Reception").is_err());
        assert!(check(&"x".repeat(257), "anna").is_err());
        assert!(check("Schlüssel", "anna").is_ok());
    }
}
