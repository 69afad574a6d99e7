//! Lists: the query options, and the two forms in which lists are answered.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::shape::{Member, Of};
use cordboard_model::Fields;
use cordboard_model::filter::{Field, FieldType, ListQuery};
use serde_json::{Value, json};

/// The options that lists with a full query document.
pub(super) const FIVE: &[&str] = &["filter", "search", "orderby", "skip", "top"];
/// The options of lists that only come in pages.
pub(super) const PAGE: &[&str] = &["skip", "top"];

/// What a list can be asked about that shows these keys: all of them.
pub(super) const fn fields<const N: usize>(members: &[Member]) -> [Field; N] {
    let mut fields = [Field::new("", FieldType::Text); N];
    let mut index = 0;
    while index < N {
        let kind = match members[index].of {
            Of::Whole(..) | Of::Number => FieldType::Number,
            Of::Flag => FieldType::Flag,
            Of::Time => FieldType::Time,
            _ => FieldType::Text,
        };
        fields[index] = Field::new(members[index].name, kind);
        index += 1;
    }
    fields
}

/// The fields that a list with these rows can be asked about.
macro_rules! asked {
    ($members:ident) => {
        &$crate::portsip::list::fields::<{ $members.len() }>($members)
    };
}

pub(super) use asked;

/// What the query asks of a list with these fields.
pub(super) fn query(call: &Call<'_>, fields: &[Field]) -> Result<ListQuery, Failure> {
    let options = call.request.query.iter();
    let options = options.map(|(name, text)| (name.as_str(), text.as_str()));
    ListQuery::parse(options, fields).map_err(Failure::options)
}

/// `{count, items}` of the objects that the query chooses; `count` is how many there are on all pages.
pub(super) fn counted(
    call: &Call<'_>,
    rows: impl IntoIterator<Item = Fields>,
    fields: &[Field],
) -> Result<Answer, Failure> {
    let chosen = query(call, fields)?.choose(rows, fields, |row| row);
    let items: Vec<Value> = chosen.items.into_iter().map(Value::Object).collect();
    Ok(Answer::ok(json!({ "count": chosen.count, "items": items })))
}

/// `{items}` of all objects.
pub(super) fn plain(rows: impl IntoIterator<Item = Fields>) -> Answer {
    let items: Vec<Value> = rows.into_iter().map(Value::Object).collect();
    Answer::ok(json!({ "items": items }))
}
