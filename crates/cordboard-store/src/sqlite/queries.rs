//! The statements that read. They name columns and indexes only; nothing queries inside JSON.

use super::row::{entry_columns, head_columns, record_columns};

pub(super) const SEQ: &str = "SELECT seq FROM domain WHERE domain = ?1";

pub(super) const GET: &str = concat!(
    "SELECT ",
    record_columns!(),
    " FROM record WHERE domain = ?1 AND kind = ?2 AND id = ?3"
);

pub(super) const SLOT: &str =
    "SELECT key, rev, value FROM slot WHERE domain = ?1 AND space = ?2 AND key = ?3";

pub(super) const SLOTS_SINCE: &str = "SELECT key, rev, value FROM slot INDEXED BY slot_since \
     WHERE domain = ?1 AND space >= 'sync.' AND space = ?2 AND rev > ?3 ORDER BY rev, key LIMIT ?4";

pub(super) const SLOTS: &str = "SELECT key, rev, value FROM slot \
     WHERE domain = ?1 AND space = ?2 AND key >= ?3 ORDER BY key";

/// The commit with which a page of changed records ends.
pub(super) const CHANGED_UP_TO: &str = "SELECT rev FROM record INDEXED BY record_since \
     WHERE domain = ?1 AND kind < 64 AND rev > ?2 ORDER BY rev LIMIT 1 OFFSET ?3";

pub(super) const CHANGED: &str = concat!(
    "SELECT ",
    record_columns!(),
    " FROM record INDEXED BY record_since \
     WHERE domain = ?1 AND kind < 64 AND rev > ?2 AND rev <= ?3 ORDER BY rev, kind, id"
);

pub(super) const EACH_REV: &str = "SELECT kind, id, account_id, rev FROM record INDEXED BY record_since \
     WHERE domain = ?1 AND kind < 64 AND rev > 0";

/// `rarray` is a table made of the list that is bound: one statement for any number of ids.
pub(super) const GET_MANY: &str = concat!(
    "SELECT ",
    record_columns!(),
    " FROM record WHERE domain = ?1 AND kind IN (SELECT value FROM rarray(?2)) \
     AND id IN (SELECT value FROM rarray(?3))"
);

/// What follows FROM in a page of a list. The first page starts behind ('', x''), which is before every row.
macro_rules! page {
    () => {
        " FROM record INDEXED BY record_listed \
         WHERE domain = ?1 AND kind = ?2 AND account_id IS ?3 AND deleted_ms IS NULL \
         AND (sort_key, id) > (?4, ?5) ORDER BY sort_key, id LIMIT ?6"
    };
}

pub(super) const HEADS: &str = concat!("SELECT ", head_columns!(), page!());

pub(super) const RECORDS: &str = concat!("SELECT ", record_columns!(), page!());

pub(super) const EACH_RECORD: &str = concat!(
    "SELECT ",
    record_columns!(),
    " FROM record INDEXED BY record_listed \
     WHERE domain = ?1 AND kind = ?2 AND account_id IS ?3 AND deleted_ms IS NULL ORDER BY sort_key, id"
);

/// The same list from its end. The first page ends before (x'', x''), since every blob is behind every text.
pub(super) const RECORDS_BACK: &str = concat!(
    "SELECT ",
    record_columns!(),
    " FROM record INDEXED BY record_listed \
     WHERE domain = ?1 AND kind = ?2 AND account_id IS ?3 AND deleted_ms IS NULL \
     AND (sort_key, id) < (?4, ?5) ORDER BY sort_key DESC, id DESC LIMIT ?6"
);

pub(super) const COUNT: &str = "SELECT count(*) FROM record INDEXED BY record_listed \
     WHERE domain = ?1 AND kind = ?2 AND account_id IS ?3 AND deleted_ms IS NULL";

pub(super) const COUNTS: &str = "SELECT (SELECT count(*) FROM record INDEXED BY record_listed \
     WHERE domain = ?1 AND kind = wanted.value AND account_id IS ?3 AND deleted_ms IS NULL) FROM rarray(?2) AS wanted";

pub(super) const EACH_HEAD: &str = concat!(
    "SELECT ",
    head_columns!(),
    " FROM record INDEXED BY record_listed \
     WHERE domain = ?1 AND kind = ?2 AND deleted_ms IS NULL ORDER BY account_id, sort_key, id"
);

pub(super) const CLAIM: &str = "SELECT kind, id FROM claim \
     WHERE domain = ?1 AND scope = ?2 AND account_id = ?3 AND key = ?4";

pub(super) const SEARCH: &str = "SELECT kind, id, account_id, term FROM word \
     WHERE domain = ?1 AND term >= ?2 AND term < ?3 ORDER BY term, kind, id";

pub(super) const SEARCH_IN: &str = "SELECT kind, id, account_id, term FROM word INDEXED BY word_of_account \
     WHERE domain = ?1 AND account_id = ?4 AND kind = ?5 AND term >= ?2 AND term < ?3 ORDER BY term, id";

pub(super) const SEARCH_AMONG: &str = "SELECT kind, id, account_id, term FROM word INDEXED BY word_of_account \
     WHERE domain = ?1 AND account_id IN (SELECT value FROM rarray(?4)) AND kind IN (SELECT value FROM rarray(?5)) \
     AND term >= ?2 AND term < ?3";

pub(super) const CHANGES: &str = "SELECT seq, at_ms, actor, verb, touched, detail FROM change \
     WHERE domain = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";

pub(super) const HISTORY: &str = "SELECT seq, at_ms, actor, verb, touched, detail FROM change \
     WHERE domain = ?1 AND seq < ?2 ORDER BY seq DESC";

pub(super) const ENTRY: &str = concat!(
    "SELECT ",
    entry_columns!(),
    " FROM entry WHERE domain = ?1 AND kind = ?2 AND id = ?3"
);

/// The first page ends before (the end of the span, x''), since no entry of that moment is wanted.
pub(super) const ENTRIES: &str = concat!(
    "SELECT ",
    entry_columns!(),
    " FROM entry INDEXED BY entry_of_owner WHERE domain = ?1 AND kind = ?2 AND owner_id = ?3 \
     AND at_ms >= ?4 AND (at_ms, id) < (?5, ?6) ORDER BY at_ms DESC, id DESC LIMIT ?7"
);

pub(super) const ACCOUNT_ENTRIES: &str = concat!(
    "SELECT ",
    entry_columns!(),
    " FROM entry INDEXED BY entry_of_account WHERE domain = ?1 AND kind = ?2 AND account_id = ?3 \
     AND at_ms >= ?4 AND at_ms < ?5 ORDER BY at_ms DESC, id DESC LIMIT ?6"
);

pub(super) const ENTRIES_SINCE: &str = concat!(
    "SELECT ",
    entry_columns!(),
    " FROM entry INDEXED BY entry_since WHERE domain = ?1 AND kind = ?2 AND owner_id = ?3 AND rev > ?4 \
     ORDER BY rev, id LIMIT ?5"
);

pub(super) const COUNT_ENTRIES: &str = "SELECT count(*) FROM entry INDEXED BY entry_of_owner \
     WHERE domain = ?1 AND kind = ?2 AND owner_id = ?3";

/// Every statement here, for the check of the query plans.
#[cfg(feature = "suite")]
pub(super) const STATEMENTS: [(&str, &str); 27] = [
    ("slot", SLOT),
    ("slots_since", SLOTS_SINCE),
    ("slots", SLOTS),
    ("changed_up_to", CHANGED_UP_TO),
    ("changed", CHANGED),
    ("each_rev", EACH_REV),
    ("account_entries", ACCOUNT_ENTRIES),
    ("entry", ENTRY),
    ("entries", ENTRIES),
    ("entries_since", ENTRIES_SINCE),
    ("count_entries", COUNT_ENTRIES),
    ("seq", SEQ),
    ("get", GET),
    ("get_many", GET_MANY),
    ("heads", HEADS),
    ("records", RECORDS),
    ("each_record", EACH_RECORD),
    ("records_back", RECORDS_BACK),
    ("count", COUNT),
    ("counts", COUNTS),
    ("each_head", EACH_HEAD),
    ("claim", CLAIM),
    ("search", SEARCH),
    ("search_in", SEARCH_IN),
    ("search_among", SEARCH_AMONG),
    ("changes", CHANGES),
    ("history", HISTORY),
];
