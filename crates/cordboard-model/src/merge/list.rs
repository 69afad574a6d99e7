//! Arrays of objects with an `id`: elements are inserted, removed, moved and changed one by one.

use super::place::id_of;
use super::same::same_option;
use super::three_way::{Sides, Walk, elements};
use crate::pointer;
use crate::schema::item;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Longer lists that both sides have put into another order are shown to a person: comparing every pair of
/// elements would take too long.
const LONGEST_REORDERED_BY_BOTH: usize = 1_000;

/// `None` when a side is no list of objects with ids of their own, so that only the whole can be compared.
pub(super) fn merge(
    walk: &mut Walk,
    node: Option<&Value>,
    at: &str,
    sides: Sides<'_>,
) -> Option<Value> {
    let base = Side::new(elements(sides.base)?)?;
    let theirs = Side::new(elements(sides.theirs)?)?;
    let mine = Side::new(elements(sides.mine)?)?;
    if sides.theirs.is_none() || sides.mine.is_none() {
        return None;
    }
    let mut merged: HashMap<&str, Value> = HashMap::new();
    let added = mine.ids.iter().filter(|id| !theirs.place.contains_key(*id));
    for id in theirs.ids.iter().chain(added).copied() {
        let sides = Sides {
            base: base.get(id),
            theirs: theirs.get(id),
            mine: mine.get(id),
        };
        if let Some(value) = element(walk, node.and_then(item), &pointer::child(at, id), sides) {
            merged.insert(id, value);
        }
    }
    let Some(common) = common_order(&base, &theirs, &mine, &merged) else {
        walk.clash(node, at, sides);
        return sides.theirs.cloned();
    };
    let before: Vec<&str> = theirs
        .ids
        .iter()
        .copied()
        .filter(|id| merged.contains_key(id))
        .collect();
    let order = with_own(&common, &theirs, &mine, &merged);
    let after = order
        .iter()
        .copied()
        .filter(|id| theirs.place.contains_key(id));
    if !after.eq(before) {
        walk.changed.push(at.to_owned());
    }
    Some(Value::Array(
        order
            .into_iter()
            .filter_map(|id| merged.remove(id))
            .collect(),
    ))
}

/// As any value, but an element is removed whole: a change of one that the other side removed is a clash.
fn element(walk: &mut Walk, node: Option<&Value>, at: &str, sides: Sides<'_>) -> Option<Value> {
    if sides.theirs.is_some() && sides.mine.is_some() {
        return walk.value(node, at, sides);
    }
    if same_option(sides.base, sides.mine) || same_option(sides.theirs, sides.mine) {
        return sides.theirs.cloned();
    }
    if same_option(sides.base, sides.theirs) {
        return walk.take(at, sides.mine);
    }
    walk.clash(node, at, sides);
    sides.theirs.cloned()
}

struct Side<'a> {
    ids: Vec<&'a str>,
    place: HashMap<&'a str, (usize, &'a Value)>,
}

impl<'a> Side<'a> {
    fn new(items: &'a [Value]) -> Option<Self> {
        let mut side = Self {
            ids: Vec::new(),
            place: HashMap::new(),
        };
        for (index, item) in items.iter().enumerate() {
            let id = id_of(item)?;
            side.ids.push(id);
            if side.place.insert(id, (index, item)).is_some() {
                return None;
            }
        }
        Some(side)
    }

    fn get(&self, id: &str) -> Option<&'a Value> {
        self.place.get(id).map(|(_, item)| *item)
    }

    fn index(&self, id: &str) -> Option<usize> {
        self.place.get(id).map(|(index, _)| *index)
    }
}

/// The order of the elements that both sides still have; `None` when the two orders do not meet.
///
/// Each pair of elements is decided on its own: whoever turned it round since the base wins, so both sides' moves
/// are kept. Moves contradict each other exactly when these decisions run in a circle.
fn common_order<'a>(
    base: &Side<'a>,
    theirs: &Side<'a>,
    mine: &Side<'a>,
    merged: &HashMap<&str, Value>,
) -> Option<Vec<&'a str>> {
    let shared = |side: &Side<'a>, other: &Side<'a>| -> Vec<&'a str> {
        let both = |id: &&str| other.place.contains_key(id) && merged.contains_key(id);
        side.ids.iter().copied().filter(both).collect()
    };
    let of_theirs = shared(theirs, mine);
    let of_mine = shared(mine, theirs);
    let kept: HashSet<&str> = of_theirs.iter().copied().collect();
    let of_base: Vec<&str> = base
        .ids
        .iter()
        .copied()
        .filter(|id| kept.contains(id))
        .collect();
    if of_theirs == of_mine || of_mine == of_base {
        return Some(of_theirs);
    }
    if of_theirs == of_base {
        return Some(of_mine);
    }
    if of_theirs.len() > LONGEST_REORDERED_BY_BOTH {
        return None;
    }
    let first = |a: &str, b: &str| {
        let before = |side: &Side<'_>| side.index(a) < side.index(b);
        let known = base.place.contains_key(a) && base.place.contains_key(b);
        let moved_by_theirs = known && before(theirs) != before(base);
        if moved_by_theirs || !known {
            before(theirs)
        } else {
            before(mine)
        }
    };
    // In an order without a circle the number of elements behind each one is different for each.
    let mut behind: Vec<(usize, &str)> = of_theirs
        .iter()
        .map(|a| {
            (
                of_theirs.iter().filter(|b| *b != a && first(a, b)).count(),
                *a,
            )
        })
        .collect();
    behind.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let straight = behind
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a.0 != b.0));
    straight.then(|| behind.into_iter().map(|(_, id)| id).collect())
}

/// Puts the elements that only one side has behind the element they follow there. Where both sides added at
/// one place, the run with the smaller first id comes first, whichever side it is from.
fn with_own<'a>(
    common: &[&'a str],
    theirs: &Side<'a>,
    mine: &Side<'a>,
    merged: &HashMap<&str, Value>,
) -> Vec<&'a str> {
    let shared: HashSet<&str> = common.iter().copied().collect();
    let runs = [theirs, mine].map(|side| {
        let mut runs: HashMap<Option<&str>, Vec<&'a str>> = HashMap::new();
        let mut anchor = None;
        for id in side
            .ids
            .iter()
            .copied()
            .filter(|id| merged.contains_key(id))
        {
            if shared.contains(id) {
                anchor = Some(id);
            } else {
                runs.entry(anchor).or_default().push(id);
            }
        }
        runs
    });
    let mut order = Vec::with_capacity(merged.len());
    for anchor in std::iter::once(None).chain(common.iter().copied().map(Some)) {
        order.extend(anchor);
        let mut here: Vec<&Vec<&str>> = runs.iter().filter_map(|runs| runs.get(&anchor)).collect();
        here.sort_by_key(|run| run.first().copied());
        order.extend(here.into_iter().flatten().copied());
    }
    order
}
