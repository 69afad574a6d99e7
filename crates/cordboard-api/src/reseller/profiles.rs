//! `resellers/profiles`: the plans that accounts can have. An addition of ours, so that clients learn the ids.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::routes::Route;
use crate::table::shape::{Member, Of, TEXT, required};
use axum::http::Method;
use cordboard_engine::account_profiles::{Profile, create, delete, list, rename};
use serde_json::{Value, json};

const PATH: &str = "2.0/resellers/profiles";
const ONE: &str = "2.0/resellers/profiles/{profileId}";
const WRITE: &[Member] = &[required("name", Of::Text(1, 128))];
const PROFILE: &[Member] = &[required("id", TEXT), required("name", TEXT)];
const LIST: &[Member] = &[required("items", Of::List(&Of::Object(PROFILE)))];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::new(&Method::GET, PATH, ("profiles.list", "List the account profiles"), list_profiles).shows(LIST),
    Route::new(&Method::POST, PATH, ("profiles.insert", "Make an account profile"), insert).body(WRITE).shows(PROFILE),
    Route::new(&Method::PUT, ONE, ("profiles.update", "Rename an account profile"), update).body(WRITE).shows(PROFILE),
    Route::new(&Method::DELETE, ONE, ("profiles.delete", "Take an account profile away"), remove),
];

fn shown(profile: &Profile) -> Value {
    json!({ "id": profile.id, "name": profile.name })
}

fn list_profiles(call: &Call<'_>) -> Result<Answer, Failure> {
    let profiles = list::run(call.engine, &call.principal)?;
    let items: Vec<Value> = profiles.iter().map(shown).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn insert(call: &Call<'_>) -> Result<Answer, Failure> {
    let name = call.text("name").unwrap_or_default();
    let made = create::run(call.engine, &call.principal, name).map_err(own)?;
    Ok(Answer::ok(shown(&made)))
}

fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = rename::Input {
        id: call.id("profileId", "account profile")?,
        name: call.text("name").unwrap_or_default().to_owned(),
    };
    let renamed = rename::run(call.engine, &call.principal, &input).map_err(own)?;
    Ok(Answer::ok(shown(&renamed)))
}

fn remove(call: &Call<'_>) -> Result<Answer, Failure> {
    let id = call.id("profileId", "account profile")?;
    delete::run(call.engine, &call.principal, id)?;
    Ok(Answer::gone())
}

/// Here the name is the profile's and not that of an account.
fn own(error: cordboard_engine::Error) -> Failure {
    let mut failure = Failure::from(error);
    for field in &mut failure.fields {
        if field == "clientName" {
            *field = "name".to_owned();
        }
    }
    failure.message = failure.message.replace("clientName:", "name:");
    failure
}
