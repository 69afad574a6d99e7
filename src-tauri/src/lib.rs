//! The desktop console: one window over one office file, with the whole engine in the program.
//!
//! This program is responsible for the window, its menu, its settings and for carrying requests from the page
//! to the engine's router. It decides nothing about telephony and opens no port.

mod ahead;
mod autostart;
#[cfg(target_os = "linux")]
mod awake;
mod copies;
mod crash;
mod downloads;
mod events;
mod failure;
mod http_request;
mod menu;
#[cfg(target_os = "linux")]
mod notices;
mod office;
mod settings;
mod shell;
#[cfg(target_os = "linux")]
mod tray;
mod window;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use cordboard_desktop::arguments::Arguments;

/// Runs the console as the command line says; returns when its window is closed. `context` makes what Tauri has built
/// into the program: its settings and the console's pages.
pub fn run(context: impl FnOnce() -> tauri::Context) -> ExitCode {
    let arguments = Arguments::parse();
    if let Some(wanted) = arguments.autostart {
        return match cordboard_desktop::autostart::set_here(
            wanted,
            arguments.named_dir().map(AsRef::as_ref),
        ) {
            Ok(done) => {
                // There is nowhere left to say that standard output is closed.
                let _ = writeln!(std::io::stdout(), "{done}");
                ExitCode::SUCCESS
            }
            Err(error) => {
                failure::report(&format!(
                    "the autostart entry could not be written: {error}"
                ));
                ExitCode::FAILURE
            }
        };
    }
    cordboard_desktop::webkit::apply_workarounds(arguments.safe_graphics);
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_env("CORDBOARD_LOG")
                .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn")),
        )
        .with_writer(std::io::stderr)
        .init();
    shell::run(&arguments, context)
}
