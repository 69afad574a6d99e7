//! How far the entries of the outbox are, beside what they say: that is sealed and as long as what was typed, and is not
//! written anew because it was sent, or because the server has it.

use cordboard_sync::client::{Advance, Status};
use serde::{Deserialize, Serialize};

/// Neighbours that are equally far, by their places. What stands in an entry itself counts where no run holds it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Far(Vec<Run>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    first: u64,
    last: u64,
    status: Status,
    /// The number of the first one's transaction; the next one has the next.
    client_seq: u64,
}

impl Run {
    /// From a place of it on.
    const fn from(self, no: u64) -> Self {
        Self {
            first: no,
            client_seq: self.client_seq + (no - self.first),
            ..self
        }
    }
}

impl Far {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How far the entry at a place is, where it was noted.
    pub(super) fn of(&self, no: u64) -> Option<Advance> {
        let run = self.0.get(self.at(no))?;
        (run.first <= no).then(|| Advance {
            no,
            status: run.status,
            client_seq: run.from(no).client_seq,
        })
    }

    /// Notes how far an entry is.
    pub(super) fn note(&mut self, far: &Advance) {
        self.forget(far.no);
        let at = self.at(far.no);
        let before = at.checked_sub(1).and_then(|before| self.0.get_mut(before));
        if let Some(run) = before
            && run.last.checked_add(1) == Some(far.no)
            && run.status == far.status
            && run.from(far.no).client_seq == far.client_seq
        {
            run.last = far.no;
            return;
        }
        let run = Run {
            first: far.no,
            last: far.no,
            status: far.status,
            client_seq: far.client_seq,
        };
        self.0.insert(at, run);
    }

    /// The entry is not there any more, or says itself how far it is.
    pub(super) fn forget(&mut self, no: u64) {
        let at = self.at(no);
        let Some(run) = self.0.get(at).copied().filter(|run| run.first <= no) else {
            return;
        };
        let before = (run.first < no).then(|| Run {
            last: no - 1,
            ..run
        });
        let behind = (no < run.last).then(|| run.from(no + 1));
        self.0.splice(at..=at, before.into_iter().chain(behind));
    }

    /// The first run that ends at this place or behind it.
    fn at(&self, no: u64) -> usize {
        self.0.partition_point(|run| run.last < no)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn status() -> impl Strategy<Value = Status> {
        prop_oneof![Just(Status::Sent), (1..3_u64).prop_map(Status::Acked)]
    }

    proptest! {
        #[test]
        fn runs_know_of_each_entry_what_was_noted_of_it_last(
            steps in prop::collection::vec((0..12_u64, prop::option::of((status(), 0..3_u64))), 0..60),
        ) {
            let mut far = Far::default();
            let mut known = BTreeMap::new();
            for (no, step) in steps {
                match step {
                    Some((status, ahead)) => {
                        let noted = Advance { no, status, client_seq: no + ahead };
                        far.note(&noted);
                        known.insert(no, noted);
                    }
                    None => {
                        far.forget(no);
                        known.remove(&no);
                    }
                }
                for no in 0..13 {
                    prop_assert_eq!(far.of(no), known.get(&no).copied());
                }
                prop_assert!(far.0.is_sorted_by(|one, next| one.last < next.first));
                prop_assert_eq!(far.is_empty(), known.is_empty());
            }
        }
    }

    #[test]
    fn what_is_sent_together_is_one_run() {
        let mut far = Far::default();
        for no in 1..=1_000 {
            let client_seq = no + 6;
            far.note(&Advance {
                no,
                status: Status::Sent,
                client_seq,
            });
        }
        assert_eq!(far.0.len(), 1);
    }
}
