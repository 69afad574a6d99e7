//! The names that a record claims: which of its values no other record may have.
//!
//! The engine, both sides of synchronisation and every store agree on them because they come from here. Who holds a
//! name already is not known here.

use crate::schema::{Within, schema};
use crate::{Fields, Id, Kind, Record};
use serde_json::Value;

/// A name that only one record may have.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UniqueName {
    /// What sort of name, e.g. `account.realm`, `user.username`, `extension`.
    pub scope: String,
    /// The account within which it is unique; `None`: within the whole domain.
    pub account_id: Option<Id>,
    /// The name in the form in which it is compared.
    pub key: String,
}

/// Every name that this record claims while it is live.
pub fn unique_names(record: &Record) -> Vec<UniqueName> {
    names_of(record.kind, record.account_id, &record.fields)
}

/// As [`unique_names`], of a document that is no record.
pub fn names_of(kind: Kind, account_id: Option<Id>, fields: &Fields) -> Vec<UniqueName> {
    let Some(schema) = schema(kind) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for unique in schema.unique() {
        let Some(name) = text_at(fields, &unique.pointer) else {
            continue;
        };
        let key = unique.key(name);
        if key.is_empty() {
            continue;
        }
        let (account_id, key) = match unique.within {
            Within::Domain => (None, key),
            Within::Account => (account_id, key),
            Within::Owner => {
                let owner = text_at(fields, "/owner_id").unwrap_or_default();
                (account_id, format!("{owner} {key}"))
            }
        };
        names.push(UniqueName {
            scope: unique.scope.clone(),
            account_id,
            key,
        });
    }
    names
}

/// The text at a pointer, read without copying the document.
fn text_at<'a>(fields: &'a Fields, pointer: &str) -> Option<&'a str> {
    let mut parts = pointer.strip_prefix('/')?.splitn(2, '/');
    let value = fields.get(parts.next()?)?;
    match parts.next() {
        Some(rest) => value.pointer(&format!("/{rest}")).and_then(Value::as_str),
        None => value.as_str(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_user_claims_his_names_within_the_account_also_those_inside_objects() {
        let account = Id::from_bytes([1; 16]);
        let fields = json!({ "username": "Anna", "hotdesk": { "id": "77" } });
        let Value::Object(fields) = fields else {
            unreachable!()
        };
        let user = Record::new(Kind::User, Id::default(), Some(account), fields, 0);
        let names = unique_names(&user);
        let told: Vec<_> = names
            .iter()
            .map(|name| (name.scope.as_str(), name.key.as_str()))
            .collect();
        assert_eq!(told, [("user.username", "anna"), ("hotdesk.id", "77")]);
        assert!(names.iter().all(|name| name.account_id == Some(account)));
    }
}
