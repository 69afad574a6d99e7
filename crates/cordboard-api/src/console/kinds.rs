//! What a record of a kind may hold: its schema, for an editor that knows no kind.

use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{Path, State};
use cordboard_engine::authorise::scope;
use cordboard_model::Kind;
use cordboard_model::schema::schema;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The schema of a kind.
#[derive(Serialize, ToSchema)]
pub struct KindSchema {
    /// JSON Schema 2020-12 without references, with the `x-` keywords that docs/API-DESIGN.md does not repeat.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    schema: Value,
}

/// Reads the schema of a kind: `account`, `user`, `phone`, `group`, `ring_group`, `call_queue`, `contact`, `meeting`.
#[utoipa::path(get, path = "/console/kinds/{kind}", operation_id = "kind_read", tag = "records",
    params(("kind" = String, Path)),
    responses((status = 200, body = KindSchema), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    caller: Caller,
    Path(name): Path<String>,
) -> Result<axum::Json<KindSchema>, Problem> {
    api.run(move |engine| scope(&engine.tree(), &caller.principal).map(|_| ()))
        .await?;
    let kind: Option<Kind> = name.parse().ok();
    let known = kind.filter(|kind| !kind.is_private()).and_then(schema);
    let schema = known.ok_or_else(Problem::not_found)?;
    Ok(axum::Json(KindSchema {
        schema: schema.document().clone(),
    }))
}
