//! Visitors at a kiosk: who is there, signing in and out.

use crate::body::{Json, PathId};
use crate::caller::AtKiosk;
use crate::console::shapes::Document;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::visitors::{list, sign_in, sign_out};
use cordboard_model::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The visitors of the last day and a half, and everybody who is still there.
#[derive(Serialize, ToSchema)]
pub struct KioskVisitors {
    /// Those who are there first, the newest before the others.
    rows: Vec<KioskVisitor>,
}

/// A visitor.
#[derive(Serialize, ToSchema)]
pub struct KioskVisitor {
    id: String,
    name: String,
    company: String,
    host_id: String,
    /// What the host is called.
    host: String,
    badge: String,
    note: String,
    /// RFC 3339.
    arrived_at: String,
    /// RFC 3339; null while he is there.
    left_at: Option<String>,
}

/// Who came.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskVisitorIn {
    name: String,
    #[serde(default)]
    company: String,
    /// Whom he came to see.
    #[schema(value_type = Option<String>)]
    host_id: Option<Id>,
    #[serde(default)]
    badge: String,
    #[serde(default)]
    note: String,
}

/// A visitor who was signed in.
#[derive(Serialize, ToSchema)]
pub struct KioskVisitorMade {
    id: String,
}

/// Lists the visitors.
#[utoipa::path(get, path = "/console/kiosk/visitors", operation_id = "kiosk_visitors", tag = "kiosk",
    responses((status = 200, body = KioskVisitors), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(
    State(api): State<Api>,
    kiosk: AtKiosk,
) -> Result<axum::Json<KioskVisitors>, Problem> {
    let found = api
        .run(move |engine| list::run(engine, &kiosk.principal))
        .await?;
    let rows = found.into_iter().map(|row| {
        let text = |key: &str| row.record.text(key).to_owned();
        KioskVisitor {
            id: row.record.id.to_string(),
            name: text("name"),
            company: text("company"),
            host_id: text("host_id"),
            badge: text("badge"),
            note: text("note"),
            arrived_at: text("arrived_at"),
            left_at: Some(text("left_at")).filter(|left| !left.is_empty()),
            host: row.host,
        }
    });
    Ok(axum::Json(KioskVisitors {
        rows: rows.collect(),
    }))
}

/// Signs a visitor in.
#[utoipa::path(post, path = "/console/kiosk/visitors", operation_id = "kiosk_visitor_in", tag = "kiosk",
    request_body = KioskVisitorIn,
    responses((status = 201, body = KioskVisitorMade), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn sign_in(
    State(api): State<Api>,
    kiosk: AtKiosk,
    Json(request): Json<KioskVisitorIn>,
) -> Result<(StatusCode, axum::Json<KioskVisitorMade>), Problem> {
    let mut fields = Document::new();
    for (key, value) in [
        ("name", request.name),
        ("company", request.company),
        ("badge", request.badge),
        ("note", request.note),
    ] {
        fields.insert(key.to_owned(), value.trim().into());
    }
    let input = sign_in::Input {
        fields,
        host_id: request.host_id,
    };
    let made = api
        .run(move |engine| sign_in::run(engine, &kiosk.principal, input))
        .await?;
    let id = made.id.to_string();
    Ok((StatusCode::CREATED, axum::Json(KioskVisitorMade { id })))
}

/// Signs a visitor out.
#[utoipa::path(post, path = "/console/kiosk/visitors/{id}/departure", operation_id = "kiosk_visitor_out", tag = "kiosk",
    params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn sign_out(
    State(api): State<Api>,
    kiosk: AtKiosk,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| sign_out::run(engine, &kiosk.principal, id))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
