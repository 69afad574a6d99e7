//! Who is signed in. A session is known by an opaque token of which only the SHA-256 is stored.

pub mod limit;
pub mod resolve;
pub mod sign_in;
pub mod sign_out;
pub mod whoami;

use crate::{Engine, Result};
use cordboard_model::Role;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Batch;
use sha2::{Digest, Sha256};

/// How long a session lasts, in milliseconds: two weeks.
pub const LIFETIME_MS: i64 = 14 * 24 * 3600 * 1000;

/// What the caller is told about his session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// When it ends, in milliseconds since the epoch; `None` for the owner at his own computer.
    pub expires_ms: Option<i64>,
    /// The user; `None` for the owner.
    pub user: Option<SessionUser>,
    /// The account he stands on.
    pub account_id: Id,
    /// Its name.
    pub account_name: String,
}

/// The signed-in user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionUser {
    /// The user.
    pub id: Id,
    /// His account.
    pub account_id: Id,
    /// The name he signs in with.
    pub username: String,
    /// What people call him.
    pub display_name: String,
    /// His role.
    pub role: Role,
}

/// The id under which the session of a token is stored. The token itself is stored nowhere.
pub(crate) fn id_of(token: &str) -> Id {
    let digest = Sha256::digest(token.as_bytes());
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    Id::from_bytes(bytes)
}

/// A fresh secret of 32 random bytes, as 64 hexadecimal digits.
pub fn fresh_token() -> String {
    let bytes: [u8; 32] = rand::random();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The role in a user's document.
pub(crate) fn role_of(user: &Record) -> Role {
    if user.text("role") == "admin" {
        Role::Admin
    } else {
        Role::User
    }
}

/// When a session ends, in milliseconds since the epoch.
pub(crate) fn expires_ms(session: &Record) -> i64 {
    session
        .fields
        .get("expires_ms")
        .and_then(serde_json::Value::as_i64)
        .unwrap_or(0)
}

/// Adds the end of all of a user's sessions to a batch, but for one.
pub(crate) fn end_all(
    engine: &Engine,
    batch: &mut Batch,
    user_id: Id,
    keep: Option<Id>,
) -> Result<()> {
    // Sessions are listed under their user, which stands in the place of the account.
    let open = engine
        .read()?
        .heads(Kind::Session, Some(user_id), None, usize::MAX)?;
    let ended = open
        .into_iter()
        .map(|head| head.id)
        .filter(|id| Some(*id) != keep);
    batch.erases.extend(ended.map(|id| (Kind::Session, id)));
    Ok(())
}
