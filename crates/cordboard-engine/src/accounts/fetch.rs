//! Reading an account with what the tree says about it, and nothing that has to be counted.

use super::find;
use crate::authorise::{Object, Verb, authorise, scope};
use crate::tree::{FLAG_RESELLER, Tree};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::schema::schema;
use cordboard_model::{Id, Kind, Record};

/// An account as a program looks at it.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The record without secrets and without what the caller does not read.
    pub record: Record,
    /// The nearest account above that is a reseller; the top account is one, also its own.
    pub reseller_id: Id,
    /// The account looks after others.
    pub is_reseller: bool,
    /// It is the top of the tree.
    pub is_top: bool,
    /// Accounts below; 0 for those who do not see them.
    pub descendants_count: u32,
    /// Who bills it, seen from the caller.
    pub billing: Billing,
}

/// Who bills an account, seen from the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Billing {
    /// The caller's own account.
    ByCaller,
    /// The top account.
    ByTop,
    /// Another one.
    ByOther,
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
    view(&engine.tree(), principal, record)
}

/// The view of a record that the caller may read.
pub(crate) fn view(tree: &Tree, principal: &Principal, mut record: Record) -> Result<View> {
    if let Some(schema) = schema(Kind::Account) {
        schema.redact(&mut record.fields);
        schema.hide(&mut record.fields, principal.role());
    }
    let own = scope(tree, principal)?;
    let top = tree.root().ok_or(Error::NotInstalled)?;
    let leaf = tree.leaf(record.id).ok_or(Error::NotFound("account"))?;
    let reseller_id = tree.reseller_above(record.id).unwrap_or(top);
    Ok(View {
        reseller_id,
        is_reseller: record.id == top || leaf.flags & FLAG_RESELLER != 0,
        is_top: record.id == top,
        descendants_count: if principal.is_admin() {
            tree.descendants_count(record.id)
        } else {
            0
        },
        billing: if own == reseller_id {
            Billing::ByCaller
        } else if reseller_id == top {
            Billing::ByTop
        } else {
            Billing::ByOther
        },
        record,
    })
}
