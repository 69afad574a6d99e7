//! One user: create, read, replace, patch, delete.

use super::document::document;
use super::submission::Submission;
use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::change;
use crate::crossbar::failure::Failure;
use crate::crossbar::request::Request;
use cordboard_engine::Error;
use cordboard_engine::belongings::Place;
use cordboard_engine::users::{create as creating, delete as deleting, fetch, rewrite};
use cordboard_model::schema::Violation;
use cordboard_model::{Fields, Record};
use serde_json::{Value, json};

/// Kinds of things of a user that Kazoo deletes with him. Only devices are there.
const TYPES: [&str; 7] = [
    "phone_numbers",
    "callflow",
    "vmbox",
    "device",
    "conference",
    "faxbox",
    "media",
];

/// The user that the path names.
pub(super) fn place(call: &Call<'_>) -> Result<Place, Failure> {
    Ok(Place {
        account_id: call.account()?,
        id: call.id("USER_ID")?,
    })
}

/// The answer that shows one user.
pub(super) fn show(user: Record) -> Answer {
    let (rev, metadata) = (user.rev, change::metadata(&user));
    Answer::ok(Value::Object(document(user)))
        .revision(rev)
        .metadata(metadata)
}

pub(super) fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account()?;
    let submission = Submission::of(call)?;
    let fields = submission
        .fields(&Fields::new())
        .map_err(Failure::violations)?;
    let input = creating::Input {
        account_id,
        fields,
        password: submission.password,
        credentials: submission.credentials,
        role: None,
    };
    let user = creating::run(call.engine, &call.principal, input)?.record;
    let id = user.id;
    Ok(show(user).created(id))
}

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = fetch::run(call.engine, &call.principal, place(call)?)?;
    Ok(show(user))
}

pub(super) fn replace(call: &Call<'_>) -> Result<Answer, Failure> {
    write(call)
}

pub(super) fn patch(call: &Call<'_>) -> Result<Answer, Failure> {
    write(call)
}

fn write(call: &Call<'_>) -> Result<Answer, Failure> {
    let place = place(call)?;
    let submission = Submission::of(call)?;
    let input = rewrite::Input {
        place,
        password: submission.password.clone(),
        credentials: submission.credentials.clone(),
        photo: None,
        rewrite: Box::new(move |current| submission.fields(current)),
    };
    let user =
        rewrite::run(call.engine, &call.principal, &input).map_err(|error| refusal(call, error))?;
    Ok(show(user))
}

fn refusal(call: &Call<'_>, error: Error) -> Failure {
    let Error::Invalid(found) = &error else {
        return error.into();
    };
    let rule = |one: &&Violation| one.rule == rewrite::PASSWORD_WITH_USERNAME;
    let Some(wanted) = found.iter().find(rule) else {
        return error.into();
    };
    let name = call.request.data.get("username");
    let told = json!({ "message": wanted.detail, "cause": name });
    Failure::field_with("password", "required", told)
}

pub(super) fn delete(call: &Call<'_>) -> Result<Answer, Failure> {
    let place = place(call)?;
    let types = object_types(call.request)?;
    let input = deleting::Input {
        id: place.id,
        account_id: Some(place.account_id),
        with_phones: types.iter().any(|kind| kind == "device"),
        even_oneself: true,
    };
    let gone = deleting::run(call.engine, &call.principal, input)?;
    let (rev, metadata) = (gone.user.rev, change::metadata(&gone.user));
    let mut document = document(gone.user);
    if !types.is_empty() {
        let deleted = |id| json!({ "type": "device", "id": id, "status": "success" });
        let ids = gone.phones.iter().map(ToString::to_string);
        document.insert("object_types".into(), ids.map(deleted).collect());
    }
    Ok(Answer::ok(Value::Object(document))
        .revision(rev)
        .metadata(metadata))
}

/// Which kinds are to be deleted too; none when nobody says.
fn object_types(request: &Request) -> Result<Vec<String>, Failure> {
    let named = match request
        .value("object_types")
        .map(|value| value.into_owned())
    {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(text)) => match serde_json::from_str(&text) {
            Ok(Value::Array(list)) => list,
            _ => text
                .split(',')
                .map(str::trim)
                .filter(|name| !name.is_empty())
                .map(Value::from)
                .collect(),
        },
        Some(Value::Array(list)) => list,
        Some(other) => vec![other],
    };
    let mut types: Vec<String> = Vec::new();
    for name in named {
        match name.as_str() {
            Some("all") => types.extend(TYPES.map(str::to_owned)),
            Some(name) if TYPES.contains(&name) => types.push(name.to_owned()),
            _ => {
                let text = "Value not found in enumerated list of values";
                let error = json!({ "message": text, "target": TYPES, "value": name });
                return Err(Failure::field_with("object_types", "enum", error));
            }
        }
    }
    Ok(types)
}
