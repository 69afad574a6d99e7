//! Files that only their owner reads: they hold secrets, or what is derived from them.
//!
//! Elsewhere than on Unix the rights of the directory decide, which is the owner's by default.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Opens a file as `options` say; one that is made by it is readable by its owner only.
pub(crate) fn open(options: &mut OpenOptions, file: &Path) -> io::Result<File> {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options.open(file)
}

/// Writes a file, whole or not at all, and waits for the disk.
///
/// # Errors
/// When the directory cannot be written. What was in the file before is still there then.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = file.with_extension("part");
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    let mut writing = open(&mut options, &unfinished)?;
    writing.write_all(bytes)?;
    writing.sync_all()?;
    std::fs::rename(&unfinished, file)?;
    match file.parent() {
        Some(dir) => sync_directory(dir),
        None => Ok(()),
    }
}

/// Makes new names durable; elsewhere than on Unix the system keeps names in its own journal.
pub(crate) fn sync_directory(dir: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(dir)?.sync_all()?;
    let _ = dir;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_file_is_replaced_whole_and_only_its_owner_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("secret");
        write(&file, b"a long first secret").unwrap();
        write(&file, b"second").unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"second");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
        #[cfg(unix)]
        {
            let mode = std::fs::metadata(&file).unwrap();
            let mode = std::os::unix::fs::PermissionsExt::mode(&mode.permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
    }
}
