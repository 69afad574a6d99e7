//! `/phones`: the phones of a person, one record with the devices of the Crossbar dialect.

mod document;

use super::answer::Answer;
use super::call::Call;
use super::document::named;
use super::failure::Failure;
use super::list::plain;
use super::person::{child, owner};
use super::routes::Route;
use super::shape::{ID, Member, Of, required};
use cordboard_engine::belongings::Place;
use cordboard_engine::phones::{own, read_folder};
use document::{CREATE, NAMES, PHONE, SELF, UPDATE, fixed, new, updated, view};

const LIST: &[Member] = &[required("items", Of::List(&Of::Object(PHONE)))];
const LIST_SELF: &[Member] = &[required("items", Of::List(&Of::Object(SELF)))];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/phones", "phones.list", "List one's phones", list).shows(LIST_SELF),
    Route::post("user/phones", "phones.create", "Add a phone", create).body(CREATE).makes(ID),
    Route::get("user/phones/{id}", "phones.read", "Read a phone", read).shows(PHONE),
    Route::post("user/phones/{id}", "phones.update", "Change a phone", update).body(UPDATE),
    Route::post("user/phones/{id}/destroy", "phones.destroy", "Delete a phone", destroy).removes(),
    Route::get("users/{id}/phones", "users.phones.list", "List a user's phones", list).shows(LIST),
    Route::post("users/{id}/phones", "users.phones.create", "Add a phone to a user", create).body(CREATE).makes(ID),
    Route::get("users/{id}/phones/{phone_id}", "users.phones.read", "Read a user's phone", read).shows(PHONE),
    Route::post("users/{id}/phones/{phone_id}", "users.phones.update", "Change a user's phone", update).body(UPDATE),
    Route::post("users/{id}/phones/{phone_id}/destroy", "users.phones.destroy", "Delete a user's phone", destroy).removes(),
];

/// The address of the folder of the person's phones, without what stands before the host.
fn folder_address(call: &Call<'_>) -> Result<String, Failure> {
    let owner = owner(call)?;
    let place = Place {
        account_id: owner.account_id,
        id: owner.user_id.unwrap_or_default(),
    };
    let folder = read_folder::run(call.engine, &call.principal, place)?;
    let host = call.request.header("host").unwrap_or("localhost");
    Ok(format!("{host}/provision/{folder}/"))
}

fn which(call: &Call<'_>) -> Result<own::Which, Failure> {
    let owner = owner(call)?;
    Ok(own::Which {
        account_id: owner.account_id,
        user_id: owner.user_id.unwrap_or_default(),
        id: child(call, "phone_id", "phone")?,
    })
}

fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = own::list::run(call.engine, &call.principal, owner(call)?)?;
    let folder = folder_address(call)?;
    let is_self = call
        .request
        .segments
        .first()
        .is_some_and(|first| first == "user");
    let keys = if is_self { SELF } else { PHONE };
    Ok(plain(found.iter().map(|phone| view(keys, phone, &folder))))
}

fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = own::create::Input {
        owner: owner(call)?,
        fields: new(call.body()),
    };
    let made = own::create::run(call.engine, &call.principal, input);
    Ok(Answer::made(made.map_err(|error| named(error, NAMES))?.id))
}

fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = own::read(call.engine, &call.principal, which(call)?)?;
    let folder = folder_address(call)?;
    Ok(Answer::ok(view(PHONE, &found, &folder).into()))
}

fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    let which = which(call)?;
    let current = own::read(call.engine, &call.principal, which)?;
    fixed(&current, call.body()).map_err(Failure::violations)?;
    let body = call.body().clone();
    let input = own::rewrite::Input {
        which,
        rewrite: Box::new(move |current| Ok(updated(current, &body))),
    };
    let done = own::rewrite::run(call.engine, &call.principal, &input);
    done.map_err(|error| named(error, NAMES))?;
    Ok(Answer::done())
}

fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    own::delete::run(call.engine, &call.principal, which(call)?)?;
    Ok(Answer::gone())
}
