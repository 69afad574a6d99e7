//! What is to be done later, ordered by when: a queue that somebody else empties, so that nothing here waits and a
//! test decides what time it is.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Things to do, each at an instant in milliseconds since the epoch. Those of the same instant keep their order.
#[derive(Debug)]
pub struct Agenda<T> {
    heap: BinaryHeap<Reverse<Entry<T>>>,
    added: u64,
}

#[derive(Debug)]
struct Entry<T> {
    at_ms: i64,
    number: u64,
    what: T,
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T> Eq for Entry<T> {}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at_ms, self.number).cmp(&(other.at_ms, other.number))
    }
}

impl<T> Default for Agenda<T> {
    fn default() -> Self {
        Self {
            heap: BinaryHeap::new(),
            added: 0,
        }
    }
}

impl<T> Agenda<T> {
    /// Adds something to do.
    pub fn add(&mut self, at_ms: i64, what: T) {
        self.added += 1;
        self.heap.push(Reverse(Entry {
            at_ms,
            number: self.added,
            what,
        }));
    }

    /// The first thing that is due at this instant, with the instant at which it became so.
    pub fn due(&mut self, now_ms: i64) -> Option<(i64, T)> {
        if self.next_ms()? > now_ms {
            return None;
        }
        let Reverse(entry) = self.heap.pop()?;
        Some((entry.at_ms, entry.what))
    }

    /// When the next thing is due.
    pub fn next_ms(&self) -> Option<i64> {
        self.heap.peek().map(|Reverse(entry)| entry.at_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_are_done_in_the_order_of_their_time_and_not_before() {
        let mut agenda = Agenda::default();
        for (at_ms, what) in [(20, "c"), (10, "a"), (10, "b"), (30, "d")] {
            agenda.add(at_ms, what);
        }
        assert_eq!(agenda.due(9), None);
        assert_eq!(agenda.next_ms(), Some(10));
        let mut done = Vec::new();
        while let Some(next) = agenda.due(20) {
            done.push(next);
        }
        assert_eq!(done, [(10, "a"), (10, "b"), (20, "c")]);
        assert_eq!(agenda.next_ms(), Some(30));
    }
}
