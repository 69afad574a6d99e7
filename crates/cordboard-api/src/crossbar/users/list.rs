//! The list of users.

use super::document::{document, level};
use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::collection::Shape;
use crate::crossbar::failure::Failure;
use crate::crossbar::rows as listed;
use cordboard_engine::shown::View;
use cordboard_engine::users::{rows, scan};
use cordboard_model::Record;
use cordboard_model::crossbar::features;
use serde_json::{Map, Value};

/// What a row shows behind the features, when it is set.
const SHOWN: [&str; 4] = ["username", "email", "first_name", "last_name"];
const SHOWN_LAST: [&str; 6] = [
    "feature_level",
    "presence_id",
    "timezone",
    "call_recording",
    "service",
    "flags",
];

/// A row as it is sent.
const ROW: View = View {
    name: "crossbar.users",
    of: |user| serde_json::to_vec(&summary(user)).unwrap_or_default(),
};

pub(super) fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account()?;
    let wanted = call.wanted()?;
    if let Some(plain) = wanted.plain() {
        let input = rows::Input {
            account_id,
            wanted: plain,
        };
        let page = rows::run(call.engine, &call.principal, &input, ROW)?;
        return Ok(wanted.kept(page));
    }
    let rows = listed::of(&wanted, |scan| {
        let input = scan::Input { account_id, scan };
        scan::run(call.engine, &call.principal, &input)
    });
    let shape = Shape {
        row: &listed::row,
        document: &|user: &Record| document(user.clone()),
        summary: &summary,
    };
    wanted.answer(rows, &shape)
}

fn summary(user: &Record) -> Map<String, Value> {
    let fields = &user.fields;
    let aside = fields.get("crossbar");
    let mut row = Map::with_capacity(10);
    row.insert("id".into(), user.id.to_string().into());
    row.insert("features".into(), features::of_user(fields).into());
    let show = |row: &mut Map<String, Value>, key: &str| {
        let value = fields.get(key).or_else(|| aside?.get(key));
        row.extend(value.map(|value| (key.to_owned(), value.clone())));
    };
    SHOWN.iter().for_each(|key| show(&mut row, key));
    // Colleagues do not learn who is an admin.
    row.extend(level(fields).map(|level| ("priv_level".to_owned(), level)));
    SHOWN_LAST.iter().for_each(|key| show(&mut row, key));
    if let Some(extension) = fields.get("extension_number") {
        row.entry("presence_id")
            .or_insert_with(|| extension.clone());
    }
    row
}
