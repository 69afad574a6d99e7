//! The `/console` surface through the real router: what an integrator and the console rely on.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    dead_code,
    missing_docs
)]

mod accounts;
mod bad_input;
mod events;
mod forwarding;
mod full_disk;
#[path = "../support/office.rs"]
mod office;
mod search;
mod sessions;
mod users;
