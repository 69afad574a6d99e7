//! The verbs: what can be done with accounts, users, groups, phones, meetings, calls, forwarding, holidays and
//! sessions, and the seam to the telephone plane.
//!
//! Responsible for deciding: every verb authorises the caller, validates and merges, writes one batch, and leaves
//! an audit entry. One verb is one file with one input, one output and one function `run`.
//!
//! It never knows HTTP, a dialect's shapes, or how the store keeps anything.

pub mod account_hint;
pub mod account_profiles;
pub mod accounts;
pub mod agents;
pub mod api_keys;
pub mod audit;
pub mod authorise;
pub mod belongings;
pub mod blobs;
pub mod bucket;
pub mod calls;
pub mod changes;
pub mod claims;
pub mod clients;
pub mod clock;
pub mod crypto_keys;
pub mod deliveries;
pub(crate) mod desks;
pub mod digests;
pub mod edit;
pub mod engine;
pub mod entries;
pub mod error;
pub mod favorites;
pub mod feed;
pub mod files;
pub mod forwarding;
pub mod freshness;
pub mod greetings;
pub mod groups;
pub mod holidays;
pub mod installation;
pub mod keyed;
pub mod kiosks;
mod limits;
pub mod listing;
pub mod lists;
pub mod live_feed;
pub mod mail;
pub mod meetings;
pub mod outbox;
pub mod owned;
pub mod passphrase;
pub mod password;
pub mod phones;
pub mod plane;
pub mod presence;
pub mod principal;
pub mod records;
pub mod recovery;
pub mod registrations;
pub mod remotes;
pub mod replica;
pub mod rewrite;
pub mod roles;
pub mod scan;
pub mod screen_lock;
mod seal;
pub mod search;
pub mod seed;
pub mod sessions;
pub mod settings;
pub mod settle;
pub mod shown;
pub mod summaries;
pub mod sync;
pub mod teams;
pub mod tree;
pub mod uploads;
pub mod users;
pub mod visitors;
pub mod watches;

pub use engine::{Engine, Surroundings};
pub use error::{Error, Result};
pub use principal::Principal;
