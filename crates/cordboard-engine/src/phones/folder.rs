//! The folder from which a person's phones fetch their files: the one secret in the address of a file.

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

/// The name of a folder that nobody guesses.
pub(crate) fn fresh() -> String {
    Id::from_bytes(rand::random()).to_string()
}
