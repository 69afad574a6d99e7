//! Who is signed in. A session is known by an opaque token of which only the SHA-256 is stored.

pub mod impersonate;
pub mod kept;
pub mod limit;
pub mod pair;
pub mod refresh;
pub(crate) mod remembered;
pub mod renew_pair;
pub mod resolve;
pub mod resolve_digest;
pub mod revoke;
pub mod sign_in;
pub mod sign_in_with_digest;
pub mod sign_in_with_key;
pub mod sign_out;
pub mod standing;
pub mod whoami;

pub(crate) use kept::end::{all as end_all, whole_account as end_account};
pub(crate) use kept::id_of;
pub use kept::{Held, Method};

use cordboard_model::Role;
use cordboard_model::{Id, Record};

/// How long a session of the console lasts, in milliseconds: two weeks.
pub const LIFETIME_MS: i64 = 14 * 24 * 3600 * 1000;

/// How long a kiosk stays enrolled, in milliseconds: ten years, or until it is revoked.
pub const KIOSK_LIFETIME_MS: i64 = 3650 * 24 * 3600 * 1000;

/// What the caller is told about his session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// When it ends, in milliseconds since the epoch; `None` for the owner at his own computer.
    pub expires_ms: Option<i64>,
    /// The user; `None` for the owner and for an account's API key.
    pub user: Option<SessionUser>,
    /// The role in which he acts; `None` for the owner.
    pub role: Option<Role>,
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
