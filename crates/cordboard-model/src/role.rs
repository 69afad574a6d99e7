//! The roles a caller may hold towards a record.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a caller is to the record he wants to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Administers an account above that of the record; may do whatever [`Role::Admin`] may.
    Above,
    /// Administers the account of the record, or one above it.
    Admin,
    /// Is the person whom the record describes, and no administrator.
    User,
}

impl Role {
    /// Whether he administers the record's account.
    pub const fn is_admin(self) -> bool {
        !matches!(self, Role::User)
    }

    /// The name used in the schemas' `x-write` lists.
    pub const fn name(self) -> &'static str {
        match self {
            Role::Above => "above",
            Role::Admin => "admin",
            Role::User => "user",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
