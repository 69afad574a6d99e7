//! Keeps what people typed unreadable in the data file: it may hold secrets that are on their way to the server. The
//! key follows from the key file beside the data, so that a copy of the data file alone tells nothing.

use crate::digests::Pepper;
use crate::{Error, Result};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::Serialize;
use serde::de::DeserializeOwned;

fn key(pepper: &Pepper) -> Result<LessSafeKey> {
    let bytes = pepper.keyed("cordboard: what waits for the server");
    let key = UnboundKey::new(&CHACHA20_POLY1305, &bytes);
    Ok(LessSafeKey::new(key.map_err(|_| broken())?))
}

fn broken() -> Error {
    Error::internal("what was typed cannot be read with the key file of this office")
}

/// The value, readable with the same key file only.
pub(super) fn seal(pepper: &Pepper, value: &impl Serialize) -> Result<Vec<u8>> {
    let mut text = serde_json::to_vec(value).map_err(Error::internal)?;
    let nonce: [u8; NONCE_LEN] = rand::random();
    let sealing = Nonce::assume_unique_for_key(nonce);
    key(pepper)?
        .seal_in_place_append_tag(sealing, Aad::empty(), &mut text)
        .map_err(|_| broken())?;
    let mut sealed = nonce.to_vec();
    sealed.extend(text);
    Ok(sealed)
}

/// What was sealed.
pub(super) fn unseal<T: DeserializeOwned>(pepper: &Pepper, sealed: &[u8]) -> Result<T> {
    let (nonce, text) = sealed.split_at_checked(NONCE_LEN).ok_or_else(broken)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
    let mut text = text.to_vec();
    let plain = key(pepper)?
        .open_in_place(nonce, Aad::empty(), &mut text)
        .map_err(|_| broken())?;
    serde_json::from_slice(plain).map_err(Error::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_read_with_the_same_key_only_and_never_looks_the_same_twice() {
        let (own, other) = (Pepper::fresh(), Pepper::fresh());
        let sealed = seal(&own, &"sesame open").unwrap();
        assert_eq!(unseal::<String>(&own, &sealed).unwrap(), "sesame open");
        assert!(unseal::<String>(&other, &sealed).is_err());
        assert!(unseal::<String>(&own, &[]).is_err());
        assert!(!sealed.windows(6).any(|part| part == b"sesame"));
        assert_ne!(seal(&own, &"sesame open").unwrap(), sealed);
    }
}
