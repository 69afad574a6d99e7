//! The list of users, filtered, ordered and paged.

use super::document;
use super::fields::LISTED;
use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use crate::portsip::list::{asked, query};
use cordboard_engine::users::summaries;
use cordboard_model::filter::Field;
use serde_json::{Value, json};

/// What a list can be asked about: everything that it shows.
const FIELDS: &[Field] = asked!(LISTED);

pub(super) fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let query = query(call, FIELDS)?;
    let account_id = call.account_id()?;
    let view = summaries::View {
        name: "portsip",
        of: document::listed,
    };
    let rows = summaries::run(call.engine, &call.principal, account_id, view)?;
    let chosen = query.choose_folded(rows.iter(), |row| (&row.fields, row.folded(FIELDS)));
    let items: Vec<Value> = chosen
        .items
        .into_iter()
        .map(|row| Value::Object(row.fields.clone()))
        .collect();
    Ok(Answer::ok(json!({ "count": chosen.count, "items": items })))
}
