//! What the lists show of a record: one value for every column, made from the record alone.

use crate::roles;
use crate::summaries::View;
use cordboard_model::{Fields, Kind, Record};
use serde_json::Value;

/// What people without the right to manage users see of each other.
pub(super) const DIRECTORY: View = View {
    name: "list.user.directory",
    of: directory,
};

/// The columns of the lists of this kind, where there is such a list.
pub(super) fn view(kind: Kind) -> Option<View> {
    let (name, of): (_, fn(&Record) -> Fields) = match kind {
        Kind::User => ("list.user", user),
        Kind::Phone => ("list.phone", phone),
        Kind::Group => ("list.group", group),
        Kind::RingGroup => ("list.ring_group", ring_group),
        Kind::CallQueue => ("list.call_queue", call_queue),
        Kind::Contact => ("list.contact", contact),
        Kind::Holiday => ("list.holiday", holiday),
        _ => return None,
    };
    Some(View { name, of })
}

/// The texts of these fields, those that are there.
fn texts(record: &Record, keys: &[&str]) -> Fields {
    let mut cells = Fields::new();
    cells.insert("name".into(), record.label().into());
    for key in keys {
        let text = record.text(key);
        if !text.is_empty() {
            cells.insert((*key).to_owned(), text.into());
        }
    }
    cells
}

fn size(record: &Record, key: &str) -> Value {
    match record.fields.get(key) {
        Some(Value::Array(items)) => items.len().into(),
        Some(Value::Object(members)) => members.len().into(),
        _ => 0.into(),
    }
}

fn directory(user: &Record) -> Fields {
    let keys = ["extension_number", "email", "department", "job_title"];
    let mut cells = texts(user, &keys);
    let switch = user.fields.get("do_not_disturb");
    let is_busy = switch.and_then(|switch| switch.get("enabled")?.as_bool());
    let presence = match user.text("presence") {
        _ if is_busy == Some(true) => "do_not_disturb",
        "" => "available",
        presence => presence,
    };
    cells.insert("presence".into(), presence.into());
    cells
}

fn user(user: &Record) -> Fields {
    let mut cells = directory(user);
    cells.extend(texts(user, &["username", "mobile", "work_phone"]));
    let rules = user.fields.get("forwarding").and_then(Value::as_object);
    let is_forwarded = rules.is_some_and(|rules| !rules.is_empty());
    cells.insert("is_forwarded".into(), is_forwarded.into());
    cells.insert("enabled".into(), user.flag("enabled", true).into());
    cells.insert("role".into(), roles::level_of(user).name().into());
    cells.insert("role_name".into(), roles::name_of(user).into());
    cells
}

fn phone(phone: &Record) -> Fields {
    let mut cells = texts(phone, &["device_type", "mac_address", "owner_id"]);
    let within = |path: &str| {
        let (holder, key) = path.split_once('/')?;
        let text = phone.fields.get(holder)?.get(key)?.as_str()?;
        Some(Value::from(text))
    };
    for (column, path) in [
        ("vendor", "provision/endpoint_brand"),
        ("model", "provision/endpoint_model"),
        ("sip_username", "sip/username"),
    ] {
        cells.extend(within(path).map(|text| (column.to_owned(), text)));
    }
    cells.insert("enabled".into(), phone.flag("enabled", true).into());
    cells
}

fn group(group: &Record) -> Fields {
    let mut cells = texts(group, &["description"]);
    cells.insert("members".into(), size(group, "endpoints"));
    cells.insert("numbers".into(), size(group, "outbound_caller_ids"));
    cells
}

fn ring_group(team: &Record) -> Fields {
    let mut cells = texts(team, &["extension_number"]);
    cells.insert("members".into(), size(team, "members"));
    cells
}

fn call_queue(queue: &Record) -> Fields {
    let mut cells = texts(queue, &["extension_number", "polling_strategy"]);
    cells.insert("members".into(), size(queue, "agents"));
    let agents = queue.fields.get("agents").and_then(Value::as_array);
    let status = |agent: &&Value| agent.get("status").and_then(Value::as_str) == Some("READY");
    let ready = agents.into_iter().flatten().filter(status).count();
    cells.insert("ready".into(), ready.into());
    cells
}

fn contact(contact: &Record) -> Fields {
    let keys = [
        "company",
        "title",
        "email",
        "business",
        "mobile_phone",
        "owner_id",
    ];
    texts(contact, &keys)
}

fn holiday(holiday: &Record) -> Fields {
    let mut cells = texts(holiday, &["from_date", "to_date"]);
    let every_year = holiday.flag("every_year", false);
    cells.insert("every_year".into(), every_year.into());
    // A person's own; what is nobody's is the whole account's.
    let person = holiday.text("user_id");
    if !person.is_empty() {
        cells.insert("owner_id".into(), person.into());
    }
    cells
}
