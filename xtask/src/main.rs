//! What developers run beside the programs: `cargo xtask codegen`, `tidy` and `bench`. Never shipped.
#![allow(
    clippy::print_stdout,
    reason = "these commands talk to a developer's terminal"
)]

mod bench;
mod codegen;
mod failure;
mod root;
mod tidy;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Tasks of the Cordboard workspace.
#[derive(Parser)]
#[command(name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Write the OpenAPI documents and the TypeScript types made from them
    Codegen {
        /// Write nothing; fail when a file is not what it would be
        #[arg(long)]
        check: bool,
    },
    /// Check the rules of the design that a program can check
    Tidy,
    /// Measure; run it with `cargo run --release -p xtask -- bench ...`
    Bench {
        #[command(subcommand)]
        bench: bench::Bench,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Codegen { check } => codegen::run(check),
        Task::Tidy => tidy::run(),
        Task::Bench { bench } => bench::run(bench),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            println!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
