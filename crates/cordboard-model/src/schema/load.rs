//! Reads a schema file: puts shared shapes in their places, compiles it, and collects the claims.

use super::crossbar::{Aside, Shown};
use super::lookup::Marks;
use super::{Form, Schema, Unique, Within};
use crate::{Kind, pointer};
use serde_json::{Map, Value};

/// Why a schema file does not load.
#[derive(Debug, thiserror::Error)]
pub(super) enum LoadError {
    #[error("no JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("no such shape: {0}")]
    Reference(String),
    #[error("no JSON Schema: {0}")]
    Schema(String),
    #[error("{0} has a bad x-unique")]
    Unique(String),
}

/// References nest no deeper than this; more is a circle.
const DEEPEST: usize = 16;

pub(super) fn load(kind: Kind, source: &str) -> Result<Schema, LoadError> {
    let mut shapes = Map::new();
    for file in [
        include_str!("../../schemas/defs.json"),
        include_str!("../../schemas/telephony.json"),
    ] {
        let shared: Value = serde_json::from_str(file)?;
        if let Some(Value::Object(more)) = shared.get("$defs") {
            shapes.extend(more.clone());
        }
    }
    let document = expand(serde_json::from_str(source)?, &shapes, 0)?;
    let validator = compile(&document)?;
    let aside = collect_aside(&document)?;
    let mut unique = Vec::new();
    collect_unique(&document, "", &mut unique)?;
    let (shown, marks) = (Shown::of(&document), Marks::of(&document));
    Ok(Schema {
        kind,
        document,
        validator,
        unique,
        aside,
        shown,
        marks,
    })
}

fn compile(document: &Value) -> Result<jsonschema::Validator, LoadError> {
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .with_format("timezone", |name: &str| {
            name.parse::<chrono_tz::Tz>().is_ok()
        })
        .with_format("email", is_email)
        .build(document)
        .map_err(|error| LoadError::Schema(error.to_string()))
}

/// The fields with values that only the Crossbar dialect knows: a list of them, or every text that is none of ours.
fn collect_aside(document: &Value) -> Result<Vec<(String, Aside)>, LoadError> {
    let properties = document.get("properties").and_then(Value::as_object);
    let mut found = Vec::new();
    for (key, node) in properties.into_iter().flatten() {
        let aside = match node.get("x-crossbar-aside") {
            Some(Value::Array(values)) => Aside::These(values.clone()),
            Some(_) => Aside::OtherText(compile(node)?),
            None => continue,
        };
        found.push((key.clone(), aside));
    }
    Ok(found)
}

/// One `@` with something on both sides, and no blanks: what else an address is, only its domain knows.
fn is_email(text: &str) -> bool {
    let sides = text.split_once('@');
    let plain = |side: &str| {
        !side.is_empty()
            && !side.contains(|c: char| c == '@' || c.is_whitespace() || c.is_control())
    };
    sides.is_some_and(|(name, domain)| plain(name) && plain(domain))
}

/// Replaces each `$ref` by the shape it names; keywords beside the reference win.
fn expand(value: Value, shapes: &Map<String, Value>, depth: usize) -> Result<Value, LoadError> {
    match value {
        Value::Object(mut object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                let reference = reference.clone();
                let shape = reference
                    .strip_prefix("#/$defs/")
                    .filter(|_| depth < DEEPEST)
                    .and_then(|name| shapes.get(name))
                    .and_then(Value::as_object)
                    .ok_or(LoadError::Reference(reference))?;
                object.shift_remove("$ref");
                let mut merged = shape.clone();
                merged.extend(object);
                return expand(Value::Object(merged), shapes, depth + 1);
            }
            let expanded = object
                .into_iter()
                .map(|(key, inner)| Ok((key, expand(inner, shapes, depth)?)))
                .collect::<Result<Map<_, _>, LoadError>>()?;
            Ok(Value::Object(expanded))
        }
        Value::Array(items) => Ok(Value::Array(
            items
                .into_iter()
                .map(|item| expand(item, shapes, depth))
                .collect::<Result<_, _>>()?,
        )),
        scalar => Ok(scalar),
    }
}

fn collect_unique(node: &Value, at: &str, found: &mut Vec<Unique>) -> Result<(), LoadError> {
    if let Some(claim) = node.get("x-unique") {
        let scope = claim.get("scope").and_then(Value::as_str);
        let within = match claim.get("within").and_then(Value::as_str) {
            Some("domain") => Some(Within::Domain),
            Some("account") => Some(Within::Account),
            Some("owner") => Some(Within::Owner),
            _ => None,
        };
        let form = match claim.get("key").map(Value::as_str) {
            None => Some(Form::Name),
            Some(Some("account_name")) => Some(Form::AccountName),
            Some(Some("mac_address")) => Some(Form::MacAddress),
            Some(_) => None,
        };
        let (Some(scope), Some(within), Some(form)) = (scope, within, form) else {
            return Err(LoadError::Unique(at.to_owned()));
        };
        found.push(Unique {
            pointer: at.to_owned(),
            scope: scope.to_owned(),
            within,
            form,
        });
    }
    if let Some(properties) = node.get("properties").and_then(Value::as_object) {
        for (key, inner) in properties {
            collect_unique(inner, &pointer::child(at, key), found)?;
        }
    }
    Ok(())
}
