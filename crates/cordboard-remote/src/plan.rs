//! What is to be done so that both sides agree: worked out from what they show now and what they showed when they last
//! agreed. Pure: it asks nobody and writes nothing.

pub mod difference;
mod meet;
mod pairing;
mod settle;
#[cfg(test)]
mod tests;

pub(crate) use meet::{Done, agreement};
pub use settle::Word;
pub(crate) use settle::settle;

use crate::document::Doc;
use crate::names::{Names, To};
use cordboard_engine::remotes::{Dialect, Pair, Sort};
use cordboard_model::Fields;
use cordboard_model::merge::Clash;
use difference::{Change, PARENT_PATH, is_move};
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What is to be done, and what is remembered without doing anything.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// What is to be done, in the order of doing it.
    pub steps: Vec<Step>,
    /// Pairs that agree in more than was remembered.
    pub agreed: Vec<Pair>,
    /// Pairs of which nothing is left on either side.
    pub forgotten: Vec<Pair>,
    pub(crate) names: Names,
}

/// What both sides show.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shown {
    /// The records there, what is above before what is below.
    pub(crate) theirs: Vec<Doc>,
    /// The records here, likewise.
    pub(crate) mine: Vec<Doc>,
    /// Accounts that are there, and not where they are kept in step any more.
    pub(crate) left_there: HashSet<String>,
    /// Accounts that are here, likewise.
    pub(crate) left_here: HashSet<String>,
}

/// One record and what is to become of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// By what a choice names it.
    pub key: String,
    /// What sort of record.
    pub sort: Sort,
    /// What people call it.
    pub label: String,
    /// What the thing is called that it belongs to; empty at the top.
    pub place: String,
    /// What the accounts are called that a move names.
    pub accounts: BTreeMap<String, String>,
    /// The place here among those that are made or moved from the top down.
    #[serde(skip)]
    pub(crate) order_here: usize,
    /// The record there, when there is one.
    #[serde(skip)]
    pub there: Option<Doc>,
    /// The record here, when there is one.
    #[serde(skip)]
    pub here: Option<Doc>,
    /// What both showed when they last agreed, when they did.
    #[serde(skip)]
    pub pair: Option<Pair>,
    /// What is to be done.
    pub what: What,
}

/// What is to become of a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// It is new there: a pull makes it here.
    MakeHere,
    /// It is new here: a push makes it there.
    MakeThere,
    /// Both sides have it.
    Meet {
        /// What a pull changes here, in the words of this side.
        here: Vec<Change>,
        /// What a push changes there, in the words of this side.
        there: Vec<Change>,
        /// What both changed, each in another way. A person decides.
        clashes: Vec<Clash>,
    },
    /// It was deleted there. A person decides whether it goes here too.
    GoneThere {
        /// It was changed here since.
        changed: bool,
    },
    /// It was deleted here. A person decides whether it goes there too.
    GoneHere {
        /// It was changed there since.
        changed: bool,
    },
    /// It is there, but was moved to where the remote does not reach, or belongs to what was. A person decides whether it
    /// is deleted here.
    LeftThere {
        /// It was changed here since.
        changed: bool,
    },
    /// It is here, but was moved to where the remote does not reach, or belongs to what was. A person decides whether it
    /// is deleted there.
    LeftHere {
        /// It was changed there since.
        changed: bool,
    },
}

/// Works out what is to be done.
pub(crate) fn plan(dialect: Dialect, pairs: &[Pair], shown: &Shown) -> Plan {
    let mut pairing = pairing::pair(dialect, pairs, &shown.theirs, &shown.mine);
    let mut plan = Plan {
        names: std::mem::take(&mut pairing.names),
        forgotten: pairing.forgotten,
        ..Plan::default()
    };
    let labels: HashMap<&str, &Doc> = shown
        .mine
        .iter()
        .chain(&shown.theirs)
        .map(|doc| (doc.id.as_str(), doc))
        .collect();
    let mine = shown.mine.iter().enumerate();
    let order_here: HashMap<&str, usize> = mine.map(|(at, doc)| (doc.id.as_str(), at)).collect();
    for (there, here, pair) in pairing.found {
        let Some(doc) = there.or(here) else {
            continue;
        };
        let mut step = Step {
            key: key(doc.sort, there, here),
            sort: doc.sort,
            label: doc.label(),
            place: labels
                .get(doc.parent.as_str())
                .map_or_else(String::new, |above| above.label()),
            accounts: BTreeMap::new(),
            order_here: here
                .and_then(|here| order_here.get(here.id.as_str()).copied())
                .unwrap_or(usize::MAX),
            there: there.cloned(),
            here: here.cloned(),
            pair: pair.cloned(),
            what: What::MakeHere,
        };
        step.what = what(dialect, &plan.names, shown, &mut step);
        if let (What::Meet { .. }, Some(there), Some(here)) = (&step.what, there, here) {
            let agreed = agreement(&plan.names, &step, (there, here), Done::Nothing);
            plan.agreed
                .extend(agreed.filter(|agreed| pair != Some(agreed)));
        }
        if !step.what.is_nothing() {
            step.accounts = step.what.accounts(&labels);
            plan.steps.push(step);
        }
    }
    plan
}

fn what(dialect: Dialect, names: &Names, shown: &Shown, step: &mut Step) -> What {
    match (&step.there, &step.here, &step.pair) {
        (Some(there), Some(here), pair) => {
            let (what, base) = meet::meet(dialect, names, (there, here), pair.as_ref());
            step.pair = Some(base);
            what
        }
        (Some(there), None, pair) => {
            let known = pair.as_ref().map(|pair| (&*pair.here, &pair.theirs));
            let above = names.get(To::Here, &there.parent);
            match alone(there, known, above, &shown.left_here) {
                Alone::Left { changed } => What::LeftHere { changed },
                Alone::Gone { changed } => What::GoneHere { changed },
                Alone::New => What::MakeHere,
            }
        }
        (None, Some(here), pair) => {
            let known = pair.as_ref().map(|pair| (&*pair.there, &pair.mine));
            let above = names.get(To::There, &here.parent);
            match alone(here, known, above, &shown.left_there) {
                Alone::Left { changed } => What::LeftThere { changed },
                Alone::Gone { changed } => What::GoneThere { changed },
                Alone::New => What::MakeThere,
            }
        }
        (None, None, _) => What::MakeThere,
    }
}

/// Why one side does not show a record of the other; whether that one was changed since both agreed.
enum Alone {
    Left { changed: bool },
    Gone { changed: bool },
    New,
}

/// Looks at a record of one side: under which id the other knew it and what it was here then, the account above it as the
/// other calls it, and which accounts have left there.
fn alone(
    doc: &Doc,
    known: Option<(&str, &Fields)>,
    above: Option<&str>,
    left: &HashSet<String>,
) -> Alone {
    let is_changed =
        |(_, before): (_, &Fields)| !difference::changes(before, &doc.fields).is_empty();
    let changed = known.is_some_and(is_changed);
    // An account has left by itself, anything else with its account.
    let account = match doc.sort {
        Sort::Account => known.map(|(own, _)| own).or(above),
        _ => above,
    };
    match account.is_some_and(|account| left.contains(account)) {
        true => Alone::Left { changed },
        false if known.is_some() => Alone::Gone { changed },
        false => Alone::New,
    }
}

fn key(sort: Sort, there: Option<&Doc>, here: Option<&Doc>) -> String {
    let id = |doc: Option<&Doc>| doc.map_or("", |doc| doc.id.as_str()).to_owned();
    format!("{}:{}:{}", sort.name(), id(there), id(here))
}

impl Plan {
    /// A short name of exactly this plan: another one has another.
    pub fn digest(&self) -> String {
        let text = serde_json::to_vec(&self.steps).unwrap_or_default();
        let digest = Sha256::digest(&text);
        digest
            .iter()
            .take(16)
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The steps, so that what others need comes before them: what is above there for a pull, what is above here for a push.
    pub(crate) fn steps_to(&self, to: To) -> Vec<&Step> {
        let mut steps: Vec<&Step> = self.steps.iter().collect();
        if to == To::There {
            steps.sort_by_key(|step| (step.sort, step.order_here));
        }
        steps
    }

    /// Whether both sides agree.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Whether something waits for a person to settle it.
    pub fn has_clashes(&self) -> bool {
        self.steps
            .iter()
            .any(|step| step.what.clashes().next().is_some())
    }
}

impl What {
    /// Whether there is nothing to do.
    fn is_nothing(&self) -> bool {
        match self {
            What::Meet {
                here,
                there,
                clashes,
            } => here.is_empty() && there.is_empty() && clashes.is_empty(),
            _ => false,
        }
    }

    /// What the accounts are called that moves name.
    fn accounts(&self, labels: &HashMap<&str, &Doc>) -> BTreeMap<String, String> {
        let What::Meet { here, there, .. } = self else {
            return BTreeMap::new();
        };
        let moves = here.iter().chain(there).filter(|it| is_move(it));
        let mut named: Vec<&Value> = moves.flat_map(|it| it.from.iter().chain(&it.to)).collect();
        let clashes = self.clashes().filter(|it| it.path == PARENT_PATH);
        named.extend(clashes.flat_map(|it| it.base.iter().chain(&it.theirs).chain(&it.mine)));
        let ids = named.into_iter().filter_map(Value::as_str);
        ids.filter_map(|id| Some((id.to_owned(), labels.get(id)?.label())))
            .collect()
    }

    /// What both sides changed.
    pub fn clashes(&self) -> impl Iterator<Item = &Clash> {
        let clashes = match self {
            What::Meet { clashes, .. } => clashes.as_slice(),
            _ => &[],
        };
        clashes.iter()
    }
}
