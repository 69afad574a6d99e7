//! What changed in a list of contacts since a client looked last.

use super::super::answer::Answer;
use super::super::call::Call;
use super::super::document::shown;
use super::super::failure::Failure;
use super::super::person::person;
use super::super::shape::{CHANGE, ID, Member, Of, TEXT, joined, member, required};
use super::{MARK, WRITE, view};
use cordboard_engine::changes::{contacts, token};
use cordboard_model::sync_token::SyncList;
use cordboard_model::{Fields, Record};
use serde_json::{Value, json};

const CHANGED: &[Member] = &[required("change_type", CHANGE)];

const ITEM: &[Member] = joined!(ID, WRITE, MARK, CHANGED);

pub(super) const DIFF: &[Member] = &[
    required("token", TEXT),
    required("items", Of::List(&Of::Object(ITEM))),
];

const CARD: &[Member] = &[
    member("display_name", TEXT),
    member("email", TEXT),
    member("mobile_phone", TEXT),
    member("work_phone", TEXT),
    member("home_phone", TEXT),
    member("address", TEXT),
    member("department", TEXT),
    member("avatar_file_url", TEXT),
    member("extension_number", TEXT),
];
const COLLEAGUE: &[Member] = joined!(ID, CARD, MARK, CHANGED);

pub(super) const COLLEAGUES: &[Member] = &[
    required("token", TEXT),
    required("items", Of::List(&Of::Object(COLLEAGUE))),
];

pub(super) fn token_of_own(call: &Call<'_>) -> Result<Answer, Failure> {
    begin(call, SyncList::Contacts)
}

pub(super) fn token_of_business(call: &Call<'_>) -> Result<Answer, Failure> {
    begin(call, SyncList::BusinessContacts)
}

pub(super) fn token_of_colleagues(call: &Call<'_>) -> Result<Answer, Failure> {
    begin(call, SyncList::ExtensionContacts)
}

fn begin(call: &Call<'_>, list: SyncList) -> Result<Answer, Failure> {
    let token = token::run(call.engine, &call.principal, (list, person(call)?), None)?;
    Ok(Answer::created(json!({ "token": token })))
}

pub(super) fn diff_of_own(call: &Call<'_>) -> Result<Answer, Failure> {
    diff(call, SyncList::Contacts)
}

pub(super) fn diff_of_business(call: &Call<'_>) -> Result<Answer, Failure> {
    diff(call, SyncList::BusinessContacts)
}

pub(super) fn diff_of_colleagues(call: &Call<'_>) -> Result<Answer, Failure> {
    diff(call, SyncList::ExtensionContacts)
}

fn diff(call: &Call<'_>, list: SyncList) -> Result<Answer, Failure> {
    let (engine, principal) = (call.engine, &call.principal);
    let asked = (list, person(call)?);
    let output = contacts::run(engine, principal, asked, call.param("token"))?;
    let favorites = output.favorites;
    let items = output.entries.into_iter().map(|(id, change, record)| {
        let mut item = match &record {
            None => Fields::new(),
            Some(record) if list == SyncList::ExtensionContacts => colleague(record),
            Some(record) => view(record),
        };
        let id = id.to_string();
        if list != SyncList::Contacts && record.is_some() {
            item.insert("favorite".into(), favorites.contains(&id).into());
        }
        item.insert("id".into(), id.into());
        item.insert("change_type".into(), change.name().into());
        let members = match list {
            SyncList::ExtensionContacts => COLLEAGUE,
            _ => ITEM,
        };
        Value::Object(shown(members, &item))
    });
    let items: Vec<Value> = items.collect();
    Ok(Answer::ok(json!({ "token": output.token, "items": items })))
}

fn colleague(user: &Record) -> Fields {
    let mut fields = user.fields.clone();
    let mobile = fields.get("mobile").cloned().unwrap_or(Value::Null);
    fields.insert("mobile_phone".into(), mobile);
    fields.insert("display_name".into(), user.label().into());
    let photo = fields.get("photo").and_then(|photo| photo.get("file_url"));
    let address = photo.cloned().unwrap_or_default();
    fields.insert("avatar_file_url".into(), address);
    fields
}
