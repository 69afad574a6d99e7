//! Getting back in without the password: a link, sent by mail, that opens a session once.

pub mod finish;
pub(crate) mod invitation;
pub mod look;
mod page;
pub mod set_password;
pub mod start;

use crate::sessions::id_of;
use crate::{Engine, Error, Result};
use cordboard_model::{Kind, Record};

/// How long a link is good, in milliseconds: a day.
pub const LIFETIME_MS: i64 = 24 * 3600 * 1000;
/// The field of a recovery that says until when it is good, in milliseconds since the epoch.
const EXPIRES: &str = "expires_ms";

/// The recovery behind a link, and its user. An unknown link, an old one, one that was followed, and one of a user who
/// is disabled look the same.
fn find(engine: &Engine, reset_id: &str) -> Result<(Record, Record)> {
    let length = reset_id.len();
    let fits = (40..=250).contains(&length) && reset_id.bytes().all(|b| b.is_ascii_hexdigit());
    if !fits {
        return Err(unknown());
    }
    let until_ms = |recovery: &Record| {
        let until = recovery.fields.get(EXPIRES);
        until.and_then(|until| until.as_i64()).unwrap_or(0)
    };
    let recovery = engine
        .live(Kind::Recovery, id_of(reset_id))?
        .filter(|recovery| until_ms(recovery) > engine.now_ms())
        .ok_or_else(unknown)?;
    let user = match recovery.account_id {
        Some(user_id) => engine.live(Kind::User, user_id)?,
        None => None,
    };
    let user = user
        .filter(|user| start::may_return(engine, user))
        .ok_or_else(unknown)?;
    Ok((recovery, user))
}

fn unknown() -> Error {
    Error::invalid(
        "/user",
        "not_found",
        "this link is unknown, too old, or was followed already; ask for a new one",
    )
}
