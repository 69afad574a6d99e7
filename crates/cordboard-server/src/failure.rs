//! Why a command ended with an error, said so that a person can act on it.

use cordboard_store::directory::OpenError;
use cordboard_store::directory::backup::BackupError;
use std::net::SocketAddr;

/// The end of a command that did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The data cannot be opened.
    #[error("{0}. {advice}", advice = .0.advice())]
    Open(#[from] OpenError),
    /// The engine refused.
    #[error("{0}")]
    Engine(#[from] cordboard_engine::Error),
    /// The directory holds an installation already.
    #[error("{0} already holds an installation; choose another directory")]
    Installed(std::path::PathBuf),
    /// A copy was not made, or not put back.
    #[error("{0}")]
    Backup(#[from] BackupError),
    /// The office would be replaced, and nobody said that it may.
    #[error(
        "{0} holds an office already; to replace it, and keep it beside the new one, add --replace"
    )]
    Replace(std::path::PathBuf),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// The system refused something else.
    #[error("{0}")]
    System(#[from] std::io::Error),
}
