//! Reading how a user's calls are forwarded, with the hours that decide.

use crate::authorise::{Verb, authorise};
use crate::users::{find, object};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind, Record};
use serde_json::Value;

/// A user's forwarding with what it depends on.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The user.
    pub user_id: Id,
    /// The user's `rev`.
    pub rev: u64,
    /// The document's `forwarding`; an empty object when there is none.
    pub forwarding: Value,
    /// The document's `office_hours`; the account's mode when there is none.
    pub office_hours: Value,
    /// The week of the account.
    pub account_office_hours: Value,
    /// The zone in which the hours are meant.
    pub timezone: String,
    /// The caller may change it.
    pub may_edit: bool,
}

/// Reads the forwarding.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<View> {
    let (user, account_id) = find(engine, principal, id)?;
    authorise(
        &engine.tree(),
        principal,
        Verb::Forwarding,
        object(id, account_id),
    )?;
    view(engine, &user, account_id)
}

/// The view of a user whose forwarding the caller may change.
pub(crate) fn view(engine: &Engine, user: &Record, account_id: Id) -> Result<View> {
    let account = engine
        .live(Kind::Account, account_id)?
        .ok_or(Error::NotFound("account"))?;
    let week = match account.fields.get("office_hours") {
        Some(week) => week.clone(),
        None => serde_json::to_value(cordboard_model::hours::Week::default())
            .map_err(Error::internal)?,
    };
    let own_zone = user.text("timezone");
    Ok(View {
        user_id: user.id,
        rev: user.rev,
        forwarding: user
            .fields
            .get("forwarding")
            .cloned()
            .unwrap_or_else(|| serde_json::json!({})),
        office_hours: user
            .fields
            .get("office_hours")
            .cloned()
            .unwrap_or_else(|| serde_json::json!({ "mode": "account" })),
        account_office_hours: week,
        timezone: if own_zone.is_empty() {
            account.text("timezone")
        } else {
            own_zone
        }
        .to_owned(),
        may_edit: true,
    })
}
