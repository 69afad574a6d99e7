//! What a person's word makes of what was remembered, so that the next plan does as he said.

use super::difference::{Change, at, set};
use super::{Step, What};
use crate::names::{Names, To};
use cordboard_engine::remotes::Pair;
use serde_json::Value;

/// A person's word on one place that both sides changed.
#[derive(Debug, Clone, PartialEq)]
pub enum Word {
    /// What is there is taken.
    Theirs,
    /// What is here is taken.
    Mine,
    /// A third value is taken; nothing: there is to be none.
    Edited(Option<Value>),
}

/// A step after words were said about it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Settled {
    /// What is remembered from now on.
    pub(crate) pair: Pair,
    /// What is to be written here before anything else.
    pub(crate) write: Vec<Change>,
}

/// Settles places of a record. Words on what does not clash say nothing.
pub(crate) fn settle(names: &Names, step: &Step, words: &[(String, Word)]) -> Option<Settled> {
    let (What::Meet { clashes, .. }, Some(there), Some(here), Some(pair)) =
        (&step.what, &step.there, &step.here, &step.pair)
    else {
        return None;
    };
    let mut settled = Settled {
        pair: pair.clone(),
        write: Vec::new(),
    };
    let words = words
        .iter()
        .filter(|(path, _)| clashes.iter().any(|clash| clash.path == *path));
    for (path, word) in words {
        let path_there = names.path(To::There, path);
        let (theirs, mine) = (at(&there.fields, &path_there), at(&here.fields, path));
        if *word == Word::Theirs {
            // As if theirs had been changed from what is here.
            let ours = mine.map(|value| names.value(To::There, value));
            set(&mut settled.pair.theirs, &path_there, ours);
            set(&mut settled.pair.mine, path, mine.cloned());
            continue;
        }
        // As if mine had been changed from what is there.
        set(&mut settled.pair.theirs, &path_there, theirs.cloned());
        let seen = theirs.map(|value| names.value(To::Here, value));
        set(&mut settled.pair.mine, path, seen);
        if let Word::Edited(value) = word {
            settled.write.push(Change {
                path: path.clone(),
                from: mine.cloned(),
                to: value.clone(),
            });
        }
    }
    Some(settled)
}
