//! The verbs on a user's forwarding: read, change, and "who rings?".

pub mod person;
pub mod read;
pub mod update;
pub mod week;
pub mod who_rings;
