//! Seals what the program must read again, but nobody who only gets hold of its data: the password of the mail server,
//! links that open an account.
//!
//! The key follows from the installation's pepper, which lies beside the data and in no copy of them alone. What was
//! sealed under another pepper cannot be opened any more.

use crate::digests::Pepper;
use crate::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// What a sealed text begins with.
const MARK: &str = "sealed:1:";

/// What is sealed. A text that was sealed as one thing is never opened as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seal {
    /// The password of the mail server.
    MailServer,
    /// What a letter says.
    Letter,
    /// What opens another server.
    Remote,
}

impl Seal {
    const fn name(self) -> &'static str {
        match self {
            Seal::MailServer => "mail server",
            Seal::Letter => "letter",
            Seal::Remote => "remote",
        }
    }
}

fn key(pepper: &Pepper) -> Result<LessSafeKey> {
    let bytes = pepper.sealing_key();
    let key = UnboundKey::new(&CHACHA20_POLY1305, &bytes);
    let key = key.map_err(|_| Error::internal("the sealing key does not fit"))?;
    Ok(LessSafeKey::new(key))
}

/// Seals a text.
pub(crate) fn seal(pepper: &Pepper, seal: Seal, text: &str) -> Result<String> {
    let nonce: [u8; NONCE_LEN] = rand::random();
    let mut bytes = text.as_bytes().to_vec();
    key(pepper)?
        .seal_in_place_append_tag(
            Nonce::assume_unique_for_key(nonce),
            Aad::from(seal.name()),
            &mut bytes,
        )
        .map_err(|_| Error::internal("a text could not be sealed"))?;
    let mut whole = nonce.to_vec();
    whole.extend(bytes);
    Ok(format!("{MARK}{}", STANDARD.encode(whole)))
}

/// The text; nothing when it was sealed under another pepper, as another thing, or was changed since.
pub(crate) fn open(pepper: &Pepper, seal: Seal, sealed: &str) -> Option<String> {
    let whole = STANDARD.decode(sealed.strip_prefix(MARK)?).ok()?;
    let (nonce, bytes) = whole.split_at_checked(NONCE_LEN)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let mut bytes = bytes.to_vec();
    let key = key(pepper).ok()?;
    let opened = key.open_in_place(nonce, Aad::from(seal.name()), &mut bytes);
    String::from_utf8(opened.ok()?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_pepper_opens_and_only_as_what_was_sealed() {
        let pepper = Pepper::fresh();
        let sealed = seal(&pepper, Seal::MailServer, "schlüssel").unwrap();
        assert!(sealed.starts_with(MARK) && !sealed.contains("schl"));
        let again = seal(&pepper, Seal::MailServer, "schlüssel").unwrap();
        assert_ne!(sealed, again, "equal texts look different");
        let opened = open(&pepper, Seal::MailServer, &sealed);
        assert_eq!(opened.as_deref(), Some("schlüssel"));
        assert_eq!(open(&pepper, Seal::Letter, &sealed), None);
        assert_eq!(open(&Pepper::fresh(), Seal::MailServer, &sealed), None);
    }

    #[test]
    fn what_was_changed_or_cut_is_not_opened() {
        let pepper = Pepper::fresh();
        let sealed = seal(&pepper, Seal::Letter, "text").unwrap();
        for end in 0..sealed.len() {
            assert_eq!(open(&pepper, Seal::Letter, &sealed[..end]), None, "{end}");
        }
        let last = if sealed.ends_with("A=") { "B=" } else { "A=" };
        let changed = format!("{}{last}", &sealed[..sealed.len() - 2]);
        assert_eq!(open(&pepper, Seal::Letter, &changed), None);
    }
}
