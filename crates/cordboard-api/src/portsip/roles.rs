//! Roles. The name is the key of a role, and of its address.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::list::{FIVE, asked, counted};
use super::routes::Route;
use super::shape::{COUNT, Member, Of, member, required};
use cordboard_engine::roles::{Input, View, create, delete, list, read, update};
use cordboard_model::filter::Field;
use cordboard_model::roles::Permissions;
use cordboard_model::{Fields, Violation};
use serde_json::{Value, json};

const NAME: Of = Of::Text(1, 64);
const DESCRIPTION: Of = Of::Text(0, 1024);

const LISTED: &[Member] = &[required("name", NAME), required("description", DESCRIPTION)];
const LIST: &[Member] = &[
    required("count", COUNT),
    required("items", Of::List(&Of::Object(LISTED))),
];
const ROLE: &[Member] = &[
    member("name", NAME),
    member("permissions", Of::Any),
    member("description", DESCRIPTION),
];
const CREATE: &[Member] = &[
    required("name", NAME),
    required("permissions", Of::Any),
    member("description", DESCRIPTION),
];
const FIELDS: &[Field] = asked!(LISTED);

/// The operations.
pub(super) const ROUTES: &[Route] = &[
    Route::get("roles", "roles.list", "List the roles", list_roles)
        .query(FIVE)
        .shows(LIST),
    Route::post("roles", "roles.create", "Make a role", create_role)
        .body(CREATE)
        .makes(&[required("name", NAME)]),
    Route::get("roles/{name}", "roles.read", "Read a role", read_role).shows(ROLE),
    Route::post("roles/{name}", "roles.update", "Change a role", update_role).body(ROLE),
    Route::post(
        "roles/{name}/destroy",
        "roles.destroy",
        "Take a role away",
        destroy,
    )
    .removes(),
];

fn list_roles(call: &Call<'_>) -> Result<Answer, Failure> {
    let roles = list::run(call.engine, &call.principal, call.account_id()?)?;
    let rows = roles.into_iter().map(|role| {
        let shown = [("name", role.name), ("description", role.description)];
        let shown = shown.map(|(key, text)| (key.to_owned(), Value::from(text)));
        shown.into_iter().collect::<Fields>()
    });
    counted(call, rows, FIELDS)
}

fn create_role(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = Input {
        name: call.text("name").to_owned(),
        description: call.text("description").to_owned(),
        permissions: permissions(call, Permissions::NONE)?,
    };
    let role = create::run(call.engine, &call.principal, call.account_id()?, &input)?;
    Ok(Answer::created(json!({ "name": role.text("name") })))
}

fn find(call: &Call<'_>) -> Result<View, Failure> {
    let account_id = call.account_id()?;
    let name = call.param("name");
    Ok(read::run(call.engine, &call.principal, account_id, name)?)
}

fn read_role(call: &Call<'_>) -> Result<Answer, Failure> {
    let role = find(call)?;
    Ok(Answer::ok(json!({
        "name": role.name,
        "permissions": role.permissions.to_value(),
        "description": role.description,
    })))
}

/// What the body does not say stays. The name in it must be that in the address.
fn update_role(call: &Call<'_>) -> Result<Answer, Failure> {
    let known = find(call)?;
    if !matches!(call.text("name"), name if name.is_empty() || name == known.name) {
        let detail = "a role keeps its name; make another one instead";
        return Err(Failure::field("name", "read_only", detail));
    }
    let description = match call.body().get("description") {
        None => known.description,
        Some(text) => text.as_str().unwrap_or_default().to_owned(),
    };
    let input = Input {
        name: known.name,
        description,
        permissions: permissions(call, known.permissions)?,
    };
    update::run(call.engine, &call.principal, call.account_id()?, &input)?;
    Ok(Answer::done())
}

fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account_id()?;
    delete::run(call.engine, &call.principal, account_id, call.param("name"))?;
    Ok(Answer::gone())
}

fn permissions(call: &Call<'_>, otherwise: Permissions) -> Result<Permissions, Failure> {
    match call.body().get("permissions") {
        None | Some(Value::Null) => Ok(otherwise),
        Some(document) => Permissions::from_value(document)
            .map_err(|broken: Vec<Violation>| Failure::violations(broken)),
    }
}
