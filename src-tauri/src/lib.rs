//! The desktop console: one window over one office file, with the whole engine in the program.
//!
//! This program is responsible for the window, its menu, its settings and for carrying requests from the page
//! to the engine's router. It decides nothing about telephony and opens no port.

mod ahead;
#[cfg(target_os = "linux")]
mod awake;
mod copies;
mod crash;
mod events;
mod failure;
mod http_request;
mod menu;
mod office;
mod settings;
mod shell;
mod webkit;
mod window;

use std::process::ExitCode;

use clap::Parser;
use cordboard_desktop::arguments::Arguments;

/// Runs the console as the command line says; returns when its window is closed. `context` makes what Tauri has built
/// into the program: its settings and the console's pages.
pub fn run(context: impl FnOnce() -> tauri::Context) -> ExitCode {
    let arguments = Arguments::parse();
    webkit::apply_workarounds(arguments.safe_graphics);
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("CORDBOARD_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    shell::run(&arguments, context)
}
