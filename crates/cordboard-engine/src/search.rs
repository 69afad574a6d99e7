//! Finding accounts and users by the beginnings of words, in the caller's part of the tree.

use crate::authorise::{scope, sees};
use crate::tree::Tree;
use crate::{Engine, Principal, Result};
use cordboard_model::text::search_words;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Head;
use std::collections::HashSet;
use std::ops::ControlFlow;

/// The most rows in one answer.
pub const ROWS_MAX: usize = 100;
/// How many index entries one search looks at before it gives what it has.
const VISITS_MAX: usize = 20_000;

/// The question.
#[derive(Debug, Clone)]
pub struct Input {
    /// What was typed.
    pub text: String,
    /// How many rows.
    pub limit: usize,
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
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Vec<Found>> {
    scope(&engine.tree(), principal)?;
    let mut wanted = search_words(&input.text);
    // The longest word is the rarest; the index is walked by it and the others are checked on what it finds.
    wanted.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    let Some((longest, others)) = wanted.split_first() else {
        return Ok(Vec::new());
    };
    let limit = input.limit.clamp(1, ROWS_MAX);
    let snapshot = engine.read()?;
    let mut candidates: Vec<Head> = Vec::new();
    let mut seen = HashSet::new();
    let mut visits = 0;
    // Candidates are collected first: with more words than one most of them fall away.
    let enough = if others.is_empty() { limit } else { limit * 50 };
    {
        let tree = engine.tree();
        snapshot.search(longest, &mut |hit| {
            visits += 1;
            let head = hit.head;
            let account = if head.kind == Kind::Account {
                Some(head.id)
            } else {
                head.account_id
            };
            let visible = account.is_some_and(|account| sees(&tree, principal, account));
            if visible && seen.insert((head.kind, head.id)) {
                candidates.push(head);
            }
            if candidates.len() >= enough || visits >= VISITS_MAX {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })?;
    }
    let mut found = Vec::new();
    for head in candidates {
        let Some(record) = snapshot.get(head.kind, head.id)? else {
            continue;
        };
        if fits(&record, others) {
            found.push(row(&engine.tree(), principal, &record, head));
        }
        if found.len() == limit {
            break;
        }
    }
    found.sort_by_cached_key(|row: &Found| (row.label.to_lowercase(), row.id));
    Ok(found)
}

fn fits(record: &Record, words: &[String]) -> bool {
    let known = crate::listing::put(record.clone()).words;
    words
        .iter()
        .all(|word| known.iter().any(|have| have.starts_with(word.as_str())))
}

fn row(tree: &Tree, principal: &Principal, record: &Record, head: Head) -> Found {
    let names = |id: Id| -> Vec<&str> {
        let top = scope(tree, principal).unwrap_or(id);
        tree.path(id, top)
            .into_iter()
            .map(|leaf| leaf.name.as_str())
            .collect()
    };
    let account_id = if head.kind == Kind::Account {
        head.id
    } else {
        head.account_id.unwrap_or(head.id)
    };
    let path = names(account_id);
    let detail = match head.kind {
        Kind::Account => path
            .get(..path.len().saturating_sub(1))
            .unwrap_or_default()
            .join(" › "),
        _ => {
            let account = path.last().copied().unwrap_or_default();
            match record.text("extension_number") {
                "" => account.to_owned(),
                extension => format!("{extension} · {account}"),
            }
        }
    };
    Found {
        kind: head.kind,
        id: head.id,
        account_id,
        label: head.label,
        detail,
    }
}
