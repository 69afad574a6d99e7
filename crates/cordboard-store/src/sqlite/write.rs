//! Writing one batch inside a transaction that somebody else opened.

use super::blobs;
use super::read::{count, holder, or_empty};
use super::row::{clamped, touched_text};
use super::words::{self, Words};
use crate::{Assert, Batch, ChangeNote, Claim, ClaimKey, Entry, Error, Put, Result, Seq, SlotPut};
use cordboard_model::account_limits::LimitReached;
use cordboard_model::{Document, Fields, Id, Kind};
use rusqlite::{Connection, OptionalExtension, Statement, params};

const NEXT_SEQ: &str = "INSERT INTO domain (domain, seq) VALUES (?1, 1) \
     ON CONFLICT (domain) DO UPDATE SET seq = seq + 1 RETURNING seq";

const SEQ: &str = "SELECT seq FROM domain WHERE domain = ?1";

pub(super) const FILL_SLOT: &str = "INSERT INTO slot (domain, space, key, rev, value) VALUES (?1, ?2, ?3, ?4, ?5) \
     ON CONFLICT (domain, space, key) DO UPDATE SET rev = excluded.rev, value = excluded.value";

const CLEAR_SPACE: &str = "DELETE FROM slot WHERE domain = ?1 AND space = ?2";

pub(super) const CLEAR_SLOT: &str =
    "DELETE FROM slot WHERE domain = ?1 AND space = ?2 AND key = ?3";

const ASSERTED: &str =
    "SELECT rev, deleted_ms IS NULL FROM record WHERE domain = ?1 AND kind = ?2 AND id = ?3";

const RELEASE: &str =
    "DELETE FROM claim WHERE domain = ?1 AND scope = ?2 AND account_id = ?3 AND key = ?4";

const TAKE: &str = "INSERT INTO claim (domain, scope, account_id, key, kind, id) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (domain, scope, account_id, key) DO NOTHING";

/// Finds the row to overwrite, whether its account stays, whether what the list index holds stays as it is, and its words.
const OLD: &str = "SELECT rowid, account_id IS ?4, account_id IS ?4 AND sort_key = ?5 AND label = ?6 AND flags = ?7 \
       AND (deleted_ms IS NULL) = (?8 IS NULL), terms \
     FROM record WHERE domain = ?1 AND kind = ?2 AND id = ?3";

const INSERT: &str = "INSERT INTO record (domain, kind, id, account_id, flags, rev, schema, \
       created_ms, modified_ms, deleted_ms, sort_key, label, fields, terms) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14) \
     ON CONFLICT (domain, kind, id) DO NOTHING";

const UPDATE: &str = "UPDATE record SET account_id = ?2, flags = ?3, rev = ?4, schema = ?5, \
       created_ms = ?6, modified_ms = ?7, deleted_ms = ?8, sort_key = ?9, label = ?10, fields = ?11, terms = ?12 \
     WHERE rowid = ?1";

/// As [`UPDATE`], naming no column of the list index, which is then not written.
const UPDATE_UNLISTED: &str = "UPDATE record SET rev = ?2, schema = ?3, created_ms = ?4, \
       modified_ms = ?5, fields = ?6, terms = ?7 WHERE rowid = ?1";

/// The time of deletion stands in the list index only for form's sake; this is the rare case that it changes
/// while the record stays deleted.
const REDATE: &str = "UPDATE record SET deleted_ms = ?2 WHERE rowid = ?1 AND deleted_ms IS NOT ?2";

const ERASE: &str = "DELETE FROM record WHERE domain = ?1 AND kind = ?2 AND id = ?3";

const KEEP_ENTRY: &str = "INSERT INTO entry (domain, kind, id, account_id, owner_id, at_ms, rev, fields) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (domain, kind, id) DO UPDATE SET \
       account_id = excluded.account_id, owner_id = excluded.owner_id, at_ms = excluded.at_ms, \
       rev = excluded.rev, fields = excluded.fields";

const ERASE_ENTRY: &str = "DELETE FROM entry WHERE domain = ?1 AND kind = ?2 AND id = ?3";

/// The statements whose plans are checked, by name.
#[cfg(feature = "suite")]
pub(super) const STATEMENTS: [(&str, &str); 6] = [
    ("clear_space", CLEAR_SPACE),
    ("erase_entry", ERASE_ENTRY),
    ("terms", words::TERMS),
    ("words_left", words::LEFT),
    ("move_word", words::MOVE),
    ("remove_word", words::REMOVE),
];

/// How many bytes of a blob are as much work as one row: what fits on a page.
const BLOB_ROW_BYTES: usize = 8192;

const CHANGE: &str = "INSERT INTO change (domain, seq, at_ms, actor, verb, touched, detail) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

/// A batch whose documents are printed already: the writer thread is the bottleneck, so whoever commits does
/// what can be done before.
pub(super) struct Printed {
    batch: Batch,
    /// The documents of `batch.puts` and their words, in their order; the fields there are empty.
    puts: Vec<PrintedPut>,
    /// The same of `batch.entries`.
    entries: Vec<String>,
    touched: String,
    detail: String,
}

struct PrintedPut {
    fields: String,
    terms: String,
}

/// The document as text; it is left empty.
fn printed(fields: &mut Fields) -> Result<String> {
    serde_json::to_string(&std::mem::take(fields)).map_err(unprintable)
}

fn unprintable(_: serde_json::Error) -> Error {
    Error::Unstorable("it cannot be printed")
}

impl PrintedPut {
    /// Leaves the words sorted, without repetition; what lies in the recycle bin has none.
    fn new(put: &mut Put) -> Result<Self> {
        if !put.record.is_live() {
            put.words.clear();
        }
        put.words.sort_unstable();
        put.words.dedup();
        let told = put.document.take().map(Document::into_text);
        let fields = match told {
            Some(Ok(text)) => text,
            Some(Err(mut fields)) => printed(&mut fields)?,
            None => printed(&mut put.record.fields)?,
        };
        Ok(Self {
            fields,
            terms: serde_json::to_string(&put.words).map_err(unprintable)?,
        })
    }
}

impl Printed {
    pub(super) fn new(mut batch: Batch) -> Result<Self> {
        let puts = batch.puts.iter_mut().map(PrintedPut::new);
        let puts = puts.collect::<Result<_>>()?;
        let print = |entry: &mut Entry| printed(&mut entry.fields);
        let entries = batch.entries.iter_mut().map(print).collect::<Result<_>>()?;
        // Neighbours are written one after the other; of several for one key the last one stays.
        batch
            .slots
            .sort_by(|one, other| (one.space, &one.key).cmp(&(other.space, &other.key)));
        let touched = touched_text(&batch.note.touched);
        let detail = batch.note.detail.to_string();
        Ok(Self {
            batch,
            puts,
            entries,
            touched,
            detail,
        })
    }

    /// Whether it is a part of a first picture.
    pub(super) const fn is_filling(&self) -> bool {
        self.batch.words_later
    }

    /// How much work it is, roughly: the rows it writes.
    pub(super) fn weight(&self) -> usize {
        let blobs = self.batch.blobs.iter().map(|blob| {
            let bytes = blob.bytes.as_ref().map_or(0, Vec::len);
            1 + bytes / BLOB_ROW_BYTES
        });
        let rows = self.batch.puts.len()
            + self.batch.entries.len()
            + self.batch.slots.len()
            + self.batch.erases.len()
            + self.batch.take.len()
            + self.batch.take_free.len();
        1 + rows + blobs.sum::<usize>()
    }

    /// Writes it and returns its number. After an error the caller rolls back.
    pub(super) fn write(&self, connection: &Connection) -> Result<Seq> {
        let writing = Writing {
            connection,
            domain: self.batch.domain.0,
            words_later: self.batch.words_later,
        };
        for assert in &self.batch.asserts {
            writing.check(assert)?;
        }
        let seq = connection
            .prepare_cached(NEXT_SEQ)?
            .query_row([writing.domain], |row| row.get::<_, Seq>(0))?;
        for key in &self.batch.release {
            writing.release(key)?;
        }
        for claim in &self.batch.take {
            writing.take(claim)?;
        }
        // Of many alike the statement is looked for once.
        let mut take = connection.prepare_cached(TAKE)?;
        for claim in &self.batch.take_free {
            writing.take_with(&mut take, claim)?;
        }
        if self.batch.words_later {
            words::leave(connection, (writing.domain, seq))?;
        }
        let mut insert = connection.prepare_cached(INSERT)?;
        for (put, printed) in self.batch.puts.iter().zip(&self.puts) {
            writing.put(&mut insert, (put, printed), seq)?;
        }
        if self.batch.index > 0 {
            words::catch_up(connection, writing.domain, self.batch.index)?;
        }
        for (entry, fields) in self.batch.entries.iter().zip(&self.entries) {
            writing.enter(entry, fields, seq)?;
        }
        for blob in &self.batch.blobs {
            blobs::write(connection, writing.domain, blob)?;
        }
        for space in &self.batch.clear {
            let mut clear = connection.prepare_cached(CLEAR_SPACE)?;
            clear.execute(params![writing.domain, space])?;
        }
        writing.fill(&self.batch.slots, seq)?;
        for (kind, id) in &self.batch.erases {
            words::erase(connection, (writing.domain, *kind, id))?;
            for sql in [blobs::ERASE, blobs::ERASE_PARTS, ERASE_ENTRY, ERASE] {
                let mut erase = connection.prepare_cached(sql)?;
                erase.execute(params![writing.domain, kind.number(), id.as_bytes()])?;
            }
        }
        writing.log(&self.batch.note, seq, (&self.touched, &self.detail))?;
        Ok(seq)
    }
}

/// The row that a record had before.
struct Old {
    row: i64,
    account_stays: bool,
    /// What the list index holds of it stays as it is.
    is_listed_alike: bool,
    /// Its words, as a JSON list.
    terms: String,
}

struct Writing<'a> {
    connection: &'a Connection,
    domain: u32,
    words_later: bool,
}

impl Writing<'_> {
    fn check(&self, assert: &Assert) -> Result<()> {
        match *assert {
            Assert::Seq(seq) => return self.check_seq(seq),
            Assert::Room {
                kind,
                account_id,
                added,
                limit,
            } => {
                let count = count(self.connection, self.domain, (kind, Some(&account_id)))?;
                return Ok(LimitReached::check(kind, limit, (count, added))?);
            }
            _ => {}
        }
        let (Assert::Rev { kind, id, .. }
        | Assert::Live { kind, id }
        | Assert::Absent { kind, id }) = *assert
        else {
            return Ok(());
        };
        let mut statement = self.connection.prepare_cached(ASSERTED)?;
        let found: Option<(Seq, bool)> = statement
            .query_row(params![self.domain, kind.number(), id.as_bytes()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        let holds = match (assert, found) {
            (Assert::Rev { rev, .. }, Some((found, _))) => *rev == found,
            (Assert::Live { .. }, Some((_, live))) => live,
            (Assert::Absent { .. }, found) => found.is_none(),
            (Assert::Rev { .. } | Assert::Live { .. }, None) => false,
            (Assert::Seq(_) | Assert::Room { .. }, _) => true,
        };
        if holds {
            Ok(())
        } else {
            Err(Error::Stale { kind, id })
        }
    }

    fn check_seq(&self, seq: Seq) -> Result<()> {
        let found: Option<Seq> = self
            .connection
            .prepare_cached(SEQ)?
            .query_row([self.domain], |row| row.get(0))
            .optional()?;
        if found.unwrap_or(0) == seq {
            return Ok(());
        }
        // The domain as a whole has no record; its settings stand for it.
        Err(Error::Stale {
            kind: Kind::Settings,
            id: Id::default(),
        })
    }

    fn fill(&self, slots: &[SlotPut], seq: Seq) -> Result<()> {
        if slots.is_empty() {
            return Ok(());
        }
        let mut fill = self.connection.prepare_cached(FILL_SLOT)?;
        let mut clear = self.connection.prepare_cached(CLEAR_SLOT)?;
        let rev = clamped(seq);
        for SlotPut { space, key, value } in slots {
            match value {
                Some(value) => fill.execute(params![self.domain, space, key, rev, value])?,
                None => clear.execute(params![self.domain, space, key])?,
            };
        }
        Ok(())
    }

    fn release(&self, key: &ClaimKey) -> Result<()> {
        let mut statement = self.connection.prepare_cached(RELEASE)?;
        statement.execute(params![
            self.domain,
            key.scope,
            or_empty(key.account_id.as_ref()),
            key.key
        ])?;
        Ok(())
    }

    /// Whether it was free.
    fn take_with(&self, take: &mut Statement<'_>, claim: &Claim) -> Result<bool> {
        let Claim { key, kind, id } = claim;
        let account_id = or_empty(key.account_id.as_ref());
        let taken = take.execute(params![
            self.domain,
            key.scope,
            account_id,
            key.key,
            kind.number(),
            id.as_bytes()
        ])?;
        Ok(taken == 1)
    }

    fn take(&self, claim: &Claim) -> Result<()> {
        let mut take = self.connection.prepare_cached(TAKE)?;
        if self.take_with(&mut take, claim)? {
            return Ok(());
        }
        let Claim { key, kind, id } = claim;
        match holder(self.connection, self.domain, key)? {
            Some(holder) if holder != (*kind, *id) => Err(Error::Taken {
                key: key.clone(),
                holder,
            }),
            _ => Ok(()),
        }
    }

    fn put(
        &self,
        insert: &mut Statement<'_>,
        (put, PrintedPut { fields, terms }): (&Put, &PrintedPut),
        seq: Seq,
    ) -> Result<()> {
        let record = &put.record;
        let (kind, id) = (record.kind.number(), record.id.as_bytes());
        let account_id = record.account_id.as_ref().map(Id::as_bytes);
        let (flags, rev, schema) = (put.flags, clamped(seq), record.schema);
        let (sort_key, label) = (&put.sort_key, &put.label);
        let (created, modified, deleted) =
            (record.created_ms, record.modified_ms, record.deleted_ms);
        // Of many at once most are new: that is tried before it is looked what there is.
        let mut insert = || {
            insert.execute(params![
                self.domain,
                kind,
                id,
                account_id,
                flags,
                rev,
                schema,
                created,
                modified,
                deleted,
                sort_key,
                label,
                fields,
                terms
            ])
        };
        let is_new = self.words_later && insert()? == 1;
        let old = if is_new { None } else { self.old(put)? };
        match &old {
            None if is_new => {}
            None => {
                insert()?;
            }
            Some(old) if old.is_listed_alike => {
                let mut update = self.connection.prepare_cached(UPDATE_UNLISTED)?;
                update.execute(params![
                    old.row, rev, schema, created, modified, fields, terms
                ])?;
                if deleted.is_some() {
                    self.connection
                        .prepare_cached(REDATE)?
                        .execute(params![old.row, deleted])?;
                }
            }
            Some(old) => {
                self.connection.prepare_cached(UPDATE)?.execute(params![
                    old.row, account_id, flags, rev, schema, created, modified, deleted, sort_key,
                    label, fields, terms
                ])?;
            }
        }
        let words = Words {
            of: (self.domain, record.kind, &record.id),
            account_id: or_empty(record.account_id.as_ref()),
            terms: &put.words,
        };
        match old {
            None if self.words_later && !put.record.kind.is_private() => Ok(()),
            None => words.add(self.connection),
            Some(old) if old.account_stays && old.terms == *terms => Ok(()),
            Some(old) => words.replace(self.connection, &old.terms, old.account_stays),
        }
    }

    /// The row that this record has already.
    fn old(&self, put: &Put) -> Result<Option<Old>> {
        let record = &put.record;
        let mut find = self.connection.prepare_cached(OLD)?;
        let found = find.query_row(
            params![
                self.domain,
                record.kind.number(),
                record.id.as_bytes(),
                record.account_id.as_ref().map(Id::as_bytes),
                put.sort_key,
                put.label,
                put.flags,
                record.deleted_ms
            ],
            |row| {
                Ok(Old {
                    row: row.get(0)?,
                    account_stays: row.get(1)?,
                    is_listed_alike: row.get(2)?,
                    terms: row.get(3)?,
                })
            },
        );
        Ok(found.optional()?)
    }

    fn enter(&self, entry: &Entry, fields: &str, seq: Seq) -> Result<()> {
        self.connection
            .prepare_cached(KEEP_ENTRY)?
            .execute(params![
                self.domain,
                entry.kind.number(),
                entry.id.as_bytes(),
                entry.account_id.as_bytes(),
                entry.owner_id.as_bytes(),
                entry.at_ms,
                clamped(seq),
                fields
            ])?;
        Ok(())
    }

    fn log(&self, note: &ChangeNote, seq: Seq, (touched, detail): (&str, &str)) -> Result<()> {
        let actor = note.actor.as_ref().map(Id::as_bytes);
        let mut statement = self.connection.prepare_cached(CHANGE)?;
        statement.execute(params![
            self.domain,
            clamped(seq),
            note.at_ms,
            actor,
            note.verb,
            touched,
            detail
        ])?;
        Ok(())
    }
}
