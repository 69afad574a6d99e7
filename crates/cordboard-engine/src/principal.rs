//! Who acts.

use cordboard_model::Id;
use cordboard_model::Role;
use cordboard_model::roles::{BuiltIn, Permission, Permissions};

/// The caller of a verb, as the session layer or the desktop shell vouches for him.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Principal {
    /// The owner of the file in front of his own computer: an admin of the whole tree.
    Owner,
    /// A signed-in user.
    User {
        /// The user.
        user_id: Id,
        /// The account the user belongs to: the top of what he may see.
        account_id: Id,
        /// What he may do there.
        role: Role,
        /// What his role lets him do in detail.
        permissions: Permissions,
    },
    /// The holder of a token that an account's API key opened: an admin of the account and of all below it, and no
    /// person.
    Key {
        /// The account whose key it was.
        account_id: Id,
    },
    /// A device at a reception, which no person signed in to.
    Kiosk(Kiosk),
    /// Nobody.
    Anonymous,
}

/// A device at a reception: it shows the people of its account and works the calls of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kiosk {
    /// The device.
    pub id: Id,
    /// Its account, all that it sees.
    pub account_id: Id,
    /// The user whose calls it works, if it has a line.
    pub line: Option<Id>,
    /// What it may do besides looking and working calls.
    pub duties: Duties,
}

/// What a kiosk may do besides looking and working calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duties {
    /// Set presence and note of colleagues.
    pub presence: bool,
    /// Switch the office open and closed.
    pub hours: bool,
    /// Run meeting rooms.
    pub meetings: bool,
    /// Sign visitors in and out.
    pub visitors: bool,
}

impl Principal {
    /// A signed-in user of this level, with what the level's own role lets him do.
    pub fn of_level(user_id: Id, account_id: Id, role: Role) -> Self {
        let of = match role {
            Role::Above | Role::Admin => BuiltIn::Admin,
            Role::User => BuiltIn::StandardUser,
        };
        Principal::User {
            user_id,
            account_id,
            role,
            permissions: of.permissions(),
        }
    }

    /// The user to name in the audit; `None` for the owner, for a key and for a kiosk.
    pub fn actor(&self) -> Option<Id> {
        match self {
            Principal::User { user_id, .. } => Some(*user_id),
            Principal::Owner | Principal::Key { .. } => None,
            Principal::Kiosk(_) | Principal::Anonymous => None,
        }
    }

    /// Admins, and those whose role lets them manage users.
    pub fn manages_users(&self) -> bool {
        self.is_admin() || self.permissions().has(Permission::Users)
    }

    /// The role in which the principal reads and writes users and groups.
    pub fn role_with_users(&self) -> Role {
        if self.manages_users() {
            Role::Admin
        } else {
            Role::User
        }
    }

    /// The role in which the principal reads and writes.
    pub fn role(&self) -> Role {
        if self.is_admin() {
            Role::Admin
        } else {
            Role::User
        }
    }

    /// What the principal may do in detail, in the words of roles.
    pub fn permissions(&self) -> Permissions {
        match self {
            Principal::Owner => Permissions::ALL,
            Principal::User { permissions, .. } => *permissions,
            Principal::Key { .. } => BuiltIn::Admin.permissions(),
            Principal::Kiosk(_) | Principal::Anonymous => Permissions::NONE,
        }
    }

    /// The kiosk that it is.
    pub fn kiosk(&self) -> crate::Result<Kiosk> {
        match self {
            Principal::Kiosk(kiosk) => Ok(*kiosk),
            Principal::Anonymous => Err(crate::Error::Unauthenticated),
            _ => Err(crate::Error::Forbidden("only an enrolled kiosk does this")),
        }
    }

    /// True for the owner, for keys, and for users with the admin role.
    pub fn is_admin(&self) -> bool {
        matches!(
            self,
            Principal::Owner
                | Principal::Key { .. }
                | Principal::User {
                    role: Role::Admin,
                    ..
                }
        )
    }
}
