//! One broken rule, in words that say what to do and never repeat the value.

use super::lookup;
use crate::pointer;
use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde::Serialize;
use serde_json::Value;

/// One rule that a document breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// JSON pointer to the value, or to where a missing one belongs.
    pub path: String,
    /// The JSON Schema keyword (`wrong_format` for a format), or our own word for a rule that JSON Schema cannot say,
    /// e.g. `after_from`.
    pub rule: String,
    /// A sentence for people. It says what to do and never repeats the value.
    pub detail: String,
    /// What the rule asks for: the limit, the list, the pattern, the type, the name of the format.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Value>,
}

impl Violation {
    /// A broken rule without a target.
    pub fn new(
        path: impl Into<String>,
        rule: impl Into<String>,
        detail: impl Into<String>,
    ) -> Self {
        Self {
            path: path.into(),
            rule: rule.into(),
            detail: detail.into(),
            target: None,
        }
    }

    /// The same with what the rule asks for.
    #[must_use]
    pub fn with_target(mut self, target: impl Into<Value>) -> Self {
        self.target = Some(target.into());
        self
    }
}

/// Adds what a validator found: one violation, or one for each property that has no place.
pub(super) fn push(root: &Value, error: &ValidationError<'_>, found: &mut Vec<Violation>) {
    let at = error.instance_path().as_str();
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            found.extend(
                unexpected
                    .iter()
                    .map(|key| unknown(pointer::child(at, key))),
            );
        }
        ValidationErrorKind::Required { property } => {
            let path = pointer::child(at, property.as_str().unwrap_or_default());
            found.push(describe(root, path, error.kind()));
        }
        kind => found.push(describe(root, at.to_owned(), kind)),
    }
}

fn unknown(path: String) -> Violation {
    let detail = "Nothing of this name belongs here: take it out.";
    Violation::new(path, "additionalProperties", detail).with_target(false)
}

fn describe(root: &Value, path: String, kind: &ValidationErrorKind) -> Violation {
    let (name, description) = words(root, &path);
    let detail = match kind {
        ValidationErrorKind::Pattern { .. } => {
            format!("{name} cannot be written like this. {description}")
        }
        kind => sentence(&name, kind),
    };
    let rule = match kind {
        ValidationErrorKind::Format { .. } => "wrong_format",
        kind => kind.keyword(),
    };
    let mut violation = Violation::new(path, rule, detail);
    violation.target = target(kind).or_else(|| match kind {
        ValidationErrorKind::Required { .. } => None,
        _ => types(root, &violation.path),
    });
    violation
}

/// What belongs at this path, for rules that ask for nothing that could be named shorter.
fn types(root: &Value, path: &str) -> Option<Value> {
    let tokens = pointer::tokens(path).ok()?;
    Some(lookup::types(lookup::find(root, &tokens)?).collect())
}

fn target(kind: &ValidationErrorKind) -> Option<Value> {
    use ValidationErrorKind as Kind;
    Some(match kind {
        Kind::MinLength { limit }
        | Kind::MaxLength { limit }
        | Kind::MinItems { limit }
        | Kind::MaxItems { limit }
        | Kind::MinProperties { limit }
        | Kind::MaxProperties { limit } => Value::from(*limit),
        Kind::Minimum { limit }
        | Kind::Maximum { limit }
        | Kind::ExclusiveMinimum { limit }
        | Kind::ExclusiveMaximum { limit } => limit.clone(),
        Kind::Enum { options } => Value::clone(options),
        Kind::Pattern { pattern } => Value::from(pattern.as_str()),
        Kind::Format { format } => Value::from(format.as_str()),
        Kind::UniqueItems => Value::from(true),
        Kind::Type { kind } => match kind {
            TypeKind::Single(kind) => Value::from(kind.to_string()),
            TypeKind::Multiple(kinds) => kinds.iter().map(|kind| kind.to_string()).collect(),
        },
        _ => return None,
    })
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
