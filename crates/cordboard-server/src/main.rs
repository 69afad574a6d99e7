//! The headless program: sets an installation up, serves it, copies it and puts it back, fills it with data to try
//! things with.
//!
//! It owns the process: arguments, the socket, signals, the log. It decides nothing about records.

mod arguments;
mod commands;
mod failure;
mod webhooks;

use arguments::{Arguments, Command};
use clap::Parser;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// Documents are many small pieces of memory. Without huge pages: to fill those with zeroes took a third of the time of a push.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log(&arguments.log);
    let done = match arguments.command {
        Command::Init(init) => commands::init::run(init),
        Command::Serve(serve) => commands::serve::run(serve),
        Command::Backup(backup) => commands::backup::run(&backup),
        Command::Restore(restore) => commands::restore::run(&restore),
        Command::Seed(seed) => commands::seed::run(seed),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Standard error may be closed; there is nobody left to tell then.
            let _ = writeln!(std::io::stderr(), "cordboard-server: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The log goes to standard error, so that standard output holds only what the commands promise.
fn log(filter: &str) {
    let filter = tracing_subscriber::EnvFilter::try_new(filter)
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_ansi(std::io::stderr().is_terminal());
    // A second subscriber cannot be there: this is the first line of the program.
    let _ = subscriber.try_init();
}
