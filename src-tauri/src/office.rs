//! The one place where the shell touches the engine: opens the office file and hands out its router.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::http::Request;
use axum::routing::get;

/// Held while a program has the office open, so that two never write the same file.
const LOCK_FILE: &str = "office.lock";

/// Why an office cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    #[error("The directory {dir} cannot be used: {source}.", dir = dir.display())]
    Directory { dir: PathBuf, source: io::Error },
    #[error("The office in {dir} is already open in another program.", dir = dir.display())]
    Locked { dir: PathBuf },
}

impl OpenError {
    /// What the person can do about it.
    pub(crate) fn advice(&self) -> &'static str {
        match self {
            Self::Directory { .. } => {
                "Check that it is a directory, that you may write to it, and that the disk is not full."
            }
            Self::Locked { .. } => {
                "Close the other window or stop the server on it, then start again."
            }
        }
    }
}

/// The open office: the engine over its file, behind its router.
pub(crate) struct Office {
    router: Router,
    /// Held for as long as the office is open.
    _lock: File,
}

impl Office {
    /// Opens the office in `dir`, making both when they are not there yet.
    pub(crate) fn open(dir: &Path, _demo: bool) -> Result<Self, OpenError> {
        let lock = lock(dir)?;
        let router = Router::new().route("/healthz", get(|| async { "{\"status\":\"ok\"}" }));
        Ok(Self {
            router,
            _lock: lock,
        })
    }

    /// The engine's router. It is cheap to copy.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// Marks a request as asked by the owner of this computer's office file.
    pub(crate) fn vouch_for_owner<B>(_request: &mut Request<B>) {}
}

fn lock(dir: &Path) -> Result<File, OpenError> {
    let unusable = |source| OpenError::Directory {
        dir: dir.to_owned(),
        source,
    };
    std::fs::create_dir_all(dir).map_err(unusable)?;
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join(LOCK_FILE))
        .map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked {
            dir: dir.to_owned(),
        }),
        Err(TryLockError::Error(source)) => Err(unusable(source)),
    }
}
