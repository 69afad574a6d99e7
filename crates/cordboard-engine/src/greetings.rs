//! The verbs on greetings: what callers hear before they leave a message for a person.
//!
//! Listing, reading and deleting are those of [`crate::owned`].

pub mod create;
pub mod enable;
