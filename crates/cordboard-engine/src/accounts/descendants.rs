//! The accounts below one, each before those below it.

use super::listed::{Input, Page, page};
use crate::authorise::{Object, Verb, authorise};
use crate::tree::families::Step;
use crate::{Engine, Principal, Result};
use cordboard_model::Id;
use cordboard_store::Cursor;

/// A page of the descendants. A person without the admin role sees none.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Page> {
    let places = {
        let tree = engine.tree();
        let object = Object::Account(input.id);
        authorise(&tree, principal, Verb::ReadAccount, object)?;
        let limit = if principal.is_admin() {
            input.limit.saturating_add(1)
        } else {
            0
        };
        let way = input.after.as_ref().map(|after| steps(&after.sort_key));
        let found = tree.descendants_from(input.id, way.as_deref(), input.is_backwards);
        let ids: Vec<Id> = found.take(limit).map(|leaf| leaf.id).collect();
        ids.into_iter()
            .map(|id| Cursor {
                sort_key: text(&tree.way(id, input.id)),
                id,
            })
            .collect()
    };
    page(engine, principal, places, input.limit)
}

/// The way to an account as one text: sort keys hold no line ends.
fn text(way: &[Step]) -> String {
    let steps: Vec<String> = way.iter().map(|(key, id)| format!("{id}{key}")).collect();
    steps.join("\n")
}

/// The way that [`text`] wrote; of another text, the steps that can be read.
fn steps(text: &str) -> Vec<Step> {
    text.split('\n')
        .map_while(|step| {
            let (id, key) = step.split_at_checked(32)?;
            Some((key.to_owned(), id.parse().ok()?))
        })
        .collect()
}
