//! The headless program as an operator meets it: its commands, its signals, and what a crash leaves.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    dead_code,
    missing_docs
)]

mod backup;
mod commands;
mod identity;
mod kill;
mod once;
mod provisioning;
#[path = "../support/server.rs"]
mod server;
