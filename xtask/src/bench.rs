//! Measurements. Each prints figures that were taken in one run, beside the floor they are compared with.

mod floor;
mod http;
mod login;
mod start;
mod sync;
mod tree;
mod users;

use crate::failure::Result;
use clap::Subcommand;
use std::path::PathBuf;
use std::time::{Duration, Instant};

#[derive(Subcommand)]
pub(crate) enum Bench {
    /// The account tree: descendants, moves and windows beside a recursive query and the disk's floor
    Tree {
        /// How many accounts
        #[arg(long, default_value_t = 100_000)]
        accounts: usize,
        /// A directory on the disk that is meant; the system's for temporary files when absent
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
    },
    /// Finding out who calls: sign-ins and tokens beside one bare argon2id
    Login {
        /// A directory on the disk that is meant; the system's for temporary files when absent
        #[arg(long, value_name = "DIR")]
        dir: Option<PathBuf>,
    },
    /// The headless server: from exec to the first 200 with many accounts
    Start {
        /// How many accounts
        #[arg(long, default_value_t = 100_000)]
        accounts: usize,
        /// The server's program; built in release beforehand
        #[arg(long)]
        server: PathBuf,
        /// Fail when the median takes longer than this, in milliseconds
        #[arg(long, value_name = "MS")]
        max_ms: Option<u32>,
    },
    /// `/v2`: what reads cost in processor time beside an axum hello, and how long lists of a large tree take
    Http {
        /// How many accounts
        #[arg(long, default_value_t = 100_000)]
        accounts: usize,
        /// The server's program; built in release beforehand
        #[arg(long)]
        server: PathBuf,
        /// Fail when reading a user costs more than this many times as much as hello, or a page of 50 twice that
        #[arg(long, value_name = "TIMES")]
        max_ratio: Option<f64>,
        /// Fail when the first page of a list takes longer than this at the median, in milliseconds
        #[arg(long, value_name = "MS")]
        max_ms: Option<u32>,
    },
    /// `/api/users`: filtering, ordering and paging among many users of one account
    Users {
        /// How many users
        #[arg(long, default_value_t = 10_000)]
        users: usize,
        /// The server's program; built in release beforehand
        #[arg(long)]
        server: PathBuf,
        /// Fail when a list takes longer than this at the median, in milliseconds
        #[arg(long, value_name = "MS")]
        max_ms: Option<u32>,
    },
    /// Copies of an office beside PouchDB and pouchdb-server, with the same documents
    Sync {
        /// How many accounts
        #[arg(long, default_value_t = 1_000)]
        accounts: usize,
        /// How many users
        #[arg(long, default_value_t = 9_000)]
        users: usize,
        /// The server's program; built in release beforehand
        #[arg(long)]
        server: PathBuf,
        /// Leave PouchDB out
        #[arg(long)]
        alone: bool,
        /// Fail when a figure is not as good as it is to be
        #[arg(long)]
        strict: bool,
    },
    /// First contact with a large server: when the tree can be browsed, and when the copy is complete
    Contact {
        /// How many accounts
        #[arg(long, default_value_t = 100_000)]
        accounts: usize,
        /// How many users
        #[arg(long, default_value_t = 100_000)]
        users: usize,
        /// The server's program; built in release beforehand
        #[arg(long)]
        server: PathBuf,
        /// Fail when the tree cannot be browsed after so many milliseconds
        #[arg(long, value_name = "MS")]
        max_ms: Option<u32>,
    },
    /// Answer 2 KB of text over HTTP: the program that `http` compares with
    #[command(hide = true)]
    Hello,
}

pub(crate) fn run(bench: Bench) -> Result<()> {
    if cfg!(debug_assertions) {
        println!(
            "note: this is a debug build; figures mean little. Use `cargo run --release -p xtask -- bench ...`"
        );
    }
    match bench {
        Bench::Tree { accounts, dir } => tree::run(accounts, dir.as_deref()),
        Bench::Login { dir } => login::run(dir.as_deref()),
        Bench::Start {
            accounts,
            server,
            max_ms,
        } => start::run(accounts, &server, max_ms),
        Bench::Http {
            accounts,
            server,
            max_ratio,
            max_ms,
        } => {
            let limits = http::Limits {
                ratio: max_ratio,
                ms: max_ms,
            };
            http::run(accounts, &server, &limits)
        }
        Bench::Users {
            users,
            server,
            max_ms,
        } => users::run(users, &server, max_ms),
        Bench::Sync {
            accounts,
            users,
            server,
            alone,
            strict,
        } => sync::run((accounts, users), &server, alone, strict),
        Bench::Contact {
            accounts,
            users,
            server,
            max_ms,
        } => sync::contact::run((accounts, users), &server, max_ms),
        Bench::Hello => http::answer_hello(),
    }
}

/// The median of several runs.
fn median(runs: usize, mut one: impl FnMut() -> Result<()>) -> Result<Duration> {
    median_of(runs, || {
        let begun = Instant::now();
        one()?;
        Ok(begun.elapsed())
    })
}

/// The median of several runs that take their own time.
fn median_of(runs: usize, mut one: impl FnMut() -> Result<Duration>) -> Result<Duration> {
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        times.push(one()?);
    }
    times.sort_unstable();
    Ok(times.get(runs / 2).copied().unwrap_or_default())
}

fn show(what: &str, time: Duration, floor: Option<(&str, Duration)>) {
    let us = time.as_secs_f64() * 1e6;
    match floor {
        Some((name, floor)) => {
            println!(
                "{what:<52} {us:>12.1} us   {:>10.3} x {name}",
                us / (floor.as_secs_f64() * 1e6)
            );
        }
        None => println!("{what:<52} {us:>12.1} us"),
    }
}
