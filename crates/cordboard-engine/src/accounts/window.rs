//! Windows of the account tree.

use crate::authorise::{Object, Verb, authorise, scope};
use crate::tree::Tree;
use crate::tree::window::{Open, Request, Window};
use crate::{Engine, Principal, Result};
use cordboard_model::Id;
use cordboard_model::text::search_key;

/// The most rows in one answer.
pub const ROWS_MAX: usize = 500;

/// Which rows are wanted.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// The top row; the top of what the caller may see when absent.
    pub root: Option<Id>,
    /// The default state of a node.
    pub open: Open,
    /// The nodes in the other state.
    pub toggled: Vec<Id>,
    /// Text the names must contain.
    pub filter: Option<String>,
    /// An account whose row is wanted.
    pub reveal: Option<Id>,
    /// The first row.
    pub from: usize,
    /// How many rows; at most [`ROWS_MAX`] are given.
    pub count: usize,
}

/// The rows, as the index has them now.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Window> {
    let tree = engine.tree();
    let top = scope(&tree, principal)?;
    let root = input.root.unwrap_or(top);
    authorise(&tree, principal, Verb::ReadAccount, Object::Account(root))?;
    if !principal.is_admin() {
        return Ok(own_account_only(&tree, root, input.filter.as_deref()));
    }
    Ok(tree.window(&Request {
        root,
        open: input.open,
        toggled: input.toggled,
        filter: input.filter,
        reveal: input.reveal,
        from: input.from,
        count: input.count.min(ROWS_MAX),
    }))
}

/// A person without the admin role sees his own account and nothing below it, not even by a filter that matches.
fn own_account_only(tree: &Tree, own: Id, filter: Option<&str>) -> Window {
    let mut window = tree.window(&Request {
        root: own,
        open: Open::None,
        toggled: Vec::new(),
        filter: None,
        reveal: None,
        from: 0,
        count: 1,
    });
    let wanted = filter.map(search_key).unwrap_or_default();
    window
        .rows
        .retain(|row| search_key(&row.name).contains(&wanted));
    for row in &mut window.rows {
        row.child_count = 0;
        row.descendants_count = 0;
        row.expanded = false;
        row.matched = !wanted.is_empty();
    }
    window.total = window.rows.len();
    window.matched = (!wanted.is_empty()).then_some(window.total);
    window
}
