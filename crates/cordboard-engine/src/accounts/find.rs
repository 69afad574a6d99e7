//! Finding accounts by what they are called, within what the caller may see.

use super::fetch::View;
use super::listed::{Page, page};
use crate::authorise::scope;
use crate::search;
use crate::{Engine, Principal, Result};
use cordboard_model::text::{search_key, search_words};
use cordboard_model::{Id, Kind};
use cordboard_store::Cursor;

/// By what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The words of the name: each word asked for must begin one of them.
    Name,
    /// The beginning of the realm; case makes no difference.
    Realm,
    /// The beginning of the id.
    Id,
}

/// The question.
#[derive(Debug, Clone)]
pub struct Input {
    /// By what.
    pub by: By,
    /// What was typed.
    pub text: String,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// From the end of the list towards its beginning.
    pub is_backwards: bool,
    /// How many rows at most.
    pub limit: usize,
}

/// A page of what was found, by name. Realms are looked up in the index of words, of which one question sees
/// at most [`search::ROWS_MAX`].
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Page> {
    let mut places = match input.by {
        By::Name => {
            let wanted = search_words(&input.text);
            in_tree(engine, principal, |_, folded| begins(folded, &wanted))?
        }
        By::Id => {
            let wanted = input.text.trim().to_ascii_lowercase();
            in_tree(engine, principal, |id, _| {
                id.to_string().starts_with(&wanted)
            })?
        }
        By::Realm => by_realm(engine, principal, &input.text)?,
    };
    places.sort_unstable_by(|a, b| (&a.sort_key, a.id).cmp(&(&b.sort_key, b.id)));
    if input.is_backwards {
        places.reverse();
    }
    if let Some(after) = &input.after {
        let end = (&after.sort_key, after.id);
        places.retain(|place| {
            let place = (&place.sort_key, place.id);
            if input.is_backwards {
                place < end
            } else {
                place > end
            }
        });
    }
    places.truncate(input.limit.saturating_add(1));
    page(engine, principal, places, input.limit)
}

/// Each word wanted begins a word of the name.
fn begins(folded: &str, wanted: &[String]) -> bool {
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    match wanted {
        [] => false,
        [one] => words.any(|word| word.starts_with(one.as_str())),
        many => {
            let words: Vec<&str> = words.collect();
            many.iter()
                .all(|one| words.iter().any(|word| word.starts_with(one.as_str())))
        }
    }
}

fn in_tree(
    engine: &Engine,
    principal: &Principal,
    fits: impl Fn(Id, &str) -> bool,
) -> Result<Vec<Cursor>> {
    let tree = engine.tree();
    let top = scope(&tree, principal)?;
    let limit = if principal.is_admin() { usize::MAX } else { 1 };
    Ok(tree
        .subtree_folded(top)
        .take(limit)
        .filter(|(leaf, folded)| fits(leaf.id, folded))
        .map(|(leaf, _)| Cursor {
            sort_key: leaf.name.clone(),
            id: leaf.id,
        })
        .collect())
}

fn by_realm(engine: &Engine, principal: &Principal, text: &str) -> Result<Vec<Cursor>> {
    let wanted = search_key(text);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let asked = search::Input {
        text: text.to_owned(),
        limit: search::ROWS_MAX,
        only: Some(Kind::Account),
    };
    let found = search::run(engine, principal, asked)?;
    let places = found.rows.into_iter().map(|row| Cursor {
        sort_key: row.label,
        id: row.id,
    });
    let rows = page(engine, principal, places.collect(), search::ROWS_MAX)?.rows;
    let fits = |view: &View| search_key(view.record.text("realm")).starts_with(&wanted);
    Ok(rows
        .into_iter()
        .filter(|(_, view)| fits(view))
        .map(|(place, _)| place)
        .collect())
}
