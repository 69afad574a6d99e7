//! The order of a list.

use super::{Field, Folded, Literal, Page};
use crate::Fields;
use crate::text::name_key;
use std::cmp::Ordering;

/// Which end of the values comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The least first; an absent value is the least.
    Ascending,
    /// The greatest first.
    Descending,
}

/// The fields that a list is ordered by; none leaves the list as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OrderBy {
    keys: Vec<(Field, Direction)>,
}

impl OrderBy {
    /// Ordered by these fields, the first one before the others.
    pub const fn new(keys: Vec<(Field, Direction)>) -> Self {
        Self { keys }
    }

    /// The fields.
    pub fn keys(&self) -> &[(Field, Direction)] {
        &self.keys
    }

    /// Orders a list; equals stay in the order in which they came.
    pub fn sort<T>(&self, list: &mut [T], fields: impl Fn(&T) -> &Fields) {
        if !self.keys.is_empty() {
            list.sort_by_cached_key(|object| self.place(fields(object)));
        }
    }

    /// The page of a list that is to be ordered; what stands before and behind it stays unordered.
    pub(super) fn page<'a, T: Copy>(
        &self,
        list: Vec<T>,
        page: Page,
        of: impl Fn(T) -> (&'a Fields, &'a Folded),
    ) -> Vec<T> {
        if self.keys.is_empty() {
            return page.of(list);
        }
        let placed = list.into_iter().enumerate().map(|(at, object)| {
            let (fields, folded) = of(object);
            let part = |(field, direction): &(Field, Direction)| {
                (Part::of(*field, fields, folded), *direction)
            };
            let parts: Vec<_> = self.keys.iter().map(part).collect();
            (parts, at, object)
        });
        let mut placed: Vec<_> = placed.collect();
        let compare = |(a, one, _): &Ordered<'a, T>, (b, other, _): &Ordered<'a, T>| {
            // Equals stay in the order in which they came.
            compare_parts(a, b).then(one.cmp(other))
        };
        let (from, to) = (page.skip, page.skip.saturating_add(page.top));
        if to < placed.len() {
            placed.select_nth_unstable_by(to, compare);
            placed.truncate(to);
        }
        if from > 0 && from < placed.len() {
            placed.select_nth_unstable_by(from, compare);
        }
        let mut page = placed.split_off(from.min(placed.len()));
        page.sort_unstable_by(compare);
        page.into_iter().map(|(_, _, object)| object).collect()
    }

    /// How two objects stand to each other.
    pub fn compare(&self, a: &Fields, b: &Fields) -> Ordering {
        self.place(a).cmp(&self.place(b))
    }

    fn place(&self, object: &Fields) -> Place {
        let part = |(field, direction): &(Field, Direction)| {
            let value = field.value(object).map(Sorted::new);
            (value, *direction)
        };
        Place(self.keys.iter().map(part).collect())
    }
}

/// An object with what it is ordered by, and where it stood.
type Ordered<'a, T> = (Vec<(Part<'a>, Direction)>, usize, T);

/// What an object is ordered by, worked out once for each.
enum Part<'a> {
    Absent,
    /// The folded form, and the text itself for those that are the same in it.
    Text(&'a str, &'a str),
    Value(Literal),
}

impl<'a> Part<'a> {
    fn of(field: Field, object: &'a Fields, folded: &'a Folded) -> Self {
        let text = object.get(field.name).and_then(serde_json::Value::as_str);
        match (folded.key(field.name), text) {
            (Some(key), Some(text)) => Part::Text(key, text),
            _ => field.value(object).map_or(Part::Absent, Part::Value),
        }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Part::Text(a, raw), Part::Text(b, other)) => a.cmp(b).then_with(|| raw.cmp(other)),
            (Part::Value(a), Part::Value(b)) => a.compare(b).unwrap_or(Ordering::Equal),
            (a, b) => a.is_there().cmp(&b.is_there()),
        }
    }

    const fn is_there(&self) -> bool {
        !matches!(self, Part::Absent)
    }
}

fn compare_parts(a: &[(Part<'_>, Direction)], b: &[(Part<'_>, Direction)]) -> Ordering {
    let pairs = a.iter().zip(b);
    let orderings = pairs.map(|((a, direction), (b, _))| match direction {
        Direction::Ascending => a.cmp(b),
        Direction::Descending => a.cmp(b).reverse(),
    });
    orderings
        .into_iter()
        .find(|ordering| ordering.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// A value with the form of its text that is compared first.
struct Sorted {
    key: String,
    value: Literal,
}

impl Sorted {
    fn new(value: Literal) -> Self {
        let key = match &value {
            Literal::Text(text) => name_key(text),
            _ => String::new(),
        };
        Self { key, value }
    }

    fn cmp(&self, other: &Self) -> Ordering {
        let values = || self.value.compare(&other.value).unwrap_or(Ordering::Equal);
        self.key.cmp(&other.key).then_with(values)
    }
}

/// Where an object stands, computed once for each.
struct Place(Vec<(Option<Sorted>, Direction)>);

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        for ((a, direction), (b, _)) in self.0.iter().zip(&other.0) {
            let ordering = match (a, b) {
                (Some(a), Some(b)) => a.cmp(b),
                (a, b) => a.is_some().cmp(&b.is_some()),
            };
            let ordering = match direction {
                Direction::Ascending => ordering,
                Direction::Descending => ordering.reverse(),
            };
            if ordering.is_ne() {
                return ordering;
            }
        }
        Ordering::Equal
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Place {}
