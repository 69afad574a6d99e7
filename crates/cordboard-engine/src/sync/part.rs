//! A user as far as a change of a few of his fields needs him: to read, copy, check and print all of a document costs more than
//! everything else that such a change does.
//!
//! Responsible for reading the part, and for the whole document after the change. It never decides; what does not simply
//! happen on the part is decided on the whole.

use crate::{Result, listing};
use cordboard_model::{Document, Fields, Id, Kind, Record, pointer};
use cordboard_store::Snapshot;
use cordboard_sync::server::Verdict;
use cordboard_sync::upgrade::SCHEMA;
use cordboard_sync::{Op, Transaction};
use serde_json::Value;
use std::sync::Arc;

/// Of how many bytes a document may be at most, before the change and after it: with so few it breaks no limit of what a whole
/// document may hold.
const BYTES_MAX: usize = 65_536;
/// Of how many changes a transaction consists at most.
const CHANGES_MAX: usize = 16;
/// What the rules of a user's rights and names read beside what is indexed and changed.
const RULES: [&str; 4] = ["role_name", "owner_id", "name", "realm"];

/// A user with some of his fields.
pub(super) struct Part {
    pub(super) record: Arc<Record>,
    /// All of them.
    document: Document,
}

impl Part {
    /// What a transaction needs of the only user that it changes; nothing when it does something else, or when the whole has to
    /// be looked at.
    pub(super) fn read(snapshot: &dyn Snapshot, tx: &Transaction) -> Result<Option<Self>> {
        let Some((id, mut keys)) = changed(tx) else {
            return Ok(None);
        };
        let told = snapshot.told(Kind::User, id)?;
        // What another version wrote may break rules of this one, in whichever field.
        let is_fit = |user: &Record<Document>| {
            user.is_live()
                && user.schema == SCHEMA
                && user.fields.is_text()
                && user.fields.room() <= BYTES_MAX
        };
        let Some(told) = told.filter(is_fit) else {
            return Ok(None);
        };
        keys.extend(RULES.map(str::to_owned));
        let mut needed: Vec<&str> = listing::of_users().collect();
        needed.extend(keys.iter().map(String::as_str));
        let mut document = Document::default();
        let record = told.map(|whole| {
            let part = whole.some(&needed);
            document = whole;
            part
        });
        Ok(Some(Self {
            record: Arc::new(record),
            document,
        }))
    }

    /// What comes of a transaction that was decided on the part, if that is all that comes of it: the user changes, or nothing
    /// does. With the whole document after it; an empty one when nothing is written.
    pub(super) fn accepts(&self, verdict: &Verdict) -> Option<Document> {
        let Verdict::Yes(writes) = verdict else {
            return None;
        };
        if !writes.conflicts.is_empty() || !writes.moves.is_empty() {
            return None;
        }
        match writes.records.as_slice() {
            [] => Some(Document::default()),
            [user] if user.id == self.record.id && user.is_live() => self.after(&user.fields),
            _ => None,
        }
    }

    fn after(&self, part: &Fields) -> Option<Document> {
        let before = &self.record.fields;
        let gone = before.keys().filter(|key| !part.contains_key(*key));
        let changes: Vec<(&str, Option<&Value>)> = part
            .iter()
            .filter(|(key, value)| before.get(*key) != Some(*value))
            .map(|(key, value)| (key.as_str(), Some(value)))
            .chain(gone.map(|key| (key.as_str(), None)))
            .collect();
        // What may not be readable, or too large, is decided on the whole, and refused there.
        let after = self
            .document
            .with(&changes)
            .and_then(serde_json::Result::ok);
        after.filter(|document| document.is_text() && document.room() <= BYTES_MAX)
    }
}

/// The user whose fields a transaction changes, and nothing else, with the keys under which they stand.
fn changed(tx: &Transaction) -> Option<(Id, Vec<String>)> {
    let [Op::Patch { kind, id, changes }] = tx.ops.as_slice() else {
        return None;
    };
    if kind.known() != Some(Kind::User) || changes.len() > CHANGES_MAX {
        return None;
    }
    let key = |path: &str| pointer::tokens(path).ok()?.into_iter().next();
    let keys = changes.iter().map(|edit| key(&edit.path));
    Some((*id, keys.collect::<Option<_>>()?))
}
