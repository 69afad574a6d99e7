//! Shapes that several operations share.

use chrono::{DateTime, SecondsFormat, Utc};
use cordboard_model::merge::Edit;
use cordboard_model::{Fields, Id};
use cordboard_store::Cursor;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::{Ref, RefOr, schema::Schema};

/// An instant as RFC 3339 in UTC.
pub fn time(ms: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(ms)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// An instant that may be absent.
pub fn time_or_none(ms: Option<i64>) -> Option<String> {
    ms.map(time)
}

/// A place in a list as opaque text: the id, then the sort key.
pub fn cursor_text(cursor: &Cursor) -> String {
    format!("{}{}", cursor.id, cursor.sort_key)
}

/// The place that [`cursor_text`] wrote.
pub fn cursor(text: &str) -> Option<Cursor> {
    let (id, sort_key) = text.split_at_checked(32)?;
    Some(Cursor {
        id: id.parse::<Id>().ok()?,
        sort_key: sort_key.to_owned(),
    })
}

/// A place in the account tree.
#[derive(Debug, Serialize, ToSchema)]
pub struct Place {
    /// The account.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Changes to a record, each with the value the editor saw and the value it wants.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditRequest {
    /// The changes; applied all or none.
    #[schema(value_type = Vec<Change>)]
    pub changes: Vec<Edit>,
}

/// One change. An absent `from` or `to` means that the field is not there.
#[derive(Debug, ToSchema)]
#[allow(dead_code)]
pub struct Change {
    /// JSON pointer into the record's fields.
    path: String,
    /// The value the editor saw.
    #[schema(value_type = Option<Value>)]
    from: Option<Value>,
    /// The value it wants.
    #[schema(value_type = Option<Value>)]
    to: Option<Value>,
}

/// The kinds whose schema files stand in the OpenAPI document; see [`crate::openapi`].
macro_rules! document_reference {
    ($function:ident, $name:literal) => {
        /// Refers to the kind's schema file in the OpenAPI document.
        pub fn $function() -> RefOr<Schema> {
            RefOr::Ref(Ref::from_schema_name($name))
        }
    };
}

document_reference!(account_fields, "AccountFields");
document_reference!(user_fields, "UserFields");
document_reference!(holiday_fields, "HolidayFields");
document_reference!(settings_fields, "SettingsFields");
document_reference!(watch_fields, "WatchFields");
document_reference!(forwarding_document, "Forwarding");
document_reference!(office_hours_document, "OfficeHours");
document_reference!(week_document, "Week");

/// A document with the keys a client sent.
pub type Document = Fields;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_text_form() {
        let place = Cursor {
            sort_key: "müller anna".into(),
            id: Id::from_bytes([7; 16]),
        };
        assert_eq!(cursor(&cursor_text(&place)), Some(place));
        for bad in ["", "abc", "é".repeat(40).as_str()] {
            assert_eq!(cursor(bad), None);
        }
    }
}
