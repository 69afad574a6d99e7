//! The accounts directly below one, in the byte order of their names.

use super::listed::{Input, Page, family, page};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result};

/// A page of the children. A person without the admin role sees none.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Page> {
    let object = Object::Account(input.id);
    authorise(&engine.tree(), principal, Verb::ReadAccount, object)?;
    let places = if principal.is_admin() {
        family(engine, input)
    } else {
        Vec::new()
    };
    page(engine, principal, places, input.limit)
}
