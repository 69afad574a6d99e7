//! What happened once: calls, recordings, messages.

use cordboard_model::{Fields, Id, Kind};
use std::ops::Range;

/// Something that happened to a person and is not edited. Unlike a record it has no name, no claims and no recycle bin.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its id, unique among entries of its kind.
    pub id: Id,
    /// The account of its owner.
    pub account_id: Id,
    /// The user to whom it happened.
    pub owner_id: Id,
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
    /// The `seq` of the commit that wrote it; 0 before.
    pub rev: u64,
    /// The document.
    pub fields: Fields,
}

/// Where a page of entries ended. The next page holds what is older.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryCursor {
    /// When the last one happened, in milliseconds since the epoch.
    pub at_ms: i64,
    /// The last one.
    pub id: Id,
}

/// Which entries of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryQuery {
    /// Of this kind.
    pub kind: Kind,
    /// Of this user.
    pub owner_id: Id,
    /// From this time on and before that, in milliseconds since the epoch.
    pub span: Range<i64>,
    /// Those behind the last one of the page before.
    pub after: Option<EntryCursor>,
    /// At most this many.
    pub limit: usize,
}

impl EntryQuery {
    /// All entries of this kind and person.
    pub fn all(kind: Kind, owner_id: Id) -> Self {
        Self {
            kind,
            owner_id,
            span: i64::MIN..i64::MAX,
            after: None,
            limit: usize::MAX,
        }
    }
}
