//! Walks base, theirs and mine together and decides each place by its merge class.

use super::same::{same, same_option};
use super::{Clash, list, set};
use crate::schema::{MergeClass, child, holds_secret, merge_class_of, redact};
use crate::{Fields, Schema, pointer};
use serde_json::Value;
use std::collections::HashSet;

/// What came of three documents.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// Theirs with mine's changes; where the two clash, theirs.
    pub fields: Fields,
    /// JSON pointers to what mine changed in theirs, sorted.
    pub changed: Vec<String>,
    /// Where the two clash, sorted by path.
    pub clashes: Vec<Clash>,
}

/// Merges what `mine` changed since `base` into `theirs`. Values that nobody changed come back byte for byte, in
/// the order of `theirs`.
pub fn three_way(schema: &Schema, base: &Fields, theirs: &Fields, mine: &Fields) -> Outcome {
    merged(Some(schema.document()), base, theirs, mine)
}

/// As [`three_way`], for documents that no schema describes: objects meet key by key, everything else as a whole.
pub fn three_way_plain(base: &Fields, theirs: &Fields, mine: &Fields) -> Outcome {
    merged(None, base, theirs, mine)
}

fn merged(node: Option<&Value>, base: &Fields, theirs: &Fields, mine: &Fields) -> Outcome {
    let mut walk = Walk::default();
    let fields = walk.object(node, "", base, theirs, mine);
    walk.changed.sort();
    walk.changed.dedup();
    walk.clashes.sort_by(|a, b| a.path.cmp(&b.path));
    Outcome {
        fields,
        changed: walk.changed,
        clashes: walk.clashes,
    }
}

/// One place as the three sides have it; `None` is "not there".
#[derive(Clone, Copy)]
pub(super) struct Sides<'a> {
    pub(super) base: Option<&'a Value>,
    pub(super) theirs: Option<&'a Value>,
    pub(super) mine: Option<&'a Value>,
}

#[derive(Default)]
pub(super) struct Walk {
    pub(super) changed: Vec<String>,
    pub(super) clashes: Vec<Clash>,
}

impl Walk {
    fn object(
        &mut self,
        node: Option<&Value>,
        at: &str,
        base: &Fields,
        theirs: &Fields,
        mine: &Fields,
    ) -> Fields {
        let mut result = theirs.clone();
        let mut gone: HashSet<&str> = HashSet::new();
        let mut groups: Vec<&str> = Vec::new();
        let added = mine.keys().filter(|key| !theirs.contains_key(*key));
        for key in theirs.keys().chain(added) {
            let inner = node.and_then(|node| child(node, key));
            if let (Some(node), Some(MergeClass::Group(group))) = (node, inner.map(merge_class_of))
            {
                if !groups.contains(&group) {
                    groups.push(group);
                    self.group(&members(node, group), at, [base, theirs, mine], &mut result);
                }
                continue;
            }
            let sides = Sides {
                base: base.get(key),
                theirs: theirs.get(key),
                mine: mine.get(key),
            };
            let value = self.value(inner, &pointer::child(at, key), sides);
            match value {
                Some(value) => drop(result.insert(key.clone(), value)),
                None => drop(gone.insert(key)),
            }
        }
        // At once, because taking keys out of an ordered map one by one is slow.
        result.retain(|key, _| !gone.contains(key.as_str()));
        result
    }

    /// Fields that only make sense together: one side's are taken, never some of each.
    fn group(&mut self, members: &[&str], at: &str, docs: [&Fields; 3], result: &mut Fields) {
        let [base, theirs, mine] = docs;
        let equal = |a: &Fields, b: &Fields| {
            members
                .iter()
                .all(|key| same_option(a.get(*key), b.get(*key)))
        };
        if equal(base, mine) || equal(theirs, mine) {
            return;
        }
        let clash = !equal(base, theirs);
        for key in members {
            let path = pointer::child(at, key);
            let sides = Sides {
                base: base.get(*key),
                theirs: theirs.get(*key),
                mine: mine.get(*key),
            };
            if same_option(sides.theirs, sides.mine)
                && (!clash || same_option(sides.base, sides.mine))
            {
                continue;
            }
            if clash {
                self.clash(None, &path, sides);
            } else {
                put(result, key, sides.mine.cloned());
                self.changed.push(path);
            }
        }
    }

    pub(super) fn value(
        &mut self,
        node: Option<&Value>,
        at: &str,
        sides: Sides<'_>,
    ) -> Option<Value> {
        let Sides { base, theirs, mine } = sides;
        if same_option(base, mine) || same_option(theirs, mine) {
            return theirs.cloned();
        }
        let class = node.map_or(MergeClass::Map, merge_class_of);
        match class {
            MergeClass::Server => return theirs.cloned(),
            MergeClass::Secret => return self.take(at, mine),
            MergeClass::Set => {
                if let Some(merged) = self.set(at, sides) {
                    return merged;
                }
            }
            MergeClass::List => {
                if let Some(merged) = list::merge(self, node, at, sides) {
                    return Some(merged);
                }
            }
            MergeClass::Map => {
                if let (Some(Value::Object(theirs)), Some(Value::Object(mine))) = (theirs, mine) {
                    let none = Fields::new();
                    let base = base.and_then(Value::as_object).unwrap_or(&none);
                    return Some(Value::Object(self.object(node, at, base, theirs, mine)));
                }
            }
            MergeClass::Atomic | MergeClass::Blob | MergeClass::Group(_) => {}
        }
        if same_but_for_secrets(node, base, theirs) {
            return self.take(at, mine);
        }
        if class == MergeClass::Map
            && let Some(merged) = self.half_removed(node, at, sides)
        {
            return merged;
        }
        self.clash(node, at, sides);
        theirs.cloned()
    }

    /// One side took an object away while the other changed some of its keys: only the keys that nobody else
    /// touched go.
    fn half_removed(
        &mut self,
        node: Option<&Value>,
        at: &str,
        sides: Sides<'_>,
    ) -> Option<Option<Value>> {
        let base = sides.base?.as_object()?;
        let none = Fields::new();
        let (theirs, mine) = match (sides.theirs, sides.mine) {
            (None, Some(Value::Object(mine))) => (&none, mine),
            (Some(Value::Object(theirs)), None) => (theirs, &none),
            _ => return None,
        };
        let merged = self.object(node, at, base, theirs, mine);
        Some((!merged.is_empty()).then_some(Value::Object(merged)))
    }

    /// `None` when a side holds something that is no array, or one too long. An absent set is an empty one.
    fn set(&mut self, at: &str, sides: Sides<'_>) -> Option<Option<Value>> {
        let base = elements(sides.base)?;
        let theirs = elements(sides.theirs)?;
        let mine = elements(sides.mine)?;
        if [base, theirs, mine]
            .iter()
            .any(|side| side.len() > set::LONGEST)
        {
            return None;
        }
        let merged = Value::Array(set::merge(base, theirs, mine));
        let empty = merged.as_array().is_some_and(Vec::is_empty);
        // Whether an empty set is there at all is up to who changed that.
        let there = match (sides.base, sides.mine) {
            (Some(_), Some(_)) | (None, None) => sides.theirs.is_some(),
            (_, mine) => mine.is_some(),
        };
        let merged = (!empty || there).then_some(merged);
        if !same_option(merged.as_ref(), sides.theirs) {
            self.changed.push(at.to_owned());
        }
        Some(merged)
    }

    pub(super) fn take(&mut self, at: &str, mine: Option<&Value>) -> Option<Value> {
        self.changed.push(at.to_owned());
        mine.cloned()
    }

    pub(super) fn clash(&mut self, node: Option<&Value>, at: &str, sides: Sides<'_>) {
        let shown = |value: Option<&Value>| {
            let mut value = value.cloned();
            if let (Some(node), Some(value)) = (node, value.as_mut()) {
                redact(node, value);
            }
            value
        };
        self.clashes.push(Clash {
            path: at.to_owned(),
            base: shown(sides.base),
            theirs: shown(sides.theirs),
            mine: shown(sides.mine),
        });
    }
}

/// The fields of a group, as the schema of their object names them.
pub(super) fn members<'a>(node: &'a Value, group: &str) -> Vec<&'a str> {
    let properties = node.get("properties").and_then(Value::as_object);
    let of_group =
        |(_, inner): &(&String, &Value)| merge_class_of(inner) == MergeClass::Group(group);
    properties
        .into_iter()
        .flatten()
        .filter(of_group)
        .map(|(key, _)| key.as_str())
        .collect()
}

fn put(fields: &mut Fields, key: &str, value: Option<Value>) {
    match value {
        Some(value) => fields.insert(key.to_owned(), value),
        None => fields.shift_remove(key),
    };
}

/// The elements of an array; none for what is absent; `None` for anything else.
pub(super) fn elements(value: Option<&Value>) -> Option<&[Value]> {
    match value {
        None => Some(&[]),
        Some(Value::Array(items)) => Some(items),
        Some(_) => None,
    }
}

/// An author never sees a secret, so his base lacks it; that is no change of somebody else.
fn same_but_for_secrets(node: Option<&Value>, a: Option<&Value>, b: Option<&Value>) -> bool {
    if same_option(a, b) {
        return true;
    }
    let (Some(node), Some(a), Some(b)) = (node, a, b) else {
        return false;
    };
    if !holds_secret(node) {
        return false;
    }
    let (mut a, mut b) = (a.clone(), b.clone());
    redact(node, &mut a);
    redact(node, &mut b);
    same(&a, &b)
}
