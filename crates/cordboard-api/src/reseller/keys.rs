//! `resellers/cryptoKeys`: the keys with which what is sent to watches is signed. An addition of ours.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::routes::Route;
use super::watches::instant;
use crate::table::shape::{Member, Of, TEXT, member, required};
use axum::http::Method;
use cordboard_engine::crypto_keys::{Algorithm, Key, create, delete, list, read, rotate};
use serde_json::{Value, json};

const PATH: &str = "2.0/resellers/cryptoKeys";
const ONE: &str = "2.0/resellers/cryptoKeys/{keyId}";
const ROTATE: &str = "2.0/resellers/cryptoKeys/{keyId}/rotate";

const ALGORITHM: Of = Of::Word(&["hmac-sha256", "ed25519"]);
const WRITE: &[Member] = &[
    required("id", Of::Text(1, 64)),
    member("algorithm", ALGORITHM),
];
const KEY: &[Member] = &[
    required("id", TEXT),
    required("algorithm", ALGORITHM),
    required("created", Of::Time),
    member("rotated", Of::Time),
    member("publicKey", TEXT),
    member("secret", TEXT),
];
const LIST: &[Member] = &[required("items", Of::List(&Of::Object(KEY)))];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::new(&Method::GET, PATH, ("keys.list", "List the keys, without their secrets"), list_keys).shows(LIST),
    Route::new(&Method::POST, PATH, ("keys.insert", "Make a key"), insert).body(WRITE).shows(KEY),
    Route::new(&Method::GET, ONE, ("keys.get", "Read a key with its shared secret"), get).shows(KEY),
    Route::new(&Method::DELETE, ONE, ("keys.delete", "Take a key away"), remove),
    Route::new(&Method::POST, ROTATE, ("keys.rotate", "Give a key a new secret; the old one signs too for a day"), renew).shows(KEY),
];

fn shown(key: &Key) -> Value {
    let mut shown = json!({
        "id": key.id,
        "algorithm": key.algorithm.name(),
        "created": instant(key.created_ms),
    });
    if let Some(fields) = shown.as_object_mut() {
        let rotated = key.rotated_ms.map(instant);
        fields.extend(rotated.map(|at| ("rotated".to_owned(), at)));
        let public = key.public_key.clone();
        fields.extend(public.map(|text| ("publicKey".to_owned(), text.into())));
        let secret = key.secret.clone();
        fields.extend(secret.map(|text| ("secret".to_owned(), text.into())));
    }
    shown
}

fn list_keys(call: &Call<'_>) -> Result<Answer, Failure> {
    let keys = list::run(call.engine, &call.principal)?;
    let items: Vec<Value> = keys.iter().map(shown).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn insert(call: &Call<'_>) -> Result<Answer, Failure> {
    let algorithm = call.text("algorithm").and_then(Algorithm::named);
    let input = create::Input {
        name: call.text("id").unwrap_or_default().to_owned(),
        algorithm: algorithm.unwrap_or_default(),
    };
    let made = create::run(call.engine, &call.principal, &input)?;
    Ok(Answer::ok(shown(&made)))
}

fn get(call: &Call<'_>) -> Result<Answer, Failure> {
    let key = read::run(call.engine, &call.principal, call.param("keyId"))?;
    Ok(Answer::ok(shown(&key)))
}

fn remove(call: &Call<'_>) -> Result<Answer, Failure> {
    delete::run(call.engine, &call.principal, call.param("keyId"))?;
    Ok(Answer::gone())
}

fn renew(call: &Call<'_>) -> Result<Answer, Failure> {
    let key = rotate::run(call.engine, &call.principal, call.param("keyId"))?;
    Ok(Answer::ok(shown(&key)))
}
