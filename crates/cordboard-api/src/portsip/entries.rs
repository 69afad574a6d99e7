//! What the lists of calls, recordings and messages share.

use super::answer::Answer;
use super::call::Call;
use super::document::{self, named, utc, write};
use super::failure::Failure;
use super::list::query;
use super::person::person;
use super::shape::{Member, Of};
use cordboard_engine::entries::{Which, list as listing, read as reading, report as reporting};
use cordboard_model::filter::Field;
use cordboard_model::{Fields, Kind};
use cordboard_store::Entry;
use serde_json::{Value, json};

/// One of the three lists.
pub(super) struct Sort {
    pub(super) kind: Kind,
    /// What a row shows.
    pub(super) row: &'static [Member],
    /// What the list can be asked about.
    pub(super) fields: &'static [Field],
}

/// A page of the caller's entries, the newest first unless another order is asked for.
pub(super) fn list(call: &Call<'_>, sort: &Sort) -> Result<Answer, Failure> {
    let asked = query(call, sort.fields)?;
    let is_whole =
        asked.filter.is_some() || asked.search.is_some() || !asked.order.keys().is_empty();
    let input = listing::Input {
        kind: sort.kind,
        person: person(call)?,
        span: None,
        limit: match is_whole {
            true => usize::MAX,
            false => asked.page.skip.saturating_add(asked.page.top),
        },
    };
    let (found, all) = listing::run(call.engine, &call.principal, input)?;
    let rows = found.iter().map(|entry| shown(sort.row, entry));
    let chosen = asked.choose(rows, sort.fields, |row| row);
    let count = match is_whole {
        true => chosen.count as u64,
        false => all,
    };
    let items: Vec<Value> = chosen.items.into_iter().map(Value::Object).collect();
    Ok(Answer::ok(json!({ "count": count, "items": items })))
}

/// The keys of a shape, instants in UTC.
pub(super) fn shown(members: &[Member], entry: &Entry) -> Fields {
    let mut fields = document::shown(members, &entry.fields);
    for member in members
        .iter()
        .filter(|member| matches!(member.of, Of::Time))
    {
        if let Some(value) = fields.get_mut(member.name) {
            *value = utc(value);
        }
    }
    if let Some(id) = fields.get_mut("id") {
        *id = entry.id.to_string().into();
    }
    fields
}

/// The entry that the path names.
pub(super) fn which(call: &Call<'_>, kind: Kind, what: &str) -> Result<Which, Failure> {
    Ok(Which {
        kind,
        person: person(call)?,
        id: call.id("id", what)?,
    })
}

pub(super) fn read(call: &Call<'_>, kind: Kind, what: &str) -> Result<Entry, Failure> {
    let which = which(call, kind, what)?;
    Ok(reading::run(call.engine, &call.principal, which)?)
}

/// Enters what a switch reports about the person with the extension `owner`.
pub(super) fn report(
    call: &Call<'_>,
    kind: Kind,
    keys: &'static [Member],
) -> Result<Answer, Failure> {
    let mut fields = Fields::new();
    write(keys, call.body(), &mut fields);
    fields.shift_remove("owner");
    let input = reporting::Input {
        kind,
        account_id: call.account_id()?,
        owner: call.text("owner").to_owned(),
        fields,
    };
    let entry = reporting::run(call.engine, &call.principal, &input);
    Ok(Answer::made(entry.map_err(|error| named(error, &[]))?.id))
}
