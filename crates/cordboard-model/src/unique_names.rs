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

/// Whether two versions of a record claim the same names: what names are made of stands in both alike.
pub fn claims_alike(old: &Record, new: &Record) -> bool {
    let Some(schema) = schema(old.kind) else {
        return old.kind == new.kind;
    };
    let alike = |pointer| text_at(&old.fields, pointer) == text_at(&new.fields, pointer);
    (old.kind, old.account_id) == (new.kind, new.account_id)
        && alike("/owner_id")
        && schema.unique().iter().all(|unique| alike(&unique.pointer))
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
    use proptest::prelude::*;
    use serde_json::json;

    /// Documents with few values in the places that names are made of, and elsewhere.
    fn document() -> impl Strategy<Value = Fields> {
        let keys = [
            "username",
            "extension_number",
            "owner_id",
            "name",
            "realm",
            "mac_address",
            "code",
            "department",
        ];
        let value = prop_oneof![
            Just(json!("")),
            Just(json!("a")),
            Just(json!(" A ")),
            Just(json!("0015651234ab")),
            Just(json!(7)),
            Just(json!({ "id": "77" })),
        ];
        let pair = (prop::sample::select(keys.to_vec()), value.clone());
        let hotdesk =
            prop::option::of(value).prop_map(|value| value.map(|value| ("hotdesk", value)));
        (prop::collection::vec(pair, 0..4), hotdesk).prop_map(|(pairs, hotdesk)| {
            let pairs = pairs.into_iter().chain(hotdesk);
            pairs.map(|(key, value)| (key.to_owned(), value)).collect()
        })
    }

    proptest! {
        #[test]
        fn versions_that_are_said_to_claim_alike_claim_the_same_names(
            kind in prop::sample::select(Kind::ALL.to_vec()),
            accounts in (0..2_u8, 0..2_u8),
            documents in (document(), document()),
        ) {
            let version = |account, fields| {
                let account = Some(Id::from_bytes([account; 16]));
                Record::new(kind, Id::default(), account, fields, 0)
            };
            let (old, new) = (version(accounts.0, documents.0), version(accounts.1, documents.1));
            if claims_alike(&old, &new) {
                prop_assert_eq!(unique_names(&old), unique_names(&new));
            }
            prop_assert!(claims_alike(&old, &old));
        }
    }

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
