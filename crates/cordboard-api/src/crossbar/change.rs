//! What a client makes of a document: a new one in its place, or changes of the one that is there.

use super::document::{complete, fold, gregorian, is_kept_out, patch, stored};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Kind, Record, Role};
use serde_json::{Map, Value};

/// What a client submitted.
#[derive(Debug, Clone)]
pub(super) enum Change {
    /// PUT and POST: the whole document.
    Replace(Fields),
    /// PATCH: what is to differ.
    Patch(Fields),
}

impl Change {
    /// The document is to be this one.
    pub(super) fn replacing(document: &Fields) -> Self {
        Self::Replace(document.clone())
    }

    /// The document is to have these changes.
    pub(super) fn patching(changes: &Fields) -> Self {
        Self::Patch(changes.clone())
    }

    /// The document that is wanted in the place of this one.
    pub(super) fn wanted(&self, kind: Kind, mut document: Fields) -> Fields {
        match self {
            Self::Patch(changes) => patch(&mut document, changes),
            Self::Replace(new) => {
                document.clone_from(new);
                // Null stands for "none" where there is a field of this name; a client's own key may well be null.
                let named = schema(kind).and_then(|schema| schema.document().get("properties"));
                document.retain(|key, value| {
                    !value.is_null() || named.is_none_or(|named| named.get(key).is_none())
                });
            }
        }
        document
    }

    /// The fields to store, for kinds whose document is nothing but the shown fields.
    pub(super) fn of(&self, kind: Kind, current: &Fields, role: Role) -> Fields {
        let wanted = self.wanted(kind, stored(kind, current));
        let wanted = unshown(kind, current, (wanted, &complete(kind, current.clone())));
        fold(kind, current, wanted, &[], role)
    }
}

/// The wanted document, where what comes back as it was shown is as it is stored: a default that was only shown is
/// not written because a client sent it back. What Kazoo keeps for itself is taken out.
pub(super) fn unshown(
    kind: Kind,
    current: &Fields,
    (mut wanted, shown): (Fields, &Fields),
) -> Fields {
    let before = stored(kind, current);
    wanted.retain(|key, value| {
        key != "id"
            && !is_kept_out(key)
            && (shown.get(key) != Some(value) || before.contains_key(key))
    });
    for (key, value) in &mut wanted {
        if let (true, Some(before)) = (shown.get(key) == Some(value), before.get(key)) {
            value.clone_from(before);
        }
    }
    wanted
}

/// The document of a record whose kind needs no more than its schema says.
pub(super) fn document(record: &Record) -> Fields {
    let mut document = complete(record.kind, record.fields.clone());
    document.insert("id".into(), record.id.to_string().into());
    document
}

/// What stands beside a document.
pub(super) fn metadata(record: &Record) -> Map<String, Value> {
    let mut metadata = Map::new();
    metadata.insert("id".into(), record.id.to_string().into());
    metadata.insert("created".into(), gregorian(record.created_ms).into());
    metadata.insert("modified".into(), gregorian(record.modified_ms).into());
    if !record.is_live() {
        metadata.insert("deleted".into(), true.into());
    }
    metadata
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn object(value: Value) -> Fields {
        value.as_object().cloned().unwrap()
    }

    fn after(change: Change, current: &Value) -> Value {
        let current = object(current.clone());
        Value::Object(change.of(Kind::Group, &current, Role::Admin))
    }

    #[test]
    fn a_document_that_comes_back_as_it_was_shown_changes_nothing() {
        let current =
            json!({ "name": "Sales", "ui": { "k": null }, "crossbar": { "crossbar": 1 } });
        let mut shown = complete(Kind::Group, object(current.clone()));
        shown.insert("id".into(), json!("x"));
        shown.insert("_rev".into(), json!("1-a"));
        assert_eq!(after(Change::Replace(shown), &current), current);
    }

    #[test]
    fn what_is_not_sent_goes_and_null_is_none() {
        let current = json!({ "name": "Sales", "flags": ["a"], "own": 1 });
        let new = object(json!({ "name": "Team", "flags": null, "mine": null, "endpoints": {} }));
        let wanted = json!({ "name": "Team", "mine": null });
        assert_eq!(after(Change::Replace(new), &current), wanted);
    }

    #[test]
    fn a_patch_leaves_what_it_does_not_name() {
        let current = json!({ "name": "Sales", "endpoints": { "a": { "type": "user" } } });
        let changes = object(json!({ "endpoints": { "b": {}, "a": null }, "name": "Team" }));
        let wanted = json!({ "name": "Team", "endpoints": { "b": {} } });
        assert_eq!(after(Change::Patch(changes), &current), wanted);
    }
}
