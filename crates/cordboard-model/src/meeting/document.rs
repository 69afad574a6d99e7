//! The settings of a room, read from its document.

use super::{Control, Layout, Mode, Pin, Settings};
use crate::{Fields, Id};
use chrono::DateTime;
use serde_json::Value;

impl Settings {
    /// What the document of a meeting says; what it does not say, or says in a way that its schema refuses, is as in
    /// a new room.
    pub fn of_fields(fields: &Fields) -> Self {
        let text = |key: &str| fields.get(key).and_then(Value::as_str);
        let flag = |key: &str| fields.get(key).and_then(Value::as_bool).unwrap_or(false);
        let number = |key: &str| fields.get(key).and_then(Value::as_u64);
        let pin = |key: &str| text(key).filter(|pin| !pin.is_empty()).map(Pin::new);
        let instant = |key: &str| {
            let at = DateTime::parse_from_rfc3339(text(key)?).ok()?;
            Some(at.timestamp_millis())
        };
        let owner = text("owner_id").and_then(|id| id.parse().ok());
        let mode = match text("mode") {
            Some("video") => Mode::Video,
            _ => Mode::Audio,
        };
        let capacity = number("capacity").and_then(|seats| u16::try_from(seats).ok());
        let layout = number("layout").and_then(|layout| u8::try_from(layout).ok());
        Self {
            control: match text("control") {
                Some("master") => Control::Master,
                _ => Control::Free,
            },
            capacity: capacity.unwrap_or(Self::CAPACITY_DEFAULT),
            layout: layout.and_then(Layout::new).unwrap_or_default(),
            room_pin: pin("room_pin"),
            admin_pin: pin("admin_pin"),
            enable_recording: flag("enable_recording"),
            close_on_nobody: flag("close_on_nobody"),
            scheduled_start_ms: instant("scheduled_start_at"),
            scheduled_end_ms: instant("scheduled_end_at"),
            ..Self::new(owner.unwrap_or(Id::from_bytes([0; 16])), mode)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn settings_are_read_from_the_document_and_the_rest_is_as_in_a_new_room() {
        let owner = Id::from_bytes([7; 16]);
        let document = json!({
            "owner_id": owner, "mode": "video", "control": "master", "capacity": 20, "layout": 4,
            "room_pin": "1234", "admin_pin": "", "close_on_nobody": true,
            "scheduled_start_at": "2026-03-01T10:00:00+01:00", "scheduled_end_at": "soon",
        });
        let settings = Settings::of_fields(document.as_object().unwrap());
        let expected = Settings {
            control: Control::Master,
            capacity: 20,
            layout: Layout::new(4).unwrap(),
            room_pin: Some(Pin::new("1234")),
            close_on_nobody: true,
            scheduled_start_ms: Some(1_772_355_600_000),
            ..Settings::new(owner, Mode::Video)
        };
        assert_eq!(settings, expected);
        let empty = Settings::of_fields(&Fields::new());
        assert_eq!(empty.capacity, 9);
        assert_eq!(empty.scheduled_end_ms, None);
    }
}
