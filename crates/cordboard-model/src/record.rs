//! The record: one document of one kind, with what the engine keeps about it.

use crate::{Id, Kind};

/// The document of a record. Keys that no schema knows are kept and come back as they came.
pub type Fields = serde_json::Map<String, serde_json::Value>;

/// One stored document: as [`Fields`], or as a [`Document`](crate::Document) where it is only handed on.
#[derive(Debug, Clone, PartialEq)]
pub struct Record<D = Fields> {
    /// What it is.
    pub kind: Kind,
    /// Its id, unique among records of its kind.
    pub id: Id,
    /// The account it belongs to; for an account its parent, `None` for the root of the tree.
    pub account_id: Option<Id>,
    /// The document.
    pub fields: D,
    /// The `seq` of the commit that wrote it last; 0 before the first commit.
    pub rev: u64,
    /// The version of the kind's schema that wrote the document.
    pub schema: u32,
    /// Milliseconds since the epoch.
    pub created_ms: i64,
    /// Milliseconds since the epoch.
    pub modified_ms: i64,
    /// Set while the record lies in the recycle bin. Milliseconds since the epoch.
    pub deleted_ms: Option<i64>,
}

impl Record {
    /// A record made now, not yet committed.
    pub fn new(kind: Kind, id: Id, account_id: Option<Id>, fields: Fields, now_ms: i64) -> Self {
        Self {
            kind,
            id,
            account_id,
            fields,
            rev: 0,
            schema: 1,
            created_ms: now_ms,
            modified_ms: now_ms,
            deleted_ms: None,
        }
    }

    /// The same record with another document. The one that it has is not copied.
    pub fn with_fields(&self, fields: Fields) -> Self {
        Self { fields, ..*self }
    }

    /// The text of a field, or "" when it is absent or no text.
    pub fn text(&self, key: &str) -> &str {
        self.fields
            .get(key)
            .and_then(serde_json::Value::as_str)
            .unwrap_or_default()
    }

    /// The boolean of a field, or `default` when it is absent or no boolean.
    pub fn flag(&self, key: &str, default: bool) -> bool {
        self.fields
            .get(key)
            .and_then(serde_json::Value::as_bool)
            .unwrap_or(default)
    }

    /// What a person calls the record: the name of an account, holiday, group or phone; a user's display name, else
    /// first and last name, else user name, else extension; the code of a speed dial, the file of a greeting, the
    /// subject of a meeting; the label of the record that a conflict is about. Private
    /// records have none.
    pub fn label(&self) -> String {
        match self.kind {
            Kind::User => {}
            Kind::Settings => return "settings".to_owned(),
            Kind::SpeedDial => return self.text("code").to_owned(),
            Kind::Greeting => return self.text("file_name").to_owned(),
            Kind::Meeting => return self.text("subject").to_owned(),
            Kind::Conflict => return self.text("label").to_owned(),
            Kind::Registration => return self.text("instance_id").to_owned(),
            // Its address may hold secrets.
            Kind::Watch if self.text("name").is_empty() => return "watch".to_owned(),
            _ => return self.text("name").to_owned(),
        }
        let both = format!(
            "{} {}",
            self.text("first_name").trim(),
            self.text("last_name").trim()
        );
        let names = [
            self.text("display_name"),
            &both,
            self.text("username"),
            self.text("extension_number"),
        ];
        names
            .into_iter()
            .map(str::trim)
            .find(|name| !name.is_empty())
            .unwrap_or_default()
            .to_owned()
    }
}

impl<D> Record<D> {
    /// True unless the record lies in the recycle bin.
    pub const fn is_live(&self) -> bool {
        self.deleted_ms.is_none()
    }

    /// The same with its document in another form.
    pub fn map<E>(self, with: impl FnOnce(D) -> E) -> Record<E> {
        Record {
            kind: self.kind,
            id: self.id,
            account_id: self.account_id,
            fields: with(self.fields),
            rev: self.rev,
            schema: self.schema,
            created_ms: self.created_ms,
            modified_ms: self.modified_ms,
            deleted_ms: self.deleted_ms,
        }
    }
}
