//! Slows down guessing: after too many failed sign-ins for one name, further attempts must wait.

use crate::{Error, Result};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// Failures that are free.
const FAILURES_MAX: u32 = 10;
/// After this many milliseconds without a failure the count starts again.
const WINDOW_MS: i64 = 5 * 60 * 1000;
/// How many names are remembered; beyond it the oldest are forgotten.
const NAMES_MAX: usize = 10_000;

/// Failed sign-ins by name. In memory only: a restart forgives.
#[derive(Debug, Default)]
pub struct SignInLimit(Mutex<HashMap<String, (u32, i64)>>);

impl SignInLimit {
    /// Refuses when there were too many failures for this name of late.
    pub fn check(&self, name: &str, now_ms: i64) -> Result<()> {
        let failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match failures.get(name) {
            Some((count, last)) if *count >= FAILURES_MAX && now_ms - last < WINDOW_MS => {
                let left_ms = WINDOW_MS - (now_ms - last);
                Err(Error::TooManyRequests {
                    retry_after_s: (left_ms / 1000 + 1) as u64,
                })
            }
            _ => Ok(()),
        }
    }

    /// Counts an attempt that failed, or forgets the name after one that went well.
    pub fn record(&self, name: &str, now_ms: i64, went_well: bool) {
        let mut failures = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if went_well {
            failures.remove(name);
            return;
        }
        if failures.len() >= NAMES_MAX {
            failures.retain(|_, (_, last)| now_ms - *last < WINDOW_MS);
        }
        if failures.len() >= NAMES_MAX {
            failures.clear();
        }
        let entry = failures.entry(name.to_owned()).or_insert((0, now_ms));
        if now_ms - entry.1 >= WINDOW_MS {
            entry.0 = 0;
        }
        *entry = (entry.0 + 1, now_ms);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_ten_failures_a_name_waits_five_minutes_and_others_do_not() {
        let limit = SignInLimit::default();
        for _ in 0..10 {
            assert!(limit.check("anna", 1000).is_ok());
            limit.record("anna", 1000, false);
        }
        assert!(matches!(
            limit.check("anna", 2000),
            Err(Error::TooManyRequests { retry_after_s: 300 })
        ));
        assert!(limit.check("bert", 2000).is_ok());
        assert!(limit.check("anna", 1000 + WINDOW_MS).is_ok());
    }

    #[test]
    fn a_good_sign_in_forgets_the_failures() {
        let limit = SignInLimit::default();
        for _ in 0..9 {
            limit.record("anna", 0, false);
        }
        limit.record("anna", 0, true);
        limit.record("anna", 0, false);
        assert!(limit.check("anna", 0).is_ok());
    }
}
