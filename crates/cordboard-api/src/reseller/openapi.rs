//! The OpenAPI document of the dialect, made from the table of operations.

use super::routes::{Reply, Route, TABLE};
use crate::table::shape::{COUNT, Member, Of, TEXT, required, schema_of};
use serde_json::{Map, Value, json};

const ERROR: &[Member] = &[
    required("fields", Of::List(&TEXT)),
    required("message", TEXT),
    required("statusCode", COUNT),
];

/// The document.
pub(crate) fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in TABLE.iter().copied().flatten() {
        let path = paths
            .entry(format!("/{}", route.path))
            .or_insert_with(|| json!({}));
        if let Some(path) = path.as_object_mut() {
            path.insert(route.method.as_str().to_ascii_lowercase(), operation(route));
        }
    }
    paths.sort_keys();
    let key = |name: &str| json!({ "type": "apiKey", "in": "header", "name": name });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Cordboard, reseller dialect",
            "description": "The surface for clients that were written for the Agendize resellers API. The rules that hold across operations stand in docs/API-DESIGN.md.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/api" }],
        "security": [{ "apiKey": [], "token": [] }, { "bearer": [] }],
        "paths": paths,
        "components": {
            "schemas": { "Error": schema_of(ERROR) },
            "securitySchemes": {
                "apiKey": key("apiKey"),
                "token": key("token"),
                "bearer": { "type": "http", "scheme": "bearer" },
            },
        },
    })
}

fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "operationId": route.operation,
        "summary": route.summary,
        "parameters": parameters(route),
        "responses": responses(route),
    });
    if let (false, Some(keys)) = (route.body.is_empty(), operation.as_object_mut()) {
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
    let query = route
        .query
        .iter()
        .map(|name| json!({ "name": name, "in": "query", "schema": { "type": "string" } }));
    placeholders.chain(query).collect()
}

fn responses(route: &Route) -> Value {
    let (status, good) = match route.reply {
        Reply::Shown(members) => (
            "200",
            json!({ "description": "Done", "content": content(members) }),
        ),
        Reply::Gone => ("204", json!({ "description": "Taken away" })),
    };
    let error = json!({ "$ref": "#/components/schemas/Error" });
    let refused = json!({
        "description": "Why it was not done",
        "content": { "application/json": { "schema": error } },
    });
    let mut responses = Map::new();
    responses.insert(status.to_owned(), good);
    responses.insert("4XX".to_owned(), refused);
    Value::Object(responses)
}

fn content(members: &[Member]) -> Value {
    json!({ "application/json": { "schema": schema_of(members) } })
}
