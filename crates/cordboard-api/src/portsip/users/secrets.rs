//! What a user signs in with, and what his phones register with.

use super::one::place;
use super::refusal;
use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use cordboard_engine::users::{set_password as password, set_sip_secret as secret};

pub(super) fn set_password(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = call.person()?;
    write_password(call, user.id, call.text("password"), None)
}

/// The present password is told, and the session that asks goes on.
pub(super) fn change_password(call: &Call<'_>) -> Result<Answer, Failure> {
    let me = call.me()?;
    let old = Some(call.text("old_password").to_owned());
    write_password(call, me.id, call.text("new_password"), old)
}

fn write_password(
    call: &Call<'_>,
    id: cordboard_model::Id,
    new: &str,
    old: Option<String>,
) -> Result<Answer, Failure> {
    let input = password::Input {
        id,
        password: new.to_owned(),
        current_password: old,
        keep_token: call.request.token().map(str::to_owned),
    };
    password::run(call.engine, &call.principal, input).map_err(refusal)?;
    Ok(Answer::done())
}

pub(super) fn set_extension_password(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = call.person()?;
    let input = secret::Input {
        place: place(call, &user)?,
        secret: call.text("password").to_owned(),
        current: None,
    };
    secret::run(call.engine, &call.principal, &input).map_err(refusal)?;
    Ok(Answer::done())
}

pub(super) fn change_extension_password(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = secret::Input {
        place: call.me()?,
        secret: call.text("new_password").to_owned(),
        current: Some(call.text("old_password").to_owned()),
    };
    secret::run(call.engine, &call.principal, &input).map_err(refusal)?;
    Ok(Answer::done())
}
