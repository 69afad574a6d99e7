//! What is kept when the program fails: reports on this computer, for the person to read and to pass on if he likes.
//! Nothing is ever sent.

use std::backtrace::Backtrace;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// So many reports are kept.
const KEPT: usize = 5;

static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// From now on the program keeps a report of what fails, in `home`.
pub(crate) fn watch(home: &Path) {
    FOLDER.get_or_init(|| home.join("crashes"));
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panicked| {
        // The words of a panic stay out: they may quote what was being worked on.
        let place = panicked.location().map(ToString::to_string);
        let place = place.unwrap_or_else(|| "an unknown place".to_owned());
        keep(&format!(
            "stopped at {place}\n\n{}",
            Backtrace::force_capture()
        ));
        before(panicked);
    }));
}

/// Keeps a report, beside the newest of the earlier ones.
pub(crate) fn keep(what: &str) {
    let Some(folder) = FOLDER.get() else { return };
    let now = chrono::Utc::now();
    let report = format!(
        "Cordboard {} on {} {}, {}\n{what}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        now.to_rfc3339(),
    );
    let name = now.format("%Y%m%dT%H%M%S%.3f.txt").to_string();
    // A program that is failing cannot do more than try.
    let _ = std::fs::create_dir_all(folder);
    let _ = std::fs::write(folder.join(name), report);
    for old in reports().into_iter().rev().skip(KEPT) {
        let _ = std::fs::remove_file(old);
    }
}

/// The reports, the oldest first.
fn reports() -> Vec<PathBuf> {
    let entries = FOLDER.get().and_then(|folder| folder.read_dir().ok());
    let paths = entries
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path());
    let mut reports: Vec<PathBuf> = paths.collect();
    reports.sort();
    reports
}

/// The newest report, if one is kept.
#[tauri::command]
pub(crate) fn crash_report() -> Option<String> {
    std::fs::read_to_string(reports().pop()?).ok()
}

/// Throws all reports away.
#[tauri::command]
pub(crate) fn forget_crashes() {
    for report in reports() {
        if let Err(error) = std::fs::remove_file(report) {
            tracing::warn!(%error, "a report could not be thrown away");
        }
    }
}
