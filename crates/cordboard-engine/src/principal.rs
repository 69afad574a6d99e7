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
    /// Nobody.
    Anonymous,
}

impl Principal {
    /// A signed-in user of this level, with what the level's own role lets him do.
    pub fn of_level(user_id: Id, account_id: Id, role: Role) -> Self {
        let of = match role {
            Role::Admin => BuiltIn::Admin,
            Role::User => BuiltIn::StandardUser,
        };
        Principal::User {
            user_id,
            account_id,
            role,
            permissions: of.permissions(),
        }
    }

    /// The user to name in the audit; `None` for the owner and for a key.
    pub fn actor(&self) -> Option<Id> {
        match self {
            Principal::User { user_id, .. } => Some(*user_id),
            Principal::Owner | Principal::Key { .. } | Principal::Anonymous => None,
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
            Principal::Anonymous => Permissions::NONE,
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
