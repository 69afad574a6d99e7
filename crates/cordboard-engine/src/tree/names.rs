//! The names of all accounts in the order of the tree, in one piece of memory, so that a filter reads through them as
//! fast as memory gives them. Made when the first filter asks, and again after a change.

use super::{Slot, Tree};
use memchr::memmem::Finder;
use std::ops::Range;

/// What stands between two names. No name in search form has it, and no text that is looked for.
const BETWEEN: char = '\n';

/// The names in search form and who is above whom, by place in the order.
#[derive(Debug, Default)]
pub(super) struct Names {
    text: String,
    /// Where each name ends in the text.
    ends: Vec<usize>,
    /// The place of the account above; the root has its own.
    above: Vec<u32>,
}

impl Names {
    fn of(tree: &Tree) -> Self {
        let mut names = Self::default();
        names.ends.reserve(tree.order.len());
        names.above.reserve(tree.order.len());
        for node in tree.order.iter().filter_map(|slot| tree.node(*slot)) {
            names.text.push_str(node.folded());
            names.ends.push(names.text.len());
            names.text.push(BETWEEN);
            let above = tree.node(node.parent).unwrap_or(node);
            names.above.push(above.position);
        }
        names
    }

    /// The places among these whose name contains the text, each once, from the first on.
    pub(super) fn containing<'a>(
        &'a self,
        places: Range<usize>,
        text: &'a str,
    ) -> impl Iterator<Item = usize> + 'a {
        let end_of = |place: usize| self.ends.get(place).copied().unwrap_or(self.text.len());
        let mut at = places.start.checked_sub(1).map_or(0, end_of);
        let last = places.end.checked_sub(1).map_or(0, end_of);
        let wanted = Finder::new(text);
        let mut place = places.start;
        std::iter::from_fn(move || {
            let rest = self.text.as_bytes().get(at..last)?;
            let found = at + wanted.find(rest)?;
            while end_of(place) <= found {
                place += 1;
            }
            // The rest of this name need not be read.
            at = end_of(place);
            Some(place)
        })
    }

    /// The place of the account above this one; the root's own for the root.
    pub(super) fn above(&self, place: usize) -> usize {
        self.above.get(place).map_or(0, |above| *above as usize)
    }
}

impl Tree {
    /// The names as they are now.
    pub(super) fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(self))
    }

    /// The node at a place of the order.
    pub(super) fn at(&self, place: usize) -> Option<(Slot, &super::Node)> {
        let slot = *self.order.get(place)?;
        Some((slot, self.node(slot)?))
    }
}
