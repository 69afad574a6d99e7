//! Is there an installation?

use crate::Engine;
use std::sync::PoisonError;
use subtle::ConstantTimeEq;

/// True once the top account exists.
pub fn is_installed(engine: &Engine) -> bool {
    !engine.tree().is_empty()
}

/// Asks for this token before a browser may set the installation up. The program that serves prints it once.
pub fn require_setup_token(engine: &Engine, token: &str) {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(token.as_bytes()).into();
    *engine
        .setup_token
        .lock()
        .unwrap_or_else(PoisonError::into_inner) = Some(digest);
}

/// True when [`require_setup_token`] was called.
pub fn wants_setup_token(engine: &Engine) -> bool {
    engine
        .setup_token
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .is_some()
}

/// The token has done its work.
pub(crate) fn forget_setup_token(engine: &Engine) {
    *engine
        .setup_token
        .lock()
        .unwrap_or_else(PoisonError::into_inner) = None;
}

/// True when no token is wanted or this is the one.
pub(crate) fn setup_token_fits(engine: &Engine, token: Option<&str>) -> bool {
    use sha2::{Digest, Sha256};
    let wanted = *engine
        .setup_token
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    match wanted {
        None => true,
        Some(wanted) => {
            let given: [u8; 32] = Sha256::digest(token.unwrap_or_default().as_bytes()).into();
            wanted.ct_eq(&given).into()
        }
    }
}
