//! The account tree in memory: who is above and below whom, and in which order.
//!
//! Responsible for answering descendants, ancestors, "is X under Y" and the windows of the tree screen without
//! touching the store. It holds ids, names and flags, never documents, and it never decides who may see what.
//!
//! The accounts stand in one array in preorder (a parent directly before its descendants, siblings by sort key and
//! id). Every node knows its place in that array and the size of its subtree, so a subtree is a slice.

pub mod families;
mod filtered;
mod graft;
pub mod growing;
mod names;
pub mod window;

#[cfg(test)]
mod tests;

use cordboard_model::Id;
use foldhash::fast::RandomState;
use growing::Growing;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The number of a node while it is in the tree. Numbers of removed nodes are used again.
type Slot = u32;
const NO_SLOT: Slot = u32::MAX;

/// Bit of [`Leaf::flags`]: the account is enabled.
pub const FLAG_ENABLED: u32 = 1;
/// Bit of [`Leaf::flags`]: the account is a reseller.
pub const FLAG_RESELLER: u32 = 2;
/// Bit of [`Leaf::flags`]: the account has limits.
pub const FLAG_LIMITED: u32 = 4;

/// What the tree knows of one account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Leaf {
    /// The account.
    pub id: Id,
    /// Its name as people write it.
    pub name: String,
    /// What siblings are ordered by.
    pub sort_key: String,
    /// `FLAG_*` bits.
    pub flags: u32,
}

#[derive(Debug)]
struct Node {
    leaf: Leaf,
    /// The name in search form, made when the first filter asks: start-up does not wait for it.
    folded: OnceLock<Box<str>>,
    /// The children in the byte order of their names, made when somebody asks for it.
    by_name: OnceLock<Vec<Slot>>,
    parent: Slot,
    position: u32,
    size: u32,
    depth: u32,
    child_count: u32,
}

impl Node {
    /// A node of an account that is not in the tree yet.
    fn new(leaf: Leaf) -> Self {
        Self {
            leaf,
            folded: OnceLock::new(),
            by_name: OnceLock::new(),
            parent: NO_SLOT,
            position: 0,
            size: 1,
            depth: 0,
            child_count: 0,
        }
    }

    fn folded(&self) -> &str {
        self.folded
            .get_or_init(|| cordboard_model::text::search_key(&self.leaf.name).into_boxed_str())
    }
}

/// The index. All reads are array work; a change costs one pass over an array of numbers.
#[derive(Debug, Default)]
pub struct Tree {
    slots: HashMap<Id, Slot, RandomState>,
    nodes: Vec<Node>,
    free: Vec<Slot>,
    /// Numbers that were given to nodes about to be written.
    reserved: usize,
    order: Vec<Slot>,
    /// What filters read; nothing while no filter has asked since the last change.
    names: OnceLock<names::Names>,
}

/// The tree refused a change that would break it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The named account is not in the tree.
    #[error("the account is not in the tree")]
    Missing,
    /// The account is in the tree already.
    #[error("the account is in the tree already")]
    Present,
    /// The new parent is the account itself or lies below it.
    #[error("an account cannot move under itself")]
    Cycle,
}

impl Tree {
    /// Builds the index from accounts with their parents.
    pub fn build(accounts: Vec<(Option<Id>, Leaf)>) -> Self {
        let mut growing = Growing::default();
        for (parent, leaf) in accounts {
            growing.add(parent, leaf);
        }
        growing.finish()
    }

    fn node(&self, slot: Slot) -> Option<&Node> {
        self.nodes.get(slot as usize)
    }

    fn find(&self, id: Id) -> Option<&Node> {
        self.slots.get(&id).and_then(|slot| self.node(*slot))
    }

    /// How many accounts there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// True when there is no account yet.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The top of the tree.
    pub fn root(&self) -> Option<Id> {
        self.order
            .first()
            .and_then(|slot| self.node(*slot))
            .map(|node| node.leaf.id)
    }

    /// What the tree knows of an account.
    pub fn leaf(&self, id: Id) -> Option<&Leaf> {
        self.find(id).map(|node| &node.leaf)
    }

    /// True when the account is in the tree.
    pub fn contains(&self, id: Id) -> bool {
        self.slots.contains_key(&id)
    }

    /// The account directly above; `None` for the root and for unknown accounts.
    pub fn parent(&self, id: Id) -> Option<Id> {
        self.find(id)
            .and_then(|node| self.node(node.parent))
            .map(|above| above.leaf.id)
    }

    /// True when `id` is `top` or lies below it.
    pub fn is_within(&self, id: Id, top: Id) -> bool {
        match (self.find(id), self.find(top)) {
            (Some(node), Some(top)) => {
                node.position >= top.position && node.position < top.position + top.size
            }
            _ => false,
        }
    }

    /// The accounts from `top` down to `id`, both included; empty unless `id` lies within `top`.
    pub fn path(&self, id: Id, top: Id) -> Vec<&Leaf> {
        let mut path = Vec::new();
        if !self.is_within(id, top) {
            return path;
        }
        let mut current = self.find(id);
        while let Some(node) = current {
            path.push(&node.leaf);
            if node.leaf.id == top {
                break;
            }
            current = self.node(node.parent);
        }
        path.reverse();
        path
    }

    /// The accounts below `id` in preorder, itself left out.
    pub fn descendants(&self, id: Id) -> impl Iterator<Item = &Leaf> {
        let slice = self.find(id).map_or(&[] as &[Slot], |node| {
            let start = node.position as usize;
            self.order
                .get(start + 1..start + node.size as usize)
                .unwrap_or_default()
        });
        slice
            .iter()
            .filter_map(|slot| self.node(*slot))
            .map(|node| &node.leaf)
    }

    /// The nearest account above `id` that is a reseller; the top account is one.
    pub fn reseller_above(&self, id: Id) -> Option<Id> {
        let mut current = self.node(self.find(id)?.parent);
        while let Some(node) = current {
            let above = self.node(node.parent);
            if above.is_none() || node.leaf.flags & FLAG_RESELLER != 0 {
                return Some(node.leaf.id);
            }
            current = above;
        }
        None
    }

    /// How many accounts lie below `id`.
    pub fn descendants_count(&self, id: Id) -> u32 {
        self.find(id).map_or(0, |node| node.size - 1)
    }

    /// How many accounts lie directly below `id`.
    pub fn child_count(&self, id: Id) -> u32 {
        self.find(id).map_or(0, |node| node.child_count)
    }

    /// Adds an account below `parent` (`None`: as the root of an empty tree).
    pub fn insert(&mut self, parent: Option<Id>, leaf: Leaf) -> Result<(), TreeError> {
        if self.contains(leaf.id) {
            return Err(TreeError::Present);
        }
        let parent_slot = match parent {
            Some(parent) => *self.slots.get(&parent).ok_or(TreeError::Missing)?,
            None if self.is_empty() => NO_SLOT,
            None => return Err(TreeError::Present),
        };
        let at = self.place_for(parent_slot, &leaf);
        let id = leaf.id;
        let mut node = Node::new(leaf);
        (node.parent, node.position) = (parent_slot, at as u32);
        node.depth = self.node(parent_slot).map_or(0, |above| above.depth + 1);
        let slot = self.take_slot();
        self.write_node(slot, node);
        self.slots.insert(id, slot);
        self.order.insert(at, slot);
        self.renumber(at, self.order.len());
        self.grow(parent_slot, 1, 1);
        self.join_family(parent_slot, slot);
        Ok(())
    }

    /// A number for a new node: one that was given up, else the next one.
    fn take_slot(&mut self) -> Slot {
        let next = self.nodes.len() + self.reserved;
        self.free.pop().unwrap_or_else(|| {
            self.reserved += 1;
            next as Slot
        })
    }

    fn write_node(&mut self, slot: Slot, node: Node) {
        match self.nodes.get_mut(slot as usize) {
            Some(place) => *place = node,
            None => {
                self.nodes.push(node);
                self.reserved -= 1;
            }
        }
    }

    /// Takes an account and everything below it out of the tree; returns what was taken, in preorder, with parents.
    pub fn remove(&mut self, id: Id) -> Result<Vec<(Option<Id>, Leaf)>, TreeError> {
        let slot = *self.slots.get(&id).ok_or(TreeError::Missing)?;
        let (start, size, parent) = self
            .node(slot)
            .map(|n| (n.position as usize, n.size, n.parent))
            .ok_or(TreeError::Missing)?;
        self.leave_family(parent, slot);
        let mut taken = Vec::with_capacity(size as usize);
        let slots: Vec<Slot> = self.order.drain(start..start + size as usize).collect();
        for gone in &slots {
            let above = self
                .node(*gone)
                .and_then(|n| self.node(n.parent))
                .map(|n| n.leaf.id);
            if let Some(node) = self.node(*gone) {
                taken.push((above, node.leaf.clone()));
            }
        }
        for (_, leaf) in &taken {
            self.slots.remove(&leaf.id);
        }
        self.free.extend(slots);
        self.renumber(start, self.order.len());
        self.grow(parent, -(size as i64), -1);
        Ok(taken)
    }

    /// Moves an account with everything below it under another parent.
    pub fn move_under(&mut self, id: Id, parent: Id) -> Result<(), TreeError> {
        if !self.contains(id) || !self.contains(parent) {
            return Err(TreeError::Missing);
        }
        if self.is_within(parent, id) {
            return Err(TreeError::Cycle);
        }
        let leaf = self.leaf(id).cloned().ok_or(TreeError::Missing)?;
        self.splice(id, parent, leaf)
    }

    /// Writes a new name, sort key or flags; the account takes its new place among its siblings.
    pub fn change(&mut self, leaf: Leaf) -> Result<(), TreeError> {
        match self.parent(leaf.id) {
            Some(parent) => self.splice(leaf.id, parent, leaf),
            None => {
                let slot = *self.slots.get(&leaf.id).ok_or(TreeError::Missing)?;
                self.write_leaf(slot, leaf);
                Ok(())
            }
        }
    }

    fn write_leaf(&mut self, slot: Slot, leaf: Leaf) {
        self.names = OnceLock::new();
        if let Some(node) = self.nodes.get_mut(slot as usize) {
            node.folded = OnceLock::new();
            node.leaf = leaf;
        }
    }

    /// Cuts a subtree out of the order and puts it in again at its right place under `parent`.
    fn splice(&mut self, id: Id, parent: Id, leaf: Leaf) -> Result<(), TreeError> {
        let slot = *self.slots.get(&id).ok_or(TreeError::Missing)?;
        let new_parent = *self.slots.get(&parent).ok_or(TreeError::Missing)?;
        let (start, size, old_parent, old_depth) = self
            .node(slot)
            .map(|n| (n.position as usize, n.size as usize, n.parent, n.depth))
            .ok_or(TreeError::Missing)?;
        self.leave_family(old_parent, slot);
        let run: Vec<Slot> = self.order.drain(start..start + size).collect();
        self.renumber(start, self.order.len());
        self.grow(old_parent, -(size as i64), -1);
        let at = self.place_for(new_parent, &leaf);
        self.order.splice(at..at, run);
        self.renumber(at.min(start), self.order.len());
        self.grow(new_parent, size as i64, 1);
        self.write_leaf(slot, leaf);
        self.join_family(new_parent, slot);
        let depth = self.node(new_parent).map_or(0, |above| above.depth + 1);
        if let Some(node) = self.nodes.get_mut(slot as usize) {
            node.parent = new_parent;
        }
        for index in at..at + size {
            let moved = self.order.get(index).copied().unwrap_or(NO_SLOT);
            if let Some(node) = self.nodes.get_mut(moved as usize) {
                node.depth = node.depth - old_depth + depth;
            }
        }
        Ok(())
    }

    /// Where in the order a child with this sort key belongs.
    fn place_for(&self, parent: Slot, leaf: &Leaf) -> usize {
        let Some(above) = self.node(parent) else {
            return 0;
        };
        let end = (above.position + above.size) as usize;
        let mut at = above.position as usize + 1;
        while at < end {
            let Some(child) = self.order.get(at).and_then(|slot| self.node(*slot)) else {
                break;
            };
            if (&child.leaf.sort_key, child.leaf.id) > (&leaf.sort_key, leaf.id) {
                break;
            }
            at += child.size as usize;
        }
        at
    }

    fn renumber(&mut self, from: usize, to: usize) {
        self.names = OnceLock::new();
        for index in from..to {
            if let Some(node) = self
                .order
                .get(index)
                .copied()
                .and_then(|slot| self.nodes.get_mut(slot as usize))
            {
                node.position = index as u32;
            }
        }
    }

    /// Adds to the sizes of a node and everything above it, and to its number of children.
    fn grow(&mut self, slot: Slot, by: i64, children: i64) {
        if let Some(node) = self.nodes.get_mut(slot as usize) {
            node.child_count = (i64::from(node.child_count) + children) as u32;
        }
        let mut current = slot;
        while let Some(node) = self.nodes.get_mut(current as usize) {
            node.size = (i64::from(node.size) + by) as u32;
            current = node.parent;
        }
    }
}
