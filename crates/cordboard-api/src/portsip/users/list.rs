//! The list of users, filtered, ordered and paged.

use super::document;
use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use crate::portsip::list::query;
use cordboard_engine::users::summaries;
use cordboard_model::filter::{Field, FieldType};
use serde_json::{Value, json};

const fn text(name: &'static str) -> Field {
    Field::new(name, FieldType::Text)
}

/// What a list can be asked about: everything that it shows.
const FIELDS: &[Field] = &[
    text("id"),
    Field::new("created_at", FieldType::Time),
    text("role"),
    Field::new("enabled", FieldType::Flag),
    text("name"),
    text("extension_number"),
    text("email"),
    text("display_name"),
    text("mobile_phone"),
    text("work_phone"),
    text("home_phone"),
    text("address"),
    text("department"),
    text("avatar_file_name"),
    Field::new("avatar_file_size", FieldType::Number),
    text("avatar_file_url"),
    text("sync_type"),
];

pub(super) fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let query = query(call, FIELDS)?;
    let account_id = call.account_id()?;
    let view = summaries::View {
        name: "portsip",
        of: document::listed,
    };
    let rows = summaries::run(call.engine, &call.principal, account_id, view)?;
    let chosen = query.choose(rows.iter(), FIELDS, |row| &row.fields);
    let items: Vec<Value> = chosen
        .items
        .into_iter()
        .map(|row| Value::Object(row.fields.clone()))
        .collect();
    Ok(Answer::ok(json!({ "count": chosen.count, "items": items })))
}
