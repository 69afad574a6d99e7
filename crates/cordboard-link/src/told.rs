//! The feed of a server as it comes over the wire: server-sent events, of which only the numbers are read.

use http_body_util::BodyExt;
use hyper::body::Incoming;
use std::collections::VecDeque;

/// A line of the feed is never longer; a longer one is cut off and says nothing.
const LINE_MAX: usize = 64 * 1024;

/// What the server tells, for as long as it does.
pub(crate) struct Told {
    body: Incoming,
    lines: Lines,
    ready: VecDeque<Option<u64>>,
}

impl Told {
    pub(crate) fn new(body: Incoming) -> Self {
        Self {
            body,
            lines: Lines::default(),
            ready: VecDeque::new(),
        }
    }

    /// The number of what happened next; `Some(None)` for a mere sign of life, `None` at the end.
    pub(crate) async fn next(&mut self) -> Option<Option<u64>> {
        loop {
            if let Some(told) = self.ready.pop_front() {
                return Some(told);
            }
            let frame = self.body.frame().await?.ok()?;
            let Some(data) = frame.data_ref() else {
                continue;
            };
            let numbers = self.lines.read(data);
            // What came together is asked for together.
            self.ready.push_back(numbers.into_iter().max());
        }
    }
}

/// Lines that come in pieces.
#[derive(Default)]
struct Lines {
    begun: Vec<u8>,
}

impl Lines {
    /// The numbers (`id: 17`) of the events that are in this piece, as far as their lines are complete.
    fn read(&mut self, piece: &[u8]) -> Vec<u64> {
        let mut numbers = Vec::new();
        for byte in piece {
            if *byte != b'\n' {
                if self.begun.len() < LINE_MAX {
                    self.begun.push(*byte);
                }
                continue;
            }
            let line = std::mem::take(&mut self.begun);
            let line = String::from_utf8_lossy(&line);
            let number = line.strip_prefix("id:").map(str::trim);
            numbers.extend(number.and_then(|text| text.parse::<u64>().ok()));
        }
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_however_the_wire_cuts_them_and_signs_of_life_are_none() {
        let feed =
            b": open\n\nid: 17\ndata: {\"topic\":\"user.update\"}\n\n:\n\nid: 18\ndata: x\n\n";
        for cut in 0..feed.len() {
            let (first, second) = feed.split_at(cut);
            let mut lines = Lines::default();
            let mut numbers = lines.read(first);
            numbers.extend(lines.read(second));
            assert_eq!(numbers, [17, 18], "{cut}");
        }
        assert!(Lines::default().read(b":\n\n").is_empty());
    }
}
