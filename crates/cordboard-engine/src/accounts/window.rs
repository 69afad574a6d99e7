//! Windows of the account tree.

use crate::authorise::{Object, Verb, authorise, scope};
use crate::tree::window::{Open, Request, Window};
use crate::{Engine, Principal, Result};
use cordboard_model::Id;

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
        // A person without the admin role sees his own account and nothing below it.
        return Ok(own_account_only(tree.window(&Request {
            root,
            open: Open::None,
            toggled: Vec::new(),
            filter: input.filter,
            reveal: None,
            from: 0,
            count: 1,
        })));
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

fn own_account_only(mut window: Window) -> Window {
    window.total = window.total.min(1);
    window.matched = None;
    for row in &mut window.rows {
        row.child_count = 0;
        row.descendants_count = 0;
        row.expanded = false;
    }
    window
}
