//! The phones of an account, or those of one person.

use super::read::{object, view};
use crate::authorise::{Object, Verb, authorise};
use crate::scan::{self, Page, Scan};
use crate::{Engine, Principal, Result, listing, users};
use cordboard_model::{Id, Kind, Record};

/// Which phones.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// Only phones of this user of the account.
    pub owner_id: Option<Id>,
    /// Which page of them.
    pub scan: Scan,
}

/// Lists the phones by name. A person without the admin role sees his own ones.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Page> {
    let account = Object::Account(input.account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let snapshot = engine.read()?;
    if let Some(owner_id) = input.owner_id {
        users::find_in(&*snapshot, input.account_id, owner_id)?;
        let owner = users::object(owner_id, input.account_id);
        authorise(&engine.tree(), principal, Verb::ReadUser, owner)?;
    }
    let own = principal.actor().filter(|_| !principal.is_admin());
    let view = |record: Record| {
        let object = object(&record, input.account_id);
        authorise(&engine.tree(), principal, Verb::ReadPhone, object)
            .is_ok()
            .then(|| view(principal, record))
    };
    let list = (Kind::Phone, input.account_id);
    match input.owner_id.or(own) {
        Some(owner_id) => {
            let found = listing::linked(&*snapshot, list, owner_id)?;
            Ok(scan::of_found(found, &input.scan, view))
        }
        None => scan::of_list(&*snapshot, list, &input.scan, view),
    }
}
