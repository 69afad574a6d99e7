//! Roles: the built-in ones and those that an account makes, and who has which.

use super::shapes::{Document, EditRequest};
use crate::body::{Json, PathId};
use crate::caller::Caller;
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use cordboard_engine::roles::{self, amend, create, delete, list};
use cordboard_engine::{Error, Principal, belongings::Place, users};
use cordboard_model::Id;
use cordboard_model::roles::{BuiltIn, Permission, Permissions};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// By group, the flags of a role.
type Flags = BTreeMap<String, BTreeMap<String, bool>>;

/// The roles of an account.
#[derive(Serialize, ToSchema)]
pub struct RoleList {
    /// The built-in ones first, then the account's own by name.
    rows: Vec<Role>,
    /// Every flag there is, in the order in which they are shown.
    flags: Vec<RoleFlag>,
    /// Whether the caller may make roles here.
    may_create: bool,
}

/// One flag of a role.
#[derive(Serialize, ToSchema)]
pub struct RoleFlag {
    group: &'static str,
    flag: &'static str,
    /// The flag of the same group without which this one cannot be.
    needs: Option<&'static str>,
    /// Whether the caller may give it to a role: nobody gives what he has not himself.
    may_give: bool,
}

/// A role.
#[derive(Serialize, ToSchema)]
pub struct Role {
    /// The name, which is its key.
    name: String,
    description: String,
    /// Built-in roles stay as they are.
    built_in: bool,
    /// By group and flag, what it lets people do.
    permissions: Flags,
    /// Whether the caller may change it.
    may_edit: bool,
    /// Whether the caller may give it to people.
    may_give: bool,
}

/// What a role is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleRequest {
    /// Its key; a role that is changed keeps it.
    name: Option<String>,
    #[serde(default)]
    description: String,
    /// By group, the flags that are on. What is not named is off.
    #[schema(value_type = Flags)]
    permissions: Document,
}

/// Which role somebody is to have.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RoleChoice {
    /// Its name.
    role_name: String,
}

/// The `{id}` and `{name}` of a path.
pub struct PathRole(Id, String);

impl<S: Send + Sync> FromRequestParts<S> for PathRole {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((id, name)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found())?;
        let id = id.parse().map_err(|_| Problem::not_found())?;
        Ok(PathRole(id, name))
    }
}

fn flags(permissions: Permissions) -> Flags {
    let mut groups = Flags::new();
    for permission in Permission::ALL {
        let group = groups.entry(permission.group().to_owned()).or_default();
        group.insert(permission.flag().to_owned(), permissions.has(*permission));
    }
    groups
}

fn shown(view: roles::View, principal: &Principal, may_create: bool) -> Role {
    let built_in = view.name.parse::<BuiltIn>().is_ok();
    let may_give = principal.permissions().covers(view.permissions);
    Role {
        built_in,
        permissions: flags(view.permissions),
        may_edit: may_create && !built_in && may_give,
        may_give,
        name: view.name,
        description: view.description,
    }
}

fn input(name: String, request: RoleRequest) -> cordboard_engine::Result<roles::Input> {
    let permissions = Permissions::from_value(&Value::Object(request.permissions));
    Ok(roles::Input {
        name,
        description: request.description,
        permissions: permissions.map_err(Error::Invalid)?,
    })
}

/// Lists the roles of an account.
#[utoipa::path(get, path = "/console/accounts/{id}/roles", operation_id = "role_list", tag = "roles",
    params(("id" = String, Path)),
    responses((status = 200, body = RoleList), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn list(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
) -> Result<axum::Json<RoleList>, Problem> {
    let principal = caller.principal;
    let (found, may_create) = api
        .run(move |engine| {
            let found = list::run(engine, &principal, account_id)?;
            Ok((found, roles::may_edit(engine, &principal, account_id)))
        })
        .await?;
    let flag = |permission: &Permission| RoleFlag {
        group: permission.group(),
        flag: permission.flag(),
        needs: permission.needs().map(Permission::flag),
        may_give: principal.permissions().has(*permission),
    };
    Ok(axum::Json(RoleList {
        rows: found
            .into_iter()
            .map(|view| shown(view, &principal, may_create))
            .collect(),
        flags: Permission::ALL.iter().map(flag).collect(),
        may_create,
    }))
}

/// Makes a role of the account's own.
#[utoipa::path(post, path = "/console/accounts/{id}/roles", operation_id = "role_create", tag = "roles",
    params(("id" = String, Path)), request_body = RoleRequest,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn create(
    State(api): State<Api>,
    caller: Caller,
    PathId(account_id): PathId,
    Json(mut request): Json<RoleRequest>,
) -> Result<StatusCode, Problem> {
    let name = request.name.take().unwrap_or_default();
    let input = input(name, request)?;
    api.run(move |engine| create::run(engine, &caller.principal, account_id, &input))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Changes a role of the account's own, merged with what others wrote meanwhile. It acts at once on everybody who has
/// it. The places are `/description` and `/permissions`, whose flags are seen and set in full.
#[utoipa::path(patch, path = "/console/accounts/{id}/roles/{name}", operation_id = "role_update", tag = "roles",
    params(("id" = String, Path), ("name" = String, Path)), request_body = EditRequest,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn update(
    State(api): State<Api>,
    caller: Caller,
    PathRole(account_id, name): PathRole,
    Json(request): Json<EditRequest>,
) -> Result<StatusCode, Problem> {
    let input = amend::Input {
        account_id,
        name,
        changes: request.changes,
    };
    api.run(move |engine| amend::run(engine, &caller.principal, &input))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes away a role of the account's own; refused while somebody has it.
#[utoipa::path(delete, path = "/console/accounts/{id}/roles/{name}", operation_id = "role_delete", tag = "roles",
    params(("id" = String, Path), ("name" = String, Path)),
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn delete(
    State(api): State<Api>,
    caller: Caller,
    PathRole(account_id, name): PathRole,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| delete::run(engine, &caller.principal, account_id, &name))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives a user a role.
#[utoipa::path(put, path = "/console/users/{id}/role", operation_id = "user_set_role", tag = "roles",
    params(("id" = String, Path)), request_body = RoleChoice,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn give(
    State(api): State<Api>,
    caller: Caller,
    PathId(id): PathId,
    Json(request): Json<RoleChoice>,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| {
        let user = users::read::run(engine, &caller.principal, id)?.record;
        let account_id = user.account_id.ok_or(Error::NotFound("user"))?;
        let place = Place { account_id, id };
        users::set_role::run(engine, &caller.principal, place, &request.role_name)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
