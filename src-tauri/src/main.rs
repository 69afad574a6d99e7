//! The desktop console. All it does is in the library beside it, see there.
//!
//! The pages are built in here and only here: two parts of the package that are compiled at once would write the same
//! compressed files, and one could take up the half-written work of the other.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    cordboard_shell::run(|| tauri::generate_context!())
}
