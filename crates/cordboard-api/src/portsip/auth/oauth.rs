//! The form of OAuth: the same pairs of tokens, asked for with a form.

use super::tokens::{opened, renewed, shown};
use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use crate::portsip::shape::{Member, Of, TEXT, member, required};
use cordboard_engine::sessions::sign_out;

/// The form's keys. `scope` and `client_id` say nothing here: there is one scope, and the client is not known.
pub(super) const FORM: &[Member] = &[
    required("grant_type", Of::Word(&["password", "refresh_token"])),
    member("username", Of::Text(1, 280)),
    member("domain", Of::Text(0, 280)),
    member("password", TEXT),
    member("refresh_token", TEXT),
    member("scope", TEXT),
    member("client_id", TEXT),
];

pub(super) fn token(call: &Call<'_>) -> Result<Answer, Failure> {
    let pair = match call.text("grant_type") {
        "refresh_token" => renewed(call)?,
        _ => opened(call)?,
    };
    Ok(Answer::ok(shown(&pair)))
}

/// Ends the session of the token in the form, else of the caller's own. A token that is not known is none already.
pub(super) fn revoke(call: &Call<'_>) -> Result<Answer, Failure> {
    let named = Some(call.text("token")).filter(|token| !token.is_empty());
    if let Some(token) = named.or(call.request.token()) {
        sign_out::run(call.engine, token)?;
    }
    Ok(Answer::done())
}
