//! The commands.

pub(crate) mod backup;
pub(crate) mod init;
pub(crate) mod restore;
pub(crate) mod seed;
pub(crate) mod serve;

use crate::failure::Failure;
use cordboard_engine::{Engine, Surroundings};
use cordboard_store::directory;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// The engine over a data directory, with the lock on it.
pub(crate) struct Office {
    pub(crate) engine: Arc<Engine>,
    /// Given up last, after the store has closed its file.
    pub(crate) _lock: File,
}

pub(crate) fn open(data: &Path) -> Result<Office, Failure> {
    let opened = directory::open(data, cordboard_store::sqlite::Options::default())?;
    let surroundings = Surroundings::with_pepper(opened.pepper);
    let engine = Arc::new(Engine::with(Arc::new(opened.store), surroundings)?);
    Ok(Office {
        engine,
        _lock: opened.lock,
    })
}

/// Writes one line to standard output, at once. A reader that went away is no failure of the command.
pub(crate) fn print(line: &str) {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}
