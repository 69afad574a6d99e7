//! Office hours in the words of the dialect: `GLOBAL` and `CUSTOM`, and a week of days.
//!
//! The dialect cannot write 24:00: a shift that ends at 23:59 lasts until midnight, and one from 00:00 to 00:00
//! is no shift, so that a day with nothing else is closed.

use super::document;
use crate::broken_rule::BrokenRule;
use crate::hours::{DAY_NAMES, Day, Minute, Range, Week};
use crate::{Fields, Violation, pointer};
use serde_json::{Value, json};

/// The most shifts of a day.
const SHIFTS_MAX: usize = 24;
/// The last minute that the dialect can write.
const LAST: u16 = 23 * 60 + 59;
const MIDNIGHT: u16 = 24 * 60;

/// The `office_hours` document in the words of the dialect. The days are those of the person's own week, also
/// while the account's week holds.
pub fn office_hours(stored: &Value) -> Value {
    let mode = if is_custom(stored) {
        "CUSTOM"
    } else {
        "GLOBAL"
    };
    let mut shown = Fields::new();
    shown.insert("mode".to_owned(), json!(mode));
    shown.extend(document(&show_week(
        stored.get("week").unwrap_or(&Value::Null),
    )));
    Value::Object(shown)
}

/// The `office_hours` document with what stands in `shown`; a mode or a day that is absent stays, `null` for the
/// whole is the account's week.
///
/// # Errors
/// Every broken rule, with its place below `/office_hours`; nothing is changed then.
pub fn set_office_hours(stored: &Value, shown: &Value) -> Result<Value, Vec<Violation>> {
    const PATH: &str = "/office_hours";
    let mut changed = document(stored);
    if shown.is_null() {
        changed.insert("mode".to_owned(), json!("account"));
        return Ok(Value::Object(changed));
    }
    let mut broken = Vec::new();
    match shown.get("mode") {
        None | Some(Value::Null) => {}
        Some(mode) => match mode.as_str() {
            Some("GLOBAL") => {
                changed.insert("mode".to_owned(), json!("account"));
            }
            Some("CUSTOM") => {
                changed.insert("mode".to_owned(), json!("custom"));
            }
            _ => {
                let wrong = BrokenRule::new("enum", "The mode is one of: GLOBAL, CUSTOM.");
                broken.push(wrong.at(pointer::child(PATH, "mode")));
            }
        },
    }
    let before = stored.get("week").cloned().unwrap_or(Value::Null);
    match put_days(&before, shown, PATH) {
        // A custom mode without a week would mean the account's: what was shown is closed days.
        Ok(week)
            if !before.is_null()
                || has_days(&week)
                || is_custom(&Value::Object(changed.clone())) =>
        {
            changed.insert("week".to_owned(), week);
        }
        Ok(_) => {}
        Err(wrong) => broken.extend(wrong),
    }
    if broken.is_empty() {
        Ok(Value::Object(changed))
    } else {
        Err(broken)
    }
}

fn is_custom(stored: &Value) -> bool {
    stored.get("mode").and_then(Value::as_str) == Some("custom")
}

fn has_days(week: &Value) -> bool {
    week.as_object().is_some_and(|days| !days.is_empty())
}

/// A week in the words of the dialect: all seven days.
pub(super) fn show_week(stored: &Value) -> Value {
    let week = Week::from_value(stored).unwrap_or(Week::CLOSED);
    let days = DAY_NAMES
        .iter()
        .zip(week.days())
        .map(|(name, day)| ((*name).to_owned(), show_day(day)));
    Value::Object(days.collect())
}

fn show_day(day: &Day) -> Value {
    let time = |minute: Minute| match minute.minutes() {
        MIDNIGHT => "23:59".to_owned(),
        _ => minute.to_string(),
    };
    let ranges: Vec<Value> = day
        .ranges
        .iter()
        .map(|range| json!({"from": time(range.from), "to": time(range.to)}))
        .collect();
    json!({"enabled": day.enabled, "ranges": ranges})
}

/// The week's document with the days that stand in `shown`.
pub(super) fn put_days(stored: &Value, shown: &Value, path: &str) -> Result<Value, Vec<Violation>> {
    let Some(days) = shown.as_object() else {
        return Err(vec![
            BrokenRule::new("type", "The hours are an object.").at(path),
        ]);
    };
    let known = show_week(stored);
    let mut week = document(stored);
    let mut broken = Vec::new();
    for name in DAY_NAMES {
        let Some(day) = days.get(name).filter(|day| !day.is_null()) else {
            continue;
        };
        // What came back as it was shown stays as it was, to the byte.
        if known.get(name) == Some(day) && week.contains_key(name) {
            continue;
        }
        let path = pointer::child(path, name);
        match read_day(day, &path) {
            Ok(day) => {
                let mut kept = week.get(name).map(document).unwrap_or_default();
                kept.insert("enabled".to_owned(), json!(day.enabled));
                kept.insert("ranges".to_owned(), json!(day.ranges));
                week.insert(name.to_owned(), Value::Object(kept));
            }
            Err(wrong) => broken.extend(wrong),
        }
    }
    if broken.is_empty() {
        Ok(Value::Object(week))
    } else {
        Err(broken)
    }
}

fn read_day(shown: &Value, path: &str) -> Result<Day, Vec<Violation>> {
    let enabled = match shown.get("enabled") {
        None | Some(Value::Null) => false,
        Some(Value::Bool(enabled)) => *enabled,
        Some(_) => {
            let wrong = BrokenRule::new("type", "Whether a day is open is true or false.");
            return Err(vec![wrong.at(pointer::child(path, "enabled"))]);
        }
    };
    let path = pointer::child(path, "ranges");
    let none = Vec::new();
    let shifts = match shown.get("ranges") {
        None | Some(Value::Null) => &none,
        Some(Value::Array(shifts)) if shifts.len() <= SHIFTS_MAX => shifts,
        Some(_) => {
            let wrong = BrokenRule::new("list", "A day has a list of at most 24 shifts.");
            return Err(vec![wrong.at(path)]);
        }
    };
    let mut ranges = Vec::new();
    let mut broken = Vec::new();
    for (index, shift) in shifts.iter().enumerate() {
        match read_shift(shift) {
            Ok(range) => ranges.extend(range),
            Err(wrong) => broken.push(wrong.at(pointer::child(&path, &index.to_string()))),
        }
    }
    if !broken.is_empty() {
        return Err(broken);
    }
    Ok(Day {
        // Without its empty shifts the day has none, which must not mean "all day".
        enabled: enabled && (shifts.is_empty() || !ranges.is_empty()),
        ranges,
    })
}

/// `None` for the shift that is no time at all, 00:00 to 00:00.
fn read_shift(shift: &Value) -> Result<Option<Range>, BrokenRule> {
    let time = |key| {
        let text = shift.get(key).and_then(Value::as_str).unwrap_or_default();
        let bad = |_| BrokenRule::new("time", "A shift is written with from and to, each HH:MM.");
        text.parse::<Minute>().map_err(bad)
    };
    let (from, to) = (time("from")?, time("to")?);
    if (from, to) == (Minute::MIDNIGHT, Minute::MIDNIGHT) {
        return Ok(None);
    }
    if to <= from {
        let sentence = "A shift ends after it starts; divide one that passes midnight.";
        return Err(BrokenRule::new("order", sentence));
    }
    let to = if to.minutes() == LAST {
        Minute::new(MIDNIGHT).unwrap_or(to)
    } else {
        to
    };
    Ok(Some(Range { from, to }))
}
