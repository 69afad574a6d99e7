//! Reading at one moment.

use super::blobs;
use super::pool::Pool;
use super::prefix::range_end;
use super::queries::{
    ACCOUNT_ENTRIES, CHANGED, CHANGED_UP_TO, CHANGES, CLAIM, COUNT, COUNT_ENTRIES, COUNTS,
    EACH_HEAD, EACH_RECORD, EACH_REV, ENTRIES, ENTRIES_SINCE, ENTRY, GET, GET_MANY, HEADS, HISTORY,
    RECORDS, RECORDS_BACK, SEARCH, SEARCH_AMONG, SEARCH_IN, SEQ, SLOT, SLOTS, SLOTS_SINCE,
};
use super::row::{self, clamped};
use crate::{
    Blob, BlobPiece, Change, ClaimKey, Cursor, Domain, Entry, EntryQuery, Head, Hit, Result, Seq,
    Slot, Snapshot,
};
use cordboard_model::{Document, Id, Kind, Record};
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use std::ops::{ControlFlow, Range};

/// A read transaction on a connection of its own; the connection goes back to the pool afterwards.
pub(super) struct SqliteSnapshot<'pool> {
    pool: &'pool Pool,
    /// Taken only when the snapshot ends.
    connection: Option<Connection>,
    domain: u32,
    seq: Seq,
}

impl<'pool> SqliteSnapshot<'pool> {
    pub(super) fn begin(
        pool: &'pool Pool,
        connection: Connection,
        Domain(domain): Domain,
    ) -> Result<Self> {
        connection.prepare_cached("BEGIN DEFERRED")?.execute([])?;
        // A deferred transaction takes its moment at the first read: this one.
        let seq = connection
            .prepare_cached(SEQ)?
            .query_row([domain], |row| row.get(0))
            .optional()?
            .unwrap_or(0);
        Ok(Self {
            pool,
            connection: Some(connection),
            domain,
            seq,
        })
    }

    fn connection(&self) -> Result<&Connection> {
        self.connection.as_ref().ok_or(crate::Error::Closed)
    }

    fn place<'a>(&self, kind: Kind, id: Id, name: &'a str) -> blobs::Place<'a> {
        let domain = self.domain;
        blobs::Place {
            domain,
            kind,
            id,
            name,
        }
    }

    /// Runs the statement and hands every row to `visit` until that breaks.
    fn each(
        &self,
        sql: &str,
        params: impl Params,
        visit: &mut dyn FnMut(&Row<'_>) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut statement = self.connection()?.prepare_cached(sql)?;
        let mut rows = statement.query(params)?;
        while let Some(row) = rows.next()? {
            if visit(row)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn one<T>(
        &self,
        kind: Kind,
        id: Id,
        read: impl FnOnce(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.connection()?.prepare_cached(GET)?;
        let mut rows = statement.query(params![self.domain, kind.number(), id.as_bytes()])?;
        rows.next()?.map(read).transpose()
    }

    fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut found = Vec::new();
        self.each(sql, params, &mut |row| {
            found.push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    fn page<T>(
        &self,
        sql: &str,
        (kind, account_id): (Kind, Option<Id>),
        after: Option<&Cursor>,
        limit: usize,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let account_id = account_id.as_ref().map(Id::as_bytes);
        let (sort_key, id) = match after {
            Some(cursor) => (cursor.sort_key.as_str(), cursor.id.as_bytes().as_slice()),
            None => ("", [].as_slice()),
        };
        let limit = clamped(limit as u64);
        self.all(
            sql,
            params![self.domain, kind.number(), account_id, sort_key, id, limit],
            read,
        )
    }
}

impl Drop for SqliteSnapshot<'_> {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        let ended = connection
            .prepare_cached("COMMIT")
            .and_then(|mut end| end.execute([]));
        if ended.is_ok() && connection.is_autocommit() {
            self.pool.put_back(connection);
        }
    }
}

impl Snapshot for SqliteSnapshot<'_> {
    fn seq(&self) -> Result<Seq> {
        Ok(self.seq)
    }

    fn get(&self, kind: Kind, id: Id) -> Result<Option<Record>> {
        self.one(kind, id, row::record)
    }

    fn told(&self, kind: Kind, id: Id) -> Result<Option<Record<Document>>> {
        self.one(kind, id, row::told)
    }

    fn get_many(&self, kinds: &[Kind], ids: &[Id]) -> Result<Vec<Record>> {
        let params = params![self.domain, row::kinds(kinds), row::ids(ids)];
        self.all(GET_MANY, params, row::record)
    }

    fn blob(&self, kind: Kind, id: Id, name: &str) -> Result<Option<Blob>> {
        blobs::read(self.connection()?, &self.place(kind, id, name))
    }

    fn blob_piece(
        &self,
        kind: Kind,
        id: Id,
        name: &str,
        range: Range<usize>,
    ) -> Result<Option<BlobPiece>> {
        blobs::read_piece(self.connection()?, &self.place(kind, id, name), &range)
    }

    fn slot(&self, space: &str, key: &[u8]) -> Result<Option<Slot>> {
        let params = params![self.domain, space, key];
        let found = self.all(SLOT, params, row::slot)?.pop();
        Ok(found.map(|(_, slot)| slot))
    }

    fn slots_since(&self, space: &str, after: Seq, limit: usize) -> Result<Vec<(Vec<u8>, Slot)>> {
        let params = params![self.domain, space, clamped(after), clamped(limit as u64)];
        self.all(SLOTS_SINCE, params, row::slot)
    }

    fn slots(&self, space: &str, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Slot)>> {
        let mut found = Vec::new();
        self.each(SLOTS, params![self.domain, space, prefix], &mut |row| {
            let (key, slot) = row::slot(row)?;
            if !key.starts_with(prefix) {
                return Ok(ControlFlow::Break(()));
            }
            found.push((key, slot));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }

    fn each_slot(
        &self,
        space: &str,
        visit: &mut dyn FnMut(&[u8], &Slot) -> Result<()>,
    ) -> Result<()> {
        let nothing: &[u8] = &[];
        self.each(SLOTS, params![self.domain, space, nothing], &mut |row| {
            let (key, slot) = row::slot(row)?;
            visit(&key, &slot)?;
            Ok(ControlFlow::Continue(()))
        })
    }

    fn changed_since(&self, after: Seq, limit: usize) -> Result<Vec<Record<Document>>> {
        let skipped = clamped(limit.saturating_sub(1) as u64);
        let last: Option<i64> = self
            .connection()?
            .prepare_cached(CHANGED_UP_TO)?
            .query_row(params![self.domain, clamped(after), skipped], |row| {
                row.get(0)
            })
            .optional()?;
        let params = params![self.domain, clamped(after), last.unwrap_or(i64::MAX)];
        self.all(CHANGED, params, row::told)
    }

    fn each_rev(
        &self,
        visit: &mut dyn FnMut(Kind, Id, Option<Id>, Seq) -> Result<()>,
    ) -> Result<()> {
        self.each(EACH_REV, params![self.domain], &mut |row| {
            let (kind, id, account_id, rev) = row::rev(row)?;
            visit(kind, id, account_id, rev)?;
            Ok(ControlFlow::Continue(()))
        })
    }

    fn heads(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Head>> {
        self.page(HEADS, (kind, account_id), after, limit, row::head)
    }

    fn records(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Record>> {
        self.page(RECORDS, (kind, account_id), after, limit, row::record)
    }

    fn each_record(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        visit: &mut dyn FnMut(Record) -> Result<()>,
    ) -> Result<()> {
        let account_id = account_id.as_ref().map(Id::as_bytes);
        let params = params![self.domain, kind.number(), account_id];
        self.each(EACH_RECORD, params, &mut |row| {
            visit(row::record(row)?)?;
            Ok(ControlFlow::Continue(()))
        })
    }

    fn records_back(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        before: Option<&Cursor>,
        limit: usize,
    ) -> Result<Vec<Record>> {
        let account_id = account_id.as_ref().map(Id::as_bytes);
        let (sort_key, id) = match before {
            Some(cursor) => (
                ValueRef::from(cursor.sort_key.as_str()),
                cursor.id.as_bytes().as_slice(),
            ),
            None => (ValueRef::Blob(&[]), [].as_slice()),
        };
        let sort_key = ToSqlOutput::Borrowed(sort_key);
        let limit = clamped(limit as u64);
        self.all(
            RECORDS_BACK,
            params![self.domain, kind.number(), account_id, sort_key, id, limit],
            row::record,
        )
    }

    fn count(&self, kind: Kind, account_id: Option<Id>) -> Result<u64> {
        count(self.connection()?, self.domain, (kind, account_id.as_ref()))
    }

    fn counts(&self, kinds: &[Kind], account_id: Option<Id>) -> Result<Vec<u64>> {
        let account_id = account_id.as_ref().map(Id::as_bytes);
        let params = params![self.domain, row::kinds(kinds), account_id];
        self.all(COUNTS, params, |row| Ok(row.get(0)?))
    }

    fn each_head(&self, kind: Kind, visit: &mut dyn FnMut(Head)) -> Result<()> {
        self.each(EACH_HEAD, params![self.domain, kind.number()], &mut |row| {
            visit(row::head(row)?);
            Ok(ControlFlow::Continue(()))
        })
    }

    fn entry(&self, kind: Kind, id: Id) -> Result<Option<Entry>> {
        let params = params![self.domain, kind.number(), id.as_bytes()];
        Ok(self.all(ENTRY, params, row::entry)?.pop())
    }

    fn entries(&self, query: &EntryQuery) -> Result<Vec<Entry>> {
        let (end_ms, id) = match &query.after {
            Some(after) if after.at_ms < query.span.end => {
                (after.at_ms, after.id.as_bytes().as_slice())
            }
            _ => (query.span.end, [].as_slice()),
        };
        let params = params![
            self.domain,
            query.kind.number(),
            query.owner_id.as_bytes(),
            query.span.start,
            end_ms,
            id,
            clamped(query.limit as u64)
        ];
        self.all(ENTRIES, params, row::entry)
    }

    fn account_entries(
        &self,
        kind: Kind,
        account_id: Id,
        span: Range<i64>,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        let params = params![
            self.domain,
            kind.number(),
            account_id.as_bytes(),
            span.start,
            span.end,
            clamped(limit as u64)
        ];
        self.all(ACCOUNT_ENTRIES, params, row::entry)
    }

    fn entries_since(
        &self,
        kind: Kind,
        owner_id: Id,
        after: Seq,
        limit: usize,
    ) -> Result<Vec<Entry>> {
        let owner_id = owner_id.as_bytes();
        let (after, limit) = (clamped(after), clamped(limit as u64));
        let params = params![self.domain, kind.number(), owner_id, after, limit];
        self.all(ENTRIES_SINCE, params, row::entry)
    }

    fn count_entries(&self, kind: Kind, owner_id: Id) -> Result<u64> {
        let mut statement = self.connection()?.prepare_cached(COUNT_ENTRIES)?;
        let params = params![self.domain, kind.number(), owner_id.as_bytes()];
        Ok(statement.query_row(params, |row| row.get(0))?)
    }

    fn claim(&self, key: &ClaimKey) -> Result<Option<(Kind, Id)>> {
        holder(self.connection()?, self.domain, key)
    }

    fn search(&self, prefix: &str, visit: &mut dyn FnMut(Hit) -> ControlFlow<()>) -> Result<()> {
        let end = range_end(prefix);
        self.each(SEARCH, params![self.domain, prefix, end], &mut |row| {
            Ok(visit(row::hit(row)?))
        })
    }

    fn search_in(
        &self,
        kind: Kind,
        account_id: Option<Id>,
        prefix: &str,
        visit: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<()> {
        let account_id = or_empty(account_id.as_ref());
        let end = range_end(prefix);
        let params = params![self.domain, prefix, end, account_id, kind.number()];
        self.each(SEARCH_IN, params, &mut |row| Ok(visit(row::hit(row)?)))
    }

    fn search_among(
        &self,
        kinds: &[Kind],
        accounts: &[Id],
        prefix: &str,
        visit: &mut dyn FnMut(Hit) -> ControlFlow<()>,
    ) -> Result<()> {
        let end = range_end(prefix);
        let (accounts, kinds) = (row::ids(accounts), row::kinds(kinds));
        let params = params![self.domain, prefix, end, accounts, kinds];
        self.each(SEARCH_AMONG, params, &mut |row| Ok(visit(row::hit(row)?)))
    }

    fn changes(&self, after: Seq, limit: usize) -> Result<Vec<Change>> {
        let params = params![self.domain, clamped(after), clamped(limit as u64)];
        self.all(CHANGES, params, row::change)
    }

    fn history(
        &self,
        before: Option<Seq>,
        visit: &mut dyn FnMut(Change) -> ControlFlow<()>,
    ) -> Result<()> {
        let before = clamped(before.unwrap_or(Seq::MAX));
        self.each(HISTORY, params![self.domain, before], &mut |row| {
            Ok(visit(row::change(row)?))
        })
    }
}

/// How many live records of a kind an account has, as this connection sees it.
pub(super) fn count(
    connection: &Connection,
    domain: u32,
    (kind, account_id): (Kind, Option<&Id>),
) -> Result<u64> {
    let params = params![domain, kind.number(), account_id.map(Id::as_bytes)];
    let mut statement = connection.prepare_cached(COUNT)?;
    Ok(statement.query_row(params, |row| row.get(0))?)
}

/// Who holds a claim, as this connection sees it.
pub(super) fn holder(
    connection: &Connection,
    domain: u32,
    key: &ClaimKey,
) -> Result<Option<(Kind, Id)>> {
    let account_id = or_empty(key.account_id.as_ref());
    let mut statement = connection.prepare_cached(CLAIM)?;
    let mut rows = statement.query(params![domain, key.scope, account_id, key.key])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some((row::kind(row.get(0)?)?, Id::from_bytes(row.get(1)?))))
}

/// The account column of a claim or a word: empty for none.
pub(super) fn or_empty(account_id: Option<&Id>) -> &[u8] {
    account_id.map_or(&[], |id| id.as_bytes())
}
