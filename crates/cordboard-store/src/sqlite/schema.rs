//! The tables: which migrations there are, and whether a file is ours.

use crate::{Error, Result};
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations, SchemaVersion};

/// "Cord", as the first migration writes it.
const APPLICATION_ID: i64 = 0x436f_7264;

const STEPS: &[M<'static>] = &[
    M::up(include_str!("../../../../migrations/0001_records.sql")),
    M::up(include_str!("../../../../migrations/0002_blobs.sql")),
    M::up(include_str!("../../../../migrations/0003_entries.sql")),
    M::up(include_str!(
        "../../../../migrations/0004_entries_of_account.sql"
    )),
    M::up(include_str!("../../../../migrations/0005_slots.sql")),
    M::up(include_str!("../../../../migrations/0006_slots_since.sql")),
    M::up(include_str!("../../../../migrations/0007_blob_parts.sql")),
    M::up(include_str!("../../../../migrations/0008_terms.sql")),
];

const MIGRATIONS: Migrations<'static> = Migrations::from_slice(STEPS);

/// Brings the file up to the newest schema, unless it is newer or belongs to another program.
pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    match MIGRATIONS.current_version(connection).map_err(failed)? {
        SchemaVersion::NoneSet => check_empty(connection)?,
        _ => check(connection)?,
    }
    MIGRATIONS.to_latest(connection).map_err(failed)
}

/// Fails unless the file is ours and no newer than this program.
pub(super) fn check(connection: &Connection) -> Result<()> {
    check_owner(connection)?;
    match MIGRATIONS.current_version(connection).map_err(failed)? {
        SchemaVersion::Outside(found) => {
            let number = |steps| u32::try_from(steps).unwrap_or(u32::MAX);
            Err(Error::TooNew {
                found: number(found.get()),
                known: number(STEPS.len()),
            })
        }
        SchemaVersion::Inside(_) => Ok(()),
        SchemaVersion::NoneSet => Err(Error::Corrupt("the file is empty".to_owned())),
    }
}

fn check_owner(connection: &Connection) -> Result<()> {
    let owner: i64 = connection.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    if owner == APPLICATION_ID {
        return Ok(());
    }
    Err(Error::Corrupt(
        "the file belongs to another program".to_owned(),
    ))
}

fn check_empty(connection: &Connection) -> Result<()> {
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        return Ok(());
    }
    Err(Error::Corrupt(
        "the file belongs to another program".to_owned(),
    ))
}

fn failed(error: rusqlite_migration::Error) -> Error {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => Error::Corrupt(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_in_the_migrations_folder_is_run_in_the_order_of_the_numbers() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../migrations");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "sql"))
            .collect();
        files.sort();
        assert_eq!(files.len(), STEPS.len());
        for (index, path) in files.iter().enumerate() {
            let name = path.file_name().unwrap().to_str().unwrap();
            assert!(name.starts_with(&format!("{:04}_", index + 1)), "{name}");
            assert_eq!(
                STEPS[index],
                M::up(&std::fs::read_to_string(path).unwrap()),
                "{name}"
            );
        }
        MIGRATIONS.validate().unwrap();
    }
}
