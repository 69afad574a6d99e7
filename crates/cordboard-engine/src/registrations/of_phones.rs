//! Which phones of an account are registered now.
//!
//! Planes and switches know lines and addresses, not our records: a registration is taken for the phone whose user name
//! it was made with or whose address it names, and for the only phone of a person who has no more than one.

use super::names;
use crate::phones::list;
use crate::scan::Scan;
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind, Record};
use std::collections::BTreeMap;

/// Lists the phones of which a registration is known, by name. A person without the admin role sees his own ones.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id) -> Result<Vec<Record>> {
    let input = list::Input {
        account_id,
        owner_id: None,
        scan: Scan::default(),
    };
    let phones = list::run(engine, principal, &input)?.rows;
    let mut of_owner: BTreeMap<Id, Vec<&Record>> = BTreeMap::new();
    for phone in &phones {
        if let Some(owner) = owner(phone) {
            of_owner.entry(owner).or_default().push(phone);
        }
    }
    let mut registered = Vec::new();
    for (owner, phones) in of_owner {
        let Some(user) = engine.live(Kind::User, owner)? else {
            continue;
        };
        let known = super::of(engine, &user, account_id)?;
        let alone = phones.len() == 1;
        let reached = |phone: &Record| known.iter().any(|one| alone || names(one, phone));
        registered.extend(
            phones
                .into_iter()
                .filter(|phone| reached(phone))
                .map(|phone| phone.id),
        );
    }
    Ok(phones
        .into_iter()
        .filter(|phone| registered.contains(&phone.id))
        .collect())
}

fn owner(phone: &Record) -> Option<Id> {
    phone.text("owner_id").parse().ok()
}
