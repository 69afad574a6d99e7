//! The verbs on groups: users and phones that are called together.

pub mod create;
pub mod delete;
pub mod list;
pub mod read;
pub mod rewrite;
