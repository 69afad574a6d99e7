//! What is kept when the program fails: reports on this computer, for the person to read and to pass on if he likes.
//! Nothing is ever sent.

use std::backtrace::Backtrace;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

/// So many reports are kept.
const KEPT: usize = 5;

/// The reports of this program. Cheap to copy.
#[derive(Debug, Clone)]
pub struct Reports(Arc<PathBuf>);

impl Reports {
    /// Reports in this folder, which is made with the first one.
    pub fn new(folder: PathBuf) -> Self {
        Self(Arc::new(folder))
    }

    /// From now on keeps a report of every panic of this process.
    pub fn watch(&self) {
        let reports = self.clone();
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panicked| {
            // The words of a panic stay out: they may quote what was being worked on.
            let place = panicked.location().map(ToString::to_string);
            let place = place.unwrap_or_else(|| "an unknown place".to_owned());
            reports.keep(&format!(
                "stopped at {place}\n\n{}",
                Backtrace::force_capture()
            ));
            before(panicked);
        }));
    }

    /// Keeps a report, beside the newest of the earlier ones. A program that is failing cannot do more than try.
    pub fn keep(&self, what: &str) {
        let now = chrono::Utc::now();
        let report = format!(
            "Cordboard {} on {} {}, {}\n{what}\n",
            env!("CARGO_PKG_VERSION"),
            std::env::consts::OS,
            std::env::consts::ARCH,
            now.to_rfc3339(),
        );
        let name = now.format("%Y%m%dT%H%M%S%.6f.txt").to_string();
        let _ = std::fs::create_dir_all(self.0.as_path());
        let _ = std::fs::write(self.0.join(name), report);
        for old in self.files().into_iter().rev().skip(KEPT) {
            let _ = std::fs::remove_file(old);
        }
    }

    /// The newest report, if one is kept.
    pub fn newest(&self) -> Option<String> {
        std::fs::read_to_string(self.files().pop()?).ok()
    }

    /// Throws all reports away.
    pub fn forget(&self) -> io::Result<()> {
        self.files().into_iter().try_for_each(std::fs::remove_file)
    }

    /// The reports, the oldest first.
    fn files(&self) -> Vec<PathBuf> {
        let entries = self.0.read_dir().ok().into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.sort();
        files
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_reports_are_kept_until_they_are_thrown_away() {
        let dir = tempfile::tempdir().unwrap();
        let reports = Reports::new(dir.path().join("crashes"));
        assert_eq!(reports.newest(), None);
        for number in 0..KEPT + 3 {
            reports.keep(&format!("number {number}"));
        }
        assert_eq!(reports.files().len(), KEPT);
        let newest = reports.newest().unwrap();
        assert!(newest.contains(&format!("number {}", KEPT + 2)), "{newest}");
        assert!(newest.starts_with("Cordboard "));
        reports.forget().unwrap();
        assert_eq!(reports.newest(), None);
    }

    #[test]
    fn a_panic_is_reported_by_its_place_and_without_its_words() {
        let dir = tempfile::tempdir().unwrap();
        let reports = Reports::new(dir.path().join("crashes"));
        reports.watch();
        let panicked = std::thread::spawn(|| panic!("the password is hunter2")).join();
        assert!(panicked.is_err());
        let report = reports.newest().unwrap();
        assert!(report.contains("crash.rs"), "{report}");
        assert!(!report.contains("hunter2"), "{report}");
    }
}
