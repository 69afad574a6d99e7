//! The one place that says who may do what. Every verb on every surface asks here, and nowhere else.
//!
//! What lies outside of the caller's part of the tree does not exist for him (not found); what he may see but not
//! do is forbidden.

mod verb;

pub use verb::Verb;

use crate::principal::Duties;
use crate::{Error, Principal, Result, tree::Tree};
use cordboard_model::Id;
use cordboard_model::Role;
use cordboard_model::roles::{Permission, Permissions};

/// What it is done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    /// An account.
    Account(Id),
    /// A user of an account.
    User {
        /// The user.
        user_id: Id,
        /// His account.
        account_id: Id,
    },
    /// A phone of an account.
    Phone {
        /// The person to whom it belongs.
        owner_id: Option<Id>,
        /// Its account.
        account_id: Id,
    },
}

impl Object {
    fn account(self) -> Id {
        match self {
            Object::Account(id)
            | Object::User { account_id: id, .. }
            | Object::Phone { account_id: id, .. } => id,
        }
    }

    fn missing(self) -> Error {
        match self {
            Object::Account(_) => Error::NotFound("account"),
            Object::User { .. } => Error::NotFound("user"),
            Object::Phone { .. } => Error::NotFound("phone"),
        }
    }
}

/// The top of what the principal may see; nothing for an anonymous caller or one whose account is gone.
pub fn scope(tree: &Tree, principal: &Principal) -> Result<Id> {
    match principal {
        Principal::Anonymous => Err(Error::Unauthenticated),
        Principal::Owner => tree.root().ok_or(Error::NotInstalled),
        Principal::User { account_id, .. } | Principal::Key { account_id }
            if tree.contains(*account_id) =>
        {
            Ok(*account_id)
        }
        Principal::Kiosk(kiosk) if tree.contains(kiosk.account_id) => Ok(kiosk.account_id),
        Principal::User { .. } | Principal::Key { .. } | Principal::Kiosk(_) => {
            Err(Error::Unauthenticated)
        }
    }
}

/// True for the owner and for admins of the top account.
pub fn is_superduper(tree: &Tree, principal: &Principal) -> bool {
    principal.is_admin() && scope(tree, principal).is_ok_and(|top| Some(top) == tree.root())
}

/// Lets those read and change the settings of the installation who look after all of it.
pub fn settings(tree: &Tree, principal: &Principal) -> Result<()> {
    scope(tree, principal)?;
    if is_superduper(tree, principal) {
        return Ok(());
    }
    Err(Error::Forbidden(
        "this needs an admin of the account at the top",
    ))
}

/// May the principal see things of this account at all?
pub fn sees(tree: &Tree, principal: &Principal, account: Id) -> bool {
    match scope(tree, principal) {
        Ok(top) if principal.is_admin() => tree.is_within(account, top),
        Ok(top) => account == top,
        Err(_) => false,
    }
}

/// Lets the verb pass, or says why not.
pub fn authorise(tree: &Tree, principal: &Principal, verb: Verb, object: Object) -> Result<()> {
    let top = scope(tree, principal)?;
    if !sees(tree, principal, object.account()) {
        return Err(object.missing());
    }
    if verb == Verb::Impersonate {
        return impersonate(tree, principal, object);
    }
    match principal {
        Principal::Owner => whole_tree(tree, verb, object),
        Principal::User {
            role: Role::Above | Role::Admin,
            user_id,
            ..
        } => admin(top, Some(*user_id), verb, object),
        Principal::Key { .. } => {
            key(tree, top, verb)?;
            admin(top, None, verb, object)
        }
        Principal::User {
            role: Role::User,
            user_id,
            permissions,
            ..
        } => {
            if is_granted(*permissions, verb) {
                return admin(top, Some(*user_id), verb, object);
            }
            person(*user_id, verb, object)
        }
        Principal::Kiosk(kiosk) => at_reception(kiosk.duties, verb),
        Principal::Anonymous => Err(Error::Unauthenticated),
    }
}

/// The table of a kiosk: it reads much and writes little, all of it in its own account. What does not stand here is
/// refused.
fn at_reception(duties: Duties, verb: Verb) -> Result<()> {
    let granted = match verb {
        Verb::Attend | Verb::ReadMeetings => true,
        Verb::AttendPresence => duties.presence,
        Verb::AttendHours => duties.hours,
        Verb::AttendMeetings => duties.meetings,
        Verb::AttendVisitors => duties.visitors,
        _ => false,
    };
    if granted {
        Ok(())
    } else {
        Err(Error::Forbidden("this kiosk may not do this"))
    }
}

fn whole_tree(tree: &Tree, verb: Verb, object: Object) -> Result<()> {
    if matches!(verb, Verb::MoveAccount | Verb::DeleteAccount)
        && Some(object.account()) == tree.root()
    {
        return Err(Error::Forbidden(
            "the top account can be neither moved nor deleted",
        ));
    }
    Ok(())
}

fn admin(top: Id, own: Option<Id>, verb: Verb, object: Object) -> Result<()> {
    match (verb, object) {
        (Verb::MoveAccount | Verb::DeleteAccount, Object::Account(id)) if id == top => Err(
            Error::Forbidden("an admin can neither move nor delete the own account"),
        ),
        (Verb::DeleteUser, Object::User { user_id, .. }) if Some(user_id) == own => Err(
            Error::Forbidden("you cannot delete yourself; ask another admin"),
        ),
        _ => Ok(()),
    }
}

/// Only a person can lend his name to what he does as another, so that the audit has one.
fn impersonate(tree: &Tree, principal: &Principal, object: Object) -> Result<()> {
    match principal {
        Principal::User {
            role: Role::Admin,
            account_id,
            ..
        } if Some(*account_id) == tree.root() && object.account() != *account_id => Ok(()),
        _ => Err(Error::Forbidden(
            "only a signed-in admin of the top account acts as a user of another account",
        )),
    }
}

/// A key that could renew keys would outlive its own renewal, so only that of the top account may.
fn key(tree: &Tree, top: Id, verb: Verb) -> Result<()> {
    if verb == Verb::RenewApiKey && Some(top) != tree.root() {
        return Err(Error::Forbidden(
            "an API key is renewed by an admin who signed in himself",
        ));
    }
    Ok(())
}

/// What a role lets people do in their own account who are no admins.
fn is_granted(permissions: Permissions, verb: Verb) -> bool {
    let needed = match verb {
        Verb::ListUsers
        | Verb::CreateUser
        | Verb::ReadUser
        | Verb::EditUser
        | Verb::DeleteUser
        | Verb::SetPassword
        | Verb::Forwarding
        | Verb::EditPhoto
        | Verb::EndSessions
        | Verb::EditGroups => Permission::Users,
        Verb::ReadRoles | Verb::EditRoles => Permission::Roles,
        Verb::ReadCalls => Permission::CompanyCallLogView,
        Verb::ReadRecordings => Permission::CompanyRecordingView,
        Verb::ReadCallLog => Permission::CompanyCallLogView,
        _ => return false,
    };
    permissions.has(needed)
}

fn person(own: Id, verb: Verb, object: Object) -> Result<()> {
    let is_own = match object {
        Object::User { user_id, .. } => user_id == own,
        Object::Phone { owner_id, .. } => owner_id == Some(own),
        Object::Account(_) => false,
    };
    match verb {
        Verb::ReadAccount | Verb::ReadGroups | Verb::ReadMeetings => Ok(()),
        Verb::ReadUser
        | Verb::EditUser
        | Verb::SetPassword
        | Verb::Forwarding
        | Verb::EditPhoto
        | Verb::QuickCall
        | Verb::ReadPhone
        | Verb::CreateMeeting
        | Verb::EndSessions
            if is_own =>
        {
            Ok(())
        }
        _ => Err(Error::Forbidden("this needs the role of an admin")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::{FLAG_ENABLED, Leaf};

    fn id(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    /// 1 root, 2 and 3 below it, 4 below 2.
    fn tree() -> Tree {
        let leaf = |n| Leaf {
            id: id(n),
            name: n.to_string(),
            sort_key: n.to_string(),
            flags: FLAG_ENABLED,
        };
        Tree::build(vec![
            (None, leaf(1)),
            (Some(id(1)), leaf(2)),
            (Some(id(1)), leaf(3)),
            (Some(id(2)), leaf(4)),
        ])
    }

    fn may(principal: Principal, verb: Verb, object: Object) -> &'static str {
        authorise(&tree(), &principal, verb, object).map_or_else(|e| e.code(), |()| "ok")
    }

    fn user(n: u8, account: u8, role: Role) -> Principal {
        Principal::of_level(id(n), id(account), role)
    }

    #[test]
    fn an_admin_acts_below_his_account_and_does_not_see_beside_or_above() {
        let admin = user(9, 2, Role::Admin);
        assert_eq!(may(admin, Verb::EditAccount, Object::Account(id(2))), "ok");
        assert_eq!(
            may(admin, Verb::DeleteAccount, Object::Account(id(4))),
            "ok"
        );
        assert_eq!(
            may(admin, Verb::ReadAccount, Object::Account(id(3))),
            "not_found"
        );
        assert_eq!(
            may(admin, Verb::ReadAccount, Object::Account(id(1))),
            "not_found"
        );
        assert_eq!(
            may(admin, Verb::ReadAccount, Object::Account(id(77))),
            "not_found"
        );
    }

    #[test]
    fn a_key_acts_as_an_admin_of_its_account_but_renews_keys_only_at_the_top() {
        let key = |account| Principal::Key {
            account_id: id(account),
        };
        let below = Object::Account(id(4));
        assert_eq!(may(key(2), Verb::DeleteAccount, below), "ok");
        assert_eq!(may(key(2), Verb::ReadApiKey, below), "ok");
        assert_eq!(may(key(2), Verb::RenewApiKey, below), "forbidden");
        assert_eq!(may(key(1), Verb::RenewApiKey, below), "ok");
        let beside = Object::Account(id(3));
        assert_eq!(may(key(2), Verb::ReadAccount, beside), "not_found");
        let own = Object::Account(id(2));
        assert_eq!(may(key(2), Verb::DeleteAccount, own), "forbidden");
        assert_eq!(may(key(88), Verb::ReadAccount, own), "unauthenticated");
    }

    #[test]
    fn a_kiosk_attends_in_its_own_account_as_far_as_its_duties_go_and_does_nothing_else() {
        let kiosk = |duties| {
            Principal::Kiosk(crate::principal::Kiosk {
                id: id(50),
                account_id: id(2),
                line: None,
                duties,
            })
        };
        let duties = Duties {
            presence: true,
            hours: false,
            meetings: true,
            visitors: false,
        };
        let own = Object::Account(id(2));
        for (verb, answer) in [
            (Verb::Attend, "ok"),
            (Verb::AttendPresence, "ok"),
            (Verb::AttendHours, "forbidden"),
            (Verb::AttendMeetings, "ok"),
            (Verb::AttendVisitors, "forbidden"),
            (Verb::ReadAccount, "forbidden"),
            (Verb::EditUser, "forbidden"),
            (Verb::ListUsers, "forbidden"),
            (Verb::EditKiosks, "forbidden"),
            (Verb::ReadCalls, "forbidden"),
        ] {
            assert_eq!(may(kiosk(duties), verb, own), answer, "{verb:?}");
        }
        for elsewhere in [id(1), id(3), id(4)] {
            let elsewhere = Object::Account(elsewhere);
            assert_eq!(may(kiosk(duties), Verb::Attend, elsewhere), "not_found");
        }
    }

    #[test]
    fn only_an_admin_of_the_top_account_impersonates_and_only_in_another_account() {
        let stranger = Object::User {
            user_id: id(7),
            account_id: id(4),
        };
        let colleague = Object::User {
            user_id: id(8),
            account_id: id(1),
        };
        let top = user(9, 1, Role::Admin);
        assert_eq!(may(top, Verb::Impersonate, stranger), "ok");
        assert_eq!(may(top, Verb::Impersonate, colleague), "forbidden");
        let reseller = user(9, 2, Role::Admin);
        assert_eq!(may(reseller, Verb::Impersonate, stranger), "forbidden");
        let key = Principal::Key { account_id: id(1) };
        assert_eq!(may(key, Verb::Impersonate, stranger), "forbidden");
        let owner = Principal::Owner;
        assert_eq!(may(owner, Verb::Impersonate, stranger), "forbidden");
        let person = user(9, 1, Role::User);
        assert_eq!(may(person, Verb::Impersonate, stranger), "not_found");
    }

    #[test]
    fn nobody_deletes_or_moves_the_account_he_stands_on() {
        let admin = user(9, 2, Role::Admin);
        assert_eq!(
            may(admin, Verb::DeleteAccount, Object::Account(id(2))),
            "forbidden"
        );
        assert_eq!(
            may(admin, Verb::MoveAccount, Object::Account(id(2))),
            "forbidden"
        );
        assert_eq!(
            may(
                Principal::Owner,
                Verb::DeleteAccount,
                Object::Account(id(1))
            ),
            "forbidden"
        );
    }

    #[test]
    fn a_person_without_the_admin_role_only_touches_himself() {
        let person = user(9, 2, Role::User);
        let own = Object::User {
            user_id: id(9),
            account_id: id(2),
        };
        let colleague = Object::User {
            user_id: id(8),
            account_id: id(2),
        };
        let stranger = Object::User {
            user_id: id(7),
            account_id: id(4),
        };
        assert_eq!(may(person, Verb::Forwarding, own), "ok");
        assert_eq!(may(person, Verb::DeleteUser, own), "forbidden");
        assert_eq!(may(person, Verb::Forwarding, colleague), "forbidden");
        assert_eq!(may(person, Verb::ReadUser, stranger), "not_found");
        assert_eq!(
            may(person, Verb::EditAccount, Object::Account(id(2))),
            "forbidden"
        );
    }

    #[test]
    fn a_caller_who_is_not_signed_in_or_whose_account_is_gone_is_told_to_sign_in() {
        let object = Object::Account(id(1));
        assert_eq!(
            may(Principal::Anonymous, Verb::ReadAccount, object),
            "unauthenticated"
        );
        assert_eq!(
            may(user(9, 88, Role::Admin), Verb::ReadAccount, object),
            "unauthenticated"
        );
    }
}
