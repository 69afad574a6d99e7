//! Slows down guessing: after too many failed sign-ins for one name, further attempts must wait.

use crate::{Error, Result};
use cordboard_model::Id;
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Failures that are free.
const FAILURES_MAX: u32 = 10;
/// After this many milliseconds without an attempt the count starts again.
const WINDOW_MS: i64 = 5 * 60 * 1000;
/// How many names are remembered; beyond it those without a recent attempt are forgotten, then all.
const NAMES_MAX: usize = 10_000;

/// Failed sign-ins by the digest of a name, so that a long name takes no more room than a short one. In memory only:
/// a restart forgives.
#[derive(Debug, Default)]
pub struct SignInLimit(Mutex<HashMap<Id, Attempts>>);

#[derive(Debug, Clone, Copy)]
struct Attempts {
    count: u32,
    last_ms: i64,
}

impl SignInLimit {
    /// Counts an attempt before its password is looked at, so that many at once count as many; refuses when there
    /// were too many of late.
    pub fn attempt(&self, name: &str, now_ms: i64) -> Result<()> {
        let mut names = self.names();
        if names.len() >= NAMES_MAX {
            names.retain(|_, attempts| now_ms - attempts.last_ms < WINDOW_MS);
        }
        if names.len() >= NAMES_MAX {
            names.clear();
        }
        let attempts = names.entry(super::id_of(name)).or_insert(Attempts {
            count: 0,
            last_ms: now_ms,
        });
        if now_ms - attempts.last_ms >= WINDOW_MS {
            attempts.count = 0;
        }
        if attempts.count >= FAILURES_MAX {
            let left_ms = WINDOW_MS - (now_ms - attempts.last_ms);
            return Err(Error::TooManyRequests {
                retry_after_s: (left_ms / 1000 + 1) as u64,
                tokens: None,
            });
        }
        *attempts = Attempts {
            count: attempts.count + 1,
            last_ms: now_ms,
        };
        Ok(())
    }

    /// The attempt went well: the name starts afresh.
    pub fn succeeded(&self, name: &str) {
        self.names().remove(&super::id_of(name));
    }

    fn names(&self) -> MutexGuard<'_, HashMap<Id, Attempts>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_ten_attempts_without_success_a_name_waits_five_minutes_and_others_do_not() {
        let limit = SignInLimit::default();
        for _ in 0..10 {
            limit.attempt("anna", 1000).unwrap();
        }
        assert!(matches!(
            limit.attempt("anna", 2000),
            Err(Error::TooManyRequests {
                retry_after_s: 300,
                ..
            })
        ));
        assert!(limit.attempt("bert", 2000).is_ok());
        assert!(limit.attempt("anna", 1000 + WINDOW_MS).is_ok());
    }

    #[test]
    fn a_good_sign_in_forgets_the_failures() {
        let limit = SignInLimit::default();
        for _ in 0..9 {
            limit.attempt("anna", 0).unwrap();
        }
        limit.succeeded("anna");
        for _ in 0..10 {
            limit.attempt("anna", 0).unwrap();
        }
        assert!(limit.attempt("anna", 0).is_err());
    }

    #[test]
    fn strangers_cannot_fill_the_memory_with_names() {
        let limit = SignInLimit::default();
        for number in 0..30_000 {
            limit.attempt(&format!("{number}"), 0).unwrap();
        }
        assert!(limit.names().len() <= NAMES_MAX);
    }
}
