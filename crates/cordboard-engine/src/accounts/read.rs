//! Reading an account with its place in the tree and what the caller may do.

use super::{find, role_towards};
use crate::authorise::{Object, Verb, authorise, scope, sees};
use crate::{Engine, Principal, Result};
use cordboard_model::account_limits::LIMITED;
use cordboard_model::schema::schema;
use cordboard_model::{Id, Kind, Record, Role};
use std::collections::BTreeMap;

/// An account as a person looks at it.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The record without secrets and without what the caller does not read; `account_id` only when he sees it.
    pub record: Record,
    /// Ids and names from the top of what the caller may see down to this account.
    pub path: Vec<(Id, String)>,
    /// Accounts directly below, for those who see them.
    pub child_count: u32,
    /// Accounts below.
    pub descendants_count: u32,
    /// Users of this account.
    pub user_count: u64,
    /// How many there are of what can be limited, by the keys of `limits`; empty for those who do not read the limits.
    pub usage: BTreeMap<&'static str, u64>,
    /// What the caller may do.
    pub may: May,
}

/// What the caller may do with the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct May {
    /// Change fields, hours, holidays.
    pub edit: bool,
    /// Put accounts below it.
    pub create_child: bool,
    /// Move it elsewhere.
    pub move_account: bool,
    /// Delete it.
    pub delete: bool,
    /// Add users.
    pub create_user: bool,
    /// Set its limits: he manages it from above.
    pub set_limits: bool,
}

/// Reads the account.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<View> {
    authorise(
        &engine.tree(),
        principal,
        Verb::ReadAccount,
        Object::Account(id),
    )?;
    let record = find(engine, id)?;
    view(engine, principal, record)
}

/// The view of a record that the caller may read.
pub(crate) fn view(engine: &Engine, principal: &Principal, mut record: Record) -> Result<View> {
    if let Some(schema) = schema(Kind::Account) {
        schema.redact(&mut record.fields);
        schema.hide(&mut record.fields, principal.role());
    }
    let counts = engine
        .read()?
        .counts(&LIMITED.map(|(kind, _)| kind), Some(record.id))?;
    let mut usage: BTreeMap<_, _> = LIMITED
        .map(|(_, key)| key)
        .into_iter()
        .zip(counts)
        .collect();
    let user_count = usage.get("users").copied().unwrap_or_default();
    if !principal.is_admin() {
        usage.clear();
    }
    let tree = engine.tree();
    let may = |verb| authorise(&tree, principal, verb, Object::Account(record.id)).is_ok();
    let top = scope(&tree, principal)?;
    record.account_id = record
        .account_id
        .filter(|parent| sees(&tree, principal, *parent));
    let counted = |count| if principal.is_admin() { count } else { 0 };
    Ok(View {
        path: tree
            .path(record.id, top)
            .into_iter()
            .map(|leaf| (leaf.id, leaf.name.clone()))
            .collect(),
        child_count: counted(tree.child_count(record.id)),
        descendants_count: counted(tree.descendants_count(record.id)),
        user_count,
        usage,
        may: May {
            edit: may(Verb::EditAccount),
            create_child: may(Verb::CreateChild),
            move_account: may(Verb::MoveAccount),
            delete: may(Verb::DeleteAccount),
            create_user: may(Verb::CreateUser),
            set_limits: may(Verb::EditAccount)
                && role_towards(&tree, principal, record.id)? == Role::Above,
        },
        record,
    })
}
