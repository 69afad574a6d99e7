//! How long a mail server that takes no letters is left alone: pure, told what time it is.

/// The pauses, in milliseconds; the last one is repeated.
const PAUSES_MS: [i64; 5] = [15_000, 60_000, 180_000, 480_000, 900_000];

/// The pause of one server.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Pause {
    failures: usize,
    until_ms: i64,
}

impl Pause {
    /// The server could not be reached, or did not let us in. Letters that were under way together count once.
    pub(crate) fn failed(&mut self, now_ms: i64) {
        if self.until_ms > now_ms {
            return;
        }
        let pause = PAUSES_MS.get(self.failures).or(PAUSES_MS.last());
        self.failures += 1;
        self.until_ms = now_ms + pause.copied().unwrap_or(0);
    }

    /// Whether the last that is known of the server is that it takes nothing.
    pub(crate) fn is_on(&self) -> bool {
        self.failures > 0
    }

    /// When it is asked again, in milliseconds since the epoch.
    pub(crate) fn until_ms(&self) -> i64 {
        self.until_ms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_grows_to_a_quarter_of_an_hour_and_what_fails_together_counts_once() {
        let mut pause = Pause::default();
        let mut now_ms = 1_000_000;
        for wanted in [15, 60, 180, 480, 900, 900] {
            pause.failed(now_ms);
            pause.failed(now_ms + 1);
            assert_eq!(pause.until_ms() - now_ms, wanted * 1000);
            now_ms = pause.until_ms();
        }
        assert!(pause.is_on() && !Pause::default().is_on());
    }
}
