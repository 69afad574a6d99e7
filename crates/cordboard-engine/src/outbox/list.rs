//! Which letters there are, without what they say.

use crate::authorise::settings;
use crate::mail::letter::{Row, Tray, row};
use crate::{Engine, Principal, Result};
use cordboard_model::Kind;
use cordboard_store::EntryQuery;

/// How many of each tray are listed.
const MOST: usize = 200;

/// What lies in a tray.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lying {
    /// The tray.
    pub tray: Tray,
    /// How many letters it holds.
    pub count: u64,
    /// The newest, newest first.
    pub letters: Vec<Row>,
}

/// Every tray.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Vec<Lying>> {
    settings(&engine.tree(), principal)?;
    let snapshot = engine.read()?;
    let lying = |tray: Tray| -> Result<Lying> {
        let query = EntryQuery {
            limit: MOST,
            ..EntryQuery::all(Kind::Letter, tray.id())
        };
        Ok(Lying {
            tray,
            count: snapshot.count_entries(Kind::Letter, tray.id())?,
            letters: snapshot.entries(&query)?.iter().filter_map(row).collect(),
        })
    };
    Tray::ALL.into_iter().map(lying).collect()
}
