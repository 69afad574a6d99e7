//! Copies of an office that can be put back: made while it is in use, checked when made and again before use.
//!
//! A copy is a directory like the office's own, the data file and the key file in it, so that it can also be opened as
//! it is. It never overwrites anything: what a restored office replaces is kept under another name.

use super::{OFFICE_FILE, OpenError, PEPPER_FILE, RESTORED_DIR};
use crate::private_file::{self, sync_directory};
use crate::sqlite;
use std::fs::{DirBuilder, File};
use std::io;
use std::path::{Path, PathBuf};

/// What was found in a copy when it was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    /// How many records it holds, deleted ones included.
    pub records: u64,
    /// The size of the data file, in bytes.
    pub bytes: u64,
}

/// Why a copy was not made or not put back. What was in use before is still there: in its place, or, when the system
/// refused in the last steps of putting a copy back, under another name beside it. [`restore`] can be called again.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is nothing to copy.
    #[error("there is no office in {}", .0.display())]
    Missing(PathBuf),
    /// Something is there already that would have to be overwritten.
    #[error("{} holds an office already", .0.display())]
    Occupied(PathBuf),
    /// The copy is damaged, or no office.
    #[error("the office in {} cannot be used: {source}", .dir.display())]
    Damaged {
        /// Where it is.
        dir: PathBuf,
        /// What was found.
        source: Box<crate::Error>,
    },
    /// The office that is to be replaced cannot be had for oneself.
    #[error("{0}. {advice}", advice = .0.advice())]
    Open(Box<OpenError>),
    /// The system refused.
    #[error("{} cannot be written: {source}", .path.display())]
    System {
        /// What could not be written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl BackupError {
    /// A short name for programs, which say it in the person's own language.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "missing",
            Self::Occupied(_) => "occupied",
            Self::Damaged { .. } => "damaged",
            Self::Open(_) => "in_use",
            Self::System { .. } => "system",
        }
    }
}

/// Copies the office in `dir` to the new directory `to`. A program that has it open goes on meanwhile; the copy holds
/// what was acknowledged before it began.
pub fn back_up(dir: &Path, to: &Path) -> Result<Checked, BackupError> {
    let (data, key) = (dir.join(OFFICE_FILE), dir.join(PEPPER_FILE));
    if !data.is_file() || !key.is_file() {
        return Err(BackupError::Missing(dir.to_owned()));
    }
    if to.join(OFFICE_FILE).exists() || to.join(PEPPER_FILE).exists() {
        return Err(BackupError::Occupied(to.to_owned()));
    }
    private_directory(to).map_err(refused(to))?;
    copy(dir, to).and_then(|()| check(to)).inspect_err(|_| {
        // Half a copy would be taken for one, and would stand in the way of the next attempt.
        for name in [OFFICE_FILE, PEPPER_FILE] {
            let _ = std::fs::remove_file(to.join(name));
        }
    })
}

/// Copies both files of the office in `from` into the directory `to`: the data through SQLite, so that a log beside it
/// is not forgotten.
fn copy(from: &Path, to: &Path) -> Result<(), BackupError> {
    let damaged = |source| BackupError::Damaged {
        dir: from.to_owned(),
        source: Box::new(source),
    };
    sqlite::copy(&from.join(OFFICE_FILE), &to.join(OFFICE_FILE)).map_err(damaged)?;
    copy_privately(&from.join(PEPPER_FILE), &to.join(PEPPER_FILE)).map_err(refused(to))
}

/// Reads a copy through and through: every page, every index, and whether this program knows its schema.
pub fn check(dir: &Path) -> Result<Checked, BackupError> {
    let data = dir.join(OFFICE_FILE);
    if !data.is_file() || !dir.join(PEPPER_FILE).is_file() {
        return Err(BackupError::Missing(dir.to_owned()));
    }
    let records = sqlite::check(&data).map_err(|source| BackupError::Damaged {
        dir: dir.to_owned(),
        source: Box::new(source),
    })?;
    let bytes = std::fs::metadata(&data).map_err(refused(&data))?.len();
    Ok(Checked { records, bytes })
}

/// Puts the copy in `from` in the place of the office in `dir`. An office that is there already is only replaced when
/// `replace` is given, and is then kept: the answer says in which directory.
pub fn restore(
    from: &Path,
    dir: &Path,
    replace: bool,
) -> Result<(Checked, Option<PathBuf>), BackupError> {
    let checked = check(from)?;
    let _lock = super::lock(dir).map_err(|error| BackupError::Open(Box::new(error)))?;
    let data = dir.join(OFFICE_FILE);
    if data.exists() && !replace {
        return Err(BackupError::Occupied(dir.to_owned()));
    }
    // Whole beside the old one first, so that a full disk or a power cut leaves the old one as it was.
    let fresh = dir.join(RESTORED_DIR);
    if fresh.exists() {
        std::fs::remove_dir_all(&fresh).map_err(refused(&fresh))?;
    }
    private_directory(&fresh).map_err(refused(&fresh))?;
    copy(from, &fresh)?;
    let kept = set_aside(dir)?;
    for name in [PEPPER_FILE, OFFICE_FILE] {
        std::fs::rename(fresh.join(name), dir.join(name)).map_err(refused(dir))?;
    }
    std::fs::remove_dir(&fresh).map_err(refused(&fresh))?;
    sync_directory(dir).map_err(refused(dir))?;
    Ok((checked, kept))
}

/// Moves the office in `dir`, or what an interrupted restoration has left of it, into a new directory below it, with what
/// SQLite keeps beside the file. Gives that directory, or nothing when there was nothing.
fn set_aside(dir: &Path) -> Result<Option<PathBuf>, BackupError> {
    let data = dir.join(OFFICE_FILE);
    if data.exists() {
        // One file can be moved at one stroke; a damaged one keeps its log, and both are moved as they are.
        let _ = sqlite::fold_log(&data);
    }
    // The data first: without it the directory is known to be in the middle of a restoration, and is not opened.
    let files = ["", "-wal", "-shm"].map(|end| format!("{OFFICE_FILE}{end}"));
    let names = files.iter().map(String::as_str).chain([PEPPER_FILE]);
    let there: Vec<&str> = names.filter(|name| dir.join(name).exists()).collect();
    if there.is_empty() {
        return Ok(None);
    }
    let kept = (1..)
        .map(|number: u32| dir.join(format!("replaced-{number}")))
        .find(|place| !place.exists())
        .ok_or_else(|| BackupError::Occupied(dir.to_owned()))?;
    private_directory(&kept).map_err(refused(&kept))?;
    for name in there {
        std::fs::rename(dir.join(name), kept.join(name)).map_err(refused(&kept))?;
    }
    sync_directory(&kept).map_err(refused(&kept))?;
    Ok(Some(kept))
}

fn refused(path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.to_owned();
    move |source| BackupError::System { path, source }
}

fn private_directory(dir: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

/// Copies a file so that only its owner may read it, and waits for the disk.
fn copy_privately(from: &Path, to: &Path) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    let mut writing = private_file::open(&mut options, to)?;
    io::copy(&mut File::open(from)?, &mut writing)?;
    writing.sync_all()
}
