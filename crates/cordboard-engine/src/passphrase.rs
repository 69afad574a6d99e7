//! What a person keeps sealed with a passphrase, where the system has no place for secrets.
//!
//! The key is made of the passphrase alone and is in no file; without the passphrase nothing can be read.

use crate::password;
use crate::replica::seal::{close, open as open_with};
use crate::{Error, Result};

/// The shortest passphrase that is accepted, in characters.
pub const LENGTH_MIN: usize = 8;
/// How many bytes are mixed into the key, so that the same passphrase gives another one each time.
const SALT: usize = 16;

/// Refuses a passphrase that is too short to be one.
///
/// # Errors
/// `/passphrase` is invalid.
pub fn check(passphrase: &str) -> Result<()> {
    match passphrase.chars().count() < LENGTH_MIN || passphrase.len() > password::LENGTH_MAX {
        true => Err(Error::invalid(
            "/passphrase",
            "minLength",
            "use at least 8 characters",
        )),
        false => Ok(()),
    }
}

/// Seals a text. It takes as long as a password takes to check, on purpose.
///
/// # Errors
/// When the system has no randomness or no memory for it.
pub fn seal(passphrase: &str, text: &str) -> Result<Vec<u8>> {
    let salt: [u8; SALT] = rand::random();
    let key = password::key_of(passphrase, &salt)?;
    let mut sealed = salt.to_vec();
    sealed.extend(close(&key, text.as_bytes().to_vec())?);
    Ok(sealed)
}

/// The text; nothing with another passphrase, or when the bytes were changed.
///
/// # Errors
/// When there is no memory for it.
pub fn open(passphrase: &str, sealed: &[u8]) -> Result<Option<String>> {
    let Some((salt, sealed)) = sealed.split_at_checked(SALT) else {
        return Ok(None);
    };
    let key = password::key_of(passphrase, salt)?;
    let text = open_with(&key, sealed).ok();
    Ok(text.and_then(|text| String::from_utf8(text).ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_passphrase_opens_and_equal_texts_look_different() {
        let sealed = seal("open sesame", "token").unwrap();
        let opened = open("open sesame", &sealed).unwrap();
        assert_eq!(opened.as_deref(), Some("token"));
        assert_eq!(open("open simsim", &sealed).unwrap(), None);
        assert_ne!(seal("open sesame", "token").unwrap(), sealed);
        assert!(!sealed.windows(5).any(|part| part == b"token"));
        for end in [0, SALT, sealed.len() - 1] {
            assert_eq!(open("open sesame", &sealed[..end]).unwrap(), None, "{end}");
        }
    }
}
