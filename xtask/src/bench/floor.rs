//! What the disk itself takes: append 4 KB and wait until it is there.

use super::median;
use crate::failure::Result;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// The median of durable appends to a file in `dir`.
pub(crate) fn durable_append(dir: &Path) -> Result<Duration> {
    let mut file = File::create(dir.join("floor"))?;
    let page = [7u8; 4096];
    median(200, || {
        file.write_all(&page)?;
        Ok(file.sync_data()?)
    })
}

/// Which file system a directory is on, since a floor in memory is none.
pub(crate) fn file_system(dir: &Path) -> Result<String> {
    let said = Command::new("df").arg("-PT").arg(dir).output()?;
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    let kind = text
        .lines()
        .nth(1)
        .and_then(|line| line.split_whitespace().nth(1));
    Ok(kind.unwrap_or("unknown").to_owned())
}
