//! People, their groups and their phones, through the verbs alone.

#![allow(clippy::unwrap_used, clippy::panic, unreachable_pub, missing_docs)]

mod belongings;
mod groups;
mod limits;
mod office;
mod phones;
mod photos;
mod users;
