//! `call_forward` of the Crossbar dialect, told by the forwarding rules and written into them.
//!
//! The rules (`forwarding`) are what holds. A client's `call_forward` object is kept as it was sent, because it says
//! more than the rules (which caller id to show, whether to ask for a key); what it says about the rules is compared
//! with them on reading and corrected where they differ. So a client reads back what it wrote, and sees what was
//! changed elsewhere since.
//!
//! Four things of the object are rules: forwarding everything (`unconditional`, without it `enabled`), while busy
//! (`busy`), while no phone is registered (`failover`), and when nobody answers (`no_answer`).

mod cell;

#[cfg(test)]
mod tests;

use crate::{Fields, dial_number};
use cell::Cell;
use serde_json::Value;

const FIELD: &str = "call_forward";
const RULES: &str = "forwarding";

/// What a client reads: its object with the keys corrected that the rules contradict; nothing when it has never
/// written one and nothing is forwarded in a way that this object can say.
pub fn shown(fields: &Fields) -> Option<Value> {
    let none = Fields::new();
    let rules = fields
        .get(RULES)
        .and_then(Value::as_object)
        .unwrap_or(&none);
    let kept = fields.get(FIELD).filter(|kept| !kept.is_null());
    let mut object = match kept {
        Some(Value::Object(object)) => object.clone(),
        Some(other) => return Some(other.clone()),
        None => Fields::new(),
    };
    let everything = everything(rules);
    if asked_everything(&object) != everything {
        tell_everything(&mut object, everything.clone());
    }
    if everything.is_none() {
        tell_part(&mut object, "busy", both_hours(rules, "busy"));
        tell_failover(&mut object, both_hours(rules, "offline"));
    }
    tell_part(&mut object, "no_answer", Cell::NO_ANSWER.target(rules));
    (kept.is_some() || !object.is_empty()).then_some(Value::Object(object))
}

/// The rules after a client has written this object in the place of what it was shown. A forward that is new is put
/// into its rules; of one that is gone, only the rules that still have its number become what they are by default.
/// Taking the whole object out undoes what is left of it, also when the rules no longer add up to what it said.
pub fn taken(current: &Fields, written: Option<&Value>) -> Option<Value> {
    let before = shown(current);
    let before = before.as_ref().and_then(Value::as_object);
    let written = written.and_then(Value::as_object);
    let kept = current.get(RULES).and_then(Value::as_object);
    let mut rules = kept.cloned().unwrap_or_default();
    let left = match written {
        None => current.get(FIELD).and_then(Value::as_object),
        Some(_) => None,
    };
    for cell in Cell::ALL {
        let (was, wanted) = (asked(before, cell), asked(written, cell));
        if let Some(number) = wanted.as_ref().filter(|_| was != wanted) {
            cell.forward(&mut rules, number);
        } else if wanted.is_none()
            && let Some(holds) = cell.target(&rules)
            && [was, asked(left, cell)].contains(&Some(holds))
        {
            cell.reset(&mut rules);
        }
    }
    // Rules that were there already may now add up to forwarding everything, which the client has not asked for.
    if everything(&rules).is_some() && written.and_then(asked_everything).is_none() {
        for cell in Cell::of_state("available") {
            cell.reset(&mut rules);
        }
    }
    (kept.is_some() || !rules.is_empty()).then_some(Value::Object(rules))
}

/// Whether the object, as it is shown, says that calls are forwarded: `unconditional` alone where it is present.
pub fn is_on(object: &Value) -> bool {
    match object.get("unconditional") {
        Some(always) if always.is_object() => flag(always, "enabled"),
        _ => flag(object, "enabled"),
    }
}

/// Whether the object, as it is shown, says that only calls which find no phone are forwarded.
pub fn is_failover(object: &Value) -> bool {
    flag(object, "failover") && !flag(object, "enabled")
}

/// Where the object wants the calls of this cell to go.
fn asked(object: Option<&Fields>, cell: Cell) -> Option<String> {
    let object = object?;
    match cell {
        Cell::NO_ANSWER => part(object, "no_answer"),
        _ => asked_everything(object).or_else(|| match cell.state {
            "busy" => part(object, "busy"),
            "offline" => asked_failover(object),
            _ => None,
        }),
    }
}

fn asked_everything(object: &Fields) -> Option<String> {
    match object.get("unconditional") {
        Some(Value::Object(always)) => asked_of(always),
        _ => asked_of(object),
    }
}

fn part(object: &Fields, name: &str) -> Option<String> {
    object
        .get(name)
        .and_then(Value::as_object)
        .and_then(asked_of)
}

fn asked_of(object: &Fields) -> Option<String> {
    let is_on = object.get("enabled").and_then(Value::as_bool) == Some(true);
    is_on.then(|| number(object)).flatten()
}

fn asked_failover(object: &Fields) -> Option<String> {
    let is_on = object.get("failover").and_then(Value::as_bool) == Some(true);
    is_on.then(|| number(object)).flatten()
}

/// The number as the rules write it; nothing when no phone can dial it.
fn number(object: &Fields) -> Option<String> {
    dial_number::normal_form(object.get("number")?.as_str()?).ok()
}

/// The number that every call goes to: available, busy and offline, in office hours and outside.
fn everything(rules: &Fields) -> Option<String> {
    let number = both_hours(rules, "available")?;
    let same = |state| both_hours(rules, state).as_ref() == Some(&number);
    (same("busy") && same("offline")).then_some(number)
}

fn both_hours(rules: &Fields, state: &'static str) -> Option<String> {
    let [office, other] = Cell::of_state(state);
    office
        .target(rules)
        .filter(|number| other.target(rules).as_ref() == Some(number))
}

fn tell_everything(object: &mut Fields, holds: Option<String>) {
    match object.get_mut("unconditional") {
        Some(Value::Object(always)) => tell(always, holds),
        _ => tell(object, holds),
    }
}

fn tell(object: &mut Fields, number: Option<String>) {
    object.insert("enabled".into(), number.is_some().into());
    if let Some(number) = number {
        object.insert("number".into(), number.into());
    }
}

fn tell_part(object: &mut Fields, name: &str, holds: Option<String>) {
    if part(object, name) == holds {
        return;
    }
    let inner = object
        .entry(name)
        .or_insert_with(|| Value::Object(Fields::new()));
    if !inner.is_object() {
        *inner = Value::Object(Fields::new());
    }
    if let Value::Object(inner) = inner {
        tell(inner, holds);
    }
}

fn tell_failover(object: &mut Fields, holds: Option<String>) {
    if asked_failover(object) == holds {
        return;
    }
    object.insert("failover".into(), holds.is_some().into());
    if let Some(number) = holds {
        object.insert("number".into(), number.into());
        // The number would else be one that everything goes to.
        if !object.get("unconditional").is_some_and(Value::is_object)
            && object.contains_key("enabled")
        {
            object.insert("enabled".into(), false.into());
        }
    }
}

fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool) == Some(true)
}
