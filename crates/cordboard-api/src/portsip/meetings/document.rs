//! A meeting in the words of the dialect, and back.

use crate::portsip::time::{instant, milliseconds};
use cordboard_model::filter::{Field, FieldType};
use cordboard_model::{Fields, Id, Record};
use serde_json::{Value, json};

/// The layouts, with the number behind each name.
pub(super) const LAYOUTS: [&str; 7] = [
    "LAYOUT0", "LAYOUT1", "LAYOUT2", "LAYOUT3", "LAYOUT4", "LAYOUT6", "LAYOUT9",
];

/// What a list can be asked about.
pub(super) const FIELDS: &[Field] = &[
    Field::new("id", FieldType::Text),
    Field::new("extension_number", FieldType::Text),
    Field::new("mode", FieldType::Text),
    Field::new("control", FieldType::Text),
    Field::new("height", FieldType::Number),
    Field::new("width", FieldType::Number),
    Field::new("bitrate", FieldType::Number),
    Field::new("framerate", FieldType::Number),
    Field::new("layout", FieldType::Text),
    Field::new("subject", FieldType::Text),
    Field::new("language", FieldType::Text),
    Field::new("capacity", FieldType::Number),
    Field::new("enable_recording", FieldType::Flag),
    Field::new("enable_prompt", FieldType::Flag),
    Field::new("timezone", FieldType::Text),
    Field::new("created_at", FieldType::Time),
    Field::new("scheduled_start_at", FieldType::Time),
    Field::new("scheduled_end_at", FieldType::Time),
    Field::new("external_invitees", FieldType::Text),
    Field::new("close_on_nobody", FieldType::Flag),
    Field::new("ownership", FieldType::Flag),
    Field::new("custom_options", FieldType::Text),
];

/// Keys that are the same in the record.
const SAME: [&str; 16] = [
    "extension_number",
    "height",
    "width",
    "bitrate",
    "framerate",
    "subject",
    "language",
    "capacity",
    "admin_pin",
    "room_pin",
    "enable_recording",
    "enable_prompt",
    "timezone",
    "external_invitees",
    "close_on_nobody",
    "custom_options",
];
const LISTS: [&str; 2] = ["internal_invitees", "outbound_caller_ids"];
const TIMES: [&str; 2] = ["scheduled_start_at", "scheduled_end_at"];

/// What a list shows of a meeting to this user.
pub(super) fn summary(meeting: &Record, user: Option<Id>) -> Fields {
    let fields = &meeting.fields;
    let mut shown = Fields::new();
    shown.insert("id".into(), json!(meeting.id));
    for key in SAME {
        let value = fields.get(key).cloned().unwrap_or(Value::Null);
        shown.insert(key.into(), value);
    }
    for key in ["mode", "control"] {
        shown.insert(key.into(), meeting.text(key).to_uppercase().into());
    }
    let layout = fields.get("layout").and_then(Value::as_u64).unwrap_or(0);
    shown.insert("layout".into(), format!("LAYOUT{layout}").into());
    for key in LISTS {
        let list = fields.get(key).cloned().unwrap_or_else(|| json!([]));
        shown.insert(key.into(), list);
    }
    for key in TIMES {
        let at = milliseconds(meeting.text(key)).map_or(Value::Null, instant);
        shown.insert(key.into(), at);
    }
    shown.insert("created_at".into(), instant(meeting.created_ms));
    let owns = user.is_some_and(|user| user.to_string() == meeting.text("owner_id"));
    shown.insert("ownership".into(), owns.into());
    shown
}

/// The whole meeting. There is no session border controller here, so that none is named.
pub(super) fn detail(meeting: &Record, user: Option<Id>, domain: &str) -> Fields {
    let mut shown = summary(meeting, user);
    shown.insert("domain".into(), domain.into());
    for key in ["sbc_host", "sbc_port", "token"] {
        shown.insert(key.into(), Value::Null);
    }
    shown
}

/// The fields with what a body says: `null`, and an empty text where one means nothing, takes a field away.
pub(super) fn written(body: &Fields, fields: &mut Fields) {
    for key in SAME.iter().chain(&LISTS).chain(&TIMES) {
        if *key == "extension_number" {
            continue;
        }
        match body.get(*key) {
            None => {}
            Some(Value::Null) => {
                fields.shift_remove(*key);
            }
            Some(Value::String(text)) if text.is_empty() && *key != "subject" => {
                fields.shift_remove(*key);
            }
            Some(value) => {
                fields.insert((*key).into(), value.clone());
            }
        }
    }
    for key in ["mode", "control"] {
        if let Some(word) = body.get(key).and_then(Value::as_str) {
            fields.insert(key.into(), word.to_lowercase().into());
        }
    }
    let layout = body.get("layout").and_then(Value::as_str);
    let number = layout.and_then(|name| name.strip_prefix("LAYOUT")?.parse::<u8>().ok());
    if let Some(number) = number {
        fields.insert("layout".into(), number.into());
    }
    // Absent parts of a caller id are sent as null, too.
    if let Some(Value::Array(list)) = fields.get_mut("outbound_caller_ids") {
        for item in list {
            if let Some(item) = item.as_object_mut() {
                item.retain(|_, value| !value.is_null());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cordboard_model::Kind;

    #[test]
    fn what_is_written_is_read_back() {
        let body = json!({
            "mode": "VIDEO", "control": "MASTER", "layout": "LAYOUT4", "subject": "Monday", "timezone": "UTC",
            "room_pin": "123", "scheduled_start_at": "2026-03-01T10:00:00+01:00",
            "outbound_caller_ids": [{ "provider_id": "p", "caller_id": "+49301", "description": null }],
            "custom_options": "{}", "capacity": 20,
        });
        let mut fields = Fields::new();
        written(body.as_object().unwrap(), &mut fields);
        assert_eq!(fields["mode"], "video");
        assert_eq!(fields["layout"], 4);
        let id = Id::from_bytes([1; 16]);
        let record = Record::new(Kind::Meeting, id, None, fields.clone(), 0);
        let shown = Value::Object(detail(&record, None, "acme.example"));
        for key in [
            "mode", "control", "layout", "subject", "room_pin", "capacity",
        ] {
            assert_eq!(shown[key], body[key], "{key}");
        }
        assert_eq!(shown["scheduled_start_at"], "2026-03-01T09:00:00Z");
        assert_eq!(shown["admin_pin"], Value::Null);
        assert_eq!(shown["internal_invitees"], json!([]));
        assert_eq!(shown.as_object().unwrap().len(), 30);

        written(json!({ "room_pin": "" }).as_object().unwrap(), &mut fields);
        assert!(!fields.contains_key("room_pin"));
    }
}
