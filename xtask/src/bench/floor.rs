//! What the disk itself takes: append 4 KB and wait until it is there.

use super::median;
use crate::failure::Result;
use std::fs::File;
use std::io::Write;
use std::path::Path;
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
