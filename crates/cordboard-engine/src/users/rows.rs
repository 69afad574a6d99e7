//! The users of an account as rows that a surface has written out.

use super::scan::seen;
use crate::authorise::{Object, Verb, authorise};
use crate::shown::{self, List, Page, View, Wanted};
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind};

/// Which users.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// Which page of them.
    pub wanted: Wanted,
}

/// Lists the users by name, each as `view` writes what [`super::scan::run`] would have shown of him.
pub fn run(engine: &Engine, principal: &Principal, input: &Input, view: View) -> Result<Page> {
    let account_id = input.account_id;
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let is_whole = principal.is_admin();
    let list = List {
        kind: Kind::User,
        account_id,
        is_whole,
        seen: &|user| seen(is_whole, user),
    };
    shown::page(engine, &list, &input.wanted, view)
}
