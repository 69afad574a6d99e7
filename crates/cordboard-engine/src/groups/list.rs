//! The groups of an account, or those in which a user is.

use super::read::view;
use crate::authorise::{Object, Verb, authorise};
use crate::scan::{self, Page, Scan};
use crate::{Engine, Principal, Result, listing, users};
use cordboard_model::{Id, Kind};

/// Which groups.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// Only groups of which this user of the account is a member.
    pub member_id: Option<Id>,
    /// Which page of them.
    pub scan: Scan,
}

/// Lists the groups by name. Everybody of an account sees its groups.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Page> {
    let account = Object::Account(input.account_id);
    authorise(&engine.tree(), principal, Verb::ReadGroups, account)?;
    let view = |record| Some(view(principal, record));
    let snapshot = engine.read()?;
    let Some(member_id) = input.member_id else {
        let list = (Kind::Group, input.account_id);
        return scan::of_list(&*snapshot, list, &input.scan, view);
    };
    users::find_in(&*snapshot, input.account_id, member_id)?;
    let member = users::object(member_id, input.account_id);
    authorise(&engine.tree(), principal, Verb::ReadUser, member)?;
    let found = listing::linked(&*snapshot, (Kind::Group, input.account_id), member_id)?;
    Ok(scan::of_found(found, &input.scan, view))
}
