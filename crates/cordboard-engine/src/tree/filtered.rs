//! Windows of a filtered tree: the accounts whose names contain a text, and those above them. Everything shown is open.

use super::window::{Request, Window};
use super::{Node, Tree};

/// What a filter leaves, by place in the order relative to the top row.
struct Left {
    matches: Vec<bool>,
    shown: Vec<bool>,
    /// How many accounts directly below are shown.
    children: Vec<u32>,
}

impl Tree {
    /// The rows of `request` among those that contain `text`, which is in search form.
    pub(super) fn filtered(&self, root: &Node, text: &str, request: &Request) -> Window {
        let (start, size) = (root.position as usize, root.size as usize);
        let names = self.names();
        let above = |place: usize| names.above(start + place).saturating_sub(start);
        let mut window = Window::default();
        let left = self.left(root, text, &mut window);
        let count = |shown: &[bool]| shown.iter().filter(|shown| **shown).count();
        window.total = count(&left.shown);
        let revealed = request.reveal.and_then(|id| self.find(id));
        let revealed = revealed.and_then(|node| (node.position as usize).checked_sub(start));
        window.revealed = revealed
            .filter(|place| left.shown.get(*place) == Some(&true))
            .and_then(|place| Some(count(left.shown.get(..place)?)));
        let mut passed = vec![0; size];
        let shown = (0..size).filter(|place| left.shown[*place]);
        for (row, place) in shown.enumerate() {
            if row.saturating_sub(request.from) >= request.count {
                break;
            }
            // The top row is the only one that nothing is above, and has no siblings.
            if place > 0 {
                passed[above(place)] += 1;
            }
            if row < request.from {
                continue;
            }
            let Some((_, node)) = self.at(start + place) else {
                continue;
            };
            let mut row = self.row(root, node);
            if place > 0 {
                row.posinset = passed[above(place)];
                row.setsize = left.children[above(place)];
            }
            row.expanded = left.children[place] > 0;
            row.matched = left.matches[place];
            window.rows.push(row);
        }
        window
    }

    fn left(&self, root: &Node, text: &str, window: &mut Window) -> Left {
        let (start, size) = (root.position as usize, root.size as usize);
        let names = self.names();
        let mut left = Left {
            matches: vec![false; size],
            shown: vec![false; size],
            children: vec![0; size],
        };
        let mut matched = 0;
        for found in names.containing(start..start + size, text) {
            matched += 1;
            let mut place = found - start;
            left.matches[place] = true;
            while !std::mem::replace(&mut left.shown[place], true) && place > 0 {
                place = names.above(start + place).saturating_sub(start);
                left.children[place] += 1;
            }
        }
        window.matched = Some(matched);
        left
    }
}
