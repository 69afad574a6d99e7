//! The OpenAPI document of the dialect, made from the table of operations.

use super::routes::{Access, Reply, Route, TABLE};
use super::shape::{Member, Of, TEXT, member, required, schema_of};
use serde_json::{Map, Value, json};

const ERRORS: &[Member] = &[required(
    "errors",
    Of::List(&Of::Object(&[
        required("code", TEXT),
        required("message", TEXT),
        member("detail", Of::Any),
    ])),
)];

/// The document.
pub(crate) fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in TABLE.iter().copied().flatten() {
        let path = paths
            .entry(format!("/{}", route.path))
            .or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(route.verb.name().to_ascii_lowercase(), operation(route));
        }
    }
    paths.sort_keys();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Cordboard, PortSIP dialect",
            "description": "The surface for clients that were written for the PortSIP PBX. The rules that hold across operations stand in docs/API-DESIGN.md.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/api" }],
        "paths": paths,
        "components": {
            "schemas": { "Errors": schema_of(ERRORS) },
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer" } },
        },
    })
}

fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "operationId": route.operation,
        "summary": route.summary,
        "parameters": parameters(route),
        "responses": responses(route),
        "security": match route.access {
            Access::Public => json!([]),
            Access::SignedIn => json!([{ "bearer": [] }]),
        },
    });
    let Some(keys) = operation.as_object_mut() else {
        return operation;
    };
    let needs: Vec<String> = route
        .needs()
        .iter()
        .map(|needed| format!("{}.{}", needed.group(), needed.flag()))
        .collect();
    if !needs.is_empty() {
        keys.insert("x-permissions".into(), json!(needs));
    }
    if !route.body.is_empty() {
        let body = json!({ "required": true, "content": content(route.body) });
        keys.insert("requestBody".into(), body);
    }
    operation
}

fn parameters(route: &Route) -> Vec<Value> {
    let placeholders = route
        .path
        .split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }));
    let query = route.query.iter().map(|name| {
        let schema = match *name {
            "skip" => json!({ "type": "integer", "minimum": 0, "default": 0 }),
            "top" => json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 100 }),
            _ => json!({ "type": "string" }),
        };
        json!({ "name": name, "in": "query", "schema": schema })
    });
    placeholders.chain(query).collect()
}

fn responses(route: &Route) -> Value {
    let (status, description, shown) = match route.reply {
        Reply::Shown(members) => (200, "What was asked for", Some(content(members))),
        Reply::Done => (200, "Done", None),
        Reply::Made(members) => (201, "Made", Some(content(members))),
        Reply::Gone => (204, "Taken away", None),
        Reply::Bare(status) => (status, "Done", None),
        Reply::Content => (200, "The content", Some(json!({ "*/*": {} }))),
    };
    let mut good = json!({ "description": description });
    if let (Some(shown), Some(good)) = (shown, good.as_object_mut()) {
        good.insert("content".into(), shown);
    }
    let errors = json!({ "$ref": "#/components/schemas/Errors" });
    let refused = json!({
        "description": "Why it was not done",
        "content": { "application/json": { "schema": errors } },
    });
    let mut responses = Map::new();
    responses.insert(status.to_string(), good);
    responses.insert("4XX".to_owned(), refused);
    Value::Object(responses)
}

fn content(members: &[Member]) -> Value {
    json!({ "application/json": { "schema": schema_of(members) } })
}
