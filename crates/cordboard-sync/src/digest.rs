//! Digests of documents and of sets of records: short, the same on every machine, and no secret is in them.

use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind, Record};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// What the author of a deletion saw: the same text for the same document, whatever the order of its keys.
pub fn of_fields(kind: Kind, fields: &Fields) -> String {
    let mut shown = fields.clone();
    if kind == Kind::Conflict {
        // Who wrote theirs is known to the server only, and is nothing that a person decides by.
        shown.retain(|key, _| matches!(key.as_str(), "path" | "base" | "theirs" | "mine"));
    }
    if let Some(schema) = schema(kind) {
        schema.redact(&mut shown);
    }
    let mut hash = Sha256::new();
    add_object(&mut hash, &shown);
    let digest = hash.finalize();
    digest.iter().take(8).map(|b| format!("{b:02x}")).collect()
}

fn add_object(hash: &mut Sha256, fields: &Fields) {
    let mut keys: Vec<&String> = fields.keys().collect();
    keys.sort_unstable();
    hash.update(b"{");
    for key in keys {
        hash.update((key.len() as u64).to_le_bytes());
        hash.update(key.as_bytes());
        if let Some(value) = fields.get(key) {
            add(hash, value);
        }
    }
    hash.update(b"}");
}

fn add(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Object(fields) => add_object(hash, fields),
        Value::Array(items) => {
            hash.update(b"[");
            items.iter().for_each(|item| add(hash, item));
            hash.update(b"]");
        }
        other => {
            let text = other.to_string();
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        }
    }
}

/// One record's part of the sum over everything that a copy should have (S-43). The sum of all parts, modulo 2^64,
/// does not depend on their order.
pub fn part(kind: &str, id: Id, rev: u64) -> u64 {
    let mut hash = Sha256::new();
    hash.update(kind.as_bytes());
    hash.update(id.as_bytes());
    hash.update(rev.to_le_bytes());
    let digest = hash.finalize();
    digest
        .iter()
        .take(8)
        .fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// As [`part`], of a record.
pub fn part_of(record: &Record) -> u64 {
    part(record.kind.name(), record.id, record.rev)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(value: Value) -> String {
        let Value::Object(fields) = value else {
            unreachable!()
        };
        of_fields(Kind::User, &fields)
    }

    #[test]
    fn s25_a_deletion_sees_the_same_document_whatever_the_order_of_keys_and_without_secrets() {
        let seen = of(json!({ "first_name": "Anna", "flags": ["a", "b"] }));
        assert_eq!(
            seen,
            of(json!({ "flags": ["a", "b"], "first_name": "Anna", "sip_secret": "x" }))
        );
        assert_ne!(seen, of(json!({ "first_name": "Anna", "flags": ["ab"] })));
        assert_ne!(seen, of(json!({ "first_name": "Anna" })));
    }
}
