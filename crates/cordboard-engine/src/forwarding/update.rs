//! Changing a user's forwarding and his own office hours.

use super::read;
use crate::authorise::Verb;
use crate::users::update::{Input, write};
use crate::{Engine, Error, Principal, Result};

/// The parts of a user's document that this verb changes.
const PARTS: [&str; 2] = ["/forwarding", "/office_hours"];

/// Merges the changes; each must point into `forwarding` or `office_hours`.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<read::View> {
    let inside = |path: &str| {
        PARTS.iter().any(|part| {
            path.strip_prefix(part)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    if let Some(outside) = input.changes.iter().find(|change| !inside(&change.path)) {
        return Err(Error::invalid(
            &outside.path,
            "path",
            "a change of forwarding points into /forwarding or /office_hours",
        ));
    }
    let (user, account_id) = write(
        engine,
        principal,
        &input,
        Verb::Forwarding,
        "user.update_forwarding",
    )?;
    read::view(engine, &user, account_id)
}
