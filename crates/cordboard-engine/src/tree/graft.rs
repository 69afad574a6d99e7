//! Putting a whole subtree into the index at once: one splice, whatever its size.

use super::{Leaf, NO_SLOT, Slot, Tree, TreeError};
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
        // The branch numbers its nodes in preorder from 0; here each takes a free number or the next one.
        let places: Vec<Slot> = (0..branch.nodes.len()).map(|_| self.take_slot()).collect();
        let place = |slot: Slot| places.get(slot as usize).copied().unwrap_or(NO_SLOT);
        for (slot, mut node) in branch.nodes.drain(..).enumerate() {
            node.depth += base;
            node.parent = if slot == 0 {
                parent_slot
            } else {
                place(node.parent)
            };
            self.slots.insert(node.leaf.id, place(slot as Slot));
            self.write_node(place(slot as Slot), node);
        }
        let size = places.len();
        self.order
            .splice(at..at, branch.order.iter().map(|slot| place(*slot)));
        self.renumber(at, self.order.len());
        self.grow(parent_slot, size as i64, 1);
        Ok(())
    }
}
