//! The rules that JSON Schema cannot say. Each check is one row of [`checks_of`].

use super::Violation;
use super::metaflows::metaflows;
use crate::Kind;
use crate::hours::Minute;
use crate::meeting::Settings;
use crate::password_policy::PasswordPolicy;
use serde_json::Value;
use std::collections::HashSet;

type Check = fn(&Value, &str, &mut Vec<Violation>);

/// Which checks look at which places of which kind's document.
const fn checks_of(kind: Kind) -> &'static [(&'static str, Check)] {
    match kind {
        Kind::Account => &[
            ("office_hours", week),
            ("metaflows", metaflows),
            ("password_policy", password_policy),
        ],
        Kind::User => &[
            ("forwarding", forwarding),
            ("office_hours", office_hours),
            ("metaflows", metaflows),
        ],
        Kind::Phone => &[("metaflows", metaflows)],
        Kind::Holiday => &[("", holiday)],
        Kind::CallQueue => &[("agents", agents)],
        Kind::SpeedDial => &[("phone_number", dial_number)],
        Kind::Group | Kind::RingGroup | Kind::Settings | Kind::Contact | Kind::Greeting => &[],
        Kind::Meeting => &[("", meeting)],
        Kind::Registration | Kind::Conflict | Kind::Visitor => &[],
        Kind::AccountProfile | Kind::Tag => &[],
        Kind::Role | Kind::Call | Kind::Recording | Kind::Message => &[],
        Kind::Watch => &[("", crate::webhook::checks::check)],
        Kind::Credential | Kind::Session | Kind::Recovery | Kind::File => &[],
        Kind::CryptoKey | Kind::Progress | Kind::Delivery | Kind::DeliveryLog | Kind::Letter => &[],
        Kind::PhoneFetches => &[],
        Kind::Kiosk => &[],
    }
}

/// The lengths of a policy must fit each other; each of them is the schema's matter.
fn password_policy(policy: &Value, path: &str, found: &mut Vec<Violation>) {
    let broken = PasswordPolicy::from_value(policy).check_itself().err();
    let order = broken.into_iter().flatten();
    let order = order.filter(|rule| rule.rule == "length_order");
    found.extend(order.map(|rule| rule.at(format!("{path}/max_length"))));
}

/// Runs every check of the kind. Values of a wrong type are left to the schema, which has reported them.
pub(super) fn check(kind: Kind, document: &Value, found: &mut Vec<Violation>) {
    for (key, check) in checks_of(kind) {
        if key.is_empty() {
            check(document, "", found);
        } else if let Some(value) = document.get(*key) {
            check(value, &format!("/{key}"), found);
        }
    }
}

/// The settings of a room fit together; what breaks the schema has been reported by it.
fn meeting(document: &Value, _at: &str, found: &mut Vec<Violation>) {
    let Some(fields) = document.as_object() else {
        return;
    };
    let broken = Settings::of_fields(fields)
        .check()
        .err()
        .unwrap_or_default();
    for broken in broken {
        let path = match broken.rule {
            "same_pins" => "/admin_pin",
            "schedule" => "/scheduled_end_at",
            _ => continue,
        };
        found.push(broken.at(path));
    }
}

fn report(found: &mut Vec<Violation>, path: String, rule: &str, detail: &str) {
    found.push(Violation::new(path, rule, detail));
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

/// Every range of a week ends after it starts. Only times of day are compared; others are reported by the schema.
fn week(week: &Value, at: &str, found: &mut Vec<Violation>) {
    for (day, hours) in week.as_object().into_iter().flatten() {
        let ranges = hours.get("ranges").and_then(Value::as_array);
        for (index, range) in ranges.into_iter().flatten().enumerate() {
            let time = |key| text(range, key).and_then(|time| time.parse::<Minute>().ok());
            if let (Some(from), Some(to)) = (time("from"), time("to"))
                && to <= from
            {
                let path = format!("{}/ranges/{index}/to", crate::pointer::child(at, day));
                report(
                    found,
                    path,
                    "after_from",
                    "The end must lie after the start; split hours that pass midnight.",
                );
            }
        }
    }
}

fn office_hours(value: &Value, at: &str, found: &mut Vec<Violation>) {
    match value.get("week") {
        Some(own) => week(own, &format!("{at}/week"), found),
        None if text(value, "mode") == Some("custom") => {
            report(
                found,
                format!("{at}/week"),
                "required",
                "Own office hours need a week: give it, or use the account's.",
            );
        }
        None => {}
    }
}

fn forwarding(value: &Value, at: &str, found: &mut Vec<Violation>) {
    for state in [
        "available",
        "busy",
        "do_not_disturb",
        "away",
        "lunch",
        "business_trip",
        "offline",
    ] {
        for place in ["office_hours", "non_office_hours", "no_answer"] {
            if let Some(rule) = value.get(state).and_then(|rules| rules.get(place)) {
                target(rule, || format!("{at}/{state}/{place}"), found);
            }
        }
    }
    let mut ids = HashSet::new();
    let exceptions = value.get("exceptions").and_then(Value::as_array);
    for (index, exception) in exceptions.into_iter().flatten().enumerate() {
        let at = format!("{at}/exceptions/{index}");
        if let Some(id) = text(exception, "id")
            && !ids.insert(id)
        {
            report(
                found,
                format!("{at}/id"),
                "unique_id",
                "Another exception has this id: give each its own.",
            );
        }
        target(exception, || at.clone(), found);
        match exception.get("hours") {
            Some(hours) => week(hours, &format!("{at}/hours"), found),
            None if matches!(
                text(exception, "applies"),
                Some("specific_hours" | "outside_specific_hours")
            ) =>
            {
                report(
                    found,
                    format!("{at}/hours"),
                    "required",
                    "Hours are missing: say which hours are meant.",
                );
            }
            None => {}
        }
    }
}

/// A number stands exactly with `forward_to_number`.
fn target(rule: &Value, at: impl Fn() -> String, found: &mut Vec<Violation>) {
    let Some(action) = text(rule, "action") else {
        return;
    };
    let path = || format!("{}/number", at());
    match (action == "forward_to_number", rule.get("number").is_some()) {
        (true, false) => report(
            found,
            path(),
            "required",
            "Number is missing: say where the call goes.",
        ),
        (false, true) => {
            report(
                found,
                path(),
                "number_without_forward",
                "A number stands only with forward_to_number: take it out.",
            );
        }
        _ => {}
    }
}

/// Nobody answers the calls of a queue twice.
fn agents(list: &Value, at: &str, found: &mut Vec<Violation>) {
    let mut seen = HashSet::new();
    for (index, agent) in list.as_array().into_iter().flatten().enumerate() {
        if let Some(id) = text(agent, "user_id")
            && !seen.insert(id)
        {
            report(
                found,
                format!("{at}/{index}/user_id"),
                "uniqueItems",
                "This person is an agent of the queue already.",
            );
        }
    }
}

fn dial_number(number: &Value, at: &str, found: &mut Vec<Violation>) {
    let broken = number
        .as_str()
        .and_then(|number| crate::dial_number::normal_form(number).err());
    if let Some(broken) = broken {
        report(found, at.to_owned(), broken.rule, &broken.sentence);
    }
}

/// The end is not before the beginning. Only dates of the calendar are compared; others are reported by the schema.
/// What PortSIP clients write may be without days; nobody else's holiday is.
fn holiday(fields: &Value, at: &str, found: &mut Vec<Violation>) {
    if fields.get("portsip").is_none()
        || fields.get("from_date").is_some() != fields.get("to_date").is_some()
    {
        for key in ["from_date", "to_date"] {
            if fields.get(key).is_none() {
                let detail = format!("{key} is missing: give it a value.");
                report(found, format!("{at}/{key}"), "required", &detail);
            }
        }
    }
    let day = |key| text(fields, key).and_then(|day| day.parse::<chrono::NaiveDate>().ok());
    let (Some(from), Some(to)) = (day("from_date"), day("to_date")) else {
        return;
    };
    if to < from {
        report(
            found,
            format!("{at}/to_date"),
            "after_from",
            "The last day must not be before the first.",
        );
    }
    // Times of day are written so that they compare as text.
    if to == from
        && let (Some(first), Some(end)) = (text(fields, "from_time"), text(fields, "to_time"))
        && end <= first
    {
        report(
            found,
            format!("{at}/to_time"),
            "after_from",
            "The end must lie after the beginning.",
        );
    }
}
