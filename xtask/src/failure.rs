//! Why a task failed.

use std::path::PathBuf;

/// The result of a task.
pub(crate) type Result<T> = std::result::Result<T, Failure>;

/// The end of a task that did not go well.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Rules are broken; each was printed.
    #[error("{0} rules are broken")]
    Untidy(usize),
    /// A generated file is not up to date.
    #[error("{} is stale; run `cargo xtask codegen` and commit it", .0.display())]
    Stale(PathBuf),
    /// A measurement is over its limit.
    #[error("{what} took {ms:.1} ms; at most {max_ms} ms are allowed")]
    Slow {
        /// What was measured.
        what: &'static str,
        /// How long it took, in milliseconds.
        ms: f64,
        /// The limit, in milliseconds.
        max_ms: u32,
    },
    /// A program that is needed failed.
    #[error("{0}")]
    Program(String),
    /// A file cannot be read or written.
    #[error("{}: {source}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system refused.
    #[error("{0}")]
    System(#[from] std::io::Error),
    /// The engine refused.
    #[error("{0}")]
    Engine(#[from] cordboard_engine::Error),
    /// The store refused.
    #[error("{0}")]
    Store(#[from] cordboard_store::Error),
    /// The data directory cannot be opened.
    #[error("{0}")]
    Open(#[from] cordboard_store::directory::OpenError),
    /// SQLite refused.
    #[error("{0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A copy and its server did not meet.
    #[error("{0}")]
    Link(#[from] cordboard_link::Failure),
    /// A request failed.
    #[error("{0}")]
    Http(#[from] reqwest::Error),
    /// Something is no JSON.
    #[error("{0}")]
    Json(#[from] serde_json::Error),
}
