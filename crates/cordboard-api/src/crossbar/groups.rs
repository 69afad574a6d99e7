//! Groups: users and devices that are called together.

use super::answer::Answer;
use super::call::Call;
use super::change::{self, Change};
use super::collection::Shape;
use super::failure::Failure;
use super::routes::{Access, Route};
use super::rows;
use axum::http::Method;
use cordboard_engine::belongings::Place;
use cordboard_engine::groups::{create, delete, list, read, rewrite};
use cordboard_model::crossbar::features;
use cordboard_model::{Fields, Id, Kind, Record};
use serde_json::{Map, Value};

/// The operations.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/groups",
        access: Access::SignedIn,
        operation: "groups.list",
        summary: "List the groups of an account",
        handler: list_all,
    },
    Route {
        method: Method::PUT,
        path: "accounts/{ACCOUNT_ID}/groups",
        access: Access::Admin,
        operation: "groups.create",
        summary: "Create a group",
        handler: make,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/groups/{GROUP_ID}",
        access: Access::SignedIn,
        operation: "groups.read",
        summary: "Read a group",
        handler: fetch,
    },
    Route {
        method: Method::POST,
        path: "accounts/{ACCOUNT_ID}/groups/{GROUP_ID}",
        access: Access::Admin,
        operation: "groups.replace",
        summary: "Replace a group's document",
        handler: replace,
    },
    Route {
        method: Method::PATCH,
        path: "accounts/{ACCOUNT_ID}/groups/{GROUP_ID}",
        access: Access::Admin,
        operation: "groups.patch",
        summary: "Change some keys of a group's document",
        handler: patch,
    },
    Route {
        method: Method::DELETE,
        path: "accounts/{ACCOUNT_ID}/groups/{GROUP_ID}",
        access: Access::Admin,
        operation: "groups.delete",
        summary: "Delete a group",
        handler: remove,
    },
    Route {
        method: Method::GET,
        path: "accounts/{ACCOUNT_ID}/users/{USER_ID}/groups",
        access: Access::SignedIn,
        operation: "groups.list_of_user",
        summary: "List the groups that a user is in",
        handler: list_of_user,
    },
];

fn place(call: &Call<'_>) -> Result<Place, Failure> {
    Ok(Place {
        account_id: call.account()?,
        id: call.id("GROUP_ID")?,
    })
}

fn list_all(call: &Call<'_>) -> Result<Answer, Failure> {
    answer(call, None)
}

fn list_of_user(call: &Call<'_>) -> Result<Answer, Failure> {
    answer(call, Some(call.id("USER_ID")?))
}

fn answer(call: &Call<'_>, member_id: Option<Id>) -> Result<Answer, Failure> {
    let account_id = call.account()?;
    let wanted = call.wanted()?;
    let rows = rows::of(&wanted, |scan| {
        let input = list::Input {
            account_id,
            member_id,
            scan,
        };
        list::run(call.engine, &call.principal, &input)
    });
    let shape = Shape {
        row: &rows::row,
        document: &|group| change::document(group),
        summary: &summary,
    };
    wanted.answer(rows, &shape)
}

fn make(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account()?;
    let role = call.principal.role();
    let fields = Change::replacing(call.data_object()?).of(Kind::Group, &Fields::new(), role);
    let input = create::Input { account_id, fields };
    let group = create::run(call.engine, &call.principal, input)?;
    Ok(show(&group).created(group.id))
}

fn fetch(call: &Call<'_>) -> Result<Answer, Failure> {
    let group = read::run(call.engine, &call.principal, place(call)?)?;
    Ok(show(&group))
}

fn replace(call: &Call<'_>) -> Result<Answer, Failure> {
    write(call, Change::replacing(call.data_object()?))
}

fn patch(call: &Call<'_>) -> Result<Answer, Failure> {
    write(call, Change::patching(call.data_object()?))
}

fn write(call: &Call<'_>, change: Change) -> Result<Answer, Failure> {
    let role = call.principal.role();
    let input = rewrite::Input {
        place: place(call)?,
        rewrite: Box::new(move |current| Ok(change.of(Kind::Group, current, role))),
    };
    let group = rewrite::run(call.engine, &call.principal, &input)?;
    Ok(show(&group))
}

fn remove(call: &Call<'_>) -> Result<Answer, Failure> {
    let group = delete::run(call.engine, &call.principal, place(call)?)?;
    Ok(show(&group))
}

fn show(group: &Record) -> Answer {
    Answer::ok(Value::Object(change::document(group)))
        .revision(group.rev)
        .metadata(change::metadata(group))
}

/// What lists of groups show: how many members there are, not which.
fn summary(group: &Record) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("id".into(), group.id.to_string().into());
    row.insert("name".into(), group.text("name").into());
    row.insert("features".into(), features::of_group(&group.fields).into());
    let endpoints = group.fields.get("endpoints").and_then(Value::as_object);
    row.insert("endpoints".into(), endpoints.map_or(0, Map::len).into());
    if let Some(flags) = group.fields.get("flags") {
        row.insert("flags".into(), flags.clone());
    }
    row
}
