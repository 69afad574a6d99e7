//! The OpenAPI document of the dialect, made from the table of operations.

use super::routes::{Reply, Route, TABLE};
use crate::table::openapi;
use crate::table::shape::{COUNT, Member, Of, TEXT, required, schema_of};
use serde_json::{Value, json};

const ERROR: &[Member] = &[
    required("fields", Of::List(&TEXT)),
    required("message", TEXT),
    required("statusCode", COUNT),
];

/// The document.
pub(crate) fn document() -> Value {
    let operations = TABLE.iter().copied().flatten().map(|route| {
        let method = route.method.as_str().to_owned();
        (format!("/{}", route.path), method, operation(route))
    });
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
        "paths": openapi::paths(operations),
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
        let body = json!({ "required": true, "content": openapi::content(&schema_of(route.body)) });
        keys.insert("requestBody".into(), body);
    }
    operation
}

fn parameters(route: &Route) -> Vec<Value> {
    let text = json!({ "type": "string" });
    let mut parameters = openapi::placeholders(route.path);
    parameters.extend(
        route
            .query
            .iter()
            .map(|name| openapi::in_query(name, &text)),
    );
    parameters
}

fn responses(route: &Route) -> Value {
    let (status, good) = match route.reply {
        Reply::Shown(members) => {
            let content = openapi::content(&schema_of(members));
            ("200", json!({ "description": "Done", "content": content }))
        }
        Reply::Gone => ("204", json!({ "description": "Taken away" })),
    };
    openapi::responses(status, good, "Why it was not done", "Error")
}
