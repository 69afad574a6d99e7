//! Some users of an account, as colleagues see each other.

use super::by_extension::shown;
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind, Record};

/// Those of these users who are there and belong to the account.
pub fn run(
    engine: &Engine,
    principal: &Principal,
    account_id: Id,
    ids: impl IntoIterator<Item = Id>,
) -> Result<Vec<Record>> {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, account)?;
    let snapshot = engine.read()?;
    let mut found = Vec::new();
    for id in ids {
        let user = snapshot.get(Kind::User, id)?.filter(Record::is_live);
        found.extend(
            user.filter(|user| user.account_id == Some(account_id))
                .map(shown),
        );
    }
    Ok(found)
}
