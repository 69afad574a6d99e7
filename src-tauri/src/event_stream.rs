//! Reads an event stream (the `text/event-stream` format of the HTML standard) as it arrives in pieces.
//! It knows the format only, not what the events mean.

use serde::Serialize;

/// One event of the stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Event {
    /// The event's name; `message` when the stream names none.
    pub(crate) event: String,
    /// The event's text: for our feed, one JSON document.
    pub(crate) data: String,
}

/// Collects the pieces of a stream until they make whole events.
#[derive(Debug, Default)]
pub(crate) struct EventReader {
    rest: Vec<u8>,
}

impl EventReader {
    /// Takes the next piece and returns the events that it completes.
    pub(crate) fn push(&mut self, piece: &[u8]) -> Vec<Event> {
        self.rest.extend_from_slice(piece);
        let mut events = Vec::new();
        while let Some(end) = self.rest.windows(2).position(|pair| pair == b"\n\n") {
            let block: Vec<u8> = self.rest.drain(..end + 2).collect();
            events.extend(read_block(&String::from_utf8_lossy(&block)));
        }
        events
    }
}

/// One block of lines. Blocks without data (comments that keep a connection alive) are no events.
fn read_block(block: &str) -> Option<Event> {
    let mut event = "message".to_owned();
    let mut data: Option<String> = None;
    for line in block.lines() {
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut event),
            "data" => match &mut data {
                Some(text) => {
                    text.push('\n');
                    text.push_str(value);
                }
                None => data = Some(value.to_owned()),
            },
            _ => {}
        }
    }
    data.map(|data| Event { event, data })
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = ": hello\n\nid: 7\ndata: {\"seq\":7}\n\nevent: resync\ndata: {}\n\n\
                          data: a\ndata: b\n\n";

    fn event(event: &str, data: &str) -> Event {
        Event {
            event: event.to_owned(),
            data: data.to_owned(),
        }
    }

    #[test]
    fn events_are_the_same_however_the_stream_is_cut() {
        let expected = [
            event("message", "{\"seq\":7}"),
            event("resync", "{}"),
            event("message", "a\nb"),
        ];
        for size in 1..=STREAM.len() {
            let mut reader = EventReader::default();
            let read: Vec<Event> = STREAM
                .as_bytes()
                .chunks(size)
                .flat_map(|piece| reader.push(piece))
                .collect();
            assert_eq!(read, expected, "in pieces of {size}");
        }
    }

    #[test]
    fn an_unfinished_event_waits_for_its_end() {
        let mut reader = EventReader::default();
        assert_eq!(reader.push(b"data: 1\n"), []);
        assert_eq!(reader.push(b"\n"), [event("message", "1")]);
    }
}
