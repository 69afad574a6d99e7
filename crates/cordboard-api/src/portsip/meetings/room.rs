//! The rooms themselves.

use super::document::{self, FIELDS};
use crate::portsip::answer::Answer;
use crate::portsip::call::Call;
use crate::portsip::failure::Failure;
use crate::portsip::list as listed;
use cordboard_engine::accounts::fetch;
use cordboard_engine::meetings;
use cordboard_model::Fields;
use serde_json::{Value, json};

pub(super) fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    let account_id = call.account_id()?;
    let found = meetings::list::run(call.engine, &call.principal, account_id)?;
    let user = call.principal.actor();
    let rows = found.iter().map(|meeting| document::summary(meeting, user));
    listed::counted(call, rows, FIELDS)
}

pub(super) fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    let me = call.me()?;
    let mut fields = Fields::new();
    document::written(call.body(), &mut fields);
    // How many people a room takes is not chosen by whoever makes it.
    fields.shift_remove("capacity");
    let input = meetings::create::Input {
        account_id: me.account_id,
        owner_id: me.id,
        fields,
    };
    let made = meetings::create::run(call.engine, &call.principal, input)?;
    Ok(Answer::created(json!({
        "id": made.id,
        "extension_number": made.text("extension_number"),
    })))
}

pub(super) fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let place = call.place("id", "meeting")?;
    let found = meetings::read::run(call.engine, &call.principal, place)?;
    let account = fetch::run(call.engine, &call.principal, place.account_id)?.record;
    let user = call.principal.actor();
    let shown = document::detail(&found, user, account.text("realm"));
    Ok(Answer::ok(Value::Object(shown)))
}

pub(super) fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    let body = call.body().clone();
    let input = meetings::update::Input {
        place: call.place("id", "meeting")?,
        rewrite: Box::new(move |current| {
            let mut fields = current.clone();
            document::written(&body, &mut fields);
            Ok(fields)
        }),
    };
    meetings::update::run(call.engine, &call.principal, &input)?;
    Ok(Answer::done())
}

pub(super) fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    let place = call.place("id", "meeting")?;
    meetings::delete::run(call.engine, &call.principal, place)?;
    Ok(Answer::gone())
}
