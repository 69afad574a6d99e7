//! Which record there is which here: as it was remembered, else by what people tell them apart by.
//!
//! A run that was cut off may have made records that nobody remembers; they are found again here, and not made twice.

use super::difference;
use crate::document::Doc;
use crate::names::{Names, To};
use cordboard_engine::remotes::{Dialect, Pair, Sort};
use std::collections::{HashMap, HashSet};

/// What stands on both sides, with what was remembered.
type Found<'a> = (Option<&'a Doc>, Option<&'a Doc>, Option<&'a Pair>);

pub(super) struct Pairing<'a> {
    /// Every record once, in the order of making.
    pub(super) found: Vec<Found<'a>>,
    pub(super) forgotten: Vec<Pair>,
    pub(super) names: Names,
}

pub(super) fn pair<'a>(
    dialect: Dialect,
    pairs: &'a [Pair],
    theirs: &'a [Doc],
    mine: &'a [Doc],
) -> Pairing<'a> {
    let mut names = Names::default();
    let index = |docs: &'a [Doc]| -> HashMap<(Sort, &'a str), &'a Doc> {
        let by_id = docs.iter().map(|doc| ((doc.sort, doc.id.as_str()), doc));
        by_id.collect()
    };
    let (there, here) = (index(theirs), index(mine));
    let mut known: HashSet<(Sort, &str)> = HashSet::new();
    let mut forgotten = Vec::new();
    let mut found: Vec<Found<'a>> = Vec::new();
    for pair in pairs {
        let sides = (
            there.get(&(pair.sort, pair.there.as_str())).copied(),
            here.get(&(pair.sort, pair.here.as_str())).copied(),
        );
        if sides == (None, None) {
            forgotten.push(pair.clone());
            continue;
        }
        known.insert((pair.sort, pair.there.as_str()));
        known.insert((pair.sort, pair.here.as_str()));
        names.link(&pair.there, &pair.here);
        found.push((sides.0, sides.1, Some(pair)));
    }
    for sort in Sort::ALL {
        let is_new = |doc: &&Doc| doc.sort == sort && !known.contains(&(sort, doc.id.as_str()));
        let mut waiting: Vec<&Doc> = mine.iter().filter(is_new).collect();
        for doc in theirs.iter().filter(is_new) {
            let same = twin(dialect, &names, doc, &waiting);
            match same.map(|at| waiting.remove(at)) {
                Some(twin) => {
                    names.link(&doc.id, &twin.id);
                    found.push((Some(doc), Some(twin), None));
                }
                None => {
                    names.alone(&doc.id);
                    found.push((Some(doc), None, None));
                }
            }
        }
        for doc in waiting {
            names.alone(&doc.id);
            found.push((None, Some(doc), None));
        }
    }
    order(&mut found, theirs, mine);
    Pairing {
        found,
        forgotten,
        names,
    }
}

/// Which of the records here is the one there: the one that differs least of those that people call the same.
fn twin(dialect: Dialect, names: &Names, doc: &Doc, waiting: &[&Doc]) -> Option<usize> {
    let key = doc.natural_key(dialect)?;
    let parent = match doc.parent.as_str() {
        "" => Some(""),
        parent => names.get(To::Here, parent),
    }?;
    let fields = names.fields(To::Here, &doc.fields);
    let alike = waiting.iter().enumerate().filter(|(_, other)| {
        other.parent == parent && other.natural_key(dialect).as_ref() == Some(&key)
    });
    alike
        .min_by_key(|(_, other)| difference::changes(&fields, &other.fields).len())
        .map(|(at, _)| at)
}

/// What is above comes before what is below.
fn order(found: &mut [Found<'_>], theirs: &[Doc], mine: &[Doc]) {
    let docs = theirs.iter().chain(mine).enumerate();
    let place: HashMap<&str, usize> = docs.map(|(at, doc)| (doc.id.as_str(), at)).collect();
    found.sort_by_key(|(there, here, _)| {
        let shown = there.or(*here);
        let at = shown.and_then(|doc| place.get(doc.id.as_str()).copied());
        (shown.map(|doc| doc.sort), at)
    });
}
