//! Reading an account with its place in the tree and what the caller may do.

use super::find;
use crate::authorise::{Object, Verb, authorise, scope, sees};
use crate::{Engine, Principal, Result};
use cordboard_model::schema::schema;
use cordboard_model::{Id, Kind, Record};

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
    let user_count = engine.read()?.count(Kind::User, Some(record.id))?;
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
        may: May {
            edit: may(Verb::EditAccount),
            create_child: may(Verb::CreateChild),
            move_account: may(Verb::MoveAccount),
            delete: may(Verb::DeleteAccount),
            create_user: may(Verb::CreateUser),
        },
        record,
    })
}
