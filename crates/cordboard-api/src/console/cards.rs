//! What people look like and how they are reached: a user's photo, and his business card.

use crate::body::PathId;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use crate::vcard;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use cordboard_engine::users::{card, photo, place};
use cordboard_model::crossbar::vcard::Folding;

/// Sets a user's photo, the bytes of a JPEG, PNG, GIF or WebP file. His `photo` field then says where it is fetched.
#[utoipa::path(put, path = "/console/users/{id}/photo", operation_id = "user_set_photo", tag = "users",
    params(("id" = String, Path)), request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn set_photo(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    bytes: Bytes,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| {
        let place = place(engine, &caller.principal, id)?;
        let input = photo::write::Input {
            place,
            mime: None,
            bytes: bytes.to_vec(),
        };
        photo::write::run(engine, &caller.principal, &input)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Removes a user's photo.
#[utoipa::path(delete, path = "/console/users/{id}/photo", operation_id = "user_remove_photo", tag = "users",
    params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn remove_photo(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| {
        let place = place(engine, &caller.principal, id)?;
        photo::remove::run(engine, &caller.principal, place)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A user's business card, as a vCard.
#[utoipa::path(get, path = "/console/users/{id}/card", operation_id = "user_card", tag = "users",
    params(("id" = String, Path)),
    responses((status = 200, body = String, content_type = "text/vcard"), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read_card(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<Response, Problem> {
    let found = api
        .run(move |engine| {
            let place = place(engine, &caller.principal, id)?;
            card::run(engine, &caller.principal, place)
        })
        .await?;
    let kind = [(header::CONTENT_TYPE, "text/vcard; charset=utf-8")];
    Ok((kind, vcard::text(&found, Folding::Rfc)).into_response())
}
