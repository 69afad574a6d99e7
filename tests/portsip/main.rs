//! The PortSIP dialect `/api` through the real router: what clients that were written for the PortSIP PBX rely on.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    dead_code,
    missing_docs
)]

mod auth;
mod avatar;
mod belongings;
mod contract;
mod forwarding;
mod groups;
mod limits;
mod live;
mod malformed;
mod meetings;
#[path = "../support/office.rs"]
mod office;
mod own;
mod reports;
mod rights;
mod roles;
#[path = "../support/server.rs"]
mod server;
mod status;
mod tenant;
mod uploads;
mod users;
