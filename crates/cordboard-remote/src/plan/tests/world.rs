//! Both sides in memory, doing what a plan says.

use crate::document::Doc;
use crate::names::To;
use crate::plan::difference::{Change, is_move, set};
use crate::plan::{Done, Plan, Shown, What, Word, agreement, plan, settle};
use cordboard_engine::remotes::{Dialect, Pair, Sort};
use serde_json::Value;
use std::collections::HashSet;

/// As servers show their accounts: what is above before what is below.
pub(super) fn top_down(docs: &mut [Doc]) {
    let above = docs.to_vec();
    let depth = |doc: &Doc| {
        let mut at = doc.parent.clone();
        let mut depth = 0;
        while let Some(doc) = above.iter().find(|doc| doc.id == at) {
            at.clone_from(&doc.parent);
            depth += 1;
        }
        depth
    };
    docs.sort_by_cached_key(|doc| {
        (
            doc.sort,
            if doc.sort == Sort::Account {
                depth(doc)
            } else {
                0
            },
        )
    });
}

/// Both sides in memory. What is made gets an id of its side.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) dialect: Dialect,
    pub(super) pairs: Vec<Pair>,
    pub(super) theirs: Vec<Doc>,
    pub(super) mine: Vec<Doc>,
    pub(super) made: usize,
    /// Accounts that are still there, and not in the subtree.
    pub(super) left_there: HashSet<String>,
    /// Accounts that are still here, and not in the subtree.
    pub(super) left_here: HashSet<String>,
}

impl World {
    /// Nothing is here yet.
    pub(super) fn new(dialect: Dialect, theirs: Vec<Doc>) -> Self {
        Self {
            dialect,
            theirs,
            pairs: Vec::new(),
            mine: Vec::new(),
            made: 0,
            left_there: HashSet::new(),
            left_here: HashSet::new(),
        }
    }

    pub(super) fn plan(&self) -> Plan {
        let shown = Shown {
            theirs: self.theirs.clone(),
            mine: self.mine.clone(),
            left_there: self.left_there.clone(),
            left_here: self.left_here.clone(),
        };
        plan(self.dialect, &self.pairs, &shown)
    }

    fn remember(&mut self, pair: Pair) {
        self.forget(&pair);
        self.pairs.push(pair);
    }

    pub(super) fn forget(&mut self, pair: &Pair) {
        self.pairs
            .retain(|known| (known.sort, &known.there) != (pair.sort, &pair.there));
    }

    fn begin(&mut self) -> Plan {
        let plan = self.plan();
        plan.forgotten.iter().for_each(|pair| self.forget(pair));
        plan.agreed
            .iter()
            .for_each(|pair| self.remember(pair.clone()));
        plan
    }

    /// Does what comes in one direction, deleting what the other side deleted.
    pub(super) fn go(&mut self, to: To) {
        let plan = self.begin();
        let mut names = plan.names.clone();
        for step in plan.steps_to(to) {
            match (&step.what, to) {
                (What::MakeHere, To::Here) | (What::MakeThere, To::There) => {
                    let from = step.there.as_ref().or(step.here.as_ref()).unwrap();
                    self.made += 1;
                    let id = format!("made{}", self.made);
                    let parent = names.get(to, &from.parent).unwrap_or("").to_owned();
                    let fields = names.fields(to, &from.fields);
                    let made = Doc {
                        id,
                        fields,
                        ..from.clone()
                    };
                    let made = made.below(&parent);
                    let (there, here) = match to {
                        To::Here => (from.clone(), made.clone()),
                        To::There => (made.clone(), from.clone()),
                    };
                    names.link(&there.id, &here.id);
                    self.remember(Pair {
                        sort: there.sort,
                        there: there.id,
                        here: here.id,
                        theirs: there.fields,
                        mine: here.fields,
                    });
                    self.side(to).push(made);
                }
                (What::Meet { here, there, .. }, _) => {
                    let (id, list) = match to {
                        To::Here => (&step.here.as_ref().unwrap().id, here),
                        To::There => (&step.there.as_ref().unwrap().id, there),
                    };
                    let list: Vec<_> = list.iter().map(|it| names.change(to, it)).collect();
                    let id = id.clone();
                    for change in list {
                        self.change(to, &id, change);
                    }
                    let after = self.side(to).iter().find(|doc| doc.id == id);
                    let after = after.unwrap().clone();
                    let (there, here, done) = match to {
                        To::Here => (step.there.clone().unwrap(), after, Done::Pulled),
                        To::There => (after, step.here.clone().unwrap(), Done::Pushed),
                    };
                    let pair = agreement(&names, step, (&there, &here), done).unwrap();
                    self.remember(pair);
                }
                (What::GoneThere { .. }, To::Here) | (What::GoneHere { .. }, To::There) => {
                    let gone = step.here.as_ref().or(step.there.as_ref()).unwrap().clone();
                    self.side(to).retain(|doc| doc.id != gone.id);
                    self.forget(step.pair.as_ref().unwrap());
                }
                _ => {}
            }
        }
    }

    pub(super) fn side(&mut self, of: To) -> &mut Vec<Doc> {
        match of {
            To::Here => &mut self.mine,
            To::There => &mut self.theirs,
        }
    }

    /// A side that is told to move an account below itself, or below one that it does not have, refuses.
    fn change(&mut self, to: To, id: &str, change: Change) {
        if is_move(&change) {
            let parent = change.to.as_ref().and_then(Value::as_str).unwrap();
            let mut at = parent.to_owned();
            while !at.is_empty() {
                assert_ne!(at, id, "an account is moved below itself");
                let above = self.side(to).iter().find(|doc| doc.id == at);
                at.clone_from(&above.expect("it is moved below one that is there").parent);
            }
            let docs = self.side(to);
            let found = docs.iter().position(|doc| doc.id == id).unwrap();
            let moved = docs.remove(found).below(parent);
            docs.push(moved);
            top_down(docs);
            return;
        }
        let doc = self.side(to).iter_mut().find(|doc| doc.id == id).unwrap();
        set(&mut doc.fields, &change.path, change.to);
    }

    /// Says a word on everything that clashes.
    pub(super) fn settle(&mut self, mut word: impl FnMut() -> Word) {
        let plan = self.begin();
        for step in &plan.steps {
            let words: Vec<_> = step
                .what
                .clashes()
                .map(|clash| (clash.path.clone(), word()))
                .collect();
            if words.is_empty() {
                continue;
            }
            let settled = settle(&plan.names, step, &words).unwrap();
            let id = step.here.as_ref().unwrap().id.clone();
            for change in settled.write {
                self.change(To::Here, &id, change);
            }
            self.remember(settled.pair);
        }
    }
}
