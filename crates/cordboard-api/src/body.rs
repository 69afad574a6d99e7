//! Reading requests: bodies, ids and queries, with problems instead of plain text when they cannot be read.

use crate::problem::Problem;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use cordboard_model::Id;
use serde::de::DeserializeOwned;

/// The largest body that is read, in bytes: the limit Kazoo has (cb_max_request_length).
pub const BODY_MAX: usize = 8_000_000;

/// A JSON body.
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok());
        let is_json = kind.is_some_and(|kind| {
            let essence = kind
                .split(';')
                .next()
                .unwrap_or_default()
                .trim()
                .to_ascii_lowercase();
            essence == "application/json" || essence.ends_with("+json")
        });
        if !is_json {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "send JSON, with the header Content-Type: application/json",
            ));
        }
        let bytes = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| {
                if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
                    too_large()
                } else {
                    Problem::malformed("the body could not be read")
                }
            })?;
        let mut reader = serde_json::Deserializer::from_slice(&bytes);
        let value = T::deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
        value
            .map(Json)
            .map_err(|error| Problem::malformed(explain(&error)))
    }
}

/// What serde says, without echoing values: a misplaced password must not come back in an error.
fn explain(error: &serde_json::Error) -> String {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        serde_json::error::Category::Data => {
            let text = error.to_string();
            let safe = ["missing field", "unknown field"]
                .iter()
                .any(|start| text.starts_with(start));
            if safe {
                text
            } else {
                format!("a value has the wrong type at line {line} column {column}")
            }
        }
        _ => format!("the body is no JSON: look at line {line} column {column}"),
    }
}

/// 413 for bodies over [`BODY_MAX`].
pub fn too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too_large",
        "a body may have at most 8,000,000 bytes",
    )
}

/// The `{id}` of a path. Text that is no id names nothing that exists.
pub struct PathId(pub Id);

impl<S: Send + Sync> FromRequestParts<S> for PathId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found())?;
        text.parse().map(PathId).map_err(|_| Problem::not_found())
    }
}

/// The query of an address.
pub struct Params<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(params) = Query::<T>::from_request_parts(parts, state)
            .await
            .map_err(|_| {
                Problem::malformed("a parameter behind the ? is missing or has the wrong type")
            })?;
        Ok(Params(params))
    }
}
