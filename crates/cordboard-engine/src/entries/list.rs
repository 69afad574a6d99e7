//! A person's entries of one kind.

use super::{Person, may};
use crate::authorise::Verb;
use crate::{Engine, Principal, Result};
use cordboard_model::Kind;
use cordboard_store::{Entry, EntryQuery};
use std::ops::Range;

/// Which of them.
#[derive(Debug, Clone)]
pub struct Input {
    /// Their kind.
    pub kind: Kind,
    /// Whose they are.
    pub person: Person,
    /// What happened from this time on and before that, in milliseconds since the epoch; always when absent.
    pub span: Option<Range<i64>>,
    /// At most this many, the newest ones.
    pub limit: usize,
}

/// The newest ones, and how many there are in all.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<(Vec<Entry>, u64)> {
    let Input { kind, person, .. } = input;
    may(engine, principal, Verb::ReadUser, person)?;
    let snapshot = engine.read()?;
    let all = EntryQuery::all(kind, person.user_id);
    let query = EntryQuery {
        span: input.span.unwrap_or(all.span.clone()),
        limit: input.limit,
        ..all
    };
    let count = snapshot.count_entries(kind, person.user_id)?;
    Ok((snapshot.entries(&query)?, count))
}
