//! Finding accounts and users by the beginnings of words, in the caller's part of the tree.

mod walk;

use crate::authorise::scope;
use crate::tree::Tree;
use crate::{Engine, Principal, Result, listing};
use cordboard_model::text::search_words;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Hit, Put, Snapshot};
use std::collections::{HashMap, HashSet};
use walk::{Part, Walk};

/// The most rows in one answer.
pub const ROWS_MAX: usize = 100;
/// How many of the words typed are looked up; the others are checked on what these find.
const WALKS_MAX: usize = 3;
/// So few candidates are read sooner than another word is looked up.
const FEW_READS: usize = 200;
/// How many records one search reads before it gives what it has.
const READS_MAX: usize = 2_000;

/// The question.
#[derive(Debug, Clone)]
pub struct Input {
    /// What was typed.
    pub text: String,
    /// How many rows.
    pub limit: usize,
    /// Only records of this kind.
    pub only: Option<Kind>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Output {
    /// In the order of their labels.
    pub rows: Vec<Found>,
    /// There may be more: the rows did not hold everything, or the search ended before it had seen everything.
    pub truncated: bool,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Account or user.
    pub kind: Kind,
    /// The record.
    pub id: Id,
    /// The account where it is; for an account its own id.
    pub account_id: Id,
    /// What people call it.
    pub label: String,
    /// For an account the accounts above it, for a user the extension and the account.
    pub detail: String,
}

/// Searches. Every word typed must begin a word of the record.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Output> {
    let part = Part::of(&engine.tree(), principal)?;
    let mut wanted = search_words(&input.text);
    // The longest word is most likely the rarest.
    wanted.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let limit = input.limit.clamp(1, ROWS_MAX);
    let snapshot = engine.read()?;
    let candidates = candidates(
        engine,
        principal,
        snapshot.as_ref(),
        (&part, &wanted, input.only),
        limit,
    )?;
    let mut truncated = !candidates.complete || candidates.hits.len() > READS_MAX;
    let mut found = Vec::new();
    let hits = candidates.hits.get(..READS_MAX).unwrap_or(&candidates.hits);
    // The first ones are nearly always enough.
    let (first, rest) = hits.split_at(hits.len().min(FEW_READS));
    'reading: for part in [first, rest] {
        for record in read(snapshot.as_ref(), part)? {
            let put = listing::put(record);
            if !fits(&put, &wanted) {
                continue;
            }
            if found.len() == limit {
                truncated = true;
                break 'reading;
            }
            found.extend(row(&engine.tree(), principal, put));
        }
    }
    found.sort_by_cached_key(|row: &Found| (row.label.to_lowercase(), row.id));
    Ok(Output {
        rows: found,
        truncated,
    })
}

/// The records of the hits, in their order.
fn read(snapshot: &dyn Snapshot, hits: &[Hit]) -> Result<Vec<Record>> {
    if hits.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Id> = hits.iter().map(|hit| hit.id).collect();
    let found = snapshot.get_many(&[Kind::Account, Kind::User], &ids)?;
    let keyed = found
        .into_iter()
        .map(|record| ((record.kind, record.id), record));
    let mut records: HashMap<(Kind, Id), Record> = keyed.collect();
    Ok(hits
        .iter()
        .filter_map(|hit| records.remove(&key(hit)))
        .collect())
}

/// The records that may fit, each once. A word that begins too many words of others says little; what one of the
/// words finds completely is enough, and what several find completely is in all of them.
fn candidates(
    engine: &Engine,
    principal: &Principal,
    snapshot: &dyn Snapshot,
    (part, wanted, only): (&Part, &[String], Option<Kind>),
    limit: usize,
) -> Result<Walk> {
    // With one word everything that is found fits; one more than wanted tells that there is more.
    let enough = if wanted.len() == 1 {
        limit + 1
    } else {
        usize::MAX
    };
    let mut best = Walk {
        hits: Vec::new(),
        complete: wanted.is_empty(),
    };
    for word in wanted.iter().take(WALKS_MAX) {
        let mut walk = walk::walk(engine, principal, snapshot, (part, word, only), enough)?;
        if best.complete && walk.complete {
            let known: HashSet<(Kind, Id)> = best.hits.iter().map(key).collect();
            walk.hits.retain(|hit| known.contains(&key(hit)));
        }
        if walk.complete || best.hits.is_empty() {
            best = walk;
        }
        if best.complete && best.hits.len() <= FEW_READS {
            break;
        }
    }
    Ok(best)
}

fn key(hit: &Hit) -> (Kind, Id) {
    (hit.kind, hit.id)
}

fn fits(put: &Put, wanted: &[String]) -> bool {
    let begins = |word: &String| put.words.iter().any(|have| have.starts_with(word.as_str()));
    wanted.iter().all(begins)
}

/// Nothing when the record's account left the caller's part of the tree meanwhile.
fn row(tree: &Tree, principal: &Principal, put: Put) -> Option<Found> {
    let Put { record, label, .. } = put;
    let account_id = match record.kind {
        Kind::Account => record.id,
        _ => record.account_id?,
    };
    let top = scope(tree, principal).ok()?;
    let path: Vec<&str> = tree
        .path(account_id, top)
        .into_iter()
        .map(|leaf| leaf.name.as_str())
        .collect();
    let (account, above) = path.split_last()?;
    let detail = match (record.kind, record.text("extension_number")) {
        (Kind::Account, _) => above.join(" › "),
        (_, "") => (*account).to_owned(),
        (_, extension) => format!("{extension} · {account}"),
    };
    Some(Found {
        kind: record.kind,
        id: record.id,
        account_id,
        label,
        detail,
    })
}
