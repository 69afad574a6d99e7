//! The desktop program, as far as it is no call to Tauri: its command line, links to places in the console, copies of the
//! office, the other offices of this computer, and reports of failures.
//!
//! It opens no window and knows no page; the shell (`src-tauri`) does. So all of it is tested without a display.

pub mod arguments;
pub mod copies;
pub mod crash;
pub mod deep_link;
pub mod offices;
