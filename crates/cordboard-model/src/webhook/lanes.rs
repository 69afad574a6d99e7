//! When what is sent: a pure machine that is told what happened and what time it is.
//!
//! Each watch has a lane of its own. In a lane one delivery is under way at a time, so that they arrive in their order;
//! lanes know nothing of each other, so that a target that is dead delays nobody else. Failed attempts are repeated
//! after 15 seconds, 1, 3, 8 and 15 minutes; then the delivery is parked and the next one has its turn. What lies in a
//! lane is not kept here: the machine says that a lane is to look, and is told what came of it.

use crate::Id;
use std::collections::BTreeMap;

/// How long a delivery waits after each failed attempt, in milliseconds.
pub const BACK_OFF_MS: [i64; 5] = [15_000, 60_000, 180_000, 480_000, 900_000];

/// What came of an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The target took it.
    Delivered,
    /// It did not; how is not looked at.
    Failed,
}

/// What becomes of the delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is done.
    Done,
    /// It is tried again at this time, in milliseconds since the epoch.
    RetryAt(i64),
    /// It is tried no more until a person asks for it.
    Parked,
}

/// What goes on in a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing lies there, as far as is known.
    Idle,
    /// Something may lie there; the first attempt is due at once.
    Ready,
    /// The first of the lane waits for its next attempt.
    Waiting {
        /// When it is due, in milliseconds since the epoch.
        until_ms: i64,
    },
    /// The first of the lane is under way.
    Flying {
        /// Something came meanwhile.
        arrived: bool,
    },
}

#[derive(Debug, Clone, Copy)]
struct Lane {
    state: State,
    /// Failed attempts of the first delivery.
    failures: u32,
}

/// The lanes of all watches.
#[derive(Debug, Default)]
pub struct Lanes {
    lanes: BTreeMap<Id, Lane>,
}

impl Lanes {
    /// Something came for a watch.
    pub fn arrived(&mut self, watch: Id) {
        let lane = self.lane(watch);
        match &mut lane.state {
            State::Idle => lane.state = State::Ready,
            State::Flying { arrived } => *arrived = true,
            State::Ready | State::Waiting { .. } => {}
        }
    }

    /// As it was before the program ended: so many failed attempts of the first delivery, the next one due then.
    pub fn restore(&mut self, watch: Id, failures: u32, due_ms: i64) {
        let lane = self.lane(watch);
        lane.failures = failures;
        lane.state = match failures {
            0 => State::Ready,
            _ => State::Waiting { until_ms: due_ms },
        };
    }

    /// The watch is gone. What is under way for it is reported to nobody.
    pub fn forget(&mut self, watch: Id) {
        self.lanes.remove(&watch);
    }

    /// The watch is to be tried at once: a person asked for it, or set it going again.
    pub fn hurry(&mut self, watch: Id) {
        let lane = self.lane(watch);
        if !matches!(lane.state, State::Flying { .. }) {
            lane.state = State::Ready;
        }
    }

    /// The lanes whose first delivery is to be sent now. Each of them is under way until [`Lanes::finished`] or
    /// [`Lanes::empty`] says otherwise.
    pub fn due(&mut self, now_ms: i64) -> Vec<Id> {
        let mut due = Vec::new();
        for (watch, lane) in &mut self.lanes {
            let is_due = match lane.state {
                State::Ready => true,
                State::Waiting { until_ms } => until_ms <= now_ms,
                State::Idle | State::Flying { .. } => false,
            };
            if is_due {
                lane.state = State::Flying { arrived: false };
                due.push(*watch);
            }
        }
        due
    }

    /// When the next lane is due, in milliseconds since the epoch; nothing while all of them are idle or under way.
    pub fn next_ms(&self) -> Option<i64> {
        let due = self.lanes.values().filter_map(|lane| match lane.state {
            State::Ready => Some(0),
            State::Waiting { until_ms } => Some(until_ms),
            State::Idle | State::Flying { .. } => None,
        });
        due.min()
    }

    /// Failed attempts of the first delivery of a lane.
    pub fn failures(&self, watch: Id) -> u32 {
        self.lanes.get(&watch).map_or(0, |lane| lane.failures)
    }

    /// There was nothing to send.
    pub fn empty(&mut self, watch: Id) {
        if let Some(lane) = self.lanes.get_mut(&watch) {
            let arrived = matches!(lane.state, State::Flying { arrived: true });
            lane.state = if arrived { State::Ready } else { State::Idle };
            lane.failures = 0;
        }
    }

    /// What was under way came to an end. Nothing for a watch that is gone.
    pub fn finished(&mut self, watch: Id, outcome: Outcome, now_ms: i64) -> Option<Verdict> {
        let lane = self.lanes.get_mut(&watch)?;
        let verdict = match outcome {
            Outcome::Delivered => Verdict::Done,
            Outcome::Failed => match BACK_OFF_MS.get(lane.failures as usize) {
                Some(wait_ms) => Verdict::RetryAt(now_ms.saturating_add(*wait_ms)),
                None => Verdict::Parked,
            },
        };
        match verdict {
            Verdict::RetryAt(until_ms) => {
                lane.failures += 1;
                lane.state = State::Waiting { until_ms };
            }
            Verdict::Done | Verdict::Parked => {
                lane.failures = 0;
                lane.state = State::Ready;
            }
        }
        Some(verdict)
    }

    fn lane(&mut self, watch: Id) -> &mut Lane {
        self.lanes.entry(watch).or_insert(Lane {
            state: State::Idle,
            failures: 0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::VecDeque;

    fn watch(n: u8) -> Id {
        Id::from_bytes([n; 16])
    }

    #[test]
    fn a_failed_delivery_is_tried_after_15_s_1_3_8_and_15_min_and_then_parked() {
        let mut lanes = Lanes::default();
        lanes.arrived(watch(1));
        let mut now_ms = 0;
        for minutes_x4 in [1, 4, 12, 32, 60] {
            assert_eq!(lanes.due(now_ms), [watch(1)]);
            let until_ms = now_ms + minutes_x4 * 15_000;
            let verdict = lanes.finished(watch(1), Outcome::Failed, now_ms);
            assert_eq!(verdict, Some(Verdict::RetryAt(until_ms)));
            assert!(lanes.due(until_ms - 1).is_empty());
            assert_eq!(lanes.next_ms(), Some(until_ms));
            now_ms = until_ms;
        }
        assert_eq!(lanes.due(now_ms), [watch(1)]);
        let verdict = lanes.finished(watch(1), Outcome::Failed, now_ms);
        assert_eq!(verdict, Some(Verdict::Parked));
        assert_eq!(lanes.due(now_ms), [watch(1)], "the next one has its turn");
        assert_eq!(lanes.failures(watch(1)), 0);
    }

    #[test]
    fn a_lane_that_waits_or_hangs_delays_no_other() {
        let mut lanes = Lanes::default();
        lanes.arrived(watch(1));
        lanes.arrived(watch(2));
        assert_eq!(lanes.due(0), [watch(1), watch(2)]);
        // The first one hangs; the second goes on.
        for _ in 0..3 {
            lanes.finished(watch(2), Outcome::Delivered, 0);
            assert_eq!(lanes.due(0), [watch(2)]);
        }
    }

    #[test]
    fn what_comes_while_a_lane_looks_is_not_missed() {
        let mut lanes = Lanes::default();
        lanes.arrived(watch(1));
        lanes.due(0);
        lanes.arrived(watch(1));
        lanes.empty(watch(1));
        assert_eq!(lanes.due(0), [watch(1)]);
        lanes.empty(watch(1));
        assert!(lanes.due(0).is_empty());
        assert_eq!(lanes.next_ms(), None);
    }

    proptest! {
        /// Whatever fails and whenever something comes: everything is attempted in order, and at the end nothing is
        /// left behind.
        #[test]
        fn every_lane_sends_all_it_gets_in_order(
            script in prop::collection::vec((0u8..3, prop::bool::ANY, prop::bool::ANY), 1..200),
        ) {
            let mut lanes = Lanes::default();
            let mut queues: BTreeMap<Id, VecDeque<u32>> = BTreeMap::new();
            let mut seen: BTreeMap<Id, Vec<u32>> = BTreeMap::new();
            let (mut now_ms, mut number) = (0, 0);
            let mut step = |lanes: &mut Lanes, queues: &mut BTreeMap<Id, VecDeque<u32>>, now_ms: i64, fails: bool| {
                for watch in lanes.due(now_ms) {
                    let queue = queues.entry(watch).or_default();
                    let Some(first) = queue.front().copied() else {
                        lanes.empty(watch);
                        continue;
                    };
                    let outcome = if fails { Outcome::Failed } else { Outcome::Delivered };
                    match lanes.finished(watch, outcome, now_ms) {
                        Some(Verdict::RetryAt(_)) => {}
                        _ => {
                            seen.entry(watch).or_default().push(first);
                            queue.pop_front();
                        }
                    }
                }
            };
            for (n, comes, fails) in script {
                if comes {
                    number += 1;
                    queues.entry(watch(n)).or_default().push_back(number);
                    lanes.arrived(watch(n));
                }
                step(&mut lanes, &mut queues, now_ms, fails);
                now_ms += 20_000;
            }
            while let Some(at_ms) = lanes.next_ms() {
                now_ms = now_ms.max(at_ms);
                step(&mut lanes, &mut queues, now_ms, false);
            }
            prop_assert!(queues.values().all(VecDeque::is_empty));
            for order in seen.values() {
                prop_assert!(order.is_sorted());
            }
        }
    }
}
