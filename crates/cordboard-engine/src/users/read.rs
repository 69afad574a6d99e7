//! Reading a user.

use super::{find, object};
use crate::authorise::{Verb, authorise};
use crate::{Engine, Principal, Result};
use cordboard_model::schema::schema;
use cordboard_model::{Id, Kind, Record};

/// A user as a person looks at him.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The record; secret fields are taken out.
    pub record: Record,
    /// He can sign in.
    pub has_password: bool,
    /// What the caller may do.
    pub may: May,
}

/// What the caller may do with the user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct May {
    /// Change fields.
    pub edit: bool,
    /// Delete him.
    pub delete: bool,
    /// Set his password.
    pub set_password: bool,
    /// Change his forwarding.
    pub edit_forwarding: bool,
}

/// Reads the user.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<View> {
    let (record, account_id) = find(engine, principal, id)?;
    authorise(
        &engine.tree(),
        principal,
        Verb::ReadUser,
        object(id, account_id),
    )?;
    view(engine, principal, record, account_id)
}

/// The view of a record that the caller may read.
pub(crate) fn view(
    engine: &Engine,
    principal: &Principal,
    mut record: Record,
    account_id: Id,
) -> Result<View> {
    if let Some(schema) = schema(Kind::User) {
        schema.redact(&mut record.fields);
        schema.hide(&mut record.fields, principal.role());
    }
    let has_password = engine.live(Kind::Credential, record.id)?.is_some();
    let tree = engine.tree();
    let may = |verb| authorise(&tree, principal, verb, object(record.id, account_id)).is_ok();
    let may = May {
        edit: may(Verb::EditUser),
        delete: may(Verb::DeleteUser),
        set_password: may(Verb::SetPassword),
        edit_forwarding: may(Verb::Forwarding),
    };
    Ok(View {
        record,
        has_password,
        may,
    })
}
