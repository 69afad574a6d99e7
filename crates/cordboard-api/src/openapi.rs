//! The OpenAPI documents, made from the registered operations and the kinds' schema files.

use cordboard_model::Kind;
use cordboard_model::schema::schema;
use serde_json::{Map, Value, json};

/// The kinds whose documents appear in answers, with the names they have in OpenAPI.
const DOCUMENTS: [(Kind, &str); 3] = [
    (Kind::Account, "AccountFields"),
    (Kind::User, "UserFields"),
    (Kind::Holiday, "HolidayFields"),
];

/// The document of `/console`.
pub fn console() -> Value {
    let (_, api) = crate::console::routes().split_for_parts();
    let mut document = serde_json::to_value(&api).unwrap_or_default();
    document["info"] = json!({
        "title": "Cordboard console",
        "description": "The surface of the Cordboard console. The rules that hold across operations stand in docs/API-DESIGN.md.",
        "version": env!("CARGO_PKG_VERSION"),
        "license": { "name": "MIT OR Apache-2.0" },
    });
    let mut schemas = Map::new();
    for (kind, name) in DOCUMENTS {
        let Some(schema) = schema(kind) else { continue };
        let mut fields = schema.document().clone();
        if let Some(fields) = fields.as_object_mut() {
            fields.shift_remove("$schema");
            if let Some(Value::Object(shared)) = fields.shift_remove("$defs") {
                schemas.extend(
                    shared
                        .into_iter()
                        .map(|(name, def)| (component_name(&name), def)),
                );
            }
            fields.insert("additionalProperties".into(), true.into());
        }
        schemas.insert(name.into(), fields);
    }
    for schema in schemas.values_mut() {
        point_to_components(schema);
    }
    if let Some(known) = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    {
        known.extend(schemas);
        known.sort_keys();
    }
    document
}

/// `office_hours` becomes `OfficeHours`.
fn component_name(name: &str) -> String {
    name.split('_')
        .map(|word| {
            let mut chars = word.chars();
            chars
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + chars.as_str())
                .unwrap_or_default()
        })
        .collect()
}

fn point_to_components(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(target)) = object.get_mut("$ref")
                && let Some(name) = target.strip_prefix("#/$defs/")
            {
                *target = format!("#/components/schemas/{}", component_name(name));
            }
            object.values_mut().for_each(point_to_components);
        }
        Value::Array(items) => items.iter_mut().for_each(point_to_components),
        _ => {}
    }
}
