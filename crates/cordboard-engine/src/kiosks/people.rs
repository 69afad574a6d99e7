//! Some people of the board, as they are now: what a kiosk reads again when the feed names them.

use super::attending;
use super::tiles::Tiles;
use crate::authorise::Verb;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind, Record};
use std::collections::HashMap;

/// How many people are read at once.
pub const PEOPLE_MAX: usize = 500;

/// A person as the board shows him.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// The user's record, of which a surface shows what a staff directory does.
    pub user: Record,
    /// What he does with his phones.
    pub call: Doing,
    /// Whether one of his phones can be reached; `None` where nothing tells.
    pub registered: Option<bool>,
    /// Where calls to him go now instead of his own phones.
    pub forwards: Option<Forward>,
}

/// What somebody does with his phones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Nothing.
    Idle,
    /// One of them rings.
    Ringing,
    /// He talks.
    Talking,
}

/// Where calls go that do not ring at the person's own phones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forward {
    /// To a number outside, or to a colleague by his name.
    To {
        /// The number.
        number: String,
        /// The colleague's name; empty for a number outside.
        name: String,
    },
    /// To his mailbox.
    Voicemail,
    /// Nowhere: they are refused.
    HangUp,
}

/// Reads those of these people who are there and enabled.
pub fn run(engine: &Engine, principal: &Principal, ids: &[Id]) -> Result<Vec<Tile>> {
    let kiosk = attending(engine, principal, Verb::Attend)?;
    if ids.len() > PEOPLE_MAX {
        let detail = "ask for at most 500 people at once";
        return Err(Error::invalid("/ids", "maxItems", detail));
    }
    let snapshot = engine.read()?;
    let tiles = Tiles::of(engine, &*snapshot, kiosk.account_id)?;
    let users = snapshot.get_many(&[Kind::User], ids)?;
    let is_shown = |user: &Record| {
        user.is_live() && user.account_id == Some(kiosk.account_id) && user.flag("enabled", true)
    };
    let users: HashMap<Id, Record> = users
        .into_iter()
        .filter(is_shown)
        .map(|user| (user.id, user))
        .collect();
    // In the order in which they were asked for.
    let found = ids.iter().filter_map(|id| users.get(id));
    found.map(|user| tiles.tile(user)).collect()
}
