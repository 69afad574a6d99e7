//! Users.

use super::shapes::{Document, EditRequest, cursor, cursor_text, time, time_or_none, user_fields};
use crate::body::{Json, Params, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::StatusCode;
use cordboard_engine::users::{create, delete, list, read, restore, set_password, update};
use cordboard_model::Record;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A user with what the caller may do. Forwarding and hours are read at their own address.
#[derive(Serialize, ToSchema)]
pub struct User {
    id: String,
    account_id: String,
    /// Changes with every write.
    rev: u64,
    created: String,
    modified: String,
    /// Set while he lies in the recycle bin.
    deleted: Option<String>,
    /// What people call him.
    display_name: String,
    #[schema(schema_with = user_fields)]
    fields: Document,
    /// He can sign in.
    has_password: bool,
    may: UserMay,
}

/// What the caller may do with the user.
#[derive(Serialize, ToSchema)]
pub struct UserMay {
    edit: bool,
    delete: bool,
    set_password: bool,
    edit_forwarding: bool,
}

impl From<read::View> for User {
    fn from(view: read::View) -> Self {
        let display_name = view.record.label();
        let mut record = view.record;
        record.fields.shift_remove("forwarding");
        record.fields.shift_remove("office_hours");
        Self {
            id: record.id.to_string(),
            account_id: record
                .account_id
                .map(|id| id.to_string())
                .unwrap_or_default(),
            rev: record.rev,
            created: time(record.created_ms),
            modified: time(record.modified_ms),
            deleted: time_or_none(record.deleted_ms),
            display_name,
            fields: record.fields,
            has_password: view.has_password,
            may: UserMay {
                edit: view.may.edit,
                delete: view.may.delete,
                set_password: view.may.set_password,
                edit_forwarding: view.may.edit_forwarding,
            },
        }
    }
}

/// A page of users.
#[derive(Serialize, ToSchema)]
pub struct UserPage {
    rows: Vec<UserRow>,
    /// How many users the account has.
    total: u64,
    /// What to send as `after` for the next page; null on the last one.
    next: Option<String>,
}

/// A user as lists show him.
#[derive(Serialize, ToSchema)]
pub struct UserRow {
    id: String,
    display_name: String,
    username: String,
    extension_number: String,
    email: String,
    role: String,
    enabled: bool,
    /// The presence he set.
    presence: String,
    do_not_disturb: bool,
    /// He changed what happens to his calls.
    is_forwarded: bool,
}

impl From<&Record> for UserRow {
    fn from(user: &Record) -> Self {
        let or = |text: &str, default: &str| {
            if text.is_empty() {
                default.to_owned()
            } else {
                text.to_owned()
            }
        };
        let forwarding = user
            .fields
            .get("forwarding")
            .and_then(|rules| rules.as_object());
        let dnd = user
            .fields
            .get("do_not_disturb")
            .and_then(|switch| switch.get("enabled"));
        Self {
            id: user.id.to_string(),
            display_name: user.label(),
            username: user.text("username").to_owned(),
            extension_number: user.text("extension_number").to_owned(),
            email: user.text("email").to_owned(),
            role: or(user.text("role"), "user"),
            enabled: user.flag("enabled", true),
            presence: or(user.text("presence"), "available"),
            do_not_disturb: dnd.and_then(|switch| switch.as_bool()).unwrap_or(false),
            is_forwarded: forwarding.is_some_and(|rules| !rules.is_empty()),
        }
    }
}

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageParams {
    /// The `next` of the page before.
    after: Option<String>,
    /// How many rows, at most 500.
    limit: Option<usize>,
}

/// A new user.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreateUser {
    /// At least a name, a user name or an extension number.
    #[schema(value_type = std::collections::HashMap<String, serde_json::Value>)]
    fields: Document,
    /// A password to sign in with; needs a user name.
    password: Option<String>,
}

/// A new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordRequest {
    password: String,
    /// The present password: needed by a user for himself.
    current_password: Option<String>,
}

/// Lists the users of an account by name.
#[utoipa::path(get, path = "/console/accounts/{id}/users", operation_id = "user_list", tag = "users",
    params(("id" = String, Path), PageParams),
    responses((status = 200, body = UserPage), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
    Params(params): Params<PageParams>,
) -> Result<axum::Json<UserPage>, Problem> {
    let after = match params.after.as_deref() {
        None | Some("") => None,
        Some(text) => {
            let place = cursor(text)
                .ok_or_else(|| Problem::malformed("`after` is no place in this list"))?;
            Some(place)
        }
    };
    let input = list::Input {
        account_id,
        after,
        limit: params.limit.unwrap_or(50),
    };
    let page = api
        .run(move |engine| list::run(engine, &caller.principal, input))
        .await?;
    Ok(axum::Json(UserPage {
        rows: page.rows.iter().map(UserRow::from).collect(),
        total: page.total,
        next: page.next.as_ref().map(cursor_text),
    }))
}

/// Adds a user to an account.
#[utoipa::path(post, path = "/console/accounts/{id}/users", operation_id = "user_create", tag = "users",
    params(("id" = String, Path)), request_body = CreateUser,
    responses((status = 201, body = User), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
    Json(request): Json<CreateUser>,
) -> Result<(StatusCode, axum::Json<User>), Problem> {
    let input = create::Input {
        account_id,
        fields: request.fields,
        password: request.password,
        credentials: None,
        role: None,
    };
    let view = api
        .run(move |engine| create::run(engine, &caller.principal, input))
        .await?;
    Ok((StatusCode::CREATED, axum::Json(view.into())))
}

/// Reads a user.
#[utoipa::path(get, path = "/console/users/{id}", operation_id = "user_read", tag = "users",
    params(("id" = String, Path)),
    responses((status = 200, body = User), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<User>, Problem> {
    let view = api
        .run(move |engine| read::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(view.into()))
}

/// Changes a user.
#[utoipa::path(patch, path = "/console/users/{id}", operation_id = "user_update", tag = "users",
    params(("id" = String, Path)), request_body = EditRequest,
    responses((status = 200, body = User), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<EditRequest>,
) -> Result<axum::Json<User>, Problem> {
    let input = update::Input {
        id,
        changes: request.changes,
    };
    let view = api
        .run(move |engine| update::run(engine, &caller.principal, input))
        .await?;
    Ok(axum::Json(view.into()))
}

/// Moves a user to the recycle bin.
#[utoipa::path(delete, path = "/console/users/{id}", operation_id = "user_delete", tag = "users",
    params(("id" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn delete(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<StatusCode, Problem> {
    let input = delete::Input {
        id,
        account_id: None,
        with_phones: false,
        even_oneself: false,
    };
    api.run(move |engine| delete::run(engine, &caller.principal, input))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Brings a user back from the recycle bin.
#[utoipa::path(post, path = "/console/users/{id}/restore", operation_id = "user_restore", tag = "users",
    params(("id" = String, Path)),
    responses((status = 200, body = User), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn restore(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
) -> Result<axum::Json<User>, Problem> {
    let view = api
        .run(move |engine| restore::run(engine, &caller.principal, id))
        .await?;
    Ok(axum::Json(view.into()))
}

/// Sets a user's password and ends his other sessions.
#[utoipa::path(put, path = "/console/users/{id}/password", operation_id = "user_set_password", tag = "users",
    params(("id" = String, Path)), request_body = PasswordRequest,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn set_password(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<PasswordRequest>,
) -> Result<StatusCode, Problem> {
    let input = set_password::Input {
        id,
        password: request.password,
        current_password: request.current_password,
        keep_token: caller.token,
    };
    api.run(move |engine| set_password::run(engine, &caller.principal, input))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
