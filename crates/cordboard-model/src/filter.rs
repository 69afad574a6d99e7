//! The query options of the PortSIP dialect's lists: `filter`, `search`, `orderby`, `skip`, `top` and `count`.
//!
//! A list declares its fields with their types; everything else is refused with the place in the option's text and
//! what was expected there. Nothing here knows where objects come from: they are JSON objects with the declared
//! fields, already stripped of what the caller may not see.
//!
//! The grammar of `filter`, from loose to tight: `or`, `and`, `not`, then `field op literal`, the functions
//! `startswith`, `endswith` and `contains`, and parentheses. Words of the grammar may be written in any case, names
//! of fields may not.
//!
//! Decided where the rules of the field are silent:
//!
//! * Parentheses and `not` are allowed, `(`s and `not`s up to [`DEPTH_MAX`] deep, texts up to [`TEXT_MAX`] bytes.
//! * Text is compared exactly in `filter`; `orderby` and `search` do not look at case, `search` not at accents.
//! * An absent value equals only `null`. Every other comparison with it, and every function of it, is neither true nor
//!   false, and so is its negation; such an object is left out.
//! * `orderby` puts absent values first when ascending, and keeps the order of equals.

mod expression;
mod fault;
mod folded;
mod grammar;
mod literal;
mod order;
mod page;
mod query;
mod search;

#[cfg(test)]
mod tests;

pub use expression::{Expression, Function, Operator};
pub use fault::Fault;
pub use folded::Folded;
pub use literal::Literal;
pub use order::{Direction, OrderBy};
pub use page::Page;
pub use query::{BadOption, Chosen, ListQuery};
pub use search::Search;

use crate::Fields;

/// The longest text of an option, in bytes.
pub const TEXT_MAX: usize = 4096;
/// How deep parentheses and negations may stand in each other.
pub const DEPTH_MAX: usize = 32;

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// A text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// An instant, as RFC 3339 writes it.
    Time,
}

/// A field that a list can be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Field {
    /// The key in the objects.
    pub name: &'static str,
    /// The type of its values; a value of any other type counts as absent.
    pub of: FieldType,
}

impl Field {
    /// A field with this name and type.
    pub const fn new(name: &'static str, of: FieldType) -> Self {
        Self { name, of }
    }

    fn value(self, object: &Fields) -> Option<Literal> {
        Literal::of_field(self.of, object.get(self.name)?)
    }
}

/// Reads a `filter`.
///
/// # Errors
/// The first [`Fault`].
pub fn parse(text: &str, fields: &[Field]) -> Result<Expression, Fault> {
    grammar::filter(text, fields)
}

/// Reads an `orderby`.
///
/// # Errors
/// The first [`Fault`].
pub fn parse_order(text: &str, fields: &[Field]) -> Result<OrderBy, Fault> {
    grammar::order(text, fields)
}
