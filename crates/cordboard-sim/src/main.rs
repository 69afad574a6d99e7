//! Replays a seed or a saved plan, or tries many seeds.
//!
//! Prints what was broken and the smallest plan that breaks it, as JSON; ends with 1 when something was.

use clap::Parser;
use cordboard_sim::{Coverage, Plan, generate, run, shrink::shrink};
use std::path::PathBuf;
use std::process::ExitCode;

/// Plays synchronisation in one thread and judges it.
#[derive(Parser)]
struct Arguments {
    /// The seed, or the first of several.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// How many seeds, one after the other.
    #[arg(long, default_value_t = 1)]
    count: u64,
    /// A saved plan instead of a seed.
    #[arg(long)]
    plan: Option<PathBuf>,
    /// Where to save the smallest plan that fails.
    #[arg(long)]
    save: Option<PathBuf>,
}

#[expect(clippy::print_stdout, reason = "a command line program")]
fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let mut coverage = Coverage::default();
    let plans: Box<dyn Iterator<Item = Plan>> = match &arguments.plan {
        Some(path) => match read(path) {
            Ok(plan) => Box::new(std::iter::once(plan)),
            Err(error) => {
                println!("{}: {error}", path.display());
                return ExitCode::FAILURE;
            }
        },
        None => {
            let last = arguments.seed.saturating_add(arguments.count);
            Box::new((arguments.seed..last).map(generate::plan))
        }
    };
    for plan in plans {
        let played = run(&plan, None);
        coverage.add(&played.coverage);
        let Some(broken) = played.broken else {
            if arguments.count == 1 {
                println!(
                    "seed {}: nothing broken, history {:016x}",
                    plan.seed, played.history
                );
            }
            continue;
        };
        println!("seed {}, step {}: {}", plan.seed, broken.step, broken.what);
        let small = shrink(&plan, None);
        if let Some(broken) = run(&small, None).broken {
            println!("smallest: step {}: {}", broken.step, broken.what);
        }
        let text = serde_json::to_string(&small).unwrap_or_default();
        println!("{text}");
        if let Some(path) = &arguments.save
            && let Err(error) = std::fs::write(path, text)
        {
            println!("{}: {error}", path.display());
        }
        return ExitCode::FAILURE;
    }
    println!("{coverage:?}");
    println!("never came up: {:?}", coverage.missing());
    ExitCode::SUCCESS
}

fn read(path: &PathBuf) -> Result<Plan, Box<dyn std::error::Error>> {
    Ok(serde_json::from_str(&std::fs::read_to_string(path)?)?)
}
