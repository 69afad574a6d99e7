//! Asking what happened.

use crate::{Key, KindName};
use cordboard_model::schema::schema;
use cordboard_model::{Document, Id, Record};
use serde::{Deserialize, Serialize};

/// About how many bytes a row has on the wire beside its document.
const HEAD_BYTES: usize = 300;

/// A record as the server tells it: its latest state, without secrets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Row {
    /// What it is.
    pub kind: KindName,
    /// The record.
    pub id: Id,
    /// The account it belongs to; for an account its parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account_id: Option<Id>,
    /// The commit that wrote it last.
    pub rev: u64,
    /// The version of the schema that wrote it.
    pub schema: u32,
    /// Milliseconds since the epoch.
    pub created_ms: i64,
    /// Milliseconds since the epoch.
    pub modified_ms: i64,
    /// Set while it lies in the recycle bin. Milliseconds since the epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted_ms: Option<i64>,
    /// The document.
    #[cfg_attr(feature = "openapi", schema(value_type = Object))]
    pub fields: Document,
}

impl Row {
    /// A record for the wire; its secrets stay behind (S-51).
    pub fn of(record: Record<impl Into<Document>>) -> Self {
        let mut row = Self::whole(record);
        row.redact();
        row
    }

    /// Takes its secrets out.
    pub fn redact(&mut self) {
        if let Some(schema) = self.kind.known().and_then(schema) {
            schema.redact_document(&mut self.fields);
        }
    }

    fn whole(record: Record<impl Into<Document>>) -> Self {
        Self {
            kind: record.kind.into(),
            id: record.id,
            account_id: record.account_id,
            rev: record.rev,
            schema: record.schema,
            created_ms: record.created_ms,
            modified_ms: record.modified_ms,
            deleted_ms: record.deleted_ms,
            fields: record.fields.into(),
        }
    }

    /// The record; nothing when this program does not know its kind.
    pub fn record(&self) -> Option<Record> {
        self.kind.known()?;
        self.clone().into_record()
    }

    /// As [`Self::record`], without a copy of the document.
    pub fn into_record(self) -> Option<Record> {
        Some(self.into_told()?.map(Document::into_fields))
    }

    /// As [`Self::into_record`], of a document that need not be read.
    pub fn into_told(self) -> Option<Record<Document>> {
        Some(Record {
            kind: self.kind.known()?,
            id: self.id,
            account_id: self.account_id,
            fields: self.fields,
            rev: self.rev,
            schema: self.schema,
            created_ms: self.created_ms,
            modified_ms: self.modified_ms,
            deleted_ms: self.deleted_ms,
        })
    }

    /// About how many bytes it has on the wire; far fewer when its document is not text.
    fn room(&self) -> usize {
        HEAD_BYTES + self.fields.room()
    }

    /// Which record it is.
    pub fn key(&self) -> Key {
        Key {
            id: self.id,
            kind: self.kind.clone(),
        }
    }
}

/// A question for the next page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PullRequest {
    /// The copy.
    pub client_id: Id,
    /// The server's data as the copy knows them.
    pub incarnation: Id,
    /// Where the last page ended; nothing to begin from nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
    /// How many changed records at most; 0 leaves it to the server.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub limit: usize,
    /// Ask for the sum over everything (S-43).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub check: bool,
}

impl PullRequest {
    /// What to ask behind the page that was answered; nothing when it is the last one, or there is none.
    pub fn behind(&self, answer: &PullAnswer) -> Option<Self> {
        let PullAnswer::Page(page) = answer else {
            return None;
        };
        page.more.then(|| Self {
            token: Some(page.token.clone()),
            ..self.clone()
        })
    }
}

#[allow(clippy::trivially_copy_pass_by_ref)] // serde asks with a reference
const fn is_zero(limit: &usize) -> bool {
    *limit == 0
}

/// One page. It is taken in from top to bottom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page {
    /// Where the next page begins.
    pub token: String,
    /// There is more; what was gathered is not whole yet.
    pub more: bool,
    /// The snapshot's number.
    pub up_to: u64,
    /// The tops of what the caller may see.
    pub roots: Vec<Id>,
    /// What was moved since the page before and is visible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<Row>,
    /// What went out of sight, each with everything below it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leave: Vec<Key>,
    /// What came into sight.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enter: Vec<Row>,
    /// What changed, by `rev`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// What was erased.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<Key>,
    /// The sum over everything the caller should have, when it was asked for and this is the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sum: Option<u64>,
}

/// The answer to a pull.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PullAnswer {
    /// The next page.
    Page(Page),
    /// Nothing happened since the last page, which was the last of its pull.
    Nothing,
    /// The token is too old or unknown: begin from nothing (S-41).
    Resync,
    /// The server's data are others (S-5).
    Incarnation,
    /// The caller has no access any more (S-47).
    Revoked,
}

impl PullAnswer {
    /// About how many bytes it has as JSON, for making room: more do not harm.
    pub fn room(&self) -> usize {
        let Self::Page(page) = self else {
            return 0;
        };
        let rows = page.moved.iter().chain(&page.enter).chain(&page.rows);
        HEAD_BYTES + rows.map(Row::room).sum::<usize>()
    }
}
