//! Accounts.

use super::shapes::{Document, EditRequest, Place, account_fields, time, time_or_none};
use crate::body::{Json, Params, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::accounts::{create, delete, move_under, read, restore, update};
use cordboard_engine::installation::install;
use cordboard_model::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};

/// An account with its place in the tree and what the caller may do.
#[derive(Serialize, ToSchema)]
pub struct Account {
    id: String,
    /// The account above; null for the top of the tree.
    parent_id: Option<String>,
    /// Changes with every write.
    rev: u64,
    created: String,
    modified: String,
    /// Set while it lies in the recycle bin.
    deleted: Option<String>,
    #[schema(schema_with = account_fields)]
    fields: Document,
    /// From the top of what the caller may see down to this account.
    path: Vec<Place>,
    child_count: u32,
    descendants_count: u32,
    user_count: u64,
    /// How many there are of what can be limited, by the keys of `limits`; empty for those who do not read the limits.
    usage: BTreeMap<&'static str, u64>,
    may: AccountMay,
}

/// What the caller may do with the account.
#[derive(Serialize, ToSchema)]
pub struct AccountMay {
    edit: bool,
    create_child: bool,
    #[serde(rename = "move")]
    move_account: bool,
    delete: bool,
    create_user: bool,
    /// Set its limits: he manages it from above.
    set_limits: bool,
}

impl From<read::View> for Account {
    fn from(view: read::View) -> Self {
        let record = view.record;
        Self {
            id: record.id.to_string(),
            parent_id: record.account_id.map(|id| id.to_string()),
            rev: record.rev,
            created: time(record.created_ms),
            modified: time(record.modified_ms),
            deleted: time_or_none(record.deleted_ms),
            fields: record.fields,
            path: view
                .path
                .into_iter()
                .map(|(id, name)| Place {
                    id: id.to_string(),
                    name,
                })
                .collect(),
            child_count: view.child_count,
            descendants_count: view.descendants_count,
            user_count: view.user_count,
            usage: view.usage,
            may: AccountMay {
                edit: view.may.edit,
                create_child: view.may.create_child,
                move_account: view.may.move_account,
                delete: view.may.delete,
                create_user: view.may.create_user,
                set_limits: view.may.set_limits,
            },
        }
    }
}

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateAccount {
    #[schema(value_type = String)]
    parent_id: Id,
    /// At least `name`; a realm is made from the name, the time zone is the parent's.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    fields: Document,
    /// The account's first admin, made together with it or not at all.
    admin: Option<AccountAdmin>,
}

/// The first admin of a new account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AccountAdmin {
    /// At least `username`; what is wrong with them is said below `/admin`.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    fields: Document,
    /// The password he signs in with.
    password: String,
}

/// Where to.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveAccount {
    #[schema(value_type = String)]
    parent_id: Id,
}

/// How to delete.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeleteParams {
    /// Delete it although there are accounts below.
    #[serde(default)]
    with_subtree: bool,
}

/// Puts a new account below another.
#[utoipa::path(post, path = "/console/accounts", operation_id = "account_create", tag = "accounts",
    request_body = CreateAccount,
    responses((status = 201, body = Account), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(api): State<Api>,
    caller: Caller,
    Json(request): Json<CreateAccount>,
) -> Result<(StatusCode, axum::Json<Account>), Problem> {
    let input = create::Input {
        parent_id: request.parent_id,
        fields: request.fields,
        missing_realm: create::MissingRealm::FromName,
        admin: request.admin.map(|admin| install::Admin {
            fields: admin.fields,
            password: admin.password,
        }),
    };
    let view = api
        .run(move |engine| create::run(engine, &caller.principal, input))
        .await?;
    Ok((StatusCode::CREATED, axum::Json(view.into())))
}

/// Reads an account.
#[utoipa::path(get, path = "/console/accounts/{id}", operation_id = "account_read", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, body = Account), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<Account>, Problem> {
    let view = api
        .run(move |engine| read::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(view.into()))
}

/// Changes an account.
#[utoipa::path(patch, path = "/console/accounts/{id}", operation_id = "account_update", tag = "accounts",
    params(("id" = String, Path)), request_body = EditRequest,
    responses((status = 200, body = Account), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<EditRequest>,
) -> Result<axum::Json<Account>, Problem> {
    let input = update::Input {
        id,
        changes: request.changes,
    };
    let view = api
        .run(move |engine| update::run(engine, &caller.principal, input))
        .await?;
    Ok(axum::Json(view.into()))
}

/// Moves an account to the recycle bin.
#[utoipa::path(delete, path = "/console/accounts/{id}", operation_id = "account_delete", tag = "accounts",
    params(("id" = String, Path), DeleteParams),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn delete(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Params(params): Params<DeleteParams>,
) -> Result<StatusCode, Problem> {
    let input = delete::Input {
        id,
        with_subtree: params.with_subtree,
    };
    api.run(move |engine| delete::run(engine, &caller.principal, input))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Moves an account with everything below it under another account.
#[utoipa::path(post, path = "/console/accounts/{id}/move", operation_id = "account_move", tag = "accounts",
    params(("id" = String, Path)), request_body = MoveAccount,
    responses((status = 200, body = Account), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn move_under(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<MoveAccount>,
) -> Result<axum::Json<Account>, Problem> {
    let input = move_under::Input {
        id,
        parent_id: request.parent_id,
        rule: move_under::Rule::Rights,
    };
    let view = api
        .run(move |engine| move_under::run(engine, &caller.principal, input))
        .await?;
    Ok(axum::Json(view.into()))
}

/// Brings an account back from the recycle bin.
#[utoipa::path(post, path = "/console/accounts/{id}/restore", operation_id = "account_restore", tag = "accounts",
    params(("id" = String, Path)),
    responses((status = 200, body = Account), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn restore(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<Account>, Problem> {
    let view = api
        .run(move |engine| restore::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(view.into()))
}
