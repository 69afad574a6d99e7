//! A user's prepaid balance.

use super::assign::{self, Assignment};
use crate::authorise::Verb;
use crate::belongings::Place;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Record;
use cordboard_model::roles::Permission;
use serde_json::Value;

/// Sets the balance, a number with at most five digits behind the point.
pub fn run(
    engine: &Engine,
    principal: &Principal,
    place: Place,
    balance: &Value,
) -> Result<Record> {
    if !principal.permissions().has(Permission::BillingFull) {
        return Err(Error::Forbidden("this needs the right to change billing"));
    }
    let amount = balance.as_f64().filter(|amount| amount.abs() < 1e12);
    let Some(amount) = amount else {
        let detail = "a balance is a number below a million million";
        return Err(Error::invalid("/balance", "maximum", detail));
    };
    let rounded = (amount * 1e5).round() / 1e5;
    let asked = Assignment {
        place,
        verb: "user.set_balance",
        needs: Verb::EditUser,
        ends_sessions: false,
    };
    assign::run(engine, principal, &asked, |current| {
        let mut changed = current.clone();
        changed.fields.insert("balance".into(), rounded.into());
        Ok(changed)
    })
}
