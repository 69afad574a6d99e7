//! The verbs on holidays: days that count as outside of office hours.

pub mod create;
pub mod delete;
pub(crate) mod kept;
pub mod list;
pub mod list_owned;
pub mod list_selected;
pub mod read;
pub mod rewrite;
pub mod select;
pub(crate) mod selection;

use crate::owned::Owner;
use cordboard_model::Id;

/// A holiday of a person, or of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Which {
    /// Whose it must be.
    pub owner: Owner,
    /// The holiday.
    pub id: Id,
}
