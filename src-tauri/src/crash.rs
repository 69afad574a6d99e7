//! The reports of failures, for the page that offers them.

use std::path::Path;
use std::sync::OnceLock;

use cordboard_desktop::crash::Reports;

static REPORTS: OnceLock<Reports> = OnceLock::new();

/// From now on the program keeps a report of what fails, in `home`.
pub(crate) fn watch(home: &Path) {
    REPORTS
        .get_or_init(|| Reports::new(home.join("crashes")))
        .watch();
}

/// Keeps a report.
pub(crate) fn keep(what: &str) {
    if let Some(reports) = REPORTS.get() {
        reports.keep(what);
    }
}

/// The newest report, if one is kept.
#[tauri::command]
pub(crate) fn crash_report() -> Option<String> {
    REPORTS.get()?.newest()
}

/// Throws all reports away.
#[tauri::command]
pub(crate) fn forget_crashes() {
    if let Some(Err(error)) = REPORTS.get().map(Reports::forget) {
        tracing::warn!(%error, "the reports could not be thrown away");
    }
}
