//! The keys with which what is sent to watches is signed.

use super::shapes::{time, time_or_none};
use crate::body::Json;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use cordboard_engine::Error;
use cordboard_engine::crypto_keys::{Algorithm, Key, create, delete, list, read, rotate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The keys of the caller's account.
#[derive(Serialize, ToSchema)]
pub struct CryptoKeyList {
    /// By name, without secrets.
    rows: Vec<CryptoKey>,
}

/// A key.
#[derive(Serialize, ToSchema)]
pub struct CryptoKey {
    /// Its name, by which watches name it.
    name: String,
    /// `hmac-sha256` or `ed25519`.
    algorithm: &'static str,
    /// When it was made (RFC 3339).
    created: String,
    /// When it was renewed last (RFC 3339). For a day after it the secret before signs, too.
    rotated: Option<String>,
    /// The public half of an `ed25519` key, in base64.
    public_key: Option<String>,
    /// The shared secret of an `hmac-sha256` key, in hexadecimal digits; only where one key is asked for.
    secret: Option<String>,
}

impl From<Key> for CryptoKey {
    fn from(key: Key) -> Self {
        Self {
            name: key.id,
            algorithm: key.algorithm.name(),
            created: time(key.created_ms),
            rotated: time_or_none(key.rotated_ms),
            public_key: key.public_key,
            secret: key.secret,
        }
    }
}

/// A new key.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CryptoKeyRequest {
    /// Letters, digits, dots, - and _.
    name: String,
    /// `hmac-sha256` or `ed25519`.
    algorithm: String,
}

/// The `{name}` of a path.
pub struct PathName(String);

impl<S: Send + Sync> FromRequestParts<S> for PathName {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let named = Path::<String>::from_request_parts(parts, state).await;
        named
            .map(|Path(name)| PathName(name))
            .map_err(|_| Problem::not_found())
    }
}

/// Lists the keys.
#[utoipa::path(get, path = "/console/crypto-keys", operation_id = "crypto_key_list", tag = "watches",
    responses((status = 200, body = CryptoKeyList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(
    State(api): State<Api>,
    caller: Caller,
) -> Result<axum::Json<CryptoKeyList>, Problem> {
    let keys = api
        .run(move |engine| list::run(engine, &caller.principal))
        .await?;
    let rows = keys.into_iter().map(CryptoKey::from).collect();
    Ok(axum::Json(CryptoKeyList { rows }))
}

/// Makes a key, and shows its secret.
#[utoipa::path(post, path = "/console/crypto-keys", operation_id = "crypto_key_create", tag = "watches",
    request_body = CryptoKeyRequest,
    responses((status = 201, body = CryptoKey), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<CryptoKeyRequest>,
) -> Result<(StatusCode, axum::Json<CryptoKey>), Problem> {
    let made = api
        .run(move |engine| {
            let wrong = || Error::invalid("/algorithm", "enum", "use hmac-sha256 or ed25519");
            let input = create::Input {
                algorithm: Algorithm::named(&request.algorithm).ok_or_else(wrong)?,
                name: request.name,
            };
            create::run(engine, &caller.principal, &input)
        })
        .await?;
    Ok((StatusCode::CREATED, axum::Json(made.into())))
}

/// Reads a key, with its shared secret.
#[utoipa::path(get, path = "/console/crypto-keys/{name}", operation_id = "crypto_key_read", tag = "watches",
    params(("name" = String, Path)),
    responses((status = 200, body = CryptoKey), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    caller: Caller,
    PathName(name): PathName,
) -> Result<axum::Json<CryptoKey>, Problem> {
    let key = api
        .run(move |engine| read::run(engine, &caller.principal, &name))
        .await?;
    Ok(axum::Json(key.into()))
}

/// Renews a key: it gets a new secret, and for a day the one before signs beside it.
#[utoipa::path(post, path = "/console/crypto-keys/{name}/rotate", operation_id = "crypto_key_rotate", tag = "watches",
    params(("name" = String, Path)),
    responses((status = 200, body = CryptoKey), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn rotate(
    State(api): State<Api>,
    caller: Caller,
    PathName(name): PathName,
) -> Result<axum::Json<CryptoKey>, Problem> {
    let key = api
        .run(move |engine| rotate::run(engine, &caller.principal, &name))
        .await?;
    Ok(axum::Json(key.into()))
}

/// Takes a key away with which no watch is signed.
#[utoipa::path(delete, path = "/console/crypto-keys/{name}", operation_id = "crypto_key_delete", tag = "watches",
    params(("name" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn delete(
    State(api): State<Api>,
    caller: Caller,
    PathName(name): PathName,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| delete::run(engine, &caller.principal, &name))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
