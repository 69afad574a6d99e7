//! `/greetings`: what callers hear before they leave a message for a person.

use super::answer::Answer;
use super::call::Call;
use super::document::of_record;
use super::failure::Failure;
use super::list::plain;
use super::person::{child, owner};
use super::routes::Route;
use super::shape::{COUNT, ID, Member, Of, TEXT, member, required};
use cordboard_engine::greetings::{create as making, enable as enabling};
use cordboard_engine::owned::{self, Thing};
use cordboard_model::Kind;

const CREATE: &[Member] = &[required("file_id", TEXT)];

const GREETING: &[Member] = &[
    required("id", TEXT),
    required("enabled", Of::Flag),
    member("file_name", TEXT),
    member("file_size", COUNT),
    member("file_url", TEXT),
];

const LIST: &[Member] = &[required("items", Of::List(&Of::Object(GREETING)))];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/greetings", "greetings.list", "List one's greetings", list).shows(LIST),
    Route::post("user/greetings", "greetings.create", "Make a greeting of an uploaded file", create).body(CREATE).makes(ID),
    Route::post("user/greetings/{id}/enable", "greetings.enable", "Take a greeting into use", enable),
    Route::post("user/greetings/{id}/disable", "greetings.disable", "Take a greeting out of use", disable),
    Route::post("user/greetings/{id}/destroy", "greetings.destroy", "Delete a greeting", destroy).removes(),
    Route::get("users/{id}/greetings", "users.greetings.list", "List a user's greetings", list).shows(LIST),
    Route::post("users/{id}/greetings", "users.greetings.create", "Make a user's greeting of an uploaded file", create).body(CREATE).makes(ID),
    Route::post("users/{id}/greetings/{greeting_id}/enable", "users.greetings.enable", "Take a user's greeting into use", enable),
    Route::post("users/{id}/greetings/{greeting_id}/disable", "users.greetings.disable", "Take a user's greeting out of use", disable),
    Route::post("users/{id}/greetings/{greeting_id}/destroy", "users.greetings.destroy", "Delete a user's greeting", destroy).removes(),
];

fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let asked = (Kind::Greeting, owner(call)?);
    let found = owned::list::run(call.engine, &call.principal, asked)?;
    Ok(plain(
        found.iter().map(|greeting| of_record(GREETING, greeting)),
    ))
}

fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    let owner = owner(call)?;
    let input = making::Input {
        account_id: owner.account_id,
        user_id: owner.user_id.unwrap_or_default(),
        // What is no id names no file; that is said after it is known whether there is such a person.
        file_id: call.text("file_id").parse().unwrap_or_default(),
    };
    Ok(Answer::made(
        making::run(call.engine, &call.principal, input)?.id,
    ))
}

fn enable(call: &Call<'_>) -> Result<Answer, Failure> {
    switch(call, true)
}

fn disable(call: &Call<'_>) -> Result<Answer, Failure> {
    switch(call, false)
}

fn switch(call: &Call<'_>, enabled: bool) -> Result<Answer, Failure> {
    let owner = owner(call)?;
    let input = enabling::Input {
        account_id: owner.account_id,
        user_id: owner.user_id.unwrap_or_default(),
        id: child(call, "greeting_id", "greeting")?,
        enabled,
    };
    enabling::run(call.engine, &call.principal, input)?;
    Ok(Answer::done())
}

fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    let thing = Thing {
        kind: Kind::Greeting,
        owner: owner(call)?,
        id: child(call, "greeting_id", "greeting")?,
    };
    owned::delete::run(call.engine, &call.principal, thing)?;
    Ok(Answer::gone())
}
