//! What an account is to the accounts around it: its API key, and whether it looks after others.

use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::accounts::set_reseller;
use cordboard_engine::api_keys;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An account's API key.
#[derive(Serialize, ToSchema)]
pub struct ApiKey {
    /// The key. Who has it acts as an admin of the account.
    api_key: String,
}

/// Whether an account is to be a reseller.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResellerRequest {
    is_reseller: bool,
}

/// Reads the account's API key.
#[utoipa::path(get, path = "/console/accounts/{id}/api-key", operation_id = "api_key_read", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, body = ApiKey), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read_key(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<ApiKey>, Problem> {
    let api_key = api
        .run(move |engine| api_keys::read::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(ApiKey { api_key }))
}

/// Puts a new API key in the place of the old one.
#[utoipa::path(post, path = "/console/accounts/{id}/api-key", operation_id = "api_key_renew", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, body = ApiKey), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn renew_key(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<ApiKey>, Problem> {
    let api_key = api
        .run(move |engine| api_keys::renew::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(ApiKey { api_key }))
}

/// Makes the account a reseller, who looks after the accounts below it, or an ordinary account again.
#[utoipa::path(put, path = "/console/accounts/{id}/reseller", operation_id = "account_set_reseller", tag = "accounts",
    params(("id" = String, Path)), request_body = ResellerRequest,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn set_reseller(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<ResellerRequest>,
) -> Result<StatusCode, Problem> {
    let input = set_reseller::Input {
        id,
        is_reseller: request.is_reseller,
    };
    api.run(move |engine| set_reseller::run(engine, &caller.principal, input))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
