//! The presence board: everybody of the office, in one answer.

use super::attending;
use super::people::Tile;
use super::tiles::Tiles;
use crate::authorise::Verb;
use crate::{Engine, Principal, Result};
use cordboard_model::Kind;
use cordboard_store::Seq;

/// Everybody of the office.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The newest change that the answer knows of: where to go on with the feed.
    pub seq: Seq,
    /// The people, by name.
    pub people: Vec<Tile>,
}

/// Reads the board.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Output> {
    let kiosk = attending(engine, principal, Verb::Attend)?;
    let seq = engine.seq();
    let snapshot = engine.read()?;
    let account_id = kiosk.account_id;
    let tiles = Tiles::of(engine, &*snapshot, account_id)?;
    let users = snapshot.records(Kind::User, Some(account_id), None, usize::MAX)?;
    let mut people = Vec::with_capacity(users.len());
    for user in users.iter().filter(|user| user.flag("enabled", true)) {
        people.push(tiles.tile(user)?);
    }
    Ok(Output { seq, people })
}
