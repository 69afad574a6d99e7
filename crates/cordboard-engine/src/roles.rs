//! Roles: the built-in ones, and those that an account makes.
//!
//! A user's `role` is the level, admin or not; his `role_name` refines it, and always is of that level.

pub mod amend;
pub mod create;
pub mod delete;
pub mod list;
pub mod read;
pub mod update;

use crate::authorise::{Object, Verb, authorise};
use crate::scan::{self, Scan};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::roles::{BuiltIn, Permissions, PrivLevel};
use cordboard_model::text::name_key;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{ClaimKey, Snapshot};

/// The refusal to touch a built-in role.
const IMMUTABLE: Error = Error::Forbidden("the built-in roles stay as they are");

/// A role as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// The name, which is its key.
    pub name: String,
    /// For people.
    pub description: String,
    /// What it lets people do.
    pub permissions: Permissions,
}

impl From<BuiltIn> for View {
    fn from(role: BuiltIn) -> Self {
        Self {
            name: role.name().to_owned(),
            description: role.description().to_owned(),
            permissions: role.permissions(),
        }
    }
}

fn view(role: &Record) -> View {
    View {
        name: role.text("name").to_owned(),
        description: role.text("description").to_owned(),
        permissions: granted(role),
    }
}

/// What a role of an account's own is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The name, which is its key.
    pub name: String,
    /// For people.
    pub description: String,
    /// What it lets people do.
    pub permissions: Permissions,
}

impl Input {
    fn fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.insert("name".into(), self.name.as_str().into());
        fields.insert("description".into(), self.description.as_str().into());
        fields.insert("permissions".into(), self.permissions.to_value());
        fields
    }
}

/// Nobody gives, makes, changes or takes away a role that may do what he himself may not.
pub(crate) fn may_give(principal: &Principal, permissions: Permissions) -> Result<()> {
    if principal.permissions().covers(permissions) {
        return Ok(());
    }
    let detail = "this role may do what you may not; ask somebody who may do it";
    Err(Error::Forbidden(detail))
}

/// Whether the caller may make roles in this account.
pub fn may_edit(engine: &Engine, principal: &Principal, account_id: Id) -> bool {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::EditRoles, account).is_ok()
}

fn is_built_in(name: &str) -> bool {
    BuiltIn::ALL
        .iter()
        .any(|role| role.name().eq_ignore_ascii_case(name))
}

/// The role of this name that the account made; the built-in ones stay as they are.
fn find_own(snapshot: &dyn Snapshot, account_id: Id, name: &str) -> Result<Record> {
    if is_built_in(name) {
        return Err(IMMUTABLE);
    }
    own(snapshot, account_id, name)?.ok_or(Error::NotFound("role"))
}

fn refuse_in_use(snapshot: &dyn Snapshot, account_id: Id, name: &str) -> Result<()> {
    let scan = Scan {
        limit: Some(1),
        ..Scan::default()
    };
    let list = (Kind::User, account_id);
    let holder = |user: Record| (user.text("role_name") == name).then_some(user);
    let holders = scan::of_list(snapshot, list, &scan, holder)?;
    if holders.rows.is_empty() {
        return Ok(());
    }
    let detail = "somebody has this role; give these people another one first";
    Err(Error::Forbidden(detail))
}

/// The name of a user's role.
pub fn name_of(user: &Record) -> &str {
    match user.text("role_name") {
        "" => level_of(user).role().name(),
        name => name,
    }
}

/// The level of a user's role.
pub(crate) fn level_of(user: &Record) -> PrivLevel {
    PrivLevel::from_name(user.text("role")).unwrap_or(PrivLevel::User)
}

/// The role of this name that the account made, in any spelling of the name.
pub(crate) fn own(snapshot: &dyn Snapshot, account_id: Id, name: &str) -> Result<Option<Record>> {
    let key = ClaimKey {
        scope: "role.name".into(),
        account_id: Some(account_id),
        key: name_key(name),
    };
    match snapshot.claim(&key)? {
        Some((Kind::Role, id)) => Ok(snapshot.get(Kind::Role, id)?.filter(Record::is_live)),
        _ => Ok(None),
    }
}

/// What a role of the account lets people do; nothing when there is no such role.
pub(crate) fn permissions_of_role(
    snapshot: &dyn Snapshot,
    account_id: Id,
    name: &str,
) -> Result<Option<Permissions>> {
    if let Ok(role) = name.parse::<BuiltIn>() {
        return Ok(Some(role.permissions()));
    }
    let role = own(snapshot, account_id, name)?;
    Ok(role.map(|role| granted(&role)))
}

/// What the record of a role grants.
pub(crate) fn granted(role: &Record) -> Permissions {
    let document = role.fields.get("permissions");
    document
        .and_then(|document| Permissions::from_value(document).ok())
        .unwrap_or(Permissions::NONE)
}

/// What a user may do. Admins of the top account may do everything; a role that is gone leaves what the level gives.
pub(crate) fn permissions_of(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    user: &Record,
) -> Result<Permissions> {
    let level = level_of(user);
    let Some(account_id) = user.account_id else {
        return Ok(Permissions::NONE);
    };
    if level == PrivLevel::Admin && engine.tree().root() == Some(account_id) {
        return Ok(Permissions::ALL);
    }
    let known = permissions_of_role(snapshot, account_id, name_of(user))?;
    Ok(known.unwrap_or_else(|| level.role().permissions()))
}

/// The user as a caller of verbs.
pub(crate) fn principal_of(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    user: &Record,
) -> Result<Principal> {
    let Some(account_id) = user.account_id else {
        return Ok(Principal::Anonymous);
    };
    Ok(Principal::User {
        user_id: user.id,
        account_id,
        role: crate::sessions::role_of(user),
        permissions: permissions_of(engine, snapshot, user)?,
    })
}
