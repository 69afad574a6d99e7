//! Keeps what people typed unreadable in the data file: it may hold secrets that are on their way to the server. The
//! key follows from the key file beside the data, so that a copy of the data file alone tells nothing.

use crate::digests::Pepper;
use crate::{Error, Result};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn key(bytes: &[u8]) -> Result<LessSafeKey> {
    let key = UnboundKey::new(&CHACHA20_POLY1305, bytes);
    Ok(LessSafeKey::new(key.map_err(|_| broken())?))
}

fn of(pepper: &Pepper) -> Vec<u8> {
    pepper.keyed("cordboard: what waits for the server")
}

fn broken() -> Error {
    Error::internal("what was typed cannot be read with the key file of this office")
}

/// Bytes that only this key of 32 bytes opens; never the same twice.
pub(crate) fn close(bytes: &[u8], text: Vec<u8>) -> Result<Vec<u8>> {
    close_with(&key(bytes)?, text)
}

/// What was closed with this key.
pub(crate) fn open(bytes: &[u8], sealed: &[u8]) -> Result<Vec<u8>> {
    open_with(&key(bytes)?, sealed)
}

fn close_with(key: &LessSafeKey, mut text: Vec<u8>) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE_LEN] = rand::random();
    let sealing = Nonce::assume_unique_for_key(nonce);
    key.seal_in_place_append_tag(sealing, Aad::empty(), &mut text)
        .map_err(|_| broken())?;
    let mut sealed = nonce.to_vec();
    sealed.extend(text);
    Ok(sealed)
}

fn open_with(key: &LessSafeKey, sealed: &[u8]) -> Result<Vec<u8>> {
    let (nonce, text) = sealed.split_at_checked(NONCE_LEN).ok_or_else(broken)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
    let mut text = text.to_vec();
    let plain = key
        .open_in_place(nonce, Aad::empty(), &mut text)
        .map_err(|_| broken())?;
    Ok(plain.to_vec())
}

/// Seals what waits, with the key that follows from a key file.
pub(crate) struct Sealing(LessSafeKey);

impl Sealing {
    pub(crate) fn with(pepper: &Pepper) -> Result<Self> {
        Ok(Self(key(&of(pepper))?))
    }

    /// The value, readable with the same key file only.
    pub(crate) fn seal(&self, value: &impl Serialize) -> Result<Vec<u8>> {
        let text = serde_json::to_vec(value).map_err(Error::internal)?;
        close_with(&self.0, text)
    }

    /// What was sealed.
    pub(crate) fn unseal<T: DeserializeOwned>(&self, sealed: &[u8]) -> Result<T> {
        serde_json::from_slice(&open_with(&self.0, sealed)?).map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_read_with_the_same_key_only_and_never_looks_the_same_twice() {
        let (own, other) = (Pepper::fresh(), Pepper::fresh());
        let [own, other] = [own, other].map(|pepper| Sealing::with(&pepper).unwrap());
        let sealed = own.seal(&"sesame open").unwrap();
        assert_eq!(own.unseal::<String>(&sealed).unwrap(), "sesame open");
        assert!(other.unseal::<String>(&sealed).is_err());
        assert!(own.unseal::<String>(&[]).is_err());
        assert!(!sealed.windows(6).any(|part| part == b"sesame"));
        assert_ne!(own.seal(&"sesame open").unwrap(), sealed);
    }
}
