//! One user, by those who manage users.

use super::fields::Use;
use super::submission::{check, forbidden, rewritten};
use super::{document, refusal};
use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use cordboard_engine::belongings::Place;
use cordboard_engine::users::photo::Change;
use cordboard_engine::users::{create as creating, delete as deleting, rewrite};
use cordboard_model::{Fields, Id, Record};
use serde_json::Value;

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = call.person()?;
    Ok(Answer::ok(Value::Object(document::document(&user))))
}

pub(super) fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account_id()?;
    let role = call.text("role");
    let broken = check(call.body(), role == "SystemAdmin");
    if !broken.is_empty() {
        return Err(Failure::violations(broken));
    }
    let engine = call.engine;
    let fields = rewritten(&Fields::new(), call.body(), Use::Create, || engine.new_id());
    let mut fields = fields.map_err(Failure::violations)?;
    let secret = call.text("extension_password");
    fields.insert("sip_secret".into(), secret.into());
    let input = creating::Input {
        account_id,
        fields,
        password: Some(call.text("password").to_owned()),
        credentials: None,
        role: Some(role.to_owned()),
    };
    let made = creating::run(engine, &call.principal, input).map_err(refusal)?;
    Ok(Answer::made(made.record.id))
}

pub(super) fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = call.person()?;
    write(call, &user, Use::Manage)
}

/// Changes a user as far as this operation may.
pub(super) fn write(call: &Call<'_>, user: &Record, used: Use) -> Result<Answer, Failure> {
    let mut broken = forbidden(user, call.body(), used);
    broken.extend(
        check(call.body(), true)
            .into_iter()
            .filter(|rule| rule.path == "/voicemail_pin"),
    );
    if !broken.is_empty() {
        return Err(Failure::violations(broken));
    }
    let body = call.body().clone();
    // Every try gets the same fresh ids.
    let ids: Vec<Id> = (0..=200).map(|_| call.engine.new_id()).collect();
    let input = rewrite::Input {
        place: place(call, user)?,
        rewrite: Box::new(move |current| {
            let mut fresh = ids.iter().copied();
            rewritten(current, &body, used, || fresh.next().unwrap_or_default())
        }),
        password: None,
        credentials: None,
        photo: avatar(call, used),
    };
    rewrite::run(call.engine, &call.principal, &input).map_err(refusal)?;
    Ok(Answer::done())
}

/// What the body says about the photo: a file that was uploaded, or nothing in its place. Who manages users has no say.
fn avatar(call: &Call<'_>, used: Use) -> Option<Change> {
    let sent = call
        .body()
        .get("avatar_file_id")
        .filter(|_| used == Use::Own)?;
    match sent.as_str().unwrap_or_default() {
        "" => Some(Change::Remove),
        // What is no id names no file.
        file_id => Some(Change::Take(file_id.parse().unwrap_or_default())),
    }
}

/// Where the user stands.
pub(super) fn place(call: &Call<'_>, user: &Record) -> Result<Place, Failure> {
    Ok(Place {
        account_id: call.account_id()?,
        id: user.id,
    })
}

pub(super) fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = call.person()?;
    let input = deleting::Input {
        id: user.id,
        account_id: Some(call.account_id()?),
        with_phones: true,
        even_oneself: false,
    };
    deleting::run(call.engine, &call.principal, input)?;
    Ok(Answer::gone())
}
