//! A letter as RFC 5322 and MIME write it. Values become headers through the library only, which knows no line break in
//! them.

use crate::calendar;
use cordboard_engine::mail::desk::Due;
use lettre::Message;
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use std::time::{Duration, UNIX_EPOCH};

/// Why a letter cannot be written, as a short name for programs.
pub(crate) type Unwritable = &'static str;

/// The letter from this sender.
pub(crate) fn compose(from: &Mailbox, letter: &Due) -> Result<Message, Unwritable> {
    let to: Mailbox = letter.to.parse().map_err(|_| "address")?;
    let written = Duration::from_millis(u64::try_from(letter.written_ms).unwrap_or(0));
    // The same with every attempt, so that mail programs know a letter that came twice.
    let id = format!("<{}@{}>", letter.id, from.email.domain());
    let subject: String = letter.subject.chars().filter(|c| !c.is_control()).collect();
    let builder = Message::builder()
        .date(UNIX_EPOCH + written)
        .from(from.clone())
        .to(to.clone())
        .subject(subject)
        .message_id(Some(id));
    let text = SinglePart::plain(body(letter));
    let message = match &letter.content.calendar {
        None => builder.singlepart(text),
        Some(entry) => {
            let (sender, guest) = (from.email.to_string(), to.email.to_string());
            let calendar = calendar::text(entry, (&sender, &guest), letter.written_ms);
            let method = calendar::method(entry);
            let kind = format!("text/calendar; method={method}; charset=utf-8");
            let kind = ContentType::parse(&kind).map_err(|_| "unwritable")?;
            // Beside the text for mail programs that show invitations, and as a file for all others.
            let inline = SinglePart::builder()
                .header(kind.clone())
                .body(calendar.clone());
            let both = MultiPart::alternative().singlepart(text).singlepart(inline);
            let file = Attachment::new("invite.ics".to_owned()).body(calendar, kind);
            let parts = MultiPart::mixed().multipart(both).singlepart(file);
            builder.multipart(parts)
        }
    };
    message.map_err(|_| "unwritable")
}

fn body(letter: &Due) -> String {
    let link = letter.content.link.as_deref();
    let lines = letter.content.text.lines();
    let lines: Vec<&str> = match link {
        Some(link) => lines.chain(["", link]).collect(),
        None => lines.collect(),
    };
    lines.join("\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use cordboard_engine::mail::letter::{CalendarEntry, Content};

    fn letter() -> Due {
        Due {
            id: cordboard_model::Id::from_bytes([7; 16]),
            to: "anna@acme.example".to_owned(),
            subject: "Hello".to_owned(),
            written_ms: 1_700_000_000_000,
            content: Content {
                text: "Dear Anna,\nfollow the link.".to_owned(),
                link: Some("https://console.example/?recovery=abc".to_owned()),
                calendar: None,
            },
        }
    }

    fn text(letter: &Due) -> Result<String, Unwritable> {
        let from = "Acme Büro <pbx@acme.example>".parse().unwrap();
        let message = compose(&from, letter)?;
        Ok(String::from_utf8(message.formatted()).unwrap())
    }

    #[test]
    fn a_letter_names_its_sender_and_holds_its_link() {
        let text = text(&letter()).unwrap();
        for part in [
            "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n",
            "To: anna@acme.example\r\n",
            "<pbx@acme.example>\r\n",
            "Message-ID: <07070707070707070707070707070707@acme.example>\r\n",
            "\r\n\r\nDear Anna,\r\nfollow the link.\r\n\r\nhttps://console.example/?recovery=3Dabc",
        ] {
            let plain = part.replace("=3D", "=");
            assert!(
                text.contains(part) || text.contains(&plain),
                "{part}: {text}"
            );
        }
    }

    #[test]
    fn no_value_adds_a_header() {
        for to in [
            "anna@acme.example\r\nBcc: all@acme.example",
            "anna@acme.example\nBcc: all@acme.example",
            "anna@acme.example, all@acme.example",
            "anna",
            "",
        ] {
            let mut sly = letter();
            sly.to = to.to_owned();
            assert_eq!(text(&sly), Err("address"), "{to:?}");
        }
        for subject in ["Hello\r\nBcc: all@acme.example", "é\r\n\r\nbody", "a\nX: y"] {
            let mut sly = letter();
            sly.subject = subject.to_owned();
            let text = text(&sly).unwrap();
            let (head, _) = text.split_once("\r\n\r\n").unwrap();
            let names: Vec<&str> = head
                .split("\r\n")
                .filter(|line| !line.starts_with(' '))
                .filter_map(|line| Some(line.split_once(':')?.0))
                .collect();
            assert!(!names.contains(&"Bcc") && !names.contains(&"X"), "{text}");
            assert!(text.ends_with("abc\r\n"), "{text}");
        }
    }

    #[test]
    fn an_invitation_comes_as_a_part_and_as_a_file() {
        let mut invitation = letter();
        invitation.content.link = None;
        invitation.content.calendar = Some(CalendarEntry {
            uid: "1@cordboard".to_owned(),
            sequence: 1,
            is_cancelled: true,
            start_ms: 0,
            end_ms: 1,
            subject: "x".to_owned(),
            number: "8000".to_owned(),
            organizer: "Anna".to_owned(),
        });
        let text = text(&invitation).unwrap();
        assert_eq!(text.matches("method=CANCEL").count(), 2, "{text}");
        assert!(text.contains("filename=\"invite.ics\""), "{text}");
    }
}
