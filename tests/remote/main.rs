//! Other servers as remotes: a real `cordboard-server` keeps people of another one in step, which it knows only by the
//! dialects that both speak.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    dead_code,
    missing_docs
)]

mod bakery;
mod crossbar;
mod cut_off;
#[path = "../support/http.rs"]
mod http;
mod malicious;
mod moved;
mod office;
mod peer;
mod portsip;
#[path = "../support/server.rs"]
mod server;
mod sign_in;
