//! The rules of webhooks that need no network: how its address is written ([`address`]), what it says ([`template`]), and
//! when the next attempt is due ([`lanes`]).

pub mod address;
pub(crate) mod checks;
pub mod lanes;
pub mod template;
