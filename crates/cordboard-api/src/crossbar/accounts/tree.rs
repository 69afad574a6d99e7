//! The lists around one account.

use super::document::document;
use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::collection::{Row, Shape};
use crate::crossbar::failure::Failure;
use cordboard_engine::accounts::children::{self, Order};
use cordboard_engine::accounts::fetch::{self, View};
use cordboard_store::Cursor;
use serde_json::{Map, Value};

pub(super) fn children(call: &Call<'_>) -> Result<Answer, Failure> {
    let wanted = call.wanted()?;
    let input = children::Input {
        id: call.account()?,
        after: wanted.after.clone(),
        order: if wanted.descending {
            Order::Descending
        } else {
            Order::Ascending
        },
    };
    let ids = children::run(call.engine, &call.principal, input)?;
    let rows =
        ids.into_iter()
            .filter_map(|id| match fetch::run(call.engine, &call.principal, id) {
                Ok(view) => Some(Ok(view)),
                // It went away between the two readings.
                Err(cordboard_engine::Error::NotFound(_)) => None,
                Err(error) => Some(Err(Failure::from(error))),
            });
    wanted.answer(rows, &shape())
}

fn shape<'a>() -> Shape<'a, View> {
    Shape {
        row: &|view| Row {
            place: Cursor {
                sort_key: view.record.label(),
                id: view.record.id,
            },
            created_ms: view.record.created_ms,
            modified_ms: view.record.modified_ms,
        },
        document: &|view| document(view),
        summary: &|view| summary(view),
    }
}

/// What lists of accounts show.
fn summary(view: &View) -> Map<String, Value> {
    let fields = &view.record.fields;
    let mut row = Map::new();
    row.insert("id".into(), view.record.id.to_string().into());
    for key in ["name", "realm"] {
        row.extend(fields.get(key).map(|value| (key.to_owned(), value.clone())));
    }
    row.insert("descendants_count".into(), view.descendants_count.into());
    row.extend(
        fields
            .get("flags")
            .map(|flags| ("flags".to_owned(), flags.clone())),
    );
    row
}
