//! Leaving a note for a colleague: it stands among his messages.

use super::{attending, colleague};
use crate::authorise::Verb;
use crate::entries::Person;
use crate::entries::report::entry;
use crate::{Engine, Error, Principal, Result};
use chrono::{DateTime, SecondsFormat};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind};
use cordboard_store::{Assert, Touched};

/// The note.
#[derive(Debug, Clone)]
pub struct Input {
    /// For whom.
    pub user_id: Id,
    /// What is to be told him.
    pub text: String,
    /// The number of somebody who called for him, if that is what it is about.
    pub caller: String,
    /// And his name.
    pub caller_name: String,
}

/// Leaves it.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Id> {
    let kiosk = attending(engine, principal, Verb::Attend)?;
    let text = input.text.trim();
    if text.is_empty() || text.chars().count() > 2_000 {
        let detail = "write something, at most 2000 characters";
        return Err(Error::invalid("/text", "length", detail));
    }
    let user = colleague(engine, kiosk.account_id, input.user_id)?;
    let channel = engine
        .live(Kind::Kiosk, kiosk.id)?
        .map(|kiosk| kiosk.label());
    let channel = channel.unwrap_or_default();
    let now = DateTime::from_timestamp_millis(engine.now_ms()).unwrap_or_default();
    let mut fields = Fields::new();
    for (key, value) in [
        ("sender", input.caller.as_str()),
        ("sender_name", input.caller_name.as_str()),
        ("receiver", user.text("extension_number")),
        ("receiver_name", &user.label()),
        ("msg_type", "UNKNOWN"),
        ("channel_name", &channel),
        ("direction", "IN"),
        ("content", text),
        (
            "created_at",
            &now.to_rfc3339_opts(SecondsFormat::Secs, true),
        ),
    ] {
        if !value.is_empty() {
            fields.insert(key.to_owned(), value.into());
        }
    }
    let schema = schema(Kind::Message).ok_or(Error::NotFound("schema"))?;
    schema.validate(&fields).map_err(Error::Invalid)?;
    let person = Person {
        account_id: kiosk.account_id,
        user_id: user.id,
    };
    let entry = entry(engine, Kind::Message, person, fields);
    let about = vec![Touched {
        kind: Kind::Message,
        id: entry.id,
        account_id: kiosk.account_id,
    }];
    let mut batch = engine.batch(None, "kiosk.note", about, true.into());
    batch.asserts.push(Assert::Live {
        kind: Kind::User,
        id: user.id,
    });
    let id = entry.id;
    batch.entries.push(entry);
    engine.commit(batch)?;
    Ok(id)
}
