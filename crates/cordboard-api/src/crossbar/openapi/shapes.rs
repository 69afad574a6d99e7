//! The shapes that operations speak of: envelopes, and the documents of the kinds.

use super::rows;
use crate::crossbar::users::NAME_MAX;
use cordboard_model::Kind;
use cordboard_model::schema::schema;
use serde_json::{Map, Value, json};

/// The documents: the resource, the name of its shape, the kind behind it, and what only the dialect requires.
const DOCUMENTS: [(&str, &str, Kind, &[&str]); 4] = [
    ("accounts", "Account", Kind::Account, &[]),
    ("users", "User", Kind::User, &["first_name", "last_name"]),
    ("groups", "Group", Kind::Group, &[]),
    ("devices", "Device", Kind::Phone, &[]),
];

/// The shape of a resource's document.
pub(super) fn name_of(resource: &str) -> Option<&'static str> {
    let found = DOCUMENTS.iter().find(|(known, ..)| *known == resource);
    found.map(|(_, name, ..)| *name)
}

/// Every shape by its name.
pub(super) fn all() -> Map<String, Value> {
    let mut all = documents();
    all.extend(rows::all());
    all.insert("Success".into(), success());
    all.insert("Page".into(), page());
    all.insert("Refusal".into(), refusal());
    all
}

/// The documents by their names.
pub(super) fn documents() -> Map<String, Value> {
    let mut all = Map::new();
    for (_, name, kind, required) in DOCUMENTS {
        all.extend(document(kind, required).map(|shape| (name.to_owned(), shape)));
    }
    all
}

fn document(kind: Kind, required: &[&str]) -> Option<Value> {
    let mut shape = schema(kind)?.document().clone();
    let named = shape
        .get("required")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    clean(&mut shape);
    let fields = shape.as_object_mut()?;
    fields.shift_remove("$schema");
    // A realm that is not given is made.
    let mut all: Vec<Value> = named.into_iter().filter(|name| name != "realm").collect();
    all.extend(required.iter().map(|name| Value::from(*name)));
    if !all.is_empty() {
        fields.insert("required".into(), Value::Array(all));
    }
    let properties = fields
        .get_mut("properties")
        .and_then(Value::as_object_mut)?;
    for (name, shape) in computed(kind) {
        properties.insert(name.to_owned(), shape);
    }
    // The names of people are shorter here than elsewhere.
    for name in required {
        if let Some(shape) = properties.get_mut(*name).and_then(Value::as_object_mut) {
            shape.insert("maxLength".into(), NAME_MAX.into());
        }
    }
    Some(shape)
}

/// Takes out what the dialect does not show and our own keywords; its defaults take the place of ours.
fn clean(node: &mut Value) {
    match node {
        Value::Object(fields) => {
            if let Some(default) = fields.shift_remove("x-crossbar-default") {
                fields.insert("default".into(), default);
            }
            fields.retain(|key, inner| {
                let is_hidden = inner.get("x-crossbar") == Some(&Value::Bool(false));
                !key.starts_with("x-") && !is_hidden
            });
            fields.values_mut().for_each(clean);
        }
        Value::Array(items) => items.iter_mut().for_each(clean),
        _ => {}
    }
}

/// What is shown beside the fields; nobody writes it.
fn computed(kind: Kind) -> Vec<(&'static str, Value)> {
    let read = |kind: &str| json!({ "type": kind, "readOnly": true });
    let mut computed = vec![("id", read("string"))];
    match kind {
        Kind::Account => {
            computed.extend([
                ("billing_mode", read("string")),
                ("created", read("integer")),
                ("is_reseller", read("boolean")),
                ("reseller_id", read("string")),
                ("superduper_admin", read("boolean")),
                ("wnm_allow_additions", read("boolean")),
            ]);
        }
        Kind::User => {
            let levels = json!({ "type": "string", "enum": ["admin", "user"], "default": "user" });
            computed.push(("priv_level", levels));
        }
        _ => {}
    }
    computed
}

fn success() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["status", "request_id", "timestamp", "data"],
        "properties": {
            "status": { "const": "success" },
            "auth_token": text,
            "request_id": text,
            "node": text,
            "version": text,
            "timestamp": text,
            "revision": text,
            "metadata": { "type": "object" },
            "tokens": tokens(),
        },
    })
}

fn page() -> Value {
    let mut page = success();
    page["properties"]["page_size"] =
        json!({ "type": "integer", "description": "How many rows this page has." });
    page["properties"]["start_key"] = json!({ "type": "string" });
    page["properties"]["next_start_key"] =
        json!({ "type": "string", "description": "Absent on the last page." });
    page
}

fn tokens() -> Value {
    let number = json!({ "type": "integer" });
    json!({ "type": "object", "properties": { "consumed": number, "remaining": number } })
}

fn refusal() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "type": "object",
        "required": ["status", "request_id", "timestamp", "error", "message", "data"],
        "properties": {
            "status": { "const": "error" },
            "error": { "type": "string", "description": "The HTTP status." },
            "message": text,
            "data": { "type": "object", "description": "Broken rules as {field: {rule: {message, target, value}}}, else {message, cause}." },
            "request_id": text,
            "timestamp": text,
            "tokens": tokens(),
        },
    })
}

/// What every list understands.
pub(super) fn list_parameters() -> Vec<Value> {
    let parameter = |name: &str, kind: &str, text: &str| json!({ "name": name, "in": "query", "description": text, "schema": { "type": kind } });
    vec![
        parameter("page_size", "integer", "How many rows; 50 when absent."),
        parameter(
            "start_key",
            "string",
            "The next_start_key of the page before.",
        ),
        parameter("paginate", "boolean", "false: everything at once."),
        parameter("descending", "boolean", "From the end to the beginning."),
        parameter(
            "fields",
            "string",
            "A JSON list of dotted paths: only these keys.",
        ),
        parameter(
            "full_docs",
            "boolean",
            "Whole documents instead of summaries.",
        ),
        parameter(
            "filter_{path}",
            "string",
            "Only rows whose document has this value there; also filter_not_, filter_any_, filter_none_ and filter_array_intersect_{all,any,none}_.",
        ),
        parameter(
            "has_key",
            "string",
            "Only rows that have this path; also key_missing, has_value, value_missing.",
        ),
        parameter(
            "created_from",
            "integer",
            "Gregorian seconds; also created_to, modified_from, modified_to.",
        ),
        parameter("accept", "string", "csv: the list as a table."),
    ]
}
