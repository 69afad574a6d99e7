//! The offices of this computer: which were opened before, and how another one is opened.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use cordboard_store::directory::OFFICE_FILE;
use serde::Serialize;

/// So many offices are remembered.
const REMEMBERED: usize = 8;

/// The offices of this computer, as the page shows them.
#[derive(Debug, Serialize)]
pub struct Offices {
    /// The directory of the one that is open.
    pub here: PathBuf,
    /// Whether that is the demonstration, which has no place of its own to be put back into.
    pub demo: bool,
    /// Those that were opened before and are still there, the newest first.
    pub others: Vec<PathBuf>,
}

impl Offices {
    /// The office that is open `here` among those that are `known`.
    pub fn new(here: &Path, demo: bool, mut known: Vec<PathBuf>) -> Self {
        known.retain(|dir| dir != here && is_office(dir));
        Self {
            here: here.to_owned(),
            demo,
            others: known,
        }
    }
}

/// Whether an office lies in this directory.
pub fn is_office(dir: &Path) -> bool {
    dir.join(OFFICE_FILE).is_file()
}

/// What is remembered once the office in `dir` has been opened.
pub fn remember(mut known: Vec<PathBuf>, dir: &Path) -> Vec<PathBuf> {
    known.retain(|other| other != dir);
    known.insert(0, dir.to_owned());
    known.truncate(REMEMBERED);
    known
}

/// Opens the office in `dir` in a program of its own.
pub fn open(dir: &Path) -> io::Result<()> {
    let program = std::env::current_exe()?;
    Command::new(program)
        .arg("--data")
        .arg(dir)
        .spawn()
        .map(drop)
}

/// Starts this program anew, in the place of this process, with the copy in `copy` put back; `named` is the directory of
/// the office if the command line said one. Returns only when that cannot be.
pub fn start_again(copy: &Path, named: Option<&Path>) -> io::Error {
    let mut again = match std::env::current_exe() {
        Ok(program) => Command::new(program),
        Err(error) => return error,
    };
    again.arg("--restore").arg(copy);
    if let Some(dir) = named {
        again.arg("--data").arg(dir);
    }
    #[cfg(unix)]
    return std::os::unix::process::CommandExt::exec(&mut again);
    #[cfg(not(unix))]
    match again.spawn() {
        Ok(_) => std::process::exit(0),
        Err(error) => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_office_opened_last_comes_first_and_each_is_there_once() {
        let dirs = |names: &[&str]| names.iter().map(PathBuf::from).collect::<Vec<_>>();
        let known = remember(dirs(&["/a", "/b", "/c"]), Path::new("/b"));
        assert_eq!(known, dirs(&["/b", "/a", "/c"]));
        let many = (0..20).map(|number| PathBuf::from(format!("/{number}")));
        assert_eq!(remember(many.collect(), Path::new("/x")).len(), REMEMBERED);
    }

    #[test]
    fn an_office_that_is_gone_is_not_offered_and_neither_is_the_open_one() {
        let root = tempfile::tempdir().unwrap();
        let dirs = ["here", "there", "gone"].map(|name| root.path().join(name));
        for dir in &dirs[..2] {
            std::fs::create_dir(dir).unwrap();
            std::fs::write(dir.join(OFFICE_FILE), "").unwrap();
        }
        let offices = Offices::new(&dirs[0], false, dirs.to_vec());
        assert_eq!(offices.others, dirs[1..2]);
    }
}
