//! The OpenAPI document of the dialect, made from the table of operations.

use super::routes::{Access, Reply, Route, TABLE};
use super::shape::{Member, Of, TEXT, member, required, schema_of};
use crate::table::openapi;
use serde_json::{Value, json};

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
    let operations = TABLE.iter().copied().flatten().map(|route| {
        let method = route.verb.name().to_owned();
        (format!("/{}", route.path), method, operation(route))
    });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Cordboard, PortSIP dialect",
            "description": "The surface for clients that were written for the PortSIP PBX. The rules that hold across operations stand in docs/API-DESIGN.md.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/api" }],
        "paths": openapi::paths(operations),
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
        let body = json!({ "required": true, "content": openapi::content(&schema_of(route.body)) });
        keys.insert("requestBody".into(), body);
    }
    operation
}

fn parameters(route: &Route) -> Vec<Value> {
    let mut parameters = openapi::placeholders(route.path);
    parameters.extend(route.query.iter().map(|name| {
        let schema = match *name {
            "skip" => json!({ "type": "integer", "minimum": 0, "default": 0 }),
            "top" => json!({ "type": "integer", "minimum": 1, "maximum": 100, "default": 100 }),
            _ => json!({ "type": "string" }),
        };
        openapi::in_query(name, &schema)
    }));
    parameters
}

fn responses(route: &Route) -> Value {
    let shown = |members| Some(openapi::content(&schema_of(members)));
    let (status, description, content) = match route.reply {
        Reply::Shown(members) => (200, "What was asked for", shown(members)),
        Reply::Done => (200, "Done", None),
        Reply::Made(members) => (201, "Made", shown(members)),
        Reply::Gone => (204, "Taken away", None),
        Reply::Bare(status) => (status, "Done", None),
        Reply::Content => (200, "The content", Some(json!({ "*/*": {} }))),
    };
    let mut good = json!({ "description": description });
    if let Some(content) = content {
        good["content"] = content;
    }
    openapi::responses(&status.to_string(), good, "Why it was not done", "Errors")
}
