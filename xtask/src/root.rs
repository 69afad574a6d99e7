//! Where the workspace is, and the files that belong to it.

use crate::failure::{Failure, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The top folder of the workspace.
pub(crate) fn folder() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The files git tracks, or would track, below the top folder, relative to it.
pub(crate) fn files() -> Result<Vec<PathBuf>> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "--cached",
            "--others",
            "--exclude-standard",
            "-z",
        ])
        .current_dir(folder())
        .output()?;
    if !listed.status.success() {
        return Err(Failure::Program("git ls-files failed".into()));
    }
    let text = String::from_utf8_lossy(&listed.stdout);
    let there = |name: &&str| !name.is_empty() && folder().join(name).is_file();
    Ok(text.split('\0').filter(there).map(PathBuf::from).collect())
}

/// A file's text.
pub(crate) fn read(file: &Path) -> Result<String> {
    let path = folder().join(file);
    std::fs::read_to_string(&path).map_err(|source| Failure::File { path, source })
}
