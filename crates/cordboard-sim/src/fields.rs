//! What people type in a simulation, and in which fields.
//!
//! Each value is typed once: `w` and a number. So wherever one is found, it is known who typed it and for which
//! record. Secrets are `s` and a number.

use cordboard_model::Fields;
use cordboard_model::Kind;
use serde_json::{Value, json};

/// A field that people change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// A text at the top of the document.
    Text(&'static str),
    /// A text that no other record of the account may have.
    Number,
    /// An element is added to a set, and one that was there may go.
    Flags,
    /// First and last day of a holiday: they belong together.
    Days,
    /// Written and never read.
    Secret,
    /// Taken away, so that a record may be left without a name.
    NoName(&'static str),
}

/// The fields that people change in this kind of record.
pub fn of(kind: Kind) -> &'static [Field] {
    match kind {
        Kind::Account => &[
            Field::Text("notes"),
            Field::Text("name"),
            Field::Flags,
            Field::Text("x_future"),
        ],
        Kind::Holiday => &[Field::Days, Field::Text("name")],
        Kind::User => &[
            Field::Text("first_name"),
            Field::Text("notes"),
            Field::Number,
            Field::Flags,
            Field::Secret,
            Field::NoName("first_name"),
            Field::NoName("last_name"),
            Field::Text("x_future"),
        ],
        _ => &[],
    }
}

/// A value with this number.
pub fn token(number: u32) -> String {
    format!("w{number}")
}

/// The document of a new record.
pub fn fresh(kind: Kind, number: u32) -> Fields {
    let value = match kind {
        Kind::Account => json!({
            "name": token(number), "realm": format!("{}.example", token(number)), "enabled": true
        }),
        Kind::Holiday => json!({
            "name": token(number), "from_date": day(number), "to_date": day(number), "every_year": false
        }),
        _ => json!({
            "first_name": token(number), "last_name": "Q",
            "extension_number": format!("{:06}", number), "role": "user", "enabled": true,
            "presence": "available", "do_not_disturb": { "enabled": false }
        }),
    };
    let mut fields = match value {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    };
    // Some people have nothing but their names, so that two who take one away each leave none.
    if kind == Kind::User && number.is_multiple_of(2) {
        fields.shift_remove("extension_number");
    }
    fields
}

/// A day of its own for each number.
pub fn day(number: u32) -> String {
    let (year, rest) = (2000 + number / 336, number % 336);
    format!("{year:04}-{:02}-{:02}", 1 + rest / 28, 1 + rest % 28)
}
