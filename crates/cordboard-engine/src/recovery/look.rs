//! Looking at a link before it is followed. It stays good.

use super::find;
use crate::{Engine, Error, Result, accounts};

/// Whose link it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The user name with which he signs in.
    pub username: String,
    /// What he is called.
    pub name: String,
    /// His account's name.
    pub account_name: String,
}

/// Tells whose link it is.
pub fn run(engine: &Engine, reset_id: &str) -> Result<Output> {
    let (_, user) = find(engine, reset_id)?;
    let account_id = user.account_id.ok_or(Error::NotFound("account"))?;
    Ok(Output {
        username: user.text("username").to_owned(),
        name: user.label(),
        account_name: accounts::find(engine, account_id)?.label(),
    })
}
