//! The verbs on holidays: days that count as outside of office hours.

pub mod create;
pub mod delete;
pub(crate) mod kept;
pub mod list;
pub mod rewrite;
pub mod selection;
