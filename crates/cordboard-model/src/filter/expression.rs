//! A filter that was read, and whether an object passes it.

use super::{Field, Literal};
use crate::Fields;
use serde_json::Value;
use std::cmp::Ordering;

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Equal.
    Eq,
    /// Not equal.
    Ne,
    /// Greater.
    Gt,
    /// Greater or equal.
    Ge,
    /// Less.
    Lt,
    /// Less or equal.
    Le,
}

impl Operator {
    /// Every operator with its word.
    pub const WORDS: [(&str, Operator); 6] = [
        ("eq", Operator::Eq),
        ("ne", Operator::Ne),
        ("gt", Operator::Gt),
        ("ge", Operator::Ge),
        ("lt", Operator::Lt),
        ("le", Operator::Le),
    ];

    const fn accepts(self, ordering: Ordering) -> bool {
        match self {
            Operator::Eq => ordering.is_eq(),
            Operator::Ne => ordering.is_ne(),
            Operator::Gt => ordering.is_gt(),
            Operator::Ge => ordering.is_ge(),
            Operator::Lt => ordering.is_lt(),
            Operator::Le => ordering.is_le(),
        }
    }
}

/// A question about a part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Function {
    /// The text starts so.
    StartsWith,
    /// The text ends so.
    EndsWith,
    /// The text holds this.
    Contains,
}

impl Function {
    /// Every function with its word.
    pub const WORDS: [(&str, Function); 3] = [
        ("startswith", Function::StartsWith),
        ("endswith", Function::EndsWith),
        ("contains", Function::Contains),
    ];

    fn holds(self, text: &str, part: &str) -> bool {
        match self {
            Function::StartsWith => text.starts_with(part),
            Function::EndsWith => text.ends_with(part),
            Function::Contains => text.contains(part),
        }
    }
}

/// A filter that was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// At least one is true.
    Any(Vec<Expression>),
    /// All are true.
    All(Vec<Expression>),
    /// It is false.
    Not(Box<Expression>),
    /// The field is absent, or (with `false`) it is there.
    Absent(Field, bool),
    /// The field stands so to the value.
    Compare(Field, Operator, Literal),
    /// The function of the field's text is true.
    Call(Function, Field, String),
}

impl Expression {
    /// Whether the object passes: the expression is true, not false and not undecided.
    pub fn matches(&self, object: &Fields) -> bool {
        self.truth(object) == Some(true)
    }

    /// `None` is "neither true nor false".
    fn truth(&self, object: &Fields) -> Option<bool> {
        match self {
            Expression::Any(parts) => decided(parts, object, true),
            Expression::All(parts) => decided(parts, object, false),
            Expression::Not(part) => part.truth(object).map(|truth| !truth),
            Expression::Absent(field, absent) => Some(field.value(object).is_none() == *absent),
            Expression::Compare(field, operator, wanted) => {
                let ordering = match (wanted, object.get(field.name)?) {
                    // Most filters are about text, which needs no copy.
                    (Literal::Text(wanted), Value::String(text)) => text.as_str().cmp(wanted),
                    (wanted, _) => field.value(object)?.compare(wanted)?,
                };
                Some(operator.accepts(ordering))
            }
            Expression::Call(function, field, part) => match object.get(field.name) {
                Some(Value::String(text)) => Some(function.holds(text, part)),
                _ => None,
            },
        }
    }
}

/// One part with the deciding truth decides; one that is undecided leaves all undecided otherwise.
fn decided(parts: &[Expression], object: &Fields, deciding: bool) -> Option<bool> {
    let mut outcome = Some(!deciding);
    for part in parts {
        match part.truth(object) {
            Some(truth) if truth == deciding => return Some(deciding),
            Some(_) => {}
            None => outcome = None,
        }
    }
    outcome
}
