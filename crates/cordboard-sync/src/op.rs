//! What one copy did, as the other hears of it.

use crate::KindName;
use cordboard_model::merge::Edit;
use cordboard_model::{Fields, Id};
use serde::{Deserialize, Serialize};

/// One change to one record. Patches carry what the editor saw, so that the other side merges without history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Op {
    /// A record that the sender made; the id is the sender's.
    Create {
        /// What it is.
        kind: KindName,
        /// The record.
        id: Id,
        /// The account it belongs to; for an account its parent.
        account_id: Id,
        /// The document.
        #[cfg_attr(feature = "openapi", schema(value_type = Object))]
        fields: Fields,
    },
    /// Changes of fields.
    Patch {
        /// What it is.
        kind: KindName,
        /// The record.
        id: Id,
        /// The changes, each with the value that was seen and the value that is wanted.
        changes: Vec<Edit>,
    },
    /// An account under another parent.
    Move {
        /// The account.
        id: Id,
        /// The parent the editor saw.
        from_parent: Id,
        /// The parent that is wanted.
        to_parent: Id,
    },
    /// Into the recycle bin. For a conflict: settled.
    Delete {
        /// What it is.
        kind: KindName,
        /// The record.
        id: Id,
        /// What the editor saw, as [`crate::digest::of_fields`].
        seen: String,
        /// With the accounts below it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        with_subtree: bool,
    },
    /// Back from the recycle bin.
    Restore {
        /// What it is.
        kind: KindName,
        /// The record.
        id: Id,
    },
}

impl Op {
    /// The record it is about.
    pub fn id(&self) -> Id {
        match self {
            Op::Create { id, .. }
            | Op::Patch { id, .. }
            | Op::Move { id, .. }
            | Op::Delete { id, .. }
            | Op::Restore { id, .. } => *id,
        }
    }

    /// The record it is about, with its kind.
    pub fn key(&self) -> crate::Key {
        let kind = match self {
            Op::Create { kind, .. }
            | Op::Patch { kind, .. }
            | Op::Delete { kind, .. }
            | Op::Restore { kind, .. } => kind.clone(),
            Op::Move { .. } => KindName::from(cordboard_model::Kind::Account),
        };
        crate::Key {
            id: self.id(),
            kind,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_operation_survives_the_wire_with_absent_and_null_values_told_apart() {
        let id = Id::from_bytes([1; 16]);
        let change = |from, to| Edit {
            path: "/notes".into(),
            from,
            to,
        };
        let op = Op::Patch {
            kind: "user".into(),
            id,
            changes: vec![
                change(None, Some(json!(null))),
                change(Some(json!(1.50)), None),
            ],
        };
        let text = serde_json::to_string(&op).unwrap();
        assert_eq!(serde_json::from_str::<Op>(&text).unwrap(), op);
        assert!(!text.contains("\"from\":null"), "{text}");
    }

    #[test]
    fn numbers_inside_a_document_keep_their_digits_on_the_wire() {
        let id = "0".repeat(32);
        let text = format!(
            r#"{{"create":{{"kind":"account","id":"{id}","account_id":"{id}","fields":{{"x":1.000}}}}}}"#
        );
        let op: Op = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&op).unwrap(), text);
    }
}
