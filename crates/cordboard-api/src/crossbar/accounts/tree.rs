//! The lists around one account.

use super::document::document;
use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::collection::{self, Row, Shape, Wanted};
use crate::crossbar::failure::Failure;
use cordboard_engine::accounts::fetch::View;
use cordboard_engine::accounts::listed::{Input, Page};
use cordboard_engine::accounts::{
    ancestors, children as below, descendants as all_below, find, siblings as beside,
};
use cordboard_engine::{Engine, Principal, Result as Done};
use cordboard_model::Fields;
use cordboard_store::Cursor;
use serde_json::{Map, Value};

/// A row of a list of accounts: its place, and the account.
type Listed = (Cursor, View);

pub(super) fn children(call: &Call<'_>) -> Result<Answer, Failure> {
    list(call, below::run, &|(_, view)| summary(view))
}

pub(super) fn siblings(call: &Call<'_>) -> Result<Answer, Failure> {
    list(call, beside::run, &|(_, view)| summary(view))
}

pub(super) fn descendants(call: &Call<'_>) -> Result<Answer, Failure> {
    let engine = call.engine;
    let own = call.own_account()?;
    list(call, all_below::run, &|(_, view)| {
        let tree = engine.tree();
        let path = tree.path(view.record.id, own).into_iter();
        let above = path.map(|leaf| leaf.id).filter(|id| *id != view.record.id);
        let ids: Vec<Value> = above.map(|id| id.to_string().into()).collect();
        let mut row = names(&view.record.fields, view, &["name", "realm"]);
        row.insert("tree".into(), Value::Array(ids));
        with_flags(row, &view.record.fields)
    })
}

/// Parents and tree are the same list: from the caller's account down to the one above, which comes last.
pub(super) fn above(call: &Call<'_>) -> Result<Answer, Failure> {
    let views = ancestors::run(call.engine, &call.principal, call.id("ACCOUNT_ID")?)?;
    let rows = views.iter().map(|view| {
        let row = names(&view.record.fields, view, &["name", "realm"]);
        Value::Object(with_flags(row, &view.record.fields))
    });
    Ok(collection::short(rows.collect()))
}

/// What a search found.
pub(in crate::crossbar) fn found(
    call: &Call<'_>,
    by: find::By,
    text: &str,
) -> Result<Answer, Failure> {
    let wanted = call.wanted()?;
    let is_backwards = wanted.descending;
    let page = |after, limit| {
        let input = find::Input {
            by,
            text: text.to_owned(),
            after,
            is_backwards,
            limit,
        };
        find::run(call.engine, &call.principal, &input)
    };
    answer(&wanted, page, &|(_, view)| summary(view))
}

fn list(
    call: &Call<'_>,
    verb: fn(&Engine, &Principal, &Input) -> Done<Page>,
    summary: &dyn Fn(&Listed) -> Map<String, Value>,
) -> Result<Answer, Failure> {
    let wanted = call.wanted()?;
    let id = call.id("ACCOUNT_ID")?;
    let is_backwards = wanted.descending;
    let page = |after, limit| {
        let input = Input {
            id,
            after,
            is_backwards,
            limit,
        };
        verb(call.engine, &call.principal, &input)
    };
    answer(&wanted, page, summary)
}

fn answer(
    wanted: &Wanted,
    page: impl Fn(Option<Cursor>, usize) -> Done<Page>,
    summary: &dyn Fn(&Listed) -> Map<String, Value>,
) -> Result<Answer, Failure> {
    let rows = collection::paged(wanted, |after, limit| {
        let page = page(after, limit)?;
        Ok((page.rows, page.next))
    });
    let shape = Shape {
        row: &|(place, view): &Listed| Row {
            place: place.clone(),
            created_ms: view.record.created_ms,
            modified_ms: view.record.modified_ms,
        },
        document: &|(_, view)| document(view),
        summary,
    };
    wanted.answer(rows, &shape)
}

/// What lists of accounts show.
pub(in crate::crossbar) fn summary(view: &View) -> Map<String, Value> {
    let fields = &view.record.fields;
    let mut row = names(fields, view, &["name", "realm"]);
    row.insert("descendants_count".into(), view.descendants_count.into());
    with_flags(row, fields)
}

fn names(fields: &Fields, view: &View, keys: &[&str]) -> Map<String, Value> {
    let mut row = Map::new();
    row.insert("id".into(), view.record.id.to_string().into());
    for key in keys {
        row.extend(
            fields
                .get(*key)
                .map(|value| ((*key).to_owned(), value.clone())),
        );
    }
    row
}

fn with_flags(mut row: Map<String, Value>, fields: &Fields) -> Map<String, Value> {
    row.extend(
        fields
            .get("flags")
            .map(|flags| ("flags".to_owned(), flags.clone())),
    );
    row
}
