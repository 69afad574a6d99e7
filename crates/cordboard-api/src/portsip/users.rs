//! Users: by those who manage them (`/users`), and each by himself (`/user`).

mod document;
mod fields;
mod list;
mod one;
mod own;
mod rights;
mod secrets;
mod submission;

use super::failure::Failure;
use super::list::FIVE;
use super::routes::Route;
use super::shape::{COUNT, ID, Member, Of, TEXT, member, required};
use cordboard_engine::Error;
use cordboard_model::Violation;

const LIST: &[Member] = &[
    required("count", COUNT),
    required("items", Of::List(&Of::Object(fields::LISTED))),
];
const OLD_AND_NEW: &[Member] = &[member("old_password", TEXT), required("new_password", TEXT)];
const PASSWORD: &[Member] = &[required("password", TEXT)];
const BALANCE: &[Member] = &[required("balance", Of::Number)];

/// The operations.
pub(super) const ROUTES: &[Route] = &[
    Route::get("users", "users.list", "List the users", list::list)
        .query(FIVE)
        .shows(LIST),
    Route::post("users", "users.create", "Make a user", one::create)
        .body(fields::CREATE)
        .makes(ID),
    Route::post(
        "users/profile",
        "users.profiles.reset",
        "Reset one provisioning profile, or all",
        rights::reset_profiles,
    )
    .query(&["id"]),
    Route::get("users/{id}", "users.read", "Read a user", one::read).shows(fields::SHOWN),
    Route::post("users/{id}", "users.update", "Change a user", one::update).body(fields::MANAGE),
    Route::post(
        "users/{id}/destroy",
        "users.destroy",
        "Take a user away",
        one::destroy,
    )
    .removes(),
    Route::post(
        "users/{id}/password",
        "users.password",
        "Set a user's password",
        secrets::set_password,
    )
    .body(PASSWORD),
    Route::post(
        "users/{id}/extension_password",
        "users.extension_password",
        "Set what a user's phones register with",
        secrets::set_extension_password,
    )
    .body(PASSWORD),
    Route::post(
        "users/{id}/role",
        "users.role",
        "Give a user another role",
        rights::set_role,
    )
    .body(&[required("role", Of::Text(1, 64))]),
    Route::post(
        "users/{id}/profile",
        "users.profile.reset",
        "Reset a user's provisioning profile",
        rights::reset_profile,
    ),
    Route::post(
        "users/{id}/ms365_binding",
        "users.ms365.bind",
        "Bind a user to a person of Microsoft 365",
        rights::bind,
    )
    .body(&[required("id", Of::Text(1, 256))]),
    Route::post(
        "users/{id}/ms365_binding/destroy",
        "users.ms365.unbind",
        "Take such a binding away",
        rights::unbind,
    )
    .removes(),
    Route::get(
        "users/{id}/balance",
        "users.balance.read",
        "Read a user's balance",
        rights::balance,
    )
    .shows(BALANCE),
    Route::post(
        "users/{id}/balance",
        "users.balance.update",
        "Set a user's balance",
        rights::set_balance,
    )
    .body(BALANCE),
    Route::get("user", "user.read", "Read oneself", own::read).shows(fields::SHOWN_OWN),
    Route::post("user", "user.update", "Change oneself", own::update).body(fields::CHANGE_OWN),
    Route::post(
        "user/password",
        "user.password",
        "Set one's own password",
        secrets::change_password,
    )
    .body(OLD_AND_NEW),
    Route::post(
        "user/extension_password",
        "user.extension_password",
        "Set what one's own phones register with",
        secrets::change_extension_password,
    )
    .body(OLD_AND_NEW),
    Route::get(
        "user/balance",
        "user.balance.read",
        "Read one's own balance",
        rights::balance,
    )
    .shows(BALANCE),
    Route::post(
        "user/profile",
        "user.profile.reset",
        "Reset one's own provisioning profile",
        rights::reset_profile,
    ),
];

/// A refusal that names the fields as the dialect does.
fn refusal(error: Error) -> Failure {
    match error {
        Error::Invalid(found) => Failure::violations(renamed(found)),
        Error::Taken { path, detail } => {
            let named = submission::renamed(Violation::new(path, "unique", detail));
            let (path, detail) = (named.path, named.detail);
            Error::Taken { path, detail }.into()
        }
        other => other.into(),
    }
}

fn renamed(found: Vec<Violation>) -> Vec<Violation> {
    found.into_iter().map(submission::renamed).collect()
}
