//! The person that an operation is about: below `/users/{id}` somebody else, below `/user` the caller.

use super::call::Call;
use super::failure::Failure;
use cordboard_engine::entries::Person;
use cordboard_engine::owned::Owner;
use cordboard_model::Id;

/// Whose things the operation is about. Somebody of another tenant looks unknown.
pub(super) fn owner(call: &Call<'_>) -> Result<Owner, Failure> {
    let Person {
        account_id,
        user_id,
    } = person(call)?;
    Ok(Owner::person(account_id, user_id))
}

/// The same as a person to whom things happen.
pub(super) fn person(call: &Call<'_>) -> Result<Person, Failure> {
    let place = match is_other(call) {
        true => call.place("id", "user")?,
        false => call.me()?,
    };
    Ok(Person {
        account_id: place.account_id,
        user_id: place.id,
    })
}

/// The id of one of his things: `{id}` below `/user`, and this placeholder below `/users/{id}`.
pub(super) fn child(call: &Call<'_>, name: &str, what: &str) -> Result<Id, Failure> {
    match is_other(call) {
        true => call.id(name, what),
        false => call.id("id", what),
    }
}

fn is_other(call: &Call<'_>) -> bool {
    let first = call.request.segments.first();
    first.is_some_and(|first| first == "users")
}
