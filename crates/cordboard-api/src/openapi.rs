//! The OpenAPI documents, made from the registered operations and the kinds' schema files.

use cordboard_model::Kind;
use cordboard_model::schema::schema;
use serde_json::{Map, Value, json};

/// The kinds whose documents appear in answers, with the names they have in OpenAPI.
const DOCUMENTS: [(Kind, &str); 5] = [
    (Kind::Account, "AccountFields"),
    (Kind::User, "UserFields"),
    (Kind::Holiday, "HolidayFields"),
    (Kind::Settings, "SettingsFields"),
    (Kind::Watch, "WatchFields"),
];

/// Parts of these documents that operations speak of by themselves: where they stand, and their names.
const PARTS: [(&str, &str, &str); 3] = [
    ("UserFields", "forwarding", "Forwarding"),
    ("UserFields", "office_hours", "OfficeHours"),
    ("AccountFields", "office_hours", "Week"),
];

/// The document of the Crossbar dialect.
pub fn crossbar() -> Value {
    with_key(crate::crossbar::openapi::document())
}

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
        name_shapes(&mut fields, &mut schemas);
        if let Some(fields) = fields.as_object_mut() {
            fields.shift_remove("$schema");
            fields.insert("additionalProperties".into(), true.into());
        }
        schemas.insert(name.into(), fields);
    }
    for (holder, field, name) in PARTS {
        let pointer = format!("/properties/{field}");
        if let Some(part) = schemas
            .get_mut(holder)
            .and_then(|document| document.pointer_mut(&pointer))
        {
            let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
            let shape = std::mem::replace(part, reference);
            schemas.insert(name.into(), shape);
        }
    }
    if let Some(known) = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    {
        known.extend(schemas);
        known.sort_keys();
    }
    with_key(document)
}

/// Says that whatever writes takes a key of its caller: a header of every such operation, described once.
fn with_key(mut document: Value) -> Value {
    let about = "Whatever writes takes the header Idempotency-Key (components/parameters): sent again within a day, the \
                 request has its effect once and is answered as before.";
    let known = document["info"]["description"].as_str().unwrap_or_default();
    document["info"]["description"] = format!("{known} {about}").into();
    document["components"]["parameters"]["IdempotencyKey"] = json!({
        "name": "Idempotency-Key",
        "in": "header",
        "required": false,
        "description": "A name of the caller's own for this request. The same request under it is answered as before, with \
                        Idempotent-Replayed: true; another one is refused with 422.",
        "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
    });
    document
}

/// Puts every shape that has a name of its own (`x-shape`) among the schemas, once, and a reference in its place.
/// What a place says about the shape, such as its title, stays beside the reference.
pub(crate) fn name_shapes(node: &mut Value, schemas: &mut Map<String, Value>) {
    match node {
        Value::Array(items) => items.iter_mut().for_each(|item| name_shapes(item, schemas)),
        Value::Object(keywords) => {
            keywords
                .values_mut()
                .for_each(|inner| name_shapes(inner, schemas));
            let Some(Value::String(name)) = keywords.shift_remove("x-shape") else {
                return;
            };
            let (mut place, mut shape) = (Map::new(), Map::new());
            place.insert("$ref".into(), format!("#/components/schemas/{name}").into());
            for (keyword, value) in std::mem::take(keywords) {
                let of_place = matches!(keyword.as_str(), "title" | "description" | "default");
                let target = match of_place || keyword.starts_with("x-") {
                    true => &mut place,
                    false => &mut shape,
                };
                target.insert(keyword, value);
            }
            schemas.entry(name).or_insert(Value::Object(shape));
            *keywords = place;
        }
        _ => {}
    }
}

/// The document of `/api`, the PortSIP dialect.
pub fn portsip() -> Value {
    with_key(crate::portsip::openapi::document())
}

/// The document of `/api/2.0/resellers`, the reseller dialect.
pub fn reseller() -> Value {
    with_key(crate::reseller::openapi::document())
}

/// The document of `/sync`, the surface for copies of the office.
pub fn sync() -> Value {
    let (_, api) = crate::sync::routes().split_for_parts();
    let mut document = serde_json::to_value(&api).unwrap_or_default();
    document["info"] = json!({
        "title": "Cordboard synchronisation",
        "description": "How copies of an office on other computers meet the server. What each word means stands in docs/SYNC.md, by numbered rules.",
        "version": env!("CARGO_PKG_VERSION"),
        "license": { "name": "MIT OR Apache-2.0" },
    });
    document
}
