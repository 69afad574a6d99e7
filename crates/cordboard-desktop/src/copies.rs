//! Copies of the office file, made and looked at for a person: what was done, or a name for why it was not.

use std::io;
use std::path::{Path, PathBuf};

use cordboard_store::directory::backup::{self, BackupError, Checked};
use serde::Serialize;

/// A copy that was made, or was read through and found whole.
#[derive(Debug, Serialize)]
pub struct Copy {
    /// Its folder.
    pub path: PathBuf,
    /// How many records it holds, deleted ones included.
    pub records: u64,
    /// The size of its data file, in bytes.
    pub bytes: u64,
}

impl Copy {
    fn new(path: &Path, checked: Checked) -> Self {
        let Checked { records, bytes } = checked;
        Self {
            path: path.to_owned(),
            records,
            bytes,
        }
    }
}

/// Why something was not done: a name that the page has words for, and what exactly it was.
#[derive(Debug, Serialize)]
pub struct Refused {
    /// As [`BackupError::code`].
    pub code: &'static str,
    /// What the system or the store said, in English.
    pub detail: String,
}

impl From<BackupError> for Refused {
    fn from(error: BackupError) -> Self {
        Self {
            code: error.code(),
            detail: error.to_string(),
        }
    }
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self {
            code: "system",
            detail: error.to_string(),
        }
    }
}

/// Copies the office in `dir` into a new folder inside of `folder`, named by the time; people go on working meanwhile.
pub fn save(dir: &Path, folder: &Path) -> Result<Copy, Refused> {
    let now = chrono::Local::now();
    let to = folder.join(now.format("Cordboard %Y-%m-%d %H.%M.%S").to_string());
    Ok(Copy::new(&to, backup::back_up(dir, &to)?))
}

/// Reads the copy in `folder` through and through.
pub fn check(folder: &Path) -> Result<Copy, Refused> {
    Ok(Copy::new(folder, backup::check(folder)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use cordboard_store::directory::open;
    use cordboard_store::sqlite::Options;

    #[test]
    fn a_copy_lies_in_a_folder_of_its_own_and_is_whole() {
        let root = tempfile::tempdir().unwrap();
        let office = open(&root.path().join("office"), Options::default()).unwrap();
        let copy = save(&root.path().join("office"), root.path()).unwrap();
        drop(office);
        assert_eq!(copy.path.parent(), Some(root.path()));
        assert_eq!(check(&copy.path).unwrap().bytes, copy.bytes);
    }

    #[test]
    fn a_folder_without_an_office_is_refused_by_name() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(check(root.path()).unwrap_err().code, "missing");
    }
}
