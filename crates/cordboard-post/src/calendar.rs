//! A meeting as calendars exchange it (RFC 5545 and 5546): a request for whoever is invited, a cancellation for whoever
//! is not any more.

use chrono::{DateTime, Utc};
use cordboard_engine::mail::letter::CalendarEntry;
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

/// The method, which also stands in the kind of the letter's part.
pub(crate) const fn method(entry: &CalendarEntry) -> &'static str {
    if entry.is_cancelled {
        "CANCEL"
    } else {
        "REQUEST"
    }
}

/// The text of the entry, from this sender to this guest.
pub(crate) fn text(
    entry: &CalendarEntry,
    (sender, guest): (&str, &str),
    written_ms: i64,
) -> String {
    let mut event = Event::new();
    event
        .uid(&plain(&entry.uid))
        .sequence(u32::try_from(entry.sequence).unwrap_or(u32::MAX))
        .timestamp(at(written_ms))
        .starts(at(entry.start_ms))
        .ends(at(entry.end_ms))
        .summary(&plain(&entry.subject))
        .location(&plain(&entry.number))
        .status(if entry.is_cancelled {
            EventStatus::Cancelled
        } else {
            EventStatus::Confirmed
        });
    let mut organizer = Property::new("ORGANIZER", format!("mailto:{}", plain(sender)));
    let name = parameter(&entry.organizer);
    if !name.is_empty() {
        organizer.add_parameter("CN", &format!("\"{name}\""));
    }
    event.append_property(organizer);
    let mut attendee = Property::new("ATTENDEE", format!("mailto:{}", plain(guest)));
    attendee.add_parameter("ROLE", "REQ-PARTICIPANT");
    attendee.add_parameter("RSVP", "FALSE");
    event.append_multi_property(attendee);
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new("PRODID", "-//Cordboard//Meetings//EN"));
    calendar.append_property(Property::new("METHOD", method(entry)));
    calendar.push(event);
    calendar.to_string()
}

fn at(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// What may stand between quotation marks.
fn parameter(text: &str) -> String {
    plain(text).replace('"', "'")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting() -> CalendarEntry {
        CalendarEntry {
            uid: "0190@cordboard".to_owned(),
            sequence: 7,
            is_cancelled: false,
            start_ms: 1_796_634_000_000,
            end_ms: 1_796_637_600_000,
            subject: "Größe; a, b\\\r\nBEGIN:VEVENT".repeat(4),
            number: "8000".to_owned(),
            organizer: "Anna \"Ann\";X:Y".to_owned(),
        }
    }

    fn lines(entry: &CalendarEntry) -> Vec<String> {
        let text = text(entry, ("pbx@acme.example", "carl@x.example"), 0);
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{text}");
        let unfolded = text.replace("\r\n ", "");
        unfolded.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_request_holds_the_meeting_and_no_value_begins_a_line_of_its_own() {
        let lines = lines(&meeting());
        for line in [
            "METHOD:REQUEST",
            "UID:0190@cordboard",
            "SEQUENCE:7",
            "DTSTART:20261207T090000Z",
            "DTEND:20261207T100000Z",
            "LOCATION:8000",
            "STATUS:CONFIRMED",
            "ORGANIZER;CN=\"Anna 'Ann';X:Y\":mailto:pbx@acme.example",
        ] {
            assert!(
                lines.iter().any(|known| known == line),
                "{line}: {lines:#?}"
            );
        }
        assert_eq!(
            lines.iter().filter(|line| *line == "BEGIN:VEVENT").count(),
            1
        );
        let summary = lines.iter().find(|line| line.starts_with("SUMMARY:"));
        let wanted = "SUMMARY:Größe\\; a\\, b\\\\BEGIN:VEVENT";
        assert!(summary.unwrap().starts_with(wanted), "{summary:?}");
    }

    #[test]
    fn a_cancellation_says_so_twice() {
        let mut meeting = meeting();
        meeting.is_cancelled = true;
        let lines = lines(&meeting);
        for line in ["METHOD:CANCEL", "STATUS:CANCELLED"] {
            assert!(
                lines.iter().any(|known| known == line),
                "{line}: {lines:#?}"
            );
        }
    }
}
