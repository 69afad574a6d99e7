//! What the OpenAPI documents of the dialects say alike.

use serde_json::{Map, Value, json};

/// The paths of a document, each with its operations by their methods; in alphabetical order, so that a diff of the
/// document shows what changed.
pub(crate) fn paths(operations: impl Iterator<Item = (String, String, Value)>) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for (path, method, operation) in operations {
        let methods = paths.entry(path).or_insert_with(|| json!({}));
        methods[method.to_ascii_lowercase()] = operation;
    }
    paths.sort_keys();
    Value::Object(paths)
}

/// The placeholders of a path as parameters.
pub(crate) fn placeholders(path: &str) -> Vec<Value> {
    path.split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect()
}

/// A parameter of the query.
pub(crate) fn in_query(name: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "query", "schema": schema })
}

/// JSON of this schema as a body.
pub(crate) fn content(schema: &Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}

/// The reference to a schema of the document.
pub(crate) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// The answers of an operation: the good one, and what is said when it is refused.
pub(crate) fn responses(status: &str, good: Value, refused: &str, error: &str) -> Value {
    let refused = json!({ "description": refused, "content": content(&reference(error)) });
    json!({ status: good, "4XX": refused })
}
