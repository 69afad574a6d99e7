//! The Crossbar dialect `/v2` as programs written for Kazoo meet it: the real server in its own process, over a socket.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    dead_code,
    missing_docs
)]

mod account_ends;
mod accounts;
mod bodies;
mod card;
mod client;
mod conditional;
mod cost;
mod envelope;
mod filters;
mod groups;
mod kept;
mod limits;
#[path = "../support/office.rs"]
mod office;
mod operations;
mod pages;
mod programs;
mod purse;
mod quickcall;
mod recovery;
#[path = "../support/server.rs"]
mod server;
mod sign_in;
mod surfaces;
mod tenancy;
mod token_lives;
mod tokens;
mod tree;
mod user_lists;
mod users;
mod validation;
mod world;
