//! Reporting what happened to a person, as a switch or an importer does.

use super::{Person, at_ms};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result, files, teams};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind};
use cordboard_store::{Assert, Batch, Entry, Snapshot, Touched};

/// What happened to whom.
#[derive(Debug, Clone)]
pub struct Input {
    /// What it is.
    pub kind: Kind,
    /// The account.
    pub account_id: Id,
    /// The extension of the person.
    pub owner: String,
    /// The document.
    pub fields: Fields,
}

/// Enters it.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Entry> {
    let Input {
        kind, account_id, ..
    } = *input;
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::EditAccount, account)?;
    let schema = schema(kind).ok_or(Error::NotFound("schema"))?;
    schema.validate(&input.fields).map_err(Error::Invalid)?;
    engine.retry(|| {
        let _steady = engine.steady();
        authorise(&engine.tree(), principal, Verb::EditAccount, account)?;
        let snapshot = engine.read()?;
        let user_id = teams::person(&*snapshot, account_id, &input.owner)
            .map_err(|why| named(why, "/owner"))?;
        let person = Person {
            account_id,
            user_id,
        };
        let id = engine.new_id();
        let about = vec![Touched {
            kind,
            id,
            account_id,
        }];
        let verb = format!("{kind}.report");
        let mut batch = engine.batch(principal.actor(), &verb, about, true.into());
        let asserted = Kind::User;
        batch.asserts.push(Assert::Live {
            kind: asserted,
            id: user_id,
        });
        let fields = completed(engine, principal, &*snapshot, (&mut batch, input))?;
        drop(snapshot);
        let mut entry = entry(engine, kind, person, fields);
        entry.id = id;
        batch.entries.push(entry.clone());
        entry.rev = engine.commit(batch)?;
        Ok(entry)
    })
}

/// The entry that this document is, not yet written.
pub fn entry(engine: &Engine, kind: Kind, person: Person, fields: Fields) -> Entry {
    Entry {
        kind,
        id: engine.new_id(),
        account_id: person.account_id,
        owner_id: person.user_id,
        at_ms: at_ms(kind, &fields).unwrap_or_else(|| engine.now_ms()),
        rev: 0,
        fields,
    }
}

/// Fills in what follows from the rest: the length, and what is known of the file.
fn completed(
    engine: &Engine,
    principal: &Principal,
    snapshot: &dyn Snapshot,
    (batch, input): (&mut Batch, &Input),
) -> Result<Fields> {
    let mut fields = input.fields.clone();
    if input.kind != Kind::Message && !fields.contains_key("duration") {
        let time = |key: &str| {
            let text = fields.get(key)?.as_str()?;
            chrono::DateTime::parse_from_rfc3339(text).ok()
        };
        let begun = match input.kind {
            Kind::Call => time("answered_at"),
            _ => time("started_at"),
        };
        let length = match (begun, time("ended_at")) {
            (Some(begun), Some(ended)) => (ended - begun).num_seconds().max(0),
            _ => 0,
        };
        fields.insert("duration".into(), length.into());
    }
    let Some(file_id) = fields.get("file_id").and_then(|id| id.as_str()) else {
        return Ok(fields);
    };
    let file_id: Id = file_id.parse().unwrap_or_default();
    let file = files::find(snapshot, principal, input.account_id, file_id)?;
    let bytes = files::bytes(snapshot, &file)?;
    let kept = files::keep(engine, batch, file, bytes);
    fields.insert("file_id".into(), kept.id.to_string().into());
    for (key, of_file) in [("file_name", "name"), ("file_size", "size")] {
        let value = kept.fields.get(of_file).cloned().unwrap_or_default();
        fields.insert(key.into(), value);
    }
    fields.insert("file_url".into(), files::address(&kept).into());
    Ok(fields)
}

/// The same refusal, of another field.
fn named(error: Error, path: &str) -> Error {
    match error {
        Error::Invalid(mut broken) => {
            for violation in &mut broken {
                violation.path = path.to_owned();
            }
            Error::Invalid(broken)
        }
        other => other,
    }
}
