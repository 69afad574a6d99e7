//! The caller himself.

use super::document::document;
use super::fields::Use;
use super::one::write;
use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use cordboard_engine::accounts::fetch;
use serde_json::{Value, json};

/// The user as he reads himself, with the transports that his account offers.
pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = call.person()?;
    let account = fetch::run(call.engine, &call.principal, call.account_id()?)?;
    let transports = account.record.fields.get("transports").cloned();
    let mut shown = document(&user);
    let none = json!([]);
    shown.insert("transports".into(), transports.unwrap_or(none));
    Ok(Answer::ok(Value::Object(shown)))
}

pub(super) fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = call.person()?;
    write(call, &user, Use::Own)
}
