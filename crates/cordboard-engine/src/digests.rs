//! The digests with which Crossbar clients sign in: MD5 or SHA-1 of `username:password`, without the user name.
//!
//! Such a digest is worth as much as the password, so none is ever kept. What is kept of it is a slow hash that also
//! needs the installation's pepper, and a finder of sixteen bits: enough to look at one or two users instead of all,
//! too little to guess passwords with. Never decides who may sign in.

use crate::{Engine, Result, password};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Batch, Snapshot};
use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::ops::ControlFlow;

/// How many users at most are looked at closely in one sign-in. In an account of 100,000 users more than so many have
/// the same finder once in a hundred thousand million sign-ins.
pub(crate) const CANDIDATES_MAX: usize = 16;

/// The field of a credential that tells under which pepper its digests were kept.
const PEPPER: &str = "pepper";
/// The field of a credential that holds the words it is found by.
const FINDERS: &str = "finders";

/// A secret of the installation, kept apart from its data: without it nobody can try passwords on the digests.
#[derive(Clone, PartialEq, Eq)]
pub struct Pepper([u8; 32]);

impl Pepper {
    /// The pepper with these bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// A fresh one, which ends with the program: for tests and for data in memory.
    pub fn fresh() -> Self {
        Self(rand::random())
    }

    fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// A keyed digest of a text; nothing only if the key were too long, which 32 bytes are not.
    pub(crate) fn keyed(&self, text: &str) -> Vec<u8> {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return Vec::new();
        };
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    }

    /// A name of 32 hexadecimal digits that follows from a text and that nobody guesses.
    pub(crate) fn name_of(&self, text: &str) -> String {
        hex(self.keyed(text).get(..16).unwrap_or_default())
    }

    /// The key with which texts are sealed. It says nothing about the pepper.
    pub(crate) fn sealing_key(&self) -> [u8; 32] {
        let mut key = [0; 32];
        for (byte, from) in key.iter_mut().zip(self.keyed("cordboard seal 1")) {
            *byte = from;
        }
        key
    }

    /// Tells this pepper from others.
    fn tag(&self) -> String {
        hex(self.keyed("cordboard pepper").get(..4).unwrap_or_default())
    }
}

impl fmt::Debug for Pepper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pepper(..)")
    }
}

/// How a digest is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// MD5.
    Md5,
    /// SHA-1.
    Sha,
}

impl Method {
    /// Both of them.
    pub const ALL: [Method; 2] = [Method::Md5, Method::Sha];

    /// The name on the wire, and the field of a credential.
    pub const fn name(self) -> &'static str {
        match self {
            Method::Md5 => "md5",
            Method::Sha => "sha",
        }
    }

    /// The method of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }

    const fn digits(self) -> usize {
        match self {
            Method::Md5 => 32,
            Method::Sha => 40,
        }
    }
}

/// A digest as a client sends it. As secret as a password.
#[derive(Clone, PartialEq, Eq)]
pub struct Digest {
    method: Method,
    hex: String,
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({}, ..)", self.method.name())
    }
}

impl Digest {
    /// The digest in this text of hexadecimal digits; nothing when it cannot be one.
    pub fn parse(method: Method, text: &str) -> Option<Self> {
        let text = text.trim();
        let fits = text.len() == method.digits() && text.bytes().all(|b| b.is_ascii_hexdigit());
        fits.then(|| Self {
            method,
            hex: text.to_ascii_lowercase(),
        })
    }

    /// The digest of a user name, in lower case, and a password.
    pub fn of(method: Method, username: &str, password: &str) -> Self {
        let text = format!("{}:{password}", username.to_lowercase());
        let hex = match method {
            Method::Md5 => hex(&Md5::digest(text.as_bytes())),
            Method::Sha => hex(&Sha1::digest(text.as_bytes())),
        };
        Self { method, hex }
    }

    /// What is hashed slowly. The account is part of it: what is learned of one account is worth nothing in another.
    fn guarded(&self, account_id: Id) -> String {
        format!("kz-{}|{account_id}|{}", self.method.name(), self.hex)
    }

    /// A name for the digest in memory, which says nothing to whoever does not know the pepper.
    pub(crate) fn name(&self, pepper: &Pepper, account_id: Id) -> Id {
        let keyed = pepper.keyed(&format!("name|{account_id}|{}", self.hex));
        let mut bytes = [0; 16];
        for (byte, from) in bytes.iter_mut().zip(keyed) {
            *byte = from;
        }
        Id::from_bytes(bytes)
    }

    /// The word by which the credential is found. Nobody can type it: words that are typed have no `=`.
    fn finder(&self, pepper: &Pepper, account_id: Id) -> String {
        let method = self.method.name();
        let keyed = pepper.keyed(&format!("{account_id}|{method}|{}", self.hex));
        format!("={method}={}", hex(keyed.get(..2).unwrap_or_default()))
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Keeps one digest in the fields of a credential, in place of an older one.
pub(crate) fn keep(
    pepper: &Pepper,
    fields: &mut Fields,
    account_id: Id,
    digest: &Digest,
) -> Result<()> {
    let method = digest.method.name();
    let verifier = password::hash(pepper.bytes(), &digest.guarded(account_id))?;
    let finder = digest.finder(pepper, account_id);
    let prefix = format!("={method}=");
    let mut finders: Vec<String> = finders(fields)
        .filter(|known| !known.starts_with(&prefix))
        .map(str::to_owned)
        .collect();
    finders.push(finder);
    fields.insert(method.to_owned(), verifier.into());
    fields.insert(FINDERS.to_owned(), finders.into());
    fields.insert(PEPPER.to_owned(), pepper.tag().into());
    Ok(())
}

/// Keeps both digests of a user name and a password.
pub(crate) fn keep_both(
    pepper: &Pepper,
    fields: &mut Fields,
    account_id: Id,
    (username, password): (&str, &str),
) -> Result<()> {
    for method in Method::ALL {
        let digest = Digest::of(method, username, password);
        keep(pepper, fields, account_id, &digest)?;
    }
    Ok(())
}

/// True when a credential has both digests, kept under this pepper.
pub(crate) fn are_kept(pepper: &Pepper, credential: &Record) -> bool {
    let both = Method::ALL
        .iter()
        .all(|method| !credential.text(method.name()).is_empty());
    both && credential.text(PEPPER) == pepper.tag()
}

/// The words under which a credential is found.
pub(crate) fn finders(fields: &Fields) -> impl Iterator<Item = &str> {
    fields
        .get(FINDERS)
        .and_then(|words| words.as_array())
        .into_iter()
        .flatten()
        .filter_map(|word| word.as_str())
}

/// True when the credential, if there is one, holds this digest. It takes the same time without one.
pub(crate) fn verify(
    pepper: &Pepper,
    account_id: Id,
    credential: Option<&Record>,
    digest: &Digest,
) -> Result<bool> {
    let stored = credential.map(|record| record.text(digest.method.name()));
    password::matches(pepper.bytes(), stored, &digest.guarded(account_id))
}

/// The users of an account whose credentials may hold this digest.
pub(crate) fn candidates(
    pepper: &Pepper,
    snapshot: &dyn Snapshot,
    account_id: Id,
    digest: &Digest,
) -> Result<Vec<Id>> {
    let finder = digest.finder(pepper, account_id);
    let mut found = Vec::new();
    snapshot.search_in(Kind::Credential, Some(account_id), &finder, &mut |hit| {
        found.push(hit.id);
        if found.len() < CANDIDATES_MAX {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    Ok(found)
}

/// Drops a user's digests from the batch's credential when his user name changes: it is part of them. The next
/// sign-in with the password makes them anew.
pub(crate) fn drop_when_renamed(
    engine: &Engine,
    batch: &mut Batch,
    old: &Record,
    new: &Record,
) -> Result<()> {
    if old.text("username").to_lowercase() == new.text("username").to_lowercase() {
        return Ok(());
    }
    let Some(mut credential) = engine.live(Kind::Credential, new.id)? else {
        return Ok(());
    };
    let rev = credential.rev;
    let fields = &mut credential.fields;
    for key in [Method::Md5.name(), Method::Sha.name(), FINDERS, PEPPER] {
        fields.shift_remove(key);
    }
    batch.asserts.push(Assert::Rev {
        kind: Kind::Credential,
        id: new.id,
        rev,
    });
    if credential.fields.is_empty() {
        // Only an imported digest stood there: what is left opens nothing.
        batch.erases.push((Kind::Credential, new.id));
    } else {
        batch.puts.push(crate::listing::put(credential));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use cordboard_model::text::search_words;

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    #[test]
    fn the_digests_are_those_of_the_lower_cased_name_a_colon_and_the_password() {
        // As `printf 'anna:secret' | md5sum` and `sha1sum` print them.
        let md5 = Digest::parse(Method::Md5, "B8CF310CD392550C534812A2FCD36DB2").unwrap();
        assert_eq!(Digest::of(Method::Md5, "Anna", "secret"), md5);
        let sha = "59aa7f7cb683d7504b2414feedf903715c5a4fb7";
        let sha = Digest::parse(Method::Sha, sha).unwrap();
        assert_eq!(Digest::of(Method::Sha, "anna", "secret"), sha);
        assert_ne!(Digest::of(Method::Sha, "anna", "Secret"), sha);
    }

    #[test]
    fn what_is_no_digest_is_refused() {
        for text in ["", "abc", &"g".repeat(32), &"a".repeat(33), &"a".repeat(40)] {
            assert_eq!(Digest::parse(Method::Md5, text), None, "{text}");
        }
        assert!(Digest::parse(Method::Sha, &"A".repeat(40)).is_some());
    }

    #[test]
    fn a_kept_digest_is_verified_only_with_its_account_its_method_and_its_pepper() {
        let pepper = Pepper::from_bytes([7; 32]);
        let mut fields = Fields::new();
        keep_both(&pepper, &mut fields, id(1), ("anna", "secret")).unwrap();
        let record = Record::new(Kind::Credential, id(9), Some(id(1)), fields, 0);
        assert!(are_kept(&pepper, &record));
        for method in Method::ALL {
            let digest = Digest::of(method, "anna", "secret");
            let wrong = Digest::of(method, "anna", "Secret");
            assert!(verify(&pepper, id(1), Some(&record), &digest).unwrap());
            assert!(!verify(&pepper, id(1), Some(&record), &wrong).unwrap());
            assert!(!verify(&pepper, id(2), Some(&record), &digest).unwrap());
            assert!(!verify(&pepper, id(1), None, &digest).unwrap());
        }
        let other = Pepper::from_bytes([8; 32]);
        let digest = Digest::of(Method::Md5, "anna", "secret");
        assert!(!verify(&other, id(1), Some(&record), &digest).unwrap());
        assert!(!are_kept(&other, &record));
    }

    #[test]
    fn neither_a_digest_nor_the_pepper_shows_in_what_is_kept_or_printed() {
        let pepper = Pepper::from_bytes([7; 32]);
        let mut fields = Fields::new();
        keep_both(&pepper, &mut fields, id(1), ("anna", "secret")).unwrap();
        let text = serde_json::to_string(&fields).unwrap();
        for method in Method::ALL {
            let digest = Digest::of(method, "anna", "secret");
            assert!(!text.contains(&digest.hex));
            assert!(!format!("{digest:?}").contains(&digest.hex));
        }
        assert!(!text.contains("0707070707"));
        assert_eq!(format!("{pepper:?}"), "Pepper(..)");
    }

    #[test]
    fn a_finder_is_sixteen_bits_and_cannot_be_typed() {
        let pepper = Pepper::from_bytes([7; 32]);
        let finder = Digest::of(Method::Md5, "anna", "secret").finder(&pepper, id(1));
        assert_eq!(finder.len(), "=md5=".len() + 4);
        assert!(!search_words(&finder).contains(&finder));
        assert!(
            search_words(&finder)
                .iter()
                .all(|word| !finder.starts_with(word))
        );
    }
}
