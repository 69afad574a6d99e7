//! The users of an account with their whole documents, filtered and paged.

use super::list::directory;
use crate::authorise::{Object, Verb, authorise};
use crate::scan::{self, Page, Scan};
use crate::{Engine, Principal, Result};
use cordboard_model::schema::schema;
use cordboard_model::{Id, Kind, Record};

/// Which users.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// Which page of them.
    pub scan: Scan,
}

/// Lists the users by name. A person without the admin role reads of each what a staff directory shows.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Page> {
    let account = Object::Account(input.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let is_admin = principal.is_admin();
    let view = |user: Record| Some(seen(is_admin, user));
    let list = (Kind::User, input.account_id);
    scan::of_list(&*engine.read()?, list, &input.scan, view)
}

/// What an admin, or somebody else, reads of a user in a list.
pub(super) fn seen(is_admin: bool, mut user: Record) -> Record {
    if !is_admin {
        directory(&mut user);
    } else if let Some(schema) = schema(Kind::User) {
        schema.redact(&mut user.fields);
    }
    user
}
