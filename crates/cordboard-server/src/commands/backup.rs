//! `backup`: a copy of an office, also of one that is being served.

use super::print;
use crate::arguments::Backup;
use crate::failure::Failure;
use cordboard_store::directory::backup::back_up;
use serde_json::json;

pub(crate) fn run(backup: &Backup) -> Result<(), Failure> {
    let made = back_up(&backup.data, &backup.to)?;
    let place = std::path::absolute(&backup.to)?;
    let answer = json!({ "backup": place, "records": made.records, "bytes": made.bytes });
    print(&answer.to_string());
    Ok(())
}
