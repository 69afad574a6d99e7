//! How many records an account may have: the field `limits` of its document, which who manages the account from above
//! sets.
//!
//! What counts are the live records of the account itself, not those of the accounts below it.

use crate::{Fields, Id, Kind, Record};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// The kinds of which an account may be given only so many, each with its key in `limits`.
pub const LIMITED: [(Kind, &str); 5] = [
    (Kind::User, "users"),
    (Kind::Phone, "phones"),
    (Kind::RingGroup, "ring_groups"),
    (Kind::CallQueue, "call_queues"),
    (Kind::Meeting, "meetings"),
];

/// The key of a kind in `limits`; nothing for kinds of which there may be any number.
pub fn key(kind: Kind) -> Option<&'static str> {
    let mut limited = LIMITED.iter();
    limited.find(|(of, _)| *of == kind).map(|(_, key)| *key)
}

/// How many records of the kind an account with these fields may have; nothing: any number.
pub fn limit(account: &Fields, kind: Kind) -> Option<u64> {
    account.get("limits")?.get(key(kind)?)?.as_u64()
}

/// Whether an account with these fields has a limit of any kind.
pub fn is_limited(account: &Fields) -> bool {
    let limits = account.get("limits").and_then(Value::as_object);
    limits.is_some_and(|limits| !limits.is_empty())
}

/// There is no room for another record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitReached {
    /// Of what: a key of `limits`.
    pub key: &'static str,
    /// How many there may be.
    pub limit: u64,
    /// How many there are.
    pub count: u64,
}

impl LimitReached {
    /// Nothing when so many more still fit.
    ///
    /// # Errors
    /// When they do not.
    pub fn check(kind: Kind, limit: u64, (count, added): (u64, u64)) -> Result<(), Self> {
        let key = key(kind).unwrap_or(kind.name());
        match count.saturating_add(added) <= limit {
            true => Ok(()),
            false => Err(Self { key, limit, count }),
        }
    }

    /// JSON pointer to the limit in the account's fields.
    pub fn path(&self) -> String {
        format!("/limits/{}", self.key)
    }
}

impl fmt::Display for LimitReached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, limit, count } = self;
        let what = key.replace('_', " ");
        write!(
            f,
            "the account may have {limit} {what} and has {count}: delete what nobody needs, or ask who manages the account \
             from above for a higher limit"
        )
    }
}

impl std::error::Error for LimitReached {}

/// How many live records several changes add to accounts, taken together.
#[derive(Debug, Default)]
pub struct Added(BTreeMap<(Id, Kind), i64>);

impl Added {
    /// Notes one change: what was there before, and what is there then.
    pub fn note(&mut self, old: Option<&Record>, new: Option<&Record>) {
        for (record, step) in [(old, -1), (new, 1)] {
            if let Some(record) = record.filter(|record| record.is_live())
                && key(record.kind).is_some()
                && let Some(account_id) = record.account_id
            {
                *self.0.entry((account_id, record.kind)).or_default() += step;
            }
        }
    }

    /// By how much an account gains records of this kind; less than none when it loses some.
    pub fn to(&self, account_id: Id, kind: Kind) -> i64 {
        self.0.get(&(account_id, kind)).copied().unwrap_or(0)
    }

    /// The accounts that gain records, of which kind, and how many.
    pub fn gains(&self) -> impl Iterator<Item = (Id, Kind, u64)> {
        self.0.iter().filter_map(|((account_id, kind), added)| {
            let added = u64::try_from(*added).ok().filter(|added| *added > 0)?;
            Some((*account_id, *kind, added))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::schema;
    use serde_json::json;

    fn record(kind: Kind, account: u8) -> Record {
        let account_id = Some(Id::from_bytes([account; 16]));
        Record::new(kind, Id::from_bytes([9; 16]), account_id, Fields::new(), 0)
    }

    fn fields(value: Value) -> Fields {
        value.as_object().cloned().unwrap_or_default()
    }

    #[test]
    fn every_limited_kind_has_its_key_in_the_schema_and_no_other_stands_there() {
        let document = schema(Kind::Account).unwrap().document();
        let named = document["properties"]["limits"]["properties"].as_object();
        let named: Vec<&str> = named.unwrap().keys().map(String::as_str).collect();
        assert_eq!(named, LIMITED.map(|(_, key)| key));
    }

    #[test]
    fn an_absent_limit_is_no_limit_and_nought_is_one() {
        let account = fields(json!({ "limits": { "users": 0 } }));
        assert_eq!(limit(&account, Kind::User), Some(0));
        assert_eq!(limit(&account, Kind::Phone), None);
        assert_eq!(limit(&account, Kind::Contact), None);
        assert_eq!(limit(&Fields::new(), Kind::User), None);
        assert!(is_limited(&account));
        assert!(!is_limited(&fields(json!({ "limits": {} }))));
    }

    #[test]
    fn the_last_record_that_fits_is_allowed_and_the_next_is_not() {
        assert_eq!(LimitReached::check(Kind::User, 3, (2, 1)), Ok(()));
        let full = LimitReached::check(Kind::User, 3, (3, 1)).unwrap_err();
        assert_eq!((full.key, full.limit, full.count), ("users", 3, 3));
        assert_eq!(full.path(), "/limits/users");
        assert!(
            full.to_string()
                .starts_with("the account may have 3 users and has 3")
        );
        // More than the limit were there when it was lowered.
        assert!(LimitReached::check(Kind::RingGroup, 3, (7, 1)).is_err());
    }

    #[test]
    fn changes_that_take_one_away_for_each_that_they_add_gain_nothing() {
        let live = record(Kind::User, 1);
        let mut binned = live.clone();
        binned.deleted_ms = Some(1);
        let mut added = Added::default();
        added.note(None, Some(&live));
        added.note(Some(&live), Some(&live));
        added.note(Some(&binned), Some(&live));
        added.note(None, Some(&record(Kind::Contact, 1)));
        let account = Id::from_bytes([1; 16]);
        assert_eq!(
            added.gains().collect::<Vec<_>>(),
            [(account, Kind::User, 2)]
        );
        added.note(Some(&live), Some(&binned));
        added.note(Some(&live), Some(&binned));
        assert_eq!(added.gains().count(), 0);
        assert_eq!(added.to(account, Kind::User), 0);
    }
}
