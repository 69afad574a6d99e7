//! Passwords: argon2id hashes in records of the private kind `credential`, and what a good password is.
//!
//! Never keeps a password, never says whether a user exists: an unknown user costs as much time as a known one.

use crate::{Error, Result};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use cordboard_model::{Fields, Id, Kind, Record};
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};

/// The shortest password that is accepted, in characters.
pub const LENGTH_MIN: usize = 8;
/// The longest password that is accepted, in bytes; hashing longer ones would be a way to keep the server busy.
pub const LENGTH_MAX: usize = 256;

/// How many passwords are hashed at once.
const HASHES_MAX: usize = 4;

/// The OWASP recommendation: 19 MiB, two passes, one lane.
fn argon() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|e| Error::internal(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
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

/// The credential record of a user (or account) with this password.
pub fn credential(
    owner: Id,
    account_id: Option<Id>,
    password: &str,
    now_ms: i64,
) -> Result<Record> {
    let _passed = gate();
    let hash: PasswordHash = argon()?
        .hash_password(password.as_bytes())
        .map_err(|e| Error::internal(e.to_string()))?;
    let mut fields = Fields::new();
    fields.insert("hash".into(), hash.to_string().into());
    Ok(Record::new(
        Kind::Credential,
        owner,
        account_id,
        fields,
        now_ms,
    ))
}

/// True when the password belongs to the credential. Without a credential it takes the same time and is false.
pub fn verify(credential: Option<&Record>, password: &str) -> Result<bool> {
    let _passed = gate();
    static NOBODY: OnceLock<String> = OnceLock::new();
    let stored = credential
        .map(|record| record.text("hash"))
        .filter(|hash| !hash.is_empty());
    let hash = match stored {
        Some(hash) => hash,
        None => match NOBODY.get() {
            Some(hash) => hash,
            None => {
                let made: PasswordHash = argon()?
                    .hash_password(b"nobody")
                    .map_err(|e| Error::internal(e.to_string()))?;
                NOBODY.get_or_init(|| made.to_string())
            }
        },
    };
    let password = if password.len() > LENGTH_MAX {
        ""
    } else {
        password
    };
    let parsed = PasswordHash::new(hash).map_err(|e| Error::internal(e.to_string()))?;
    let right = argon()?
        .verify_password(password.as_bytes(), &parsed)
        .is_ok();
    Ok(right && stored.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_is_accepted_and_the_hash_is_argon2id() {
        let owner = Id::from_bytes([1; 16]);
        let record = credential(owner, None, "correct horse", 0).unwrap();
        assert!(
            record
                .text("hash")
                .starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
        );
        assert!(verify(Some(&record), "correct horse").unwrap());
        assert!(!verify(Some(&record), "Correct horse").unwrap());
        assert!(!verify(None, "nobody").unwrap());
    }

    #[test]
    fn weak_passwords_are_refused() {
        assert!(check("short", "anna").is_err());
        assert!(check("reception", "Reception").is_err());
        assert!(check(&"x".repeat(257), "anna").is_err());
        assert!(check("Schlüssel", "anna").is_ok());
    }
}
