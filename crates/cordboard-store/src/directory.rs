//! The data directory of one office: its file, and the lock that keeps a second program out.
//!
//! The headless server and the desktop window open the same directory the same way, so either can go on where the
//! other stopped.

use crate::sqlite::{Options, SqliteStore};
use std::fs::{DirBuilder, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The name of the office file in its directory.
pub const OFFICE_FILE: &str = "office.cordboard";
/// The name of the file that is locked while a program has the office open.
pub const LOCK_FILE: &str = "office.lock";

/// An open office file with its lock, which is given up when this is dropped.
#[derive(Debug)]
pub struct OpenDirectory {
    /// The store in the office file.
    pub store: SqliteStore,
    /// The held lock.
    pub lock: File,
}

/// Why an office cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The directory cannot be made or written.
    #[error("the directory {} cannot be used: {source}", .dir.display())]
    Directory {
        /// The directory.
        dir: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another program has it open.
    #[error("the office in {} is already open in another program", .dir.display())]
    Locked {
        /// The directory.
        dir: PathBuf,
    },
    /// The file cannot be opened.
    #[error("the office file {} cannot be opened: {source}", .file.display())]
    Store {
        /// The file.
        file: PathBuf,
        /// What the store said.
        source: crate::Error,
    },
}

impl OpenError {
    /// What a person can do about it.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Directory { .. } => {
                "Check that it is a directory, that you may write to it, and that the disk is not full."
            }
            Self::Locked { .. } => {
                "Close the other window, or stop the server that has it open, and start again."
            }
            Self::Store {
                source: crate::Error::TooNew { .. },
                ..
            } => "Install the newer version of Cordboard. Nothing was changed.",
            Self::Store {
                source: crate::Error::Full,
                ..
            } => "Make room on the disk and start again.",
            Self::Store {
                source: crate::Error::Corrupt(_),
                ..
            } => {
                "Put a backup in its place, or move it away to begin with a new office. Nothing was changed."
            }
            Self::Store { .. } => "Check that you may read and write the file, and start again.",
        }
    }
}

/// Opens the office in `dir`; makes both when they are not there yet, readable by their owner only.
pub fn open(dir: &Path, options: Options) -> Result<OpenDirectory, OpenError> {
    let lock = lock(dir)?;
    let file = dir.join(OFFICE_FILE);
    let store =
        SqliteStore::open(&file, options).map_err(|source| OpenError::Store { file, source })?;
    Ok(OpenDirectory { store, lock })
}

fn lock(dir: &Path) -> Result<File, OpenError> {
    let unusable = |source| OpenError::Directory {
        dir: dir.to_path_buf(),
        source,
    };
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(unusable)?;
    let lock = File::options()
        .create(true)
        .append(true)
        .open(dir.join(LOCK_FILE))
        .map_err(unusable)?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(OpenError::Locked {
            dir: dir.to_path_buf(),
        }),
        Err(TryLockError::Error(source)) => Err(unusable(source)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_program_is_kept_out_until_the_first_one_ends() {
        let dir = tempfile::tempdir().unwrap();
        let first = open(dir.path(), Options::default()).unwrap();
        assert!(matches!(
            open(dir.path(), Options::default()),
            Err(OpenError::Locked { .. })
        ));
        drop(first);
        assert!(open(dir.path(), Options::default()).is_ok());
    }

    #[test]
    fn a_file_that_is_no_office_is_refused_and_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join(OFFICE_FILE);
        std::fs::write(
            &file,
            "this is a shopping list, and rather a long one ".repeat(300),
        )
        .unwrap();
        let error = open(dir.path(), Options::default()).unwrap_err();
        assert!(
            matches!(
                error,
                OpenError::Store {
                    source: crate::Error::Corrupt(_),
                    ..
                }
            ),
            "{error}"
        );
        assert!(
            std::fs::read_to_string(&file)
                .unwrap()
                .starts_with("this is a shopping list")
        );
    }
}
