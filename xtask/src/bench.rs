//! Measurements. Each prints figures that were taken in one run, beside the floor they are compared with.

mod floor;
mod start;
mod tree;

use crate::failure::Result;
use clap::Subcommand;
use std::time::{Duration, Instant};

#[derive(Subcommand)]
pub(crate) enum Bench {
    /// The account tree: descendants, moves and windows beside a recursive query and the disk's floor
    Tree {
        /// How many accounts
        #[arg(long, default_value_t = 100_000)]
        accounts: usize,
    },
    /// The headless server: from exec to the first 200 with many accounts
    Start {
        /// How many accounts
        #[arg(long, default_value_t = 100_000)]
        accounts: usize,
        /// The server's program; built in release beforehand
        #[arg(long)]
        server: std::path::PathBuf,
    },
}

pub(crate) fn run(bench: Bench) -> Result<()> {
    if cfg!(debug_assertions) {
        println!(
            "note: this is a debug build; figures mean little. Use `cargo run --release -p xtask -- bench ...`"
        );
    }
    match bench {
        Bench::Tree { accounts } => tree::run(accounts),
        Bench::Start { accounts, server } => start::run(accounts, &server),
    }
}

/// The median of several runs.
fn median(runs: usize, mut one: impl FnMut() -> Result<()>) -> Result<Duration> {
    let mut times = Vec::with_capacity(runs);
    for _ in 0..runs {
        let begun = Instant::now();
        one()?;
        times.push(begun.elapsed());
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
