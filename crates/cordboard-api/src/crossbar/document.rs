//! Between records and Crossbar documents.
//!
//! A record's fields are the canonical document; the schema says which of them the dialect shows, and what it adds.
//! Here stands what is the same for every kind of record.

use cordboard_model::schema::schema;
use cordboard_model::{Fields, Kind, Role};
use serde_json::{Map, Value};

/// Seconds from the year 0 to the epoch.
const GREGORIAN: i64 = 62_167_219_200;

/// Kazoo's seconds since the year 0.
pub(super) fn gregorian(ms: i64) -> i64 {
    ms.div_euclid(1000) + GREGORIAN
}

/// The whole document: what the dialect shows of the fields, and its defaults.
pub(super) fn complete(kind: Kind, fields: Fields) -> Fields {
    schema(kind).map_or_else(Fields::new, |schema| schema.crossbar_document(fields))
}

/// What the dialect shows of the fields that are stored, without defaults: what a PATCH meets.
pub(super) fn stored(kind: Kind, fields: &Fields) -> Fields {
    let Some(schema) = schema(kind) else {
        return Fields::new();
    };
    let mut document = Map::with_capacity(fields.len() + 8);
    for (key, value) in fields {
        if !schema.crossbar_hides(key) {
            document.insert(key.clone(), value.clone());
        }
    }
    if let Some(kept) = fields.get("crossbar").and_then(Value::as_object) {
        for (key, value) in kept {
            document
                .entry(key.as_str())
                .or_insert_with(|| value.clone());
        }
    }
    document
}

/// Whether a client's key is never stored: what Kazoo keeps for itself, and tokens, which may stand among the data.
pub(super) fn is_kept_out(key: &str) -> bool {
    key.starts_with('_')
        || key.starts_with("pvt_")
        || ["auth_token", "authorization"].contains(&key)
}

/// The fields after the shown part was replaced by `wanted`; what the dialect hides stays as it is. Keys in
/// `computed`, and those that Kazoo keeps for itself, are not stored; what `role` does not read stays too.
pub(super) fn fold(
    kind: Kind,
    current: &Fields,
    wanted: Fields,
    computed: &[&str],
    role: Role,
) -> Fields {
    let wanted = wanted
        .into_iter()
        .filter(|(key, _)| !computed.contains(&key.as_str()) && !is_kept_out(key))
        .collect();
    schema(kind).map_or_else(Fields::new, |schema| {
        schema.crossbar_replaced(current, wanted, role)
    })
}

/// Kazoo's PATCH: objects meet key by key, null takes away, lists replace, and so does an empty object.
pub(super) fn patch(document: &mut Fields, changes: &Fields) {
    for (key, change) in changes {
        match change {
            Value::Null => {
                document.shift_remove(key);
            }
            Value::Object(inner) if !inner.is_empty() => {
                let place = document
                    .entry(key.as_str())
                    .or_insert_with(|| Value::Object(Map::new()));
                if !place.is_object() {
                    *place = Value::Object(Map::new());
                }
                if let Value::Object(place) = place {
                    patch(place, inner);
                }
            }
            other => {
                document.insert(key.clone(), other.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Fields {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn a_patch_merges_deep_takes_away_by_null_and_replaces_lists_and_by_an_empty_object() {
        let mut document = object(json!({
            "a": 1, "b": { "c": 1, "d": [1, 2] }, "e": { "f": 1 }, "g": "x"
        }));
        let changes =
            json!({ "a": null, "b": { "d": [3], "n": { "o": null } }, "e": {}, "g": { "h": 1 } });
        patch(&mut document, &object(changes));
        assert_eq!(
            Value::Object(document),
            json!({ "b": { "c": 1, "d": [3], "n": {} }, "e": {}, "g": { "h": 1 } })
        );
    }

    #[test]
    fn what_kazoo_keeps_for_itself_and_what_is_computed_is_not_stored() {
        let wanted =
            object(json!({ "name": "x", "_rev": "1", "pvt_tree": [], "created": 1, "own": 2 }));
        let fields = fold(
            Kind::Account,
            &Fields::new(),
            wanted,
            &["created"],
            Role::Admin,
        );
        assert_eq!(Value::Object(fields), json!({ "name": "x", "own": 2 }));
    }

    #[test]
    fn gregorian_seconds_count_from_the_year_0() {
        assert_eq!(gregorian(0), 62_167_219_200);
        assert_eq!(gregorian(1_454_443_501_999), 63_621_662_701);
    }
}
