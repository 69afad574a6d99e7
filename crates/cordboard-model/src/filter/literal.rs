//! Values, as a filter writes them and as objects hold them.

use super::FieldType;
use chrono::{DateTime, Utc};
use serde_json::Value;
use std::cmp::Ordering;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// A text.
    Text(String),
    /// A whole number that is exact.
    Whole(i64),
    /// Any other number, never NaN.
    Fraction(f64),
    /// True or false.
    Flag(bool),
    /// An instant.
    Time(DateTime<Utc>),
}

impl Literal {
    /// The value of a field; `None` when it is absent, `null` or of another type.
    pub(super) fn of_field(of: FieldType, value: &Value) -> Option<Self> {
        match (of, value) {
            (FieldType::Text, Value::String(text)) => Some(Literal::Text(text.clone())),
            (FieldType::Time, Value::String(text)) => Self::time(text),
            (FieldType::Flag, Value::Bool(flag)) => Some(Literal::Flag(*flag)),
            (FieldType::Number, Value::Number(number)) => match number.as_i64() {
                Some(whole) => Some(Literal::Whole(whole)),
                None => number.as_f64().and_then(Self::fraction),
            },
            _ => None,
        }
    }

    /// The instant that a text of RFC 3339 means.
    pub(super) fn time(text: &str) -> Option<Self> {
        let at = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Literal::Time(at.with_timezone(&Utc)))
    }

    /// The number that digits mean.
    pub(super) fn number(digits: &str) -> Option<Self> {
        match digits.parse::<i64>() {
            Ok(whole) => Some(Literal::Whole(whole)),
            Err(_) => Self::fraction(digits.parse().ok()?),
        }
    }

    fn fraction(number: f64) -> Option<Self> {
        number.is_finite().then_some(Literal::Fraction(number))
    }

    /// How two values of one type stand to each other; `None` for two types.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Literal::Text(a), Literal::Text(b)) => Some(a.cmp(b)),
            (Literal::Flag(a), Literal::Flag(b)) => Some(a.cmp(b)),
            (Literal::Time(a), Literal::Time(b)) => Some(a.cmp(b)),
            (Literal::Whole(a), Literal::Whole(b)) => Some(a.cmp(b)),
            (Literal::Fraction(a), Literal::Fraction(b)) => a.partial_cmp(b),
            (Literal::Whole(a), Literal::Fraction(b)) => Some(compare_exactly(*a, *b)),
            (Literal::Fraction(a), Literal::Whole(b)) => Some(compare_exactly(*b, *a).reverse()),
            _ => None,
        }
    }
}

/// Without making a fraction of the whole number first: above 2^53 several whole numbers have the same one, and an
/// order in which they equal it but not each other is none.
fn compare_exactly(whole: i64, fraction: f64) -> Ordering {
    // 2^63, the first number that is too great for an i64; its negative is the last one that is not.
    const BOUND: f64 = 9_223_372_036_854_775_808.0;
    if fraction >= BOUND {
        return Ordering::Less;
    }
    if fraction < -BOUND {
        return Ordering::Greater;
    }
    let floor = fraction.floor();
    let rest = if fraction > floor {
        Ordering::Less
    } else {
        Ordering::Equal
    };
    whole.cmp(&(floor as i64)).then(rest)
}
