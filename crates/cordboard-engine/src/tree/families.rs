//! The accounts directly below one in the byte order of their names, and places in the order of a subtree.
//!
//! The order by name is made when it is first asked for, and kept up to date from then on: a page of a family costs
//! as much as its rows, however large the family is.

use super::{Leaf, Node, Slot, Tree};
use cordboard_model::Id;

/// One step of the way from the top of a subtree to an account in it: its sort key and id.
pub type Step = (String, Id);

impl Tree {
    /// The accounts directly below `id` by name, behind `after` (a name and an id), or before it from the end.
    pub fn children_by_name<'a>(
        &'a self,
        id: Id,
        after: Option<(&str, Id)>,
        is_backwards: bool,
    ) -> Box<dyn Iterator<Item = &'a Leaf> + 'a> {
        let family = self
            .slots
            .get(&id)
            .map_or(&[] as &[Slot], |slot| self.family(*slot));
        let leaves = |slots: &'a [Slot]| {
            slots
                .iter()
                .filter_map(|slot| self.node(*slot))
                .map(|node| &node.leaf)
        };
        if is_backwards {
            let end = after.map_or(family.len(), |after| {
                family.partition_point(|slot| self.name_place(*slot) < Some(after))
            });
            Box::new(leaves(family.get(..end).unwrap_or_default()).rev())
        } else {
            let start = after.map_or(0, |after| {
                family.partition_point(|slot| self.name_place(*slot) <= Some(after))
            });
            Box::new(leaves(family.get(start..).unwrap_or_default()))
        }
    }

    /// The way from below `top` down to `id`, `id` included; empty unless it lies below.
    pub fn way(&self, id: Id, top: Id) -> Vec<Step> {
        let path = self.path(id, top);
        path.into_iter()
            .skip(1)
            .map(|leaf| (leaf.sort_key.clone(), leaf.id))
            .collect()
    }

    /// The accounts below `id` in preorder, behind the place that `way` leads to, or before it from the end. A step
    /// that is no longer there leads to where it would be.
    pub fn descendants_from<'a>(
        &'a self,
        id: Id,
        way: Option<&[Step]>,
        is_backwards: bool,
    ) -> Box<dyn Iterator<Item = &'a Leaf> + 'a> {
        let Some(node) = self.find(id) else {
            return Box::new(std::iter::empty());
        };
        let (start, end) = (
            node.position as usize + 1,
            (node.position + node.size) as usize,
        );
        let leaves = |slots: &'a [Slot]| {
            slots
                .iter()
                .filter_map(|slot| self.node(*slot))
                .map(|node| &node.leaf)
        };
        let (before, behind) = way.map_or((end, start), |way| self.place_of(id, way));
        if is_backwards {
            Box::new(leaves(self.order.get(start..before).unwrap_or_default()).rev())
        } else {
            Box::new(leaves(self.order.get(behind..end).unwrap_or_default()))
        }
    }

    /// `id` and the accounts below it, with their names in search form.
    pub fn subtree_folded(&self, id: Id) -> impl Iterator<Item = (&Leaf, &str)> {
        let slice = self.find(id).map_or(&[] as &[Slot], |node| {
            let start = node.position as usize;
            let end = start + node.size as usize;
            self.order.get(start..end).unwrap_or_default()
        });
        slice
            .iter()
            .filter_map(|slot| self.node(*slot))
            .map(|node| (&node.leaf, node.folded()))
    }

    /// Where in the order the place of this way ends the rows before it, and begins the rows behind it.
    fn place_of(&self, top: Id, way: &[Step]) -> (usize, usize) {
        let mut above = top;
        let mut at = self.find(top).map_or(0, |node| node.position as usize);
        for (sort_key, id) in way {
            if self.parent(*id) != Some(above) {
                let gone = Leaf {
                    id: *id,
                    sort_key: sort_key.clone(),
                    ..Leaf::default()
                };
                let parent = self.slots.get(&above).copied().unwrap_or(super::NO_SLOT);
                let place = self.place_for(parent, &gone);
                return (place, place);
            }
            above = *id;
            at = self.find(*id).map_or(at, |node| node.position as usize);
        }
        (at, at + 1)
    }

    fn name_place(&self, slot: Slot) -> Option<(&str, Id)> {
        self.node(slot)
            .map(|node| (node.leaf.name.as_str(), node.leaf.id))
    }

    /// The children of a node by name.
    fn family(&self, slot: Slot) -> &[Slot] {
        self.node(slot).map_or(&[], |node| {
            node.by_name.get_or_init(|| {
                let mut family = self.child_slots(node);
                family.sort_unstable_by(|a, b| self.name_place(*a).cmp(&self.name_place(*b)));
                family
            })
        })
    }

    fn child_slots(&self, node: &Node) -> Vec<Slot> {
        let mut family = Vec::with_capacity(node.child_count as usize);
        let (mut at, end) = (
            node.position as usize + 1,
            (node.position + node.size) as usize,
        );
        while at < end {
            let Some((slot, child)) = self
                .order
                .get(at)
                .and_then(|slot| Some((*slot, self.node(*slot)?)))
            else {
                break;
            };
            family.push(slot);
            at += child.size as usize;
        }
        family
    }

    /// Puts a child among its siblings, if their order by name is known.
    pub(super) fn join_family(&mut self, parent: Slot, child: Slot) {
        self.change_family(parent, child, |family, at, there| {
            if !there {
                family.insert(at, child);
            }
        });
    }

    /// Takes a child from among its siblings while it still has the name it had among them.
    pub(super) fn leave_family(&mut self, parent: Slot, child: Slot) {
        self.change_family(parent, child, |family, at, there| {
            if there {
                family.remove(at);
            }
        });
    }

    fn change_family(
        &mut self,
        parent: Slot,
        child: Slot,
        change: impl FnOnce(&mut Vec<Slot>, usize, bool),
    ) {
        let known = self
            .nodes
            .get_mut(parent as usize)
            .and_then(|above| above.by_name.take());
        let Some(mut family) = known else {
            return;
        };
        let place = self.name_place(child);
        let at = family.partition_point(|slot| self.name_place(*slot) < place);
        let there = family.get(at) == Some(&child);
        change(&mut family, at, there);
        if let Some(above) = self.nodes.get_mut(parent as usize) {
            above.by_name = family.into();
        }
    }
}
