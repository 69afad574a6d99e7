//! `restore`: a copy in the place of an office.

use super::print;
use crate::arguments::Restore;
use crate::failure::Failure;
use cordboard_store::directory::backup::{BackupError, restore};
use serde_json::json;

pub(crate) fn run(wanted: &Restore) -> Result<(), Failure> {
    let done = restore(&wanted.from, &wanted.data, wanted.replace);
    let (found, kept) = done.map_err(|error| match error {
        BackupError::Occupied(dir) => Failure::Replace(dir),
        other => other.into(),
    })?;
    let answer = json!({ "records": found.records, "bytes": found.bytes, "kept": kept });
    print(&answer.to_string());
    Ok(())
}
