//! Between the dialect's objects and documents: taking keys over, and naming what is wrong in the dialect's words.

use super::failure::Failure;
use super::shape::Member;
use chrono::{DateTime, SecondsFormat, Utc};
use cordboard_engine::Error;
use cordboard_model::{Fields, Record};
use serde_json::Value;

/// The keys of a shape in its order; `null` where there is no value.
pub(super) fn shown(members: &[Member], fields: &Fields) -> Fields {
    let value = |member: &Member| fields.get(member.name).cloned().unwrap_or(Value::Null);
    members
        .iter()
        .map(|member| (member.name.to_owned(), value(member)))
        .collect()
}

/// The same of a record, with its id where the shape has one.
pub(super) fn of_record(members: &[Member], record: &Record) -> Fields {
    let mut fields = shown(members, &record.fields);
    if let Some(id) = fields.get_mut("id") {
        *id = record.id.to_string().into();
    }
    fields
}

/// Writes what the body says about the keys of a shape: `null` takes a value away, absent keys stay as they are.
pub(super) fn write(members: &[Member], body: &Fields, into: &mut Fields) {
    for Member { name, .. } in members {
        match body.get(*name) {
            None => {}
            Some(Value::Null) => {
                into.shift_remove(*name);
            }
            Some(value) => {
                into.insert((*name).to_owned(), value.clone());
            }
        }
    }
}

/// A text that is an instant, in UTC.
pub(super) fn utc(value: &Value) -> Value {
    let at = value
        .as_str()
        .and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    at.map_or_else(
        || value.clone(),
        |at| {
            let utc = at.with_timezone(&Utc);
            utc.to_rfc3339_opts(SecondsFormat::AutoSi, true).into()
        },
    )
}

/// The refusal, with fields named as the dialect names them: each pair is how a path begins and what stands instead.
pub(super) fn named(error: Error, names: &[(&str, &str)]) -> Failure {
    let rename = |path: &mut String| {
        let found = names
            .iter()
            .find_map(|(known, name)| Some(format!("{name}{}", path.strip_prefix(known)?)));
        if let Some(renamed) = found {
            *path = renamed;
        }
    };
    match error {
        Error::Invalid(mut broken) => {
            broken
                .iter_mut()
                .for_each(|violation| rename(&mut violation.path));
            Failure::violations(broken)
        }
        Error::Taken { mut path, detail } => {
            rename(&mut path);
            Error::Taken { path, detail }.into()
        }
        other => other.into(),
    }
}
