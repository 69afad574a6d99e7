//! One broken rule, in words that say what to do and never repeat the value.

use super::lookup;
use crate::pointer;
use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde::Serialize;
use serde_json::Value;

/// One rule that a document breaks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Violation {
    /// JSON pointer to the value, or to where a missing one belongs.
    pub path: String,
    /// The JSON Schema keyword, or our own word for a rule that JSON Schema cannot say, e.g. `timezone`.
    pub rule: String,
    /// A sentence for people. It says what to do and never repeats the value.
    pub detail: String,
}

pub(super) fn from_error(root: &Value, error: &ValidationError<'_>) -> Violation {
    let mut path = error.instance_path().as_str().to_owned();
    let mut rule = error.kind().keyword().to_owned();
    match error.kind() {
        ValidationErrorKind::Required { property } => {
            path = pointer::child(&path, property.as_str().unwrap_or_default());
        }
        ValidationErrorKind::Format { format } => rule.clone_from(format),
        _ => {}
    }
    let (name, description) = words(root, &path);
    let detail = match error.kind() {
        ValidationErrorKind::Pattern { .. } => {
            format!("{name} cannot be written like this. {description}")
        }
        kind => sentence(&name, kind),
    };
    Violation { path, rule, detail }
}

/// What the schema calls the value at this path (the last key when it has no title), and how it describes it.
fn words(root: &Value, path: &str) -> (String, String) {
    let tokens = pointer::tokens(path).unwrap_or_default();
    let node = lookup::find(root, &tokens);
    let word = |keyword| {
        node.and_then(|node| node.get(keyword))
            .and_then(Value::as_str)
    };
    let fallback = || tokens.last().map_or("The document", String::as_str);
    (
        word("title").unwrap_or_else(fallback).to_owned(),
        word("description").unwrap_or_default().to_owned(),
    )
}

fn sentence(name: &str, kind: &ValidationErrorKind) -> String {
    match kind {
        ValidationErrorKind::Required { .. } => format!("{name} is missing: give it a value."),
        ValidationErrorKind::MinLength { limit: 1 } => format!("{name} must not be empty."),
        ValidationErrorKind::MinLength { limit } => {
            format!("{name} needs at least {limit} characters.")
        }
        ValidationErrorKind::MaxLength { limit } => {
            format!("{name} may have at most {limit} characters.")
        }
        ValidationErrorKind::Minimum { limit } => format!("{name} must be {limit} or more."),
        ValidationErrorKind::Maximum { limit } => format!("{name} must be {limit} or less."),
        ValidationErrorKind::MinItems { limit } => {
            format!("{name} needs at least {limit} entries.")
        }
        ValidationErrorKind::MaxItems { limit } => {
            format!("{name} may have at most {limit} entries.")
        }
        ValidationErrorKind::UniqueItems => format!("{name} must not hold the same entry twice."),
        ValidationErrorKind::Enum { options } => {
            format!("{name} must be one of: {}.", listed(options))
        }
        ValidationErrorKind::Type { kind } => format!("{name} must be {}.", type_name(kind)),
        ValidationErrorKind::Format { format } => match format.as_str() {
            "timezone" => {
                format!("{name} must be a name of the tz database, such as Europe/Berlin.")
            }
            "email" => format!("{name} must be an e-mail address, such as anna@acme.example."),
            "date" => format!("{name} must be a day of the calendar, written YYYY-MM-DD."),
            other => format!("{name} must be written as {other}."),
        },
        ValidationErrorKind::Pattern { pattern } => {
            format!("{name} must match the pattern {pattern}.")
        }
        other => format!("{name} breaks the rule {}.", other.keyword()),
    }
}

fn listed(options: &Value) -> String {
    let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
    let names: Vec<String> = options
        .iter()
        .map(|option| {
            option
                .as_str()
                .map_or_else(|| option.to_string(), str::to_owned)
        })
        .collect();
    names.join(", ")
}

fn type_name(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(kind) => match kind.to_string().as_str() {
            "string" => "text".to_owned(),
            "boolean" => "true or false".to_owned(),
            "integer" => "a whole number".to_owned(),
            "number" => "a number".to_owned(),
            "array" => "a list".to_owned(),
            "object" => "an object".to_owned(),
            other => other.to_owned(),
        },
        TypeKind::Multiple(_) => "of another type".to_owned(),
    }
}
