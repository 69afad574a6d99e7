//! Who is signed in.

use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use cordboard_engine::accounts::fetch as reading;
use cordboard_engine::belongings::Place;
use cordboard_engine::roles::name_of;
use cordboard_engine::users::fetch;
use cordboard_model::roles::BuiltIn;
use cordboard_model::{Id, Record};
use serde_json::json;

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account_id()?;
    let account = reading::run(call.engine, &call.principal, account_id)?.record;
    let user = match call.principal.actor() {
        Some(id) => Some(person(call, id)?),
        None => None,
    };
    let must_change = user
        .as_ref()
        .is_some_and(|user| user.flag("require_password_update", false));
    let role = user.as_ref().map_or(BuiltIn::Admin.name(), name_of);
    Ok(Answer::ok(json!({
        "role": role,
        "password_verified": true,
        "password_force_reset": must_change,
        "domain": account.text("realm"),
        "role_name": role,
    })))
}

/// The name of the caller's role; an API key has that of an admin.
pub(super) fn own_role(call: &Call<'_>) -> Result<String, Failure> {
    match call.principal.actor() {
        Some(id) => Ok(name_of(&person(call, id)?).to_owned()),
        None => Ok(BuiltIn::Admin.name().to_owned()),
    }
}

fn person(call: &Call<'_>, id: Id) -> Result<Record, Failure> {
    let account_id = call.account_id()?;
    let place = Place { account_id, id };
    Ok(fetch::run(call.engine, &call.principal, place)?)
}
