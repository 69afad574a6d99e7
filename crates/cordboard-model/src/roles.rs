//! Roles: what the people of an account may do, as 29 permissions in eleven groups.
//!
//! Seven roles are built in and never change; an account may make more. This module says which permissions a role
//! has, which it must have, who may give it to whom, which permissions an endpoint of the PortSIP dialect asks for
//! ([`gates`]), and what the Crossbar dialect calls a role (`priv_level`). It never looks at accounts: whether a
//! record lies below the caller's account is decided elsewhere, and asked besides.
//!
//! Decided where the rules of the field are silent:
//!
//! * `…full_access` needs `…view_only`: a role with the first and without the second is refused when both are said,
//!   and gets the second when only the first is said.
//! * A person gives, changes and takes away only roles whose permissions he has himself.
//! * `priv_level` is `admin` for a role with every permission of the built-in role `Admin`.

mod built_in;
pub mod gates;
mod permission;

#[cfg(test)]
mod tests;

pub use built_in::BuiltIn;
pub use permission::{Permission, Permissions};

use crate::broken_rule::{BrokenRule, all_kept};

/// How many characters the name of a role has.
pub const NAME_LENGTH: std::ops::RangeInclusive<usize> = 1..=64;

/// Checks the name of a role that an account makes: 1 to 64 characters, none of them at the ends blank, no slash
/// (the name is a part of paths), and not the name of a built-in role, in any case.
///
/// # Errors
/// Every rule that is broken: `length`, `characters`, `built_in`.
pub fn check_name(name: &str) -> Result<(), Vec<BrokenRule>> {
    let mut broken = Vec::new();
    if !NAME_LENGTH.contains(&name.chars().count()) {
        broken.push(BrokenRule::new(
            "length",
            "A role's name has 1 to 64 characters.",
        ));
    }
    if name.trim() != name || name.chars().any(|c| c.is_control() || c == '/') {
        broken.push(BrokenRule::new(
            "characters",
            "A role's name holds no slash and no control character, and no blank at its ends.",
        ));
    }
    if BuiltIn::ALL
        .iter()
        .any(|role| role.name().eq_ignore_ascii_case(name))
    {
        broken.push(BrokenRule::new(
            "built_in",
            "This is the name of a built-in role; take another.",
        ));
    }
    all_kept(broken)
}

/// What the Crossbar dialect knows of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PrivLevel {
    /// Administers the account.
    Admin,
    /// Does not.
    User,
}

impl PrivLevel {
    /// The level of a role with these permissions.
    pub const fn of(permissions: Permissions) -> Self {
        if permissions.covers(BuiltIn::Admin.permissions()) {
            PrivLevel::Admin
        } else {
            PrivLevel::User
        }
    }

    /// The name in the Crossbar dialect.
    pub const fn name(self) -> &'static str {
        match self {
            PrivLevel::Admin => "admin",
            PrivLevel::User => "user",
        }
    }

    /// The level with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [PrivLevel::Admin, PrivLevel::User]
            .into_iter()
            .find(|level| level.name() == name)
    }

    /// The role that somebody gets who is given this level.
    pub const fn role(self) -> BuiltIn {
        match self {
            PrivLevel::Admin => BuiltIn::Admin,
            PrivLevel::User => BuiltIn::StandardUser,
        }
    }

    /// The role's name after the level was set: a role that is of this level stays, so that writing back what was
    /// read changes nothing.
    pub fn set_on(self, role: &str, permissions: Permissions) -> &str {
        if Self::of(permissions) == self {
            role
        } else {
            self.role().name()
        }
    }
}
