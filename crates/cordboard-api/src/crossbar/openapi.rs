//! The OpenAPI document of the dialect, made from the table of operations and the kinds' schema files.

mod page;
mod rows;
mod shapes;

pub(crate) use page::page;

use super::routes::{Access, Route, TABLE};
use crate::table::openapi::{self, reference};
use serde_json::{Value, json};

/// The document.
pub(crate) fn document() -> Value {
    let operations = TABLE.iter().copied().flatten().map(|route| {
        let method = route.method.as_str().to_owned();
        (format!("/v2/{}", route.path), method, operation(route))
    });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Cordboard Crossbar dialect",
            "description": "What clients of Kazoo's Crossbar speak. The rules that hold across operations stand in docs/API-DESIGN.md.",
            "version": env!("CARGO_PKG_VERSION"),
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "paths": openapi::paths(operations),
        "security": [{ "token": [] }, { "bearer": [] }, { "query": [] }],
        "components": {
            "securitySchemes": {
                "token": { "type": "apiKey", "in": "header", "name": "X-Auth-Token" },
                "bearer": { "type": "http", "scheme": "bearer" },
                "query": { "type": "apiKey", "in": "query", "name": "auth_token" },
            },
            "schemas": shapes::all(),
        },
    })
}

fn operation(route: &Route) -> Value {
    let mut operation = json!({
        "operationId": route.operation,
        "tags": [tag(route)],
        "summary": route.summary,
        "parameters": parameters(route),
        "responses": openapi::responses(
            status(route),
            json!({ "description": "Done.", "content": openapi::content(&envelope(route)) }),
            "Not done; nothing was changed.",
            "Refusal",
        ),
    });
    if let Some(data) = body(route) {
        let schema = json!({
            "type": "object",
            "required": ["data"],
            "properties": { "data": data },
        });
        operation["requestBody"] = json!({ "content": openapi::content(&schema) });
    }
    if route.access == Access::Public {
        operation["security"] = json!([]);
    }
    operation
}

/// The resource that an operation belongs to.
pub(super) fn tag(route: &Route) -> &'static str {
    route.operation.split('.').next().unwrap_or_default()
}

fn verb(route: &Route) -> &'static str {
    route.operation.split('.').nth(1).unwrap_or_default()
}

fn status(route: &Route) -> &'static str {
    match (route.method.as_str(), verb(route)) {
        ("PUT", _) => "201",
        _ => "200",
    }
}

/// Whether the operation answers a list that comes in pages.
pub(super) fn is_list(route: &Route) -> bool {
    verb(route).starts_with("list")
        || matches!(
            route.operation,
            "accounts.children" | "accounts.descendants" | "accounts.siblings"
        )
}

fn parameters(route: &Route) -> Vec<Value> {
    let mut parameters = openapi::placeholders(route.path);
    if is_list(route) {
        parameters.extend(shapes::list_parameters());
    }
    parameters
}

/// The document that the operation's resource is made of, if it is made of one.
fn document_of(route: &Route) -> Option<Value> {
    shapes::name_of(tag(route)).map(reference)
}

fn envelope(route: &Route) -> Value {
    let row = rows::name_of(route.operation).map(reference);
    let (envelope, data) = if is_list(route) || row.is_some() {
        let row = row.unwrap_or_else(|| json!({ "type": "object" }));
        ("Page", json!({ "type": "array", "items": row }))
    } else {
        let single = matches!(
            verb(route),
            "create"
                | "create_child"
                | "read"
                | "replace"
                | "patch"
                | "delete"
                | "move"
                | "promote"
                | "demote"
        );
        let document = document_of(route).filter(|_| single);
        ("Success", document.unwrap_or_else(|| json!({})))
    };
    json!({ "allOf": [reference(envelope), { "properties": { "data": data } }] })
}

fn body(route: &Route) -> Option<Value> {
    match (verb(route), route.method.as_str()) {
        ("create" | "create_child" | "replace", _) => {
            document_of(route).or_else(|| Some(json!({ "type": "object" })))
        }
        ("move", _) => Some(json!({
            "type": "object", "required": ["to"], "properties": { "to": { "type": "string" } },
        })),
        (_, "PUT" | "POST" | "PATCH") => Some(json!({ "type": "object" })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_of_the_table_stands_in_the_document_with_its_placeholders() {
        let document = document();
        let mut found = 0;
        for (path, methods) in document["paths"].as_object().unwrap() {
            for operation in methods.as_object().unwrap().values() {
                found += 1;
                let named: Vec<String> = operation["parameters"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|parameter| parameter["in"] == "path")
                    .map(|parameter| format!("{{{}}}", parameter["name"].as_str().unwrap()))
                    .collect();
                for name in &named {
                    assert!(path.contains(name), "{path} {name}");
                }
                assert_eq!(path.matches('{').count(), named.len(), "{path}");
            }
        }
        assert_eq!(found, TABLE.iter().copied().flatten().count());
    }

    #[test]
    fn rows_of_lists_have_shapes_of_their_own_and_each_key_of_them_is_described() {
        let document = document();
        let shapes = &document["components"]["schemas"];
        for route in TABLE
            .iter()
            .copied()
            .flatten()
            .filter(|route| is_list(route))
        {
            let name = rows::name_of(route.operation).expect(route.operation);
            let properties = shapes[name]["properties"].as_object().unwrap();
            for (key, shape) in properties {
                assert!(
                    shape.as_object().is_some_and(|shape| !shape.is_empty()),
                    "{name} {key}"
                );
            }
        }
        assert_eq!(
            shapes["GroupRow"]["properties"]["endpoints"]["type"],
            "integer"
        );
    }

    #[test]
    fn every_reference_leads_somewhere_and_nothing_of_ours_is_shown() {
        let document = document();
        let text = document.to_string();
        for part in text.split("\"#/components/schemas/").skip(1) {
            let name = part.split('"').next().unwrap();
            assert!(
                document["components"]["schemas"][name].is_object(),
                "{name}"
            );
        }
        let user = &document["components"]["schemas"]["User"]["properties"];
        assert!(user["priv_level"].is_object() && user["forwarding"].is_null());
        assert!(
            !text.contains("\"x-"),
            "our own keywords are no business of clients"
        );
    }
}
