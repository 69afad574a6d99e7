//! What a caller is told: the next page of what changed, as far as he may see it (S-34 to S-43).

mod sight;

use super::world::{Moved, Place};
use crate::limits::{ENTER_MAX, MOVES_MAX, PAGE_DEFAULT, PAGE_MAX};
use crate::pull::{Page, PullAnswer, Row};
use crate::{Key, digest};
use cordboard_model::{Document, Id, Kind, Record};
use serde::{Deserialize, Serialize};
use sight::Sight;
use std::collections::BTreeSet;

/// Something that was erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// What it was.
    pub kind: Kind,
    /// Its id.
    pub id: Id,
    /// The account it belonged to; for an account its parent.
    pub account_id: Option<Id>,
    /// The commit that erased it.
    pub seq: u64,
}

/// The data at one moment, as a pull reads them. Only kinds that are shared are in it.
pub trait Feed {
    /// What goes wrong with the data themselves.
    type Fault;

    /// The number of the last commit.
    fn seq(&self) -> Result<u64, Self::Fault>;

    /// Up to this number, moves and tombstones are forgotten.
    fn floor(&self) -> Result<u64, Self::Fault>;

    /// Where an account lies, also one in the recycle bin; of an erased one, where it lay.
    fn place(&self, account: Id) -> Result<Option<Place>, Self::Fault>;

    /// The record.
    fn record(&self, kind: Kind, id: Id) -> Result<Option<Record>, Self::Fault>;

    /// The records whose `rev` is above this one, by `rev`, at most `limit`; of one commit all or none.
    fn changed(&self, after: u64, limit: usize) -> Result<Vec<Record<Document>>, Self::Fault>;

    /// Hands kind, id, account and `rev` of every record to `visit`, also of those in the recycle bin, in whatever order.
    fn each_rev(&self, visit: &mut EachRev<'_, Self::Fault>) -> Result<(), Self::Fault>;

    /// What was moved or made in commits above this one, oldest first; more than `limit` means too many.
    fn moves(&self, after: u64, limit: usize) -> Result<Vec<Moved>, Self::Fault>;

    /// What was erased in commits above this one.
    fn gone(&self, after: u64) -> Result<Vec<Gone>, Self::Fault>;

    /// The account and every record of it and of all accounts below it; more than `limit` means too many.
    fn subtree(&self, account: Id, limit: usize) -> Result<Vec<Record<Document>>, Self::Fault>;
}

/// What is done with each record of a feed: its kind, its id, its account, its `rev`.
pub type EachRev<'a, F> = dyn FnMut(Kind, Id, Option<Id>, u64) -> Result<(), F> + 'a;

/// What is in a token (S-35). Whoever runs the server hands it out so that it cannot be forged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The server's data.
    pub incarnation: Id,
    /// The tops of what the caller could see when the page was made.
    pub roots: Vec<Id>,
    /// The snapshot of the page.
    pub seen: u64,
    /// Records with a greater `rev` are still to be given.
    pub given: u64,
    /// The page was the last of its pull.
    pub whole: bool,
}

/// The next page, without its token; the position belongs into that.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// The page; its token is empty.
    Page(Box<Page>, Position),
    /// Nothing since a page that was the last of its pull.
    Nothing,
    /// Begin from nothing.
    Resync,
}

/// Makes the next page for a caller with these tops. `from` is where the last page ended.
///
/// # Errors
/// Whatever the feed cannot read.
pub fn page<F: Feed>(
    feed: &F,
    incarnation: Id,
    roots: &[Id],
    from: Option<&Position>,
    (limit, check): (usize, bool),
) -> Result<Told, F::Fault> {
    let now = feed.seq()?;
    let start = Position {
        incarnation,
        roots: Vec::new(),
        seen: 0,
        given: 0,
        whole: false,
    };
    let from = match from {
        Some(from) if from.incarnation != incarnation || from.seen > now => {
            return Ok(Told::Resync);
        }
        Some(from) if from.seen < feed.floor()? => return Ok(Told::Resync),
        Some(from) if from.whole && from.seen == now && from.roots == roots && !check => {
            return Ok(Told::Nothing);
        }
        Some(from) => from,
        None => &start,
    };
    // A client that begins holds nothing, so nothing can have moved or gone from it.
    let begins = from.seen == 0;
    let moves = if begins {
        Vec::new()
    } else {
        feed.moves(from.seen, MOVES_MAX)?
    };
    let mut sight = Sight::new(feed, roots, from, &moves);
    let mut page = empty(now, roots);
    if moves.len() > MOVES_MAX {
        return Ok(Told::Resync);
    }
    if !begins && !bring_up_to_date(feed, &mut sight, (from, roots, &moves), &mut page)? {
        return Ok(Told::Resync);
    }
    let limit = match limit {
        0 => PAGE_DEFAULT,
        limit => limit.min(PAGE_MAX),
    };
    let changed = feed.changed(from.given, limit)?;
    page.more = changed.len() >= limit;
    let given = match changed.last() {
        Some(last) if page.more => last.rev,
        _ => now,
    };
    for record in changed {
        if sight.sees_record(&record)? {
            page.rows.push(Row::of(record));
        }
    }
    if check && !page.more {
        page.sum = Some(sum(feed, &mut sight)?);
    }
    let position = Position {
        incarnation,
        roots: roots.to_vec(),
        seen: now,
        given,
        whole: !page.more,
    };
    Ok(Told::Page(Box::new(page), position))
}

fn empty(now: u64, roots: &[Id]) -> Page {
    Page {
        token: String::new(),
        more: false,
        up_to: now,
        roots: roots.to_vec(),
        moved: Vec::new(),
        leave: Vec::new(),
        enter: Vec::new(),
        rows: Vec::new(),
        gone: Vec::new(),
        sum: None,
    }
}

/// Tells what the tree became since the last page (S-37); `false` when that is too much for a page.
fn bring_up_to_date<F: Feed>(
    feed: &F,
    sight: &mut Sight<'_, F>,
    (from, roots, moves): (&Position, &[Id], &[Moved]),
    page: &mut Page,
) -> Result<bool, F::Fault> {
    let tops = from.roots.iter().chain(roots);
    let mut candidates: BTreeSet<(Kind, Id)> = tops.map(|id| (Kind::Account, *id)).collect();
    candidates.extend(moves.iter().map(|moved| (moved.kind, moved.id)));
    for (kind, id) in candidates {
        let (then, now) = (sight.saw(kind, id)?, sight.sees(kind, id)?);
        let moved = moves
            .iter()
            .any(|moved| (moved.kind, moved.id) == (kind, id) && moved.from.is_some());
        match (then, now) {
            (true, true) if moved => {
                page.moved.extend(feed.record(kind, id)?.map(Row::of));
            }
            (true, false) => page.leave.push(Key::new(kind, id)),
            // What was made since comes by its number.
            (false, true) if !sight.was_made_since(kind, id) => {
                let room = ENTER_MAX.saturating_sub(page.enter.len());
                if kind == Kind::Account {
                    let records = feed.subtree(id, room)?;
                    if records.len() > room {
                        return Ok(false);
                    }
                    page.enter.extend(records.into_iter().map(Row::of));
                } else {
                    page.enter.extend(feed.record(kind, id)?.map(Row::of));
                }
            }
            _ => {}
        }
    }
    if !page.leave.is_empty() {
        name_what_was_not_given(feed, sight, from, page)?;
    }
    for gone in feed.gone(from.seen)? {
        if sight.saw_gone(&gone)? {
            page.gone.push(Key::new(gone.kind, gone.id));
        }
    }
    Ok(true)
}

/// A client in the middle of a pull may have what lies below an account without the account itself, and could not
/// tell that it leaves with one above: such accounts are named one by one.
fn name_what_was_not_given<F: Feed>(
    feed: &F,
    sight: &mut Sight<'_, F>,
    from: &Position,
    page: &mut Page,
) -> Result<(), F::Fault> {
    let mut after = from.given;
    while after < from.seen {
        let records = feed.changed(after, PAGE_MAX)?;
        let Some(last) = records.last() else {
            return Ok(());
        };
        after = last.rev;
        for record in records.iter().filter(|record| record.kind == Kind::Account) {
            let key = Key::new(Kind::Account, record.id);
            if sight.saw(Kind::Account, record.id)?
                && !sight.sees_record(record)?
                && !page.leave.contains(&key)
            {
                page.leave.push(key);
            }
        }
    }
    Ok(())
}

/// The sum over what the caller should have (S-43), one record after the other.
fn sum<F: Feed>(feed: &F, sight: &mut Sight<'_, F>) -> Result<u64, F::Fault> {
    let mut sum = 0u64;
    feed.each_rev(&mut |kind, id, account_id, rev| {
        if sight.sees_what_lies(kind, id, account_id)? {
            sum = sum.wrapping_add(digest::part(kind.name(), id, rev));
        }
        Ok(())
    })?;
    Ok(sum)
}

/// The answer with its token.
pub fn answer(told: Told, token: impl FnOnce(&Position) -> String) -> PullAnswer {
    match told {
        Told::Page(mut page, position) => {
            page.token = token(&position);
            PullAnswer::Page(*page)
        }
        Told::Nothing => PullAnswer::Nothing,
        Told::Resync => PullAnswer::Resync,
    }
}
