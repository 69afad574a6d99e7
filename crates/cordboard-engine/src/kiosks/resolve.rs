//! From a kiosk's token to the kiosk.

use crate::sessions::{Method, id_of, resolve};
use crate::{Engine, Principal, Result};

/// The kiosk that holds this token now. Anybody else's token, a revoked kiosk, and one of an account that is disabled
/// are nobody.
pub fn run(engine: &Engine, token: &str) -> Result<Principal> {
    let snapshot = engine.read()?;
    let known = resolve::by_id(engine, snapshot.as_ref(), id_of(token))?;
    Ok(known
        .filter(|(held, _)| held.method == Method::Kiosk)
        .map_or(Principal::Anonymous, |(_, principal)| principal))
}
