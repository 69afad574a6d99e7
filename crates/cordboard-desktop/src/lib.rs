//! The desktop program, as far as it is no call to Tauri: its command line, links to places in the console, copies of the
//! office, the other offices of this computer, starting with the desktop, its tray and its notices, files for the person,
//! and reports of failures.
//!
//! It opens no window and knows no page; the shell (`src-tauri`) does. So all of it is tested without a display.

pub mod arguments;
pub mod autostart;
pub mod copies;
pub mod crash;
pub mod deep_link;
pub mod downloads;
pub mod failure;
#[cfg(target_os = "linux")]
pub mod notices;
pub mod offices;
#[cfg(target_os = "linux")]
pub mod tray;
pub mod webkit;
