//! What a record is, and the pure rules over records.
//!
//! This crate is responsible for ids, kinds, the record itself, the JSON Schema of each kind with its `x-`
//! keywords, validation, defaults, coercion, the three-way merge of fields, office hours, holidays and the
//! evaluation of call rules, and how the Crossbar dialect sees a user.
//!
//! It never does I/O and never names a clock, a socket, a file, a thread or a random source: time, ids and
//! randomness are arguments.

pub mod account_limits;
pub mod broken_rule;
pub mod call_forward;
pub mod call_rules;
pub mod caller_mask;
mod char_runs;
pub mod crossbar;
pub mod dial_number;
pub mod document;
pub mod extension_number;
pub mod filter;
pub mod forwarding;
pub mod holidays;
pub mod hours;
pub mod id;
pub mod kind;
pub mod mac_address;
pub mod meeting;
pub mod merge;
pub mod office_hours;
pub mod password_policy;
pub mod phone_catalogue;
pub mod phone_config;
pub mod phone_list;
pub mod pin;
pub mod pointer;
pub mod portsip_forwarding;
pub mod portsip_holiday;
pub mod portsip_presence;
pub mod record;
pub mod reseller;
pub mod role;
pub mod roles;
pub mod schema;
pub mod softphone;
pub mod speed_dial;
pub mod switchboard;
pub mod sync_token;
pub mod text;
pub mod unique_names;
pub mod username;
pub mod webhook;
pub mod week_text;

pub use document::Document;
pub use id::Id;
pub use kind::Kind;
pub use merge::{Clash, Edit, MergeError, Merged, merge};
pub use record::{Fields, Record};
pub use role::Role;
pub use schema::{Schema, Violation, schema};
