//! The reseller dialect `/api/2.0/resellers` on the real server program: what clients that were written for the Agendize
//! resellers API rely on.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    dead_code,
    missing_docs
)]

mod accounts;
mod bad_input;
mod client;
mod credentials;
mod delivery;
mod filters;
mod invitations;
mod limits;
mod mail;
mod shared;
mod tags;
mod watches;

#[path = "../support/http.rs"]
mod http;
#[path = "../support/listener.rs"]
mod listener;
#[path = "../support/mail_server.rs"]
mod mail_server;
#[path = "../support/server.rs"]
mod server;
