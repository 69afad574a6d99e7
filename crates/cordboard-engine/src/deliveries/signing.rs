//! Signs what is sent, so that its receiver knows from whom it comes.
//!
//! Signed is the text `T.BODY`: the time of sending in seconds since the epoch, a dot, and the body as it is sent. The header
//! has one part for each key, and for a day after a key was renewed one for the secret before:
//! `t=T;key=ID;alg=ALGORITHM;sig=SIGNATURE`, with hexadecimal digits for `hmac-sha256` and base64 for `ed25519`.

use crate::crypto_keys::{Algorithm, by_name, secrets};
use crate::{Engine, Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cordboard_model::Id;
use ed25519_dalek::{Signer, SigningKey};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The header that holds the signatures.
pub(crate) const HEADER: &str = "X-Cordboard-Signature";

/// The header's value for a body.
pub(crate) fn sign(engine: &Engine, account_id: Id, keys: &[String], body: &str) -> Result<String> {
    let now_ms = engine.now_ms();
    let seconds = now_ms.div_euclid(1000);
    let text = format!("{seconds}.{body}");
    let mut parts = Vec::new();
    for name in keys {
        let key = by_name(&*engine.read()?, account_id, name)?;
        let key = key.ok_or(Error::NotFound("crypto key"))?;
        let algorithm = Algorithm::of(&key);
        for secret in secrets(&key, now_ms) {
            let signature = signature(algorithm, &secret, text.as_bytes());
            let algorithm = algorithm.name();
            parts.push(format!(
                "t={seconds};key={name};alg={algorithm};sig={signature}"
            ));
        }
    }
    Ok(parts.join(", "))
}

fn signature(algorithm: Algorithm, secret: &[u8; 32], text: &[u8]) -> String {
    match algorithm {
        Algorithm::HmacSha256 => {
            // A key of 32 bytes is never refused.
            let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
                return String::new();
            };
            mac.update(text);
            let bytes = mac.finalize().into_bytes();
            bytes.iter().map(|byte| format!("{byte:02x}")).collect()
        }
        Algorithm::Ed25519 => {
            let key = SigningKey::from_bytes(secret);
            STANDARD.encode(key.sign(text).to_bytes())
        }
    }
}
