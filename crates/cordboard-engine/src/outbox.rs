//! The verbs on letters that wait, were sent, or could not be: for those who look after the whole installation.

pub mod discard;
pub mod link;
pub mod list;
pub mod retry;
pub mod test;

use crate::mail::letter::{Row, row};
use crate::{Engine, Error, Result};
use cordboard_model::{Id, Kind};
use cordboard_store::Entry;

fn find(engine: &Engine, id: Id) -> Result<(Entry, Row)> {
    let letter = engine.read()?.entry(Kind::Letter, id)?;
    let found = letter.and_then(|letter| {
        let shown = row(&letter)?;
        Some((letter, shown))
    });
    found.ok_or(Error::NotFound("letter"))
}
