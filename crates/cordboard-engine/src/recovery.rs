//! Getting back in without the password: a link, sent by mail, that opens a session once.

pub mod finish;
pub(crate) mod invitation;
mod page;
pub mod start;

/// How long a link is good, in milliseconds: a day.
pub const LIFETIME_MS: i64 = 24 * 3600 * 1000;
/// The field of a recovery that says until when it is good, in milliseconds since the epoch.
const EXPIRES: &str = "expires_ms";
