//! The data directory of one office: its file, and the lock that keeps a second program out.
//!
//! The headless server and the desktop window open the same directory the same way, so either can go on where the
//! other stopped.

pub mod backup;

use crate::private_file;
use crate::sqlite::{Options, SqliteStore};
use std::fmt;
use std::fs::{DirBuilder, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The name of the office file in its directory.
pub const OFFICE_FILE: &str = "office.cordboard";
/// The name of the file that is locked while a program has the office open.
pub const LOCK_FILE: &str = "office.lock";

/// Where a copy that is being put back is made whole before it takes the office's place.
pub(crate) const RESTORED_DIR: &str = "restored.part";

/// The name of the file with the secret that is kept apart from the data, see `docs/adr/0006`.
pub const PEPPER_FILE: &str = "pepper.key";

/// An open office file with its lock, which is given up when this is dropped.
pub struct OpenDirectory {
    /// The store in the office file.
    pub store: SqliteStore,
    /// The held lock.
    pub lock: File,
    /// The secret beside the data, made when the directory was opened for the first time.
    pub pepper: [u8; 32],
}

impl fmt::Debug for OpenDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = &mut f.debug_struct("OpenDirectory");
        shown.field("store", &self.store).finish_non_exhaustive()
    }
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
    /// A copy was being put back when the program ended: the office is not there, and an empty one must not be made.
    #[error("the office in {} has only half been put back from a copy", .dir.display())]
    HalfRestored {
        /// The directory.
        dir: PathBuf,
    },
    /// The secret beside the data cannot be read or made.
    #[error("the key file {} cannot be used: {source}", .file.display())]
    Pepper {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        source: io::Error,
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
            Self::HalfRestored { .. } => {
                "Run `cordboard-server restore` once more. What was there before is in the newest directory `replaced-…` \
                 beside it."
            }
            Self::Pepper { .. } => {
                "Put the file back from a backup. If it is lost, move it away: programs that sign in with a digest of \
                 the password are then refused until their users have signed in with the password once."
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
    if !file.exists() && dir.join(RESTORED_DIR).exists() {
        return Err(OpenError::HalfRestored {
            dir: dir.to_path_buf(),
        });
    }
    let store =
        SqliteStore::open(&file, options).map_err(|source| OpenError::Store { file, source })?;
    let file = dir.join(PEPPER_FILE);
    let pepper = pepper(&file).map_err(|source| OpenError::Pepper { file, source })?;
    Ok(OpenDirectory {
        store,
        lock,
        pepper,
    })
}

/// Makes the office file in `dir` everything there is: what stood only in the log beside it is folded in. For a program
/// that is ending, so that somebody who copies the one file has the whole office. Nothing is lost when it fails.
pub fn fold_log(dir: &Path) -> crate::Result<()> {
    crate::sqlite::fold_log(&dir.join(OFFICE_FILE))
}

/// Reads the secret, or makes it. It is whole on the disk before anything is kept under it.
fn pepper(file: &Path) -> io::Result<[u8; 32]> {
    let known = match std::fs::read(file) {
        Ok(known) => known,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return new_pepper(file),
        Err(error) => return Err(error),
    };
    let wrong = |_| io::Error::new(io::ErrorKind::InvalidData, "it does not hold 32 bytes");
    known.try_into().map_err(wrong)
}

fn new_pepper(file: &Path) -> io::Result<[u8; 32]> {
    let pepper: [u8; 32] = rand::random();
    private_file::write(file, &pepper)?;
    Ok(pepper)
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
    fn a_file_whose_log_was_folded_in_is_the_whole_office_while_it_is_still_open() {
        let (dir, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let office = open(dir.path(), Options::default()).unwrap();
        crate::suite::write(&office.store, [crate::suite::user(1, "anna")]);
        fold_log(dir.path()).unwrap();
        std::fs::copy(dir.path().join(OFFICE_FILE), copy.path().join(OFFICE_FILE)).unwrap();
        let copied = open(copy.path(), Options::default()).unwrap();
        let anna = crate::suite::get(&copied.store, cordboard_model::Kind::User, 1);
        assert!(anna.is_some());
    }

    #[test]
    fn the_secret_beside_the_data_stays_the_same_and_is_its_owners_only() {
        let dir = tempfile::tempdir().unwrap();
        let made = open(dir.path(), Options::default()).unwrap();
        assert!(!format!("{made:?}").contains(&format!("{:?}", made.pepper)));
        let pepper = made.pepper;
        assert_ne!(pepper, [0; 32]);
        drop(made);
        let again = open(dir.path(), Options::default()).unwrap();
        assert_eq!(again.pepper, pepper);
        drop(again);
        let file = dir.path().join(PEPPER_FILE);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        std::fs::write(&file, "cut").unwrap();
        let refused = open(dir.path(), Options::default()).unwrap_err();
        assert!(matches!(refused, OpenError::Pepper { .. }), "{refused}");
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
