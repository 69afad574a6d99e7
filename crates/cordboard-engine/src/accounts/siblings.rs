//! The accounts beside one, itself included, in the byte order of their names.

use super::listed::{Input, Page, family, page};
use crate::authorise::{Object, Verb, authorise, is_superduper, scope};
use crate::{Engine, Error, Principal, Result};

/// A page of the siblings. An account never lists its own, unless it looks after the whole installation; for those
/// above it the settings decide.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Page> {
    let parent = {
        let tree = engine.tree();
        let object = Object::Account(input.id);
        authorise(&tree, principal, Verb::ReadAccount, object)?;
        if !is_superduper(&tree, principal) {
            if scope(&tree, principal)? == input.id {
                return Err(Error::Forbidden("an account does not list its siblings"));
            }
            if !engine.settings().allow_sibling_listing {
                return Err(Error::Forbidden("the settings do not allow it"));
            }
        }
        tree.parent(input.id).ok_or(Error::NotFound("account"))?
    };
    let of_parent = Input {
        id: parent,
        ..input.clone()
    };
    let places = family(engine, &of_parent);
    page(engine, principal, places, input.limit)
}
