//! Building the index account by account, so that it grows while the store is still reading.

use super::{Leaf, NO_SLOT, Node, Slot, Tree};
use cordboard_model::Id;
use foldhash::fast::RandomState;
use std::collections::HashMap;
use std::ops::Range;

/// An index that is not finished: every account has its node, none has its place.
#[derive(Debug, Default)]
pub struct Growing {
    parents: Vec<Option<Id>>,
    nodes: Vec<Node>,
}

impl Growing {
    /// Adds an account. It is quickest when they come ordered by parent, sort key and id.
    pub fn add(&mut self, parent: Option<Id>, leaf: Leaf) {
        self.parents.push(parent);
        self.nodes.push(Node::new(leaf));
    }

    /// Gives every account its place. Accounts that no path of parents joins to the root (those below a deleted
    /// account) are left out.
    pub fn finish(mut self) -> Tree {
        self.sort();
        let mut families = self.families();
        let mut tree = Tree {
            nodes: self.nodes,
            ..Tree::default()
        };
        tree.slots.reserve(tree.nodes.len());
        tree.order.reserve(tree.nodes.len());
        // The families still to place, the innermost last; sizes are known when a parent is left.
        let mut open = vec![(NO_SLOT, families.remove(&None).unwrap_or_default())];
        while let Some((parent, family)) = open.last_mut() {
            let parent = *parent;
            let Some(slot) = family.next() else {
                open.pop();
                tree.close(parent);
                continue;
            };
            if let Some(below) = tree
                .place(slot, parent)
                .and_then(|id| families.remove(&Some(id)))
            {
                open.push((slot, below));
            }
        }
        tree.leave_out_orphans();
        tree
    }

    /// Brings the accounts into the order that [`Growing::add`] wishes for.
    fn sort(&mut self) {
        let key = |index: usize| {
            let leaf = self
                .nodes
                .get(index)
                .map(|node| (&node.leaf.sort_key, node.leaf.id));
            (self.parents.get(index), leaf)
        };
        let count = self.nodes.len();
        if (1..count).all(|index| key(index - 1) <= key(index)) {
            return;
        }
        let mut both: Vec<(Option<Id>, Node)> =
            self.parents.drain(..).zip(self.nodes.drain(..)).collect();
        both.sort_by(|(p, a), (q, b)| {
            (p, &a.leaf.sort_key, a.leaf.id).cmp(&(q, &b.leaf.sort_key, b.leaf.id))
        });
        (self.parents, self.nodes) = both.into_iter().unzip();
    }

    /// Where the accounts below each parent stand.
    fn families(&self) -> HashMap<Option<Id>, Range<Slot>, RandomState> {
        let mut families = HashMap::default();
        let mut from = 0;
        for family in self.parents.chunk_by(|a, b| a == b) {
            let to = from + family.len() as Slot;
            families.insert(family.first().copied().flatten(), from..to);
            from = to;
        }
        families
    }
}

impl Tree {
    /// Puts a node at the end of the order, below `parent`; gives its id.
    fn place(&mut self, slot: Slot, parent: Slot) -> Option<Id> {
        let depth = self.node(parent).map_or(0, |above| above.depth + 1);
        let position = self.order.len() as u32;
        let node = self.nodes.get_mut(slot as usize)?;
        (node.parent, node.depth, node.position) = (parent, depth, position);
        let id = node.leaf.id;
        self.order.push(slot);
        self.slots.insert(id, slot);
        if let Some(above) = self.nodes.get_mut(parent as usize) {
            above.child_count += 1;
        }
        Some(id)
    }

    fn close(&mut self, slot: Slot) {
        let end = self.order.len() as u32;
        if let Some(node) = self.nodes.get_mut(slot as usize) {
            node.size = end - node.position;
        }
    }

    /// Nodes that were never placed give their numbers back.
    fn leave_out_orphans(&mut self) {
        if self.order.len() == self.nodes.len() {
            return;
        }
        for slot in 0..self.nodes.len() as Slot {
            let placed = self
                .node(slot)
                .and_then(|node| self.slots.get(&node.leaf.id));
            if placed != Some(&slot) {
                self.free.push(slot);
            }
        }
    }
}
