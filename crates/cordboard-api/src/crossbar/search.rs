//! Search, as far as the dialect has it: accounts by name, realm or id.

use super::accounts;
use super::answer::Answer;
use super::call::Call;
use super::collection;
use super::failure::Failure;
use super::routes::{Access, Route};
use axum::http::Method;
use cordboard_engine::accounts::find::{self, By, Input};
use serde_json::{Map, Value, json};

/// The operations.
pub(super) const ROUTES: &[Route] = &[
    Route {
        method: Method::GET,
        path: "search",
        access: Access::SignedIn,
        operation: "search.list",
        summary: "Find accounts: t=account, q=name, realm or id, v=what it begins with",
        handler: search,
    },
    Route {
        method: Method::GET,
        path: "search/multi",
        access: Access::SignedIn,
        operation: "search.multi",
        summary: "Find accounts in several ways at once: t=account, by_name, by_realm, by_id",
        handler: multi,
    },
];

/// How the ways to search are called.
const WAYS: [(&str, By); 3] = [("name", By::Name), ("realm", By::Realm), ("id", By::Id)];

fn search(call: &Call<'_>) -> Result<Answer, Failure> {
    of_accounts(call)?;
    let names: Vec<&str> = WAYS.iter().map(|(name, _)| *name).collect();
    let by = required(call, "q")?;
    let way = WAYS.iter().find(|(name, _)| *name == by);
    let Some((_, by)) = way else {
        return Err(not_among("q", &by, &names));
    };
    let text = required(call, "v")?;
    accounts::found(call, *by, &text)
}

fn multi(call: &Call<'_>) -> Result<Answer, Failure> {
    of_accounts(call)?;
    let limit = collection::PAGE_SIZE;
    let mut found = Map::new();
    for (name, by) in WAYS {
        let key = format!("by_{name}");
        let Some(text) = call.request.text(&key) else {
            continue;
        };
        let input = Input {
            by,
            text,
            after: None,
            is_backwards: false,
            limit,
        };
        let page = find::run(call.engine, &call.principal, &input)?;
        let rows = page
            .rows
            .iter()
            .map(|(_, view)| Value::Object(accounts::summary(view)));
        found.insert(key, rows.collect());
    }
    Ok(Answer::ok(Value::Object(found)))
}

fn of_accounts(call: &Call<'_>) -> Result<(), Failure> {
    match required(call, "t")?.as_str() {
        "account" => Ok(()),
        other => Err(not_among("t", other, &["account"])),
    }
}

fn required(call: &Call<'_>, key: &str) -> Result<String, Failure> {
    call.request
        .text(key)
        .filter(|text| !text.is_empty())
        .ok_or_else(|| {
            let error = json!({ "message": "Field is required but missing", "value": key });
            Failure::field_with(key, "required", error)
        })
}

fn not_among(key: &str, value: &str, known: &[&str]) -> Failure {
    let message = "Value not found in enumerated list of values";
    let error = json!({ "message": message, "target": known, "value": value });
    Failure::field_with(key, "enum", error)
}
