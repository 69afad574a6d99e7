//! The order of a list.

use super::{Field, Literal};
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
