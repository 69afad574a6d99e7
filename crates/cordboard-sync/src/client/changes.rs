//! What a step of the client writes, all of it or nothing.

use super::outbox::{Advance, Entry, Item};
use super::state::State;
use crate::{Key, Row};
use cordboard_model::{Document, Record};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What a page said of a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gathered {
    /// It is this.
    Put(Row),
    /// It is not there any more, or not for us.
    Out,
    /// It is as base has it: of a pull from nothing only what is different is laid aside.
    Same,
}

/// What is to be written in one transaction. A key or number comes once in each list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// The new state.
    pub state: Option<State>,
    /// Base; `None` removes.
    pub base: Vec<(Key, Option<Row>)>,
    /// Keys of base, in their order, that neither base nor the view had before: whoever writes need not look.
    pub new: Vec<Key>,
    /// Forget everything gathered, before `gathered` is written.
    pub clear_gathered: bool,
    /// What pages said.
    pub gathered: Vec<(Key, Gathered)>,
    /// The outbox, by place; `None` removes.
    pub outbox: Vec<(u64, Option<Entry>)>,
    /// Entries of the outbox that say what they said, and how far they are; where `outbox` says something else,
    /// that counts.
    pub advanced: Vec<Advance>,
    /// What waits for a person, by place; `None` removes.
    pub inbox: Vec<(u64, Option<Item>)>,
    /// What screens read, where it is not what `base` above says; `None` removes.
    pub view: Vec<(Key, Option<Record>)>,
}

/// What screens read under a key; nothing when it is not there any more.
pub type Seen = (Key, Option<Record<Document>>);

impl Changes {
    /// What screens read of all that is written, each key once; takes base and view out.
    pub fn take_shown(&mut self) -> Vec<Seen> {
        let (view, base) = (
            std::mem::take(&mut self.view),
            std::mem::take(&mut self.base),
        );
        let own: HashSet<Key> = view.iter().map(|(key, _)| key.clone()).collect();
        let mut shown = Vec::with_capacity(view.len() + base.len());
        let told = |record: Record| record.map(Document::from);
        shown.extend(
            view.into_iter()
                .map(|(key, record)| (key, record.map(told))),
        );
        let as_base = base.into_iter();
        let as_base = as_base.filter(|(key, _)| key.kind.known().is_some() && !own.contains(key));
        shown.extend(as_base.map(|(key, row)| (key, row.and_then(Row::into_told))));
        shown
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
