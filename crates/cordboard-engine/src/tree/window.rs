//! Windows of the tree screen: the rows from here to there of a tree that is never drawn in full.

use super::{FLAG_ENABLED, FLAG_RESELLER, Node, Slot, Tree};
use cordboard_model::{Id, text::search_key};
use std::collections::HashSet;

/// Which nodes show their children when nobody said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Open {
    /// Closed unless toggled.
    #[default]
    None,
    /// Open unless toggled.
    All,
}

/// Which rows are wanted.
#[derive(Debug, Clone)]
pub struct Request {
    /// The top row.
    pub root: Id,
    /// The default state of a node.
    pub open: Open,
    /// The nodes in the other state.
    pub toggled: Vec<Id>,
    /// Only accounts whose name contains this, and those above them.
    pub filter: Option<String>,
    /// An account whose row number is wanted; the nodes above it count as open.
    pub reveal: Option<Id>,
    /// The first row wanted, from 0.
    pub from: usize,
    /// How many rows are wanted.
    pub count: usize,
}

/// A window of rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Window {
    /// How many rows there are in all.
    pub total: usize,
    /// With a filter: how many accounts match.
    pub matched: Option<usize>,
    /// The row of the account to reveal, if it is among the rows.
    pub revealed: Option<usize>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// One row of the tree screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The account.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// 0 for the top row.
    pub depth: u32,
    /// The account above; `None` for the top row.
    pub parent_id: Option<Id>,
    /// Its place among the shown siblings, from 1.
    pub posinset: u32,
    /// How many siblings are shown, itself included.
    pub setsize: u32,
    /// How many accounts lie directly below.
    pub child_count: u32,
    /// How many accounts lie below.
    pub descendants_count: u32,
    /// Its children are shown.
    pub expanded: bool,
    /// The account is enabled.
    pub enabled: bool,
    /// The account is a reseller.
    pub is_reseller: bool,
    /// It matches the filter itself.
    pub matched: bool,
}

/// What a filter leaves: by place in the order, relative to the root.
struct Shown {
    matches: Vec<bool>,
    shown: Vec<bool>,
    shown_children: Vec<u32>,
    matched: usize,
}

impl Tree {
    /// The rows `from .. from + count` of the tree below `root`. An unknown root has no rows.
    pub fn window(&self, request: &Request) -> Window {
        let Some(root) = self.find(request.root) else {
            return Window::default();
        };
        let filter = request
            .filter
            .as_deref()
            .map(search_key)
            .filter(|text| !text.is_empty());
        let shown = filter.map(|needle| self.shown(root, &needle));
        let mut walk = Walk {
            tree: self,
            root,
            request,
            toggled: request
                .toggled
                .iter()
                .filter_map(|id| self.slots.get(id).copied())
                .collect(),
            above_revealed: self.above(request.reveal),
            shown: shown.as_ref(),
            counters: Vec::new(),
            window: Window {
                matched: shown.as_ref().map(|s| s.matched),
                ..Window::default()
            },
        };
        walk.run();
        walk.window
    }

    /// The slots of everything above an account.
    fn above(&self, id: Option<Id>) -> HashSet<Slot> {
        let mut above = HashSet::new();
        let mut current = id.and_then(|id| self.find(id)).map(|node| node.parent);
        while let Some(slot) = current {
            let Some(node) = self.node(slot) else { break };
            above.insert(slot);
            current = Some(node.parent);
        }
        above
    }

    fn shown(&self, root: &Node, needle: &str) -> Shown {
        let (start, size) = (root.position as usize, root.size as usize);
        let mut found = Shown {
            matches: vec![false; size],
            shown: vec![false; size],
            shown_children: vec![0; size],
            matched: 0,
        };
        for place in 0..size {
            let Some(node) = self
                .order
                .get(start + place)
                .and_then(|slot| self.node(*slot))
            else {
                break;
            };
            if !node.folded().contains(needle) {
                continue;
            }
            found.matched += 1;
            found.matches[place] = true;
            let mut current = node;
            loop {
                let at = current.position as usize - start;
                if std::mem::replace(&mut found.shown[at], true) || at == 0 {
                    break;
                }
                let Some(above) = self.node(current.parent) else {
                    break;
                };
                found.shown_children[above.position as usize - start] += 1;
                current = above;
            }
        }
        found
    }
}

struct Walk<'a> {
    tree: &'a Tree,
    root: &'a Node,
    request: &'a Request,
    toggled: HashSet<Slot>,
    above_revealed: HashSet<Slot>,
    shown: Option<&'a Shown>,
    /// How many siblings of each depth have been passed under the current parent.
    counters: Vec<u32>,
    window: Window,
}

impl Walk<'_> {
    fn run(&mut self) {
        let start = self.root.position as usize;
        let end = start + self.root.size as usize;
        let mut at = start;
        while at < end {
            let Some(&slot) = self.tree.order.get(at) else {
                break;
            };
            let Some(node) = self.tree.node(slot) else {
                break;
            };
            if self.shown.is_some_and(|shown| !shown.shown[at - start]) {
                at += node.size as usize;
                continue;
            }
            let expanded = self.is_expanded(slot, node);
            self.visit(node, at - start, expanded);
            at += if expanded { 1 } else { node.size as usize };
        }
    }

    fn is_expanded(&self, slot: Slot, node: &Node) -> bool {
        if node.child_count == 0 {
            return false;
        }
        if let Some(shown) = self.shown {
            return shown.shown_children[(node.position - self.root.position) as usize] > 0;
        }
        if self.above_revealed.contains(&slot) {
            return true;
        }
        let toggled = !self.toggled.is_empty() && self.toggled.contains(&slot);
        (self.request.open == Open::All) != toggled
    }

    fn visit(&mut self, node: &Node, place: usize, expanded: bool) {
        let depth = (node.depth - self.root.depth) as usize;
        self.counters.truncate(depth + 1);
        self.counters.resize(depth + 1, 0);
        self.counters[depth] += 1;
        let row = self.window.total;
        self.window.total += 1;
        if self.request.reveal == Some(node.leaf.id) {
            self.window.revealed = Some(row);
        }
        if row < self.request.from || row - self.request.from >= self.request.count {
            return;
        }
        let above = if depth == 0 {
            None
        } else {
            self.tree.node(node.parent)
        };
        let setsize = above.map_or(1, |above| match self.shown {
            Some(shown) => shown.shown_children[(above.position - self.root.position) as usize],
            None => above.child_count,
        });
        self.window.rows.push(Row {
            id: node.leaf.id,
            name: node.leaf.name.clone(),
            depth: depth as u32,
            parent_id: above.map(|above| above.leaf.id),
            posinset: self.counters[depth],
            setsize,
            child_count: node.child_count,
            descendants_count: node.size - 1,
            expanded,
            enabled: node.leaf.flags & FLAG_ENABLED != 0,
            is_reseller: node.leaf.flags & FLAG_RESELLER != 0,
            matched: self.shown.is_some_and(|shown| shown.matches[place]),
        });
    }
}
