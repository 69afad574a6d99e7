//! Putting a whole subtree into the index at once: one splice, whatever its size.

use super::{Leaf, NO_SLOT, Node, Slot, Tree, TreeError};
use cordboard_model::Id;

impl Tree {
    /// Adds `top` below `parent` with the accounts below it, given in any order with their parents. Those that no
    /// path of parents joins to `top` are left out.
    pub fn graft(
        &mut self,
        parent: Id,
        top: Leaf,
        below: Vec<(Option<Id>, Leaf)>,
    ) -> Result<(), TreeError> {
        let parent_slot = *self.slots.get(&parent).ok_or(TreeError::Missing)?;
        let mut accounts = below;
        accounts.push((None, top.clone()));
        let mut branch = Tree::build(accounts);
        if branch.slots.keys().any(|id| self.contains(*id)) {
            return Err(TreeError::Present);
        }
        let at = self.place_for(parent_slot, &top);
        let base = self.node(parent_slot).map_or(0, |above| above.depth + 1);
        // Each node takes a free number here, or the next one.
        let mut places: Vec<Slot> = vec![NO_SLOT; branch.nodes.len()];
        for slot in &branch.order {
            let taken = self.take_slot();
            if let Some(place) = places.get_mut(*slot as usize) {
                *place = taken;
            }
        }
        let place = |slot: Slot| places.get(slot as usize).copied().unwrap_or(NO_SLOT);
        for slot in &branch.order {
            let Some(node) = branch.nodes.get_mut(*slot as usize) else {
                continue;
            };
            let mut node = std::mem::replace(node, Node::new(Leaf::default()));
            node.depth += base;
            node.parent = if node.parent == NO_SLOT {
                parent_slot
            } else {
                place(node.parent)
            };
            self.slots.insert(node.leaf.id, place(*slot));
            self.write_node(place(*slot), node);
        }
        let size = branch.order.len();
        self.order
            .splice(at..at, branch.order.iter().map(|slot| place(*slot)));
        self.renumber(at, self.order.len());
        self.grow(parent_slot, size as i64, 1);
        if let Some(slot) = branch.order.first() {
            self.join_family(parent_slot, place(*slot));
        }
        Ok(())
    }
}
