//! The keys with which a reseller's webhooks are signed. Each account has its own; the one called `default` is made with
//! the installation, or when an account needs one first.
//!
//! A key that is renewed keeps its name. For a day what is sent is signed with both secrets, so that receivers can
//! change over in their own time.

pub mod create;
pub mod delete;
pub mod list;
pub mod read;
pub mod rotate;

use crate::{Engine, Error, Result, accounts, listing};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cordboard_model::text::name_key;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Batch, Claim, ClaimKey, Snapshot};
use ed25519_dalek::SigningKey;
use serde_json::{Value, json};
use std::fmt;

/// The name of the key that every account has.
pub const DEFAULT: &str = "default";
/// How long the secret before a renewal signs, too, in milliseconds: a day.
const OVERLAP_MS: i64 = 24 * 3600 * 1000;

/// How a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Algorithm {
    /// With a secret that the receiver knows, too.
    #[default]
    HmacSha256,
    /// With a secret of which the receiver knows the public half.
    Ed25519,
}

impl Algorithm {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Algorithm::HmacSha256 => "hmac-sha256",
            Algorithm::Ed25519 => "ed25519",
        }
    }

    /// The algorithm of this name.
    pub fn named(name: &str) -> Option<Self> {
        [Algorithm::HmacSha256, Algorithm::Ed25519]
            .into_iter()
            .find(|known| known.name() == name)
    }

    pub(crate) fn of(key: &Record) -> Self {
        Self::named(key.text("algorithm")).unwrap_or_default()
    }
}

/// A key as its account's admins see it.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub id: String,
    /// How it signs.
    pub algorithm: Algorithm,
    /// When it was made, in milliseconds since the epoch.
    pub created_ms: i64,
    /// When it was renewed last, in milliseconds since the epoch.
    pub rotated_ms: Option<i64>,
    /// The public half, in base64.
    pub public_key: Option<String>,
    /// The shared secret, in hexadecimal digits. Only where one key is asked for by name; never in a log.
    pub secret: Option<String>,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id)
    }
}

/// What is shown of a key, with its shared secret or without.
fn shown(key: &Record, with_secret: bool) -> Key {
    let algorithm = Algorithm::of(key);
    let secret = key.text("secret");
    let public = || {
        let bytes = bytes(secret)?;
        let key = SigningKey::from_bytes(&bytes);
        Some(STANDARD.encode(key.verifying_key().to_bytes()))
    };
    Key {
        id: key.text("key_id").to_owned(),
        algorithm,
        created_ms: key.created_ms,
        rotated_ms: key.fields.get("rotated_ms").and_then(Value::as_i64),
        public_key: match algorithm {
            Algorithm::Ed25519 => public(),
            Algorithm::HmacSha256 => None,
        },
        secret: match algorithm {
            Algorithm::HmacSha256 if with_secret => Some(secret.to_owned()),
            _ => None,
        },
    }
}

/// The secrets with which a key signs now, the newest first.
pub(crate) fn secrets(key: &Record, now_ms: i64) -> Vec<[u8; 32]> {
    let previous = key.fields.get("previous").filter(|previous| {
        let until_ms = previous.get("until_ms").and_then(Value::as_i64);
        until_ms.is_some_and(|until_ms| now_ms < until_ms)
    });
    let previous = previous.and_then(|previous| previous.get("secret")?.as_str());
    [Some(key.text("secret")), previous]
        .into_iter()
        .flatten()
        .filter_map(bytes)
        .collect()
}

fn bytes(hex: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if hex.len() != 64 {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        let digits = hex.get(index * 2..index * 2 + 2)?;
        *byte = u8::from_str_radix(digits, 16).ok()?;
    }
    Some(bytes)
}

fn claim(account_id: Id, name: &str) -> ClaimKey {
    ClaimKey {
        scope: "crypto_key".into(),
        account_id: Some(account_id),
        key: name_key(name),
    }
}

/// The key of this name.
pub(crate) fn by_name(
    snapshot: &dyn Snapshot,
    account_id: Id,
    name: &str,
) -> Result<Option<Record>> {
    match snapshot.claim(&claim(account_id, name))? {
        Some((Kind::CryptoKey, id)) => Ok(snapshot.get(Kind::CryptoKey, id)?),
        _ => Ok(None),
    }
}

fn find(engine: &Engine, account_id: Id, name: &str) -> Result<Record> {
    let known = by_name(&*engine.read()?, account_id, name)?;
    known.ok_or(Error::NotFound("crypto key"))
}

/// Adds a new key to a batch.
pub(crate) fn give(
    engine: &Engine,
    batch: &mut Batch,
    account_id: Id,
    (name, algorithm): (&str, Algorithm),
) -> Record {
    let secret = crate::sessions::fresh_token();
    let fields = json!({ "key_id": name, "algorithm": algorithm.name(), "secret": secret });
    let fields: Fields = fields.as_object().cloned().unwrap_or_default();
    let now_ms = engine.now_ms();
    let key = Record::new(
        Kind::CryptoKey,
        engine.new_id(),
        Some(account_id),
        fields,
        now_ms,
    );
    batch.take.push(Claim {
        key: claim(account_id, name),
        kind: Kind::CryptoKey,
        id: key.id,
    });
    batch.puts.push(listing::put(key.clone()));
    key
}

/// Makes the account's key `default` unless it is there.
pub(crate) fn ensure_default(engine: &Engine, account_id: Id) -> Result<()> {
    if by_name(&*engine.read()?, account_id, DEFAULT)?.is_some() {
        return Ok(());
    }
    let about = vec![accounts::touched(account_id)];
    let detail = json!({ "label": DEFAULT });
    let mut batch = engine.batch(None, "crypto_key.create", about, detail);
    batch.asserts.push(Assert::Live {
        kind: Kind::Account,
        id: account_id,
    });
    give(
        engine,
        &mut batch,
        account_id,
        (DEFAULT, Algorithm::default()),
    );
    match engine.commit(batch) {
        // Somebody else made it meanwhile.
        Ok(_) | Err(cordboard_store::Error::Taken { .. }) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
