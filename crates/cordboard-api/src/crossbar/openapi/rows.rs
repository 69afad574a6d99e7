//! The shapes of the rows that lists show: a few keys of a document, and what is counted or told of it.

use super::shapes::documents;
use serde_json::{Map, Value, json};

/// A row: its name, the document that it is of, the keys that it takes from there, and those that it must have.
struct Row {
    name: &'static str,
    document: &'static str,
    keys: &'static [&'static str],
    required: &'static [&'static str],
}

const ROWS: [Row; 6] = [
    Row {
        name: "AccountRow",
        document: "Account",
        keys: &["id", "name", "realm", "descendants_count", "flags"],
        required: &["id", "name", "realm", "descendants_count"],
    },
    Row {
        name: "DescendantRow",
        document: "Account",
        keys: &["id", "name", "realm", "tree", "flags"],
        required: &["id", "name", "realm", "tree"],
    },
    Row {
        name: "AncestorRow",
        document: "Account",
        keys: &["id", "name", "realm", "flags"],
        required: &["id", "name", "realm"],
    },
    Row {
        name: "UserRow",
        document: "User",
        keys: &[
            "id",
            "features",
            "username",
            "email",
            "first_name",
            "last_name",
            "priv_level",
            "feature_level",
            "presence_id",
            "timezone",
            "call_recording",
            "service",
            "flags",
        ],
        required: &["id", "features"],
    },
    Row {
        name: "GroupRow",
        document: "Group",
        keys: &["id", "name", "features", "endpoints", "flags"],
        required: &["id", "name", "features", "endpoints"],
    },
    Row {
        name: "DeviceRow",
        document: "Device",
        keys: &[
            "id",
            "name",
            "device_type",
            "enabled",
            "mac_address",
            "owner_id",
            "username",
            "flags",
        ],
        required: &["id", "name", "device_type", "enabled", "mac_address"],
    },
];

/// The name of the row that the operation lists, if it lists one.
pub(super) fn name_of(operation: &str) -> Option<&'static str> {
    Some(match operation {
        "accounts.children" | "accounts.siblings" | "search.list" => "AccountRow",
        "accounts.descendants" => "DescendantRow",
        "accounts.parents" | "accounts.tree" => "AncestorRow",
        "users.list" => "UserRow",
        "groups.list" | "groups.list_of_user" => "GroupRow",
        "devices.list" | "devices.list_of_user" => "DeviceRow",
        _ => return None,
    })
}

/// Every row by its name.
pub(super) fn all() -> Map<String, Value> {
    let documents = documents();
    let shape = |row: &Row| {
        let mut properties = Map::new();
        for key in row.keys {
            let own = told(row.name, key);
            let kept = || {
                documents
                    .get(row.document)?
                    .get("properties")?
                    .get(key)
                    .cloned()
            };
            let shape = own.or_else(kept).unwrap_or_else(|| json!({}));
            properties.insert((*key).to_owned(), shape);
        }
        let shape = json!({ "type": "object", "required": row.required, "properties": properties });
        (row.name.to_owned(), shape)
    };
    ROWS.iter().map(shape).collect()
}

/// What a row shows under a key otherwise than the document does, or beside it.
fn told(row: &str, key: &str) -> Option<Value> {
    let texts = |about: &str| json!({ "type": "array", "items": { "type": "string" }, "description": about });
    Some(match (row, key) {
        (_, "descendants_count") => {
            json!({ "type": "integer", "description": "How many accounts are below it." })
        }
        (_, "tree") => texts("The ids of the accounts above it, from the caller's down."),
        (_, "feature_level" | "service") => {
            json!({ "type": ["string", "object"], "description": "As a client keeps it in the user." })
        }
        (_, "features") => texts("What is switched on."),
        ("GroupRow", "endpoints") => {
            json!({ "type": "integer", "description": "How many members it has." })
        }
        ("DeviceRow", "username") => {
            json!({ "type": "string", "description": "What it registers with." })
        }
        _ => return None,
    })
}
