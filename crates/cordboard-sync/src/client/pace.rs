//! When to try again (S-54). Not durable: a restart tries at once.

use crate::limits::{PAUSE_FIRST_MS, PAUSE_MAX_MS};

/// Counts failures and says how long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pace {
    failures: u32,
    not_before_ms: i64,
}

impl Pace {
    /// An answer came.
    pub fn answered(&mut self) {
        *self = Self::default();
    }

    /// No answer came. `jitter` is random, 0 to 255: of the pause at most a quarter is left out.
    pub fn failed(&mut self, now_ms: i64, jitter: u8) {
        let doubled = PAUSE_FIRST_MS.saturating_mul(1 << self.failures.min(20));
        let pause = doubled.min(PAUSE_MAX_MS);
        self.failures = self.failures.saturating_add(1);
        self.not_before_ms = now_ms + pause - pause / 4 * i64::from(jitter) / 256;
    }

    /// Milliseconds to wait; 0 to try at once.
    pub fn pause_ms(&self, now_ms: i64) -> i64 {
        (self.not_before_ms - now_ms).clamp(0, PAUSE_MAX_MS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn s54_pauses_double_up_to_five_minutes_and_end_with_an_answer() {
        let mut pace = Pace::default();
        let pauses: Vec<i64> = (0..11)
            .map(|_| {
                pace.failed(0, 0);
                pace.pause_ms(0)
            })
            .collect();
        assert_eq!(pauses[..4], [1_000, 2_000, 4_000, 8_000]);
        assert_eq!(pauses[10], PAUSE_MAX_MS);
        pace.answered();
        assert_eq!(pace.pause_ms(0), 0);
    }
}
