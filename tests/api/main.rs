//! The `/console` surface through the real router: what an integrator and the console rely on.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    dead_code,
    missing_docs
)]

mod account_limits;
mod accounts;
mod audit;
mod bad_input;
mod cards;
mod crossbar;
mod crossbar_accounts;
mod crossbar_auth;
mod crossbar_groups;
mod crossbar_users;
mod events;
mod forwarding;
mod full_disk;
mod holidays;
mod kiosk;
mod limits;
mod lists;
mod many;
#[path = "../support/office.rs"]
mod office;
mod once;
mod pages;
mod phones;
mod presence;
mod privacy;
mod roles;
mod screen_lock;
mod search;
mod sessions;
mod settings;
mod users;
