//! The few documents of this resource, which have no schema of their own: text that is required, of some length, of
//! some words.

use crate::crossbar::call::Call;
use crate::crossbar::failure::Failure;
use cordboard_engine::account_hint::AccountHint;
use cordboard_model::schema::Violation;
use serde_json::Value;

/// A text of the submitted document that may be absent. A number is its digits; an empty text counts as absent.
pub(super) fn text(call: &Call<'_>, key: &str) -> Result<Option<String>, Failure> {
    match call.data_object()?.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => {
            let wrong = Violation::new(format!("/{key}"), "type", "use a text");
            Err(Failure::violations(vec![wrong.with_target("string")]))
        }
    }
}

/// A text that must be there.
pub(super) fn required(call: &Call<'_>, key: &str) -> Result<String, Failure> {
    text(call, key)?.ok_or_else(|| {
        let missing = Violation::new(format!("/{key}"), "required", format!("{key} is missing"));
        Failure::violations(vec![missing])
    })
}

/// A text that must be there and have so many characters.
pub(super) fn of_length(
    call: &Call<'_>,
    key: &str,
    (least, most): (usize, usize),
) -> Result<String, Failure> {
    let text = match call.data_object()?.get(key) {
        Some(Value::String(empty)) if empty.is_empty() => String::new(),
        _ => required(call, key)?,
    };
    let length = text.chars().count();
    let (rule, target) = match length {
        _ if length < least => ("minLength", least),
        _ if length > most => ("maxLength", most),
        _ => return Ok(text),
    };
    let detail = format!("use {least} to {most} characters");
    let wrong = Violation::new(format!("/{key}"), rule, detail).with_target(target);
    Err(Failure::violations(vec![wrong]))
}

/// A text that must be one of these words.
pub(super) fn one_of<'a>(key: &str, text: &str, words: &'a [&'a str]) -> Result<&'a str, Failure> {
    let known = words.iter().find(|word| **word == text).copied();
    known.ok_or_else(|| {
        let detail = format!("use one of: {}", words.join(", "));
        let wrong = Violation::new(format!("/{key}"), "enum", detail);
        Failure::violations(vec![wrong.with_target(Value::from(words.to_vec()))])
    })
}

/// How the submitted document names an account.
pub(super) fn account(call: &Call<'_>) -> Result<AccountHint, Failure> {
    let realm = match text(call, "account_realm")? {
        None => text(call, "realm")?,
        realm => realm,
    };
    Ok(AccountHint {
        account_id: text(call, "account_id")?.and_then(|id| id.parse().ok()),
        phone_number: text(call, "phone_number")?,
        realm,
        name: text(call, "account_name")?,
    })
}
