//! From a kiosk's token to the kiosk.

use crate::sessions::resolve;
use crate::{Engine, Principal, Result};

/// The kiosk that holds this token now. Anybody else's token, a revoked kiosk, and one of an account that is disabled
/// are nobody.
pub fn run(engine: &Engine, token: &str) -> Result<Principal> {
    resolve::kiosk(engine, token)
}
