//! The exceptions of a `forwarding` document as `custom_forward_rules`, and back.
//!
//! The dialect's rules have no ids and no names. One that is still in the list, by its caller mask, keeps the
//! exception that it was; a disabled exception is not shown and keeps its place.

use super::office_hours::{put_days, show_week};
use super::{MAILBOX, document, read_target, shown_action, shown_number, text};
use crate::broken_rule::BrokenRule;
use crate::caller_mask::caller_number;
use crate::forwarding::Action;
use crate::{Fields, Id, Violation, pointer};
use serde_json::{Value, json};

/// When an exception holds, in the words of the dialect and as documents have it.
const TYPES: [(&str, &str); 3] = [
    ("ALL_HOURS", "all_hours"),
    ("SPECIFIC_HOURS", "specific_hours"),
    ("OUTSIDE_SPECIFIC_HOURS", "outside_specific_hours"),
];

/// The most exceptions of a person.
const MOST: usize = 200;
/// The most characters of a mask.
const MASK_MAX: usize = 64;

/// The enabled exceptions of a `forwarding` document in the words of the dialect, in their order.
pub fn exceptions(forwarding: &Value) -> Vec<Value> {
    stored(forwarding)
        .filter(|entry| is_shown(entry))
        .map(show)
        .collect()
}

/// The `forwarding` document with these exceptions instead of the enabled ones. `new_id` makes ids for new ones.
///
/// # Errors
/// Every broken rule, with its place below `/custom_forward_rules`; nothing is changed then.
pub fn set_exceptions(
    forwarding: &Value,
    shown: &Value,
    mut new_id: impl FnMut() -> Id,
) -> Result<Value, Vec<Violation>> {
    const PATH: &str = "/custom_forward_rules";
    let none = Vec::new();
    let shown = match shown {
        Value::Null => &none,
        Value::Array(list) if list.len() <= MOST => list,
        _ => {
            let wrong =
                BrokenRule::new("list", "The exceptions are a list of at most 200 entries.");
            return Err(vec![wrong.at(PATH)]);
        }
    };
    let mut unclaimed: Vec<Option<&Value>> = stored(forwarding)
        .filter(|entry| is_shown(entry))
        .map(Some)
        .collect();
    // Entries that came back as they were shown take their own exception before changed ones look for theirs.
    let mut claims: Vec<Option<&Value>> = shown
        .iter()
        .map(|rule| claim(&mut unclaimed, |entry| show(entry) == *rule))
        .collect();
    for (claimed, rule) in claims.iter_mut().zip(shown) {
        if claimed.is_none() {
            *claimed = claim(&mut unclaimed, |entry| {
                mask(text(entry, "caller_mask")) == mask_of(rule)
            });
        }
    }
    let mut read = Vec::new();
    let mut broken = Vec::new();
    for (index, (rule, before)) in shown.iter().zip(claims).enumerate() {
        let path = pointer::child(PATH, &index.to_string());
        match read_one(rule, before, &path, &mut new_id) {
            Ok(entry) => read.push(entry),
            Err(wrong) => broken.extend(wrong),
        }
    }
    if !broken.is_empty() {
        return Err(broken);
    }
    let mut changed = document(forwarding);
    changed.insert(
        "exceptions".to_owned(),
        Value::Array(placed(forwarding, read)),
    );
    Ok(Value::Object(changed))
}

fn stored(forwarding: &Value) -> impl Iterator<Item = &Value> {
    let list = forwarding.get("exceptions").and_then(Value::as_array);
    list.into_iter().flatten()
}

/// Whether the dialect can say the exception at all.
fn is_shown(entry: &Value) -> bool {
    entry
        .get("enabled")
        .and_then(Value::as_bool)
        .unwrap_or(true)
        && Action::from_value(entry).is_some()
        && !text(entry, "caller_mask").is_empty()
}

fn show(entry: &Value) -> Value {
    let applies = text(entry, "applies");
    let found = TYPES.iter().find(|(_, name)| *name == applies);
    let action = Action::from_value(entry);
    let number = action
        .map(|action| shown_number(&action, entry))
        .unwrap_or_default();
    json!({
        "action": shown_action(text(entry, "action")),
        "number": number,
        "caller_id": text(entry, "caller_mask"),
        "type": found.map_or("ALL_HOURS", |(shown, _)| *shown),
        "hours": show_week(entry.get("hours").unwrap_or(&Value::Null)),
    })
}

/// What makes two masks the same.
fn mask(text: &str) -> String {
    caller_number(text).to_ascii_lowercase()
}

fn mask_of(rule: &Value) -> String {
    mask(text(rule, "caller_id"))
}

fn claim<'a>(
    unclaimed: &mut [Option<&'a Value>],
    is_it: impl Fn(&Value) -> bool,
) -> Option<&'a Value> {
    unclaimed
        .iter_mut()
        .find(|entry| entry.is_some_and(&is_it))
        .and_then(Option::take)
}

fn read_one(
    rule: &Value,
    before: Option<&Value>,
    path: &str,
    new_id: &mut impl FnMut() -> Id,
) -> Result<Value, Vec<Violation>> {
    if let Some(before) = before.filter(|before| show(before) == *rule) {
        return Ok(before.clone());
    }
    let mut broken = Vec::new();
    let mut entry = before.map(document).unwrap_or_default();
    entry.shift_remove("number");
    entry.shift_remove(MAILBOX);
    if !entry.contains_key("id") {
        entry.insert("id".to_owned(), json!(new_id()));
    }
    read_mask(text(rule, "caller_id"), path, &mut entry, &mut broken);
    let applies = match rule.get("type") {
        None | Some(Value::Null) => Some("all_hours"),
        Some(shown) => {
            let found = TYPES.iter().find(|(name, _)| shown.as_str() == Some(name));
            found.map(|(_, applies)| *applies)
        }
    };
    match applies {
        Some(applies) => {
            entry.insert("applies".to_owned(), json!(applies));
        }
        None => {
            let names = TYPES.map(|(name, _)| name).join(", ");
            let wrong = BrokenRule::new("enum", format!("The type is one of: {names}."));
            broken.push(wrong.at(pointer::child(path, "type")));
        }
    }
    read_target(rule, true, path, &mut entry, &mut broken);
    if let Some(hours) = rule.get("hours").filter(|hours| !hours.is_null()) {
        let before = entry.get("hours").cloned().unwrap_or(Value::Null);
        match put_days(&before, hours, &pointer::child(path, "hours")) {
            Ok(week) => {
                entry.insert("hours".to_owned(), week);
            }
            Err(wrong) => broken.extend(wrong),
        }
    }
    if broken.is_empty() {
        Ok(Value::Object(entry))
    } else {
        Err(broken)
    }
}

/// Masks are digits and `+`, with `*`, `?` and `X`, and what people write between digits; or "anonymous".
fn read_mask(shown: &str, path: &str, entry: &mut Fields, broken: &mut Vec<Violation>) {
    let shown = shown.trim();
    let parts = caller_number(shown);
    let known = |c: char| c.is_ascii_digit() || "+*?Xx".contains(c);
    let anonymous = shown.eq_ignore_ascii_case("anonymous");
    // A tab is a blank to the mask, but not to the schema.
    let plain = !shown.chars().any(|c| c.is_whitespace() && c != ' ');
    let well =
        plain && shown.chars().count() <= MASK_MAX && !parts.is_empty() && parts.chars().all(known);
    if anonymous || well {
        entry.insert("caller_mask".to_owned(), json!(shown));
    } else {
        let sentence = "The caller is 1 to 64 digits with + in front, * for any run of digits, ? or X for one; or \
                        anonymous.";
        broken.push(BrokenRule::new("caller_mask", sentence).at(pointer::child(path, "caller_id")));
    }
}

/// The new list: what the dialect does not show stays in its place among the others.
fn placed(forwarding: &Value, read: Vec<Value>) -> Vec<Value> {
    let mut read = read.into_iter();
    let mut list: Vec<Value> = Vec::new();
    for entry in stored(forwarding) {
        if is_shown(entry) {
            list.extend(read.next());
        } else {
            list.push(entry.clone());
        }
    }
    list.extend(read);
    list
}
