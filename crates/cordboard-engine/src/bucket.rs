//! The token bucket of sign-ins: how often one client address may try at one account.
//!
//! Every attempt costs tokens, right or wrong, and tokens come back with time. In memory only, of bounded size; a
//! restart fills every bucket. It knows nothing of users or passwords.

use crate::settings::TokenBucket;
use crate::{Engine, Error, Result};
use cordboard_model::Id;
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many buckets are remembered.
const BUCKETS_MAX: usize = 20_000;
/// Thousandths of a token, so that a slow refill is not lost to rounding.
const MILLI: u64 = 1000;

/// What an attempt took, and what is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tokens {
    /// Taken by this attempt.
    pub consumed: u32,
    /// Left in the bucket.
    pub remaining: u32,
}

/// The buckets by client and account, as digests, so that long names take no more room than short ones.
#[derive(Debug, Default)]
pub struct Buckets(Mutex<HashMap<Id, Bucket>>);

#[derive(Debug, Clone, Copy)]
struct Bucket {
    /// What was in it at `at_ms`, in thousandths.
    milli: u64,
    at_ms: i64,
}

impl Bucket {
    fn filled(self, limits: TokenBucket, now_ms: i64) -> u64 {
        let passed_ms = now_ms.saturating_sub(self.at_ms).max(0) as u64;
        let back = passed_ms.saturating_mul(u64::from(limits.refill_per_s));
        self.milli
            .saturating_add(back)
            .min(u64::from(limits.max) * MILLI)
    }
}

impl Buckets {
    fn take(&self, key: Id, limits: TokenBucket, now_ms: i64) -> Result<Tokens> {
        let cost = limits.login_cost.min(limits.max);
        let mut buckets = self.buckets();
        if buckets.len() >= BUCKETS_MAX && !buckets.contains_key(&key) {
            make_room(&mut buckets, limits, now_ms);
        }
        let full = Bucket {
            milli: u64::from(limits.max) * MILLI,
            at_ms: now_ms,
        };
        let bucket = buckets.entry(key).or_insert(full);
        let there = bucket.filled(limits, now_ms);
        let wanted = u64::from(cost) * MILLI;
        let left = there.checked_sub(wanted);
        *bucket = Bucket {
            milli: left.unwrap_or(there),
            at_ms: now_ms,
        };
        let tokens = |milli: u64, consumed| Tokens {
            consumed,
            remaining: (milli / MILLI) as u32,
        };
        match left {
            Some(left) => Ok(tokens(left, cost)),
            None => {
                let missing_ms = (wanted - there).div_ceil(u64::from(limits.refill_per_s).max(1));
                Err(Error::TooManyRequests {
                    retry_after_s: missing_ms.div_ceil(1000),
                    tokens: Some(tokens(there, cost)),
                })
            }
        }
    }

    fn buckets(&self) -> MutexGuard<'_, HashMap<Id, Bucket>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets the buckets that are full again; when there are none, the fuller half of all: whoever is refused at
/// present stays refused.
fn make_room(buckets: &mut HashMap<Id, Bucket>, limits: TokenBucket, now_ms: i64) {
    let full = u64::from(limits.max) * MILLI;
    buckets.retain(|_, bucket| bucket.filled(limits, now_ms) < full);
    if buckets.len() < BUCKETS_MAX {
        return;
    }
    let mut by_content: Vec<(u64, Id)> = buckets
        .iter()
        .map(|(key, bucket)| (bucket.filled(limits, now_ms), *key))
        .collect();
    by_content.sort_unstable();
    for (_, key) in by_content.split_off(BUCKETS_MAX / 2) {
        buckets.remove(&key);
    }
}

/// Takes the price of one sign-in at an account, named as the client names it, from this client's bucket.
pub fn charge(engine: &Engine, client: Option<IpAddr>, account: &str) -> Result<Tokens> {
    let client = client.map_or_else(|| "here".to_owned(), |address| address.to_string());
    let key = crate::sessions::id_of(&format!("{client}\n{account}"));
    engine
        .buckets
        .take(key, engine.settings().token_bucket, engine.now_ms())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: TokenBucket = TokenBucket {
        max: 100,
        refill_per_s: 10,
        login_cost: 35,
    };

    fn key(n: u32) -> Id {
        crate::sessions::id_of(&n.to_string())
    }

    #[test]
    fn two_sign_ins_are_free_the_third_waits_and_others_do_not() {
        let buckets = Buckets::default();
        let first = buckets.take(key(1), LIMITS, 0).unwrap();
        assert_eq!((first.consumed, first.remaining), (35, 65));
        assert_eq!(buckets.take(key(1), LIMITS, 0).unwrap().remaining, 30);
        let refused = buckets.take(key(1), LIMITS, 0).unwrap_err();
        assert!(
            matches!(
                refused,
                Error::TooManyRequests {
                    retry_after_s: 1,
                    tokens: Some(Tokens {
                        consumed: 35,
                        remaining: 30
                    }),
                }
            ),
            "{refused:?}"
        );
        assert!(buckets.take(key(2), LIMITS, 0).is_ok());
        assert!(buckets.take(key(1), LIMITS, 499).is_err());
        assert!(buckets.take(key(1), LIMITS, 500).is_ok());
    }

    #[test]
    fn a_bucket_never_holds_more_than_its_size_and_a_clock_set_back_gives_nothing() {
        let buckets = Buckets::default();
        buckets.take(key(1), LIMITS, 1_000_000).unwrap();
        assert_eq!(
            buckets.take(key(1), LIMITS, 9_000_000).unwrap().remaining,
            65
        );
        assert_eq!(buckets.take(key(1), LIMITS, 0).unwrap().remaining, 30);
    }

    #[test]
    fn a_price_above_the_size_empties_the_bucket_instead_of_refusing_for_ever() {
        let buckets = Buckets::default();
        let limits = TokenBucket {
            login_cost: 500,
            ..LIMITS
        };
        assert_eq!(buckets.take(key(1), limits, 0).unwrap().remaining, 0);
        assert!(buckets.take(key(1), limits, 9_000).is_err());
        assert!(buckets.take(key(1), limits, 10_000).is_ok());
    }

    #[test]
    fn strangers_cannot_fill_the_memory_nor_wash_their_own_bucket_away() {
        let buckets = Buckets::default();
        let slow = TokenBucket {
            refill_per_s: 0,
            ..LIMITS
        };
        for _ in 0..2 {
            buckets.take(key(0), slow, 0).unwrap();
        }
        for number in 1..50_000 {
            buckets.take(key(number), slow, 0).unwrap();
        }
        assert!(buckets.buckets().len() <= BUCKETS_MAX);
        assert!(buckets.take(key(0), slow, 0).is_err());
    }
}
