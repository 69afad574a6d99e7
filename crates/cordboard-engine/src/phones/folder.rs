//! The folder from which a person's phones fetch their files: the one secret in the address of a file. A phone of nobody
//! has a folder of its own.

use super::owner;
use crate::Engine;
use cordboard_model::{Id, Record};

/// The field of a user that holds a folder which took the place of the first one.
pub(crate) const FIELD: &str = "provision_folder";

/// The folder of this user.
pub(crate) fn of(engine: &Engine, user: &Record) -> String {
    match user.text(FIELD) {
        "" => engine.pepper.name_of(&format!("folder|{}", user.id)),
        renewed => renewed.to_owned(),
    }
}

/// The folder of this phone; `None` when it belongs to somebody who is not there.
pub(crate) fn of_phone(engine: &Engine, phone: &Record, user: Option<&Record>) -> Option<String> {
    match (user, owner::of(phone)) {
        (Some(user), _) => Some(of(engine, user)),
        (None, None) => Some(engine.pepper.name_of(&format!("phone folder|{}", phone.id))),
        (None, Some(_)) => None,
    }
}

/// The name of a folder that nobody guesses.
pub(crate) fn fresh() -> String {
    Id::from_bytes(rand::random()).to_string()
}
