//! How bytes beside records lie in a file, and what it costs to read a piece of many.

use cordboard_model::Kind;
use cordboard_store::sqlite::Options;
use cordboard_store::suite::{HERE, blob, blobs, id};
use cordboard_store::{SqliteStore, Store};
use rusqlite::Connection;

fn bytes(length: usize) -> Vec<u8> {
    (0..length).map(|at| (at * 7 % 251) as u8).collect()
}

#[test]
fn bytes_that_an_older_program_kept_in_one_row_are_read_whole_and_in_pieces() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.db");
    let all = bytes(700_000);
    let store = SqliteStore::open(&path, Options::default()).unwrap();
    store.commit(blobs([blob(7, "photo", Some(b"x"))])).unwrap();
    drop(store);
    let file = Connection::open(&path).unwrap();
    file.execute("UPDATE blob SET bytes = ?1", [&all]).unwrap();
    drop(file);
    let store = SqliteStore::open(&path, Options::default()).unwrap();
    let snapshot = store.read(HERE).unwrap();
    let whole = snapshot.blob(Kind::User, id(7), "photo").unwrap().unwrap();
    assert!(whole.bytes == all);
    for range in [0..10, 262_140..262_150, 690_000..710_000, 0..usize::MAX] {
        let until = range.end.min(all.len());
        let piece = snapshot.blob_piece(Kind::User, id(7), "photo", range.clone());
        let piece = piece.unwrap().unwrap();
        assert_eq!(piece.total, all.len());
        assert!(piece.bytes == all[range.start..until], "{range:?}");
    }
}

/// The rows are what SQLite reads whole: as long as none holds more than a piece, a piece costs what it is long.
#[test]
fn no_row_holds_more_than_a_piece_however_long_the_whole_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.db");
    let store = SqliteStore::open(&path, Options::default()).unwrap();
    store
        .commit(blobs([blob(7, "photo", Some(&bytes(20_000_000)))]))
        .unwrap();
    drop(store);
    let file = Connection::open(&path).unwrap();
    let longest = "SELECT max(n), sum(n), count(*) FROM (SELECT length(bytes) AS n FROM blob UNION ALL SELECT length(bytes) FROM blob_part)";
    let found: (usize, usize, usize) = file
        .query_row(longest, [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .unwrap();
    assert_eq!(found, (256 * 1024, 20_000_000, 77));
}
