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

impl Tree {
    /// The rows `from .. from + count` of the tree below `root`. An unknown root has no rows.
    pub fn window(&self, request: &Request) -> Window {
        let Some(root) = self.find(request.root) else {
            return Window::default();
        };
        let filter = request.filter.as_deref().map(search_key);
        if let Some(text) = filter.filter(|text| !text.is_empty()) {
            return self.filtered(root, &text, request);
        }
        let toggled = request.toggled.iter().filter_map(|id| self.slots.get(id));
        let revealed = request.reveal.and_then(|id| self.slots.get(&id));
        let mut unlike: Vec<u32> = toggled
            .clone()
            .chain(revealed)
            .filter_map(|slot| Some(self.node(*slot)?.position))
            .collect();
        unlike.sort_unstable();
        let mut walk = Walk {
            tree: self,
            root,
            request,
            toggled: toggled.copied().collect(),
            above_revealed: self.above(request.reveal),
            unlike,
            counters: Vec::new(),
            window: Window::default(),
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

    /// The row of a node below `root`, closed and as if it had no siblings.
    pub(super) fn row(&self, root: &Node, node: &Node) -> Row {
        let depth = node.depth - root.depth;
        let above = self.node(node.parent).filter(|_| depth > 0);
        Row {
            id: node.leaf.id,
            name: node.leaf.name.clone(),
            depth,
            parent_id: above.map(|above| above.leaf.id),
            posinset: 1,
            setsize: above.map_or(1, |above| above.child_count),
            child_count: node.child_count,
            descendants_count: node.size - 1,
            expanded: false,
            enabled: node.leaf.flags & FLAG_ENABLED != 0,
            is_reseller: node.leaf.flags & FLAG_RESELLER != 0,
            matched: false,
        }
    }
}

struct Walk<'a> {
    tree: &'a Tree,
    root: &'a Node,
    request: &'a Request,
    toggled: HashSet<Slot>,
    above_revealed: HashSet<Slot>,
    /// The places of what is not like everything else: toggled, or to be revealed. In order.
    unlike: Vec<u32>,
    /// How many siblings of each depth have been passed under the current parent.
    counters: Vec<u32>,
    window: Window,
}

impl Walk<'_> {
    fn run(&mut self) {
        let mut at = self.root.position as usize;
        let end = at + self.root.size as usize;
        while at < end {
            let Some((slot, node)) = self.tree.at(at) else {
                break;
            };
            let expanded = self.is_expanded(slot, node);
            let is_passed_over = expanded && self.is_elsewhere(node) && self.is_all_open(node);
            self.count(node);
            if is_passed_over {
                self.window.total += node.size as usize;
            } else {
                self.visit(node, expanded);
            }
            let is_left = is_passed_over || !expanded;
            at += if is_left { node.size as usize } else { 1 };
        }
    }

    /// None of the rows of this subtree, were it open, is wanted: it ends before them or begins behind them.
    fn is_elsewhere(&self, node: &Node) -> bool {
        let row = self.window.total;
        let wanted = self.request.from..self.request.from.saturating_add(self.request.count);
        row + node.size as usize <= wanted.start || row >= wanted.end
    }

    /// Every account of the subtree has a row, and none of these rows is asked for by name.
    fn is_all_open(&self, node: &Node) -> bool {
        let next = self.unlike.partition_point(|place| *place < node.position);
        let next = self.unlike.get(next);
        self.request.open == Open::All
            && next.is_none_or(|place| *place >= node.position + node.size)
    }

    fn is_expanded(&self, slot: Slot, node: &Node) -> bool {
        if node.child_count == 0 {
            return false;
        }
        if self.above_revealed.contains(&slot) {
            return true;
        }
        let toggled = !self.toggled.is_empty() && self.toggled.contains(&slot);
        (self.request.open == Open::All) != toggled
    }

    fn depth(&self, node: &Node) -> usize {
        (node.depth - self.root.depth) as usize
    }

    /// Passes one more sibling.
    fn count(&mut self, node: &Node) {
        let depth = self.depth(node);
        self.counters.truncate(depth + 1);
        self.counters.resize(depth + 1, 0);
        self.counters[depth] += 1;
    }

    fn visit(&mut self, node: &Node, expanded: bool) {
        let row = self.window.total;
        self.window.total += 1;
        if self.request.reveal == Some(node.leaf.id) {
            self.window.revealed = Some(row);
        }
        if row < self.request.from || row - self.request.from >= self.request.count {
            return;
        }
        let posinset = self.counters[self.depth(node)];
        self.window.rows.push(Row {
            posinset,
            expanded,
            ..self.tree.row(self.root, node)
        });
    }
}
