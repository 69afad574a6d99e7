//! What a person wants to find quickly: contacts of the account, and colleagues. Of a contact of his own the contact
//! itself says it.

pub mod set;

/// The verb in the change log. It is about the person whose favourites changed; the detail names the favourite.
pub(crate) const VERB: &str = "user.favorite";
