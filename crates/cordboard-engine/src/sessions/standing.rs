//! What a client is told about the holder of a session when it signs in.

use super::Held;
use crate::{Engine, Error, Result};
use cordboard_model::{Id, Kind};

/// Where the holder of a session stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// His account.
    pub account_id: Id,
    /// Its name.
    pub account_name: String,
    /// It is a reseller.
    pub is_reseller: bool,
    /// It is the top account.
    pub is_top: bool,
    /// The reseller who looks after it: the nearest one above; the top account itself for the top account.
    pub reseller_id: Id,
    /// The user; `None` for a session that an API key opened.
    pub owner_id: Option<Id>,
    /// The language of the user, else of the account, else nothing.
    pub language: Option<String>,
}

/// Describes the holder of a session.
pub fn run(engine: &Engine, held: &Held) -> Result<Standing> {
    let account = engine
        .live(Kind::Account, held.account_id)?
        .ok_or(Error::Unauthenticated)?;
    let user = match held.owner_id {
        Some(id) => engine.live(Kind::User, id)?,
        None => None,
    };
    let language = [user.as_ref(), Some(&account)]
        .into_iter()
        .flatten()
        .map(|record| record.text("language"))
        .find(|language| !language.is_empty())
        .map(str::to_owned);
    let tree = engine.tree();
    let top = tree.root().ok_or(Error::NotInstalled)?;
    Ok(Standing {
        account_id: account.id,
        account_name: account.text("name").to_owned(),
        is_reseller: account.flag("is_reseller", false) || account.id == top,
        is_top: account.id == top,
        reseller_id: tree.reseller_above(account.id).unwrap_or(top),
        owner_id: held.owner_id,
        language,
    })
}
