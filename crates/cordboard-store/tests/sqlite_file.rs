//! What holds for the SQLite file: refusals, a full disk, copies, closing, and the settings it stands on.

#![allow(clippy::unwrap_used)]

use cordboard_model::Kind;
use cordboard_store::sqlite::Options;
use cordboard_store::suite::{HERE, blob, blobs, claim, get, id, puts, takes, user, write};
use cordboard_store::{Domain, Error, SqliteStore, Store};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cordboard.db");
    (folder, path)
}

fn open(path: &Path) -> cordboard_store::Result<SqliteStore> {
    SqliteStore::open(path, Options::default())
}

fn big(number: u32, bytes: usize) -> cordboard_store::Put {
    let mut put = user(number, &format!("{number:05}"));
    put.record
        .fields
        .insert("big".to_owned(), "x".repeat(bytes).into());
    put
}

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let (_folder, path) = folder();
    let store = open(&path).unwrap();
    write(&store, [user(7, "anna")]);
    store.commit(takes([claim(7, "anna")])).unwrap();
    drop(store);
    let store = open(&path).unwrap();
    assert_eq!(get(&store, Kind::User, 7).unwrap().text("name"), "anna");
    assert_eq!(store.read(HERE).unwrap().seq().unwrap(), 2);
    assert_eq!(write(&store, [user(7, "anna")]), 3);
}

#[test]
fn closing_folds_the_log_into_the_one_file() {
    let (folder, path) = folder();
    let store = open(&path).unwrap();
    write(&store, [user(7, "anna")]);
    drop((store.read(HERE).unwrap(), store.read(HERE).unwrap()));
    drop(store);
    let files: Vec<_> = folder
        .path()
        .read_dir()
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    assert_eq!(files, [path]);
}

#[test]
fn commits_that_wait_while_the_store_is_closed_are_finished() {
    let (_folder, path) = folder();
    let store = open(&path).unwrap();
    let numbers: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (1..=32)
            .map(|number| {
                scope.spawn({
                    let store = &store;
                    move || write(store, [user(number, "a")])
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    });
    drop(store);
    assert_eq!(numbers.len(), 32);
    let store = open(&path).unwrap();
    assert_eq!(
        store
            .read(HERE)
            .unwrap()
            .count(Kind::User, Some(id(1)))
            .unwrap(),
        32
    );
}

#[test]
fn a_file_of_a_newer_program_is_refused_and_left_as_it_is() {
    let (_folder, path) = folder();
    drop(open(&path).unwrap());
    let file = Connection::open(&path).unwrap();
    file.pragma_update(None, "user_version", 9).unwrap();
    drop(file);
    assert!(matches!(
        open(&path),
        Err(Error::TooNew { found: 9, known: 8 })
    ));
    let file = Connection::open(&path).unwrap();
    let version: i64 = file
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .unwrap();
    assert_eq!(version, 9);
}

#[test]
fn a_file_from_before_blobs_opens_with_all_it_held_and_can_keep_some() {
    let (_folder, path) = folder();
    drop(open(&path).unwrap());
    let file = Connection::open(&path).unwrap();
    before_terms(&file);
    file.execute_batch("DROP TABLE blob; DROP TABLE blob_part; DROP TABLE entry; DROP TABLE slot; DROP INDEX record_since; PRAGMA user_version = 1")
        .unwrap();
    file.execute_batch(
        "INSERT INTO domain VALUES (1, 1); INSERT INTO record VALUES \
         (1, 2, x'00000000000000000000000000000007', NULL, 0, 1, 1, 5, 5, NULL, 'a', 'a', '{\"name\":\"anna\"}')",
    )
    .unwrap();
    drop(file);
    let store = open(&path).unwrap();
    assert_eq!(get(&store, Kind::User, 7).unwrap().text("name"), "anna");
    assert_eq!(
        store.commit(blobs([blob(7, "photo", Some(b"x"))])).unwrap(),
        2
    );
}

/// Makes the file one from before words stood with their record.
fn before_terms(file: &Connection) {
    file.execute_batch(
        "ALTER TABLE record DROP COLUMN terms; PRAGMA user_version = 7; \
         CREATE INDEX word_of_record ON word (domain, kind, id, term)",
    )
    .unwrap();
}

#[test]
fn words_of_a_file_from_before_they_stood_with_their_record_go_when_it_is_written_or_erased() {
    let (_folder, path) = folder();
    let words = |number: u32, words: &[&str]| {
        let mut put = user(number, "anna");
        put.words = words.iter().map(|word| (*word).to_owned()).collect();
        put
    };
    let store = open(&path).unwrap();
    write(
        &store,
        [
            words(7, &["zoë", "an\"na", "@\u{1f}"]),
            words(8, &["kept", "gone"]),
        ],
    );
    drop(store);
    before_terms(&Connection::open(&path).unwrap());
    let store = open(&path).unwrap();
    let mut later = puts([words(8, &["kept", "new"])]);
    later.erases.push((Kind::User, id(7)));
    store.commit(later).unwrap();
    drop(store);
    let file = Connection::open(&path).unwrap();
    let mut left = file.prepare("SELECT term FROM word ORDER BY term").unwrap();
    let left = left.query_map([], |row| row.get(0)).unwrap();
    let left: Vec<String> = left.map(Result::unwrap).collect();
    assert_eq!(left, ["kept", "new"]);
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_as_it_is() {
    let text = "This is a shopping list.\n".repeat(1_000);
    for content in [
        text.as_bytes(),
        &[0; 4096],
        b"SQLite format 3\0nonsense".repeat(300).as_slice(),
    ] {
        let (_folder, path) = folder();
        std::fs::write(&path, content).unwrap();
        let refused = open(&path).unwrap_err();
        assert!(matches!(refused, Error::Corrupt(_)), "{refused:?}");
        assert_eq!(std::fs::read(&path).unwrap(), content);
    }
}

#[test]
fn a_database_of_another_program_is_refused_and_left_as_it_is() {
    for (version, made) in [
        (0, "CREATE TABLE recipe (name)"),
        (1, "CREATE TABLE recipe (name)"),
        (3, ""),
    ] {
        let (_folder, path) = folder();
        let other = Connection::open(&path).unwrap();
        other.execute_batch(made).unwrap();
        other.pragma_update(None, "user_version", version).unwrap();
        drop(other);
        let refused = open(&path).unwrap_err();
        assert!(matches!(refused, Error::Corrupt(_)), "{refused:?}");
        let other = Connection::open(&path).unwrap();
        let sql = "SELECT count(*) FROM sqlite_schema WHERE name <> 'recipe'";
        assert_eq!(
            other
                .query_row(sql, [], |row| row.get::<_, i64>(0))
                .unwrap(),
            0
        );
    }
}

#[test]
fn a_path_that_cannot_be_opened_is_an_error_of_the_system() {
    let (folder, path) = folder();
    assert!(matches!(open(folder.path()), Err(Error::Io(_))));
    assert!(matches!(
        open(&path.join("missing").join("file")),
        Err(Error::Io(_))
    ));
}

#[test]
fn a_damaged_file_is_reported_and_never_a_panic() {
    let (_folder, path) = folder();
    let store = open(&path).unwrap();
    write(&store, (1..=500).map(|number| big(number, 500)));
    drop(store);
    let whole = std::fs::read(&path).unwrap();
    let mut reported = 0;
    for at in (1..whole.len() / 4096).map(|page| page * 4096) {
        let mut damaged = whole.clone();
        damaged[at..at + 512].fill(0xa5);
        std::fs::write(&path, damaged).unwrap();
        // Every answer is allowed, except a panic and another error than damage.
        let outcome = open(&path).and_then(|store| {
            let snapshot = store.read(HERE)?;
            for number in 1..=500 {
                snapshot.get(Kind::User, id(number))?;
            }
            snapshot.each_head(Kind::User, &mut |_| ())?;
            snapshot.search("", &mut |_| std::ops::ControlFlow::Continue(()))
        });
        if let Err(error) = outcome {
            assert!(matches!(error, Error::Corrupt(_)), "at {at}: {error:?}");
            reported += 1;
        }
        for side in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{side}", path.display()));
        }
    }
    assert!(reported > 10, "{reported}");
}

#[test]
fn rows_that_another_program_changed_are_reported_as_damage() {
    let changes = [
        "UPDATE record SET fields = '{\"name\":'",
        "UPDATE record SET fields = '[]'",
        "UPDATE record SET account_id = x'00'",
        "UPDATE record SET rev = -1",
        "UPDATE record SET schema = -1",
        "UPDATE record SET fields = CAST(x'ff' AS TEXT)",
        "DROP TABLE word; DROP TABLE record",
    ];
    for change in changes {
        let (_folder, path) = folder();
        let store = open(&path).unwrap();
        write(&store, [user(7, "anna")]);
        Connection::open(&path)
            .unwrap()
            .execute_batch(change)
            .unwrap();
        let read = store.read(HERE).unwrap().get(Kind::User, id(7));
        assert!(matches!(read, Err(Error::Corrupt(_))), "{change}: {read:?}");
    }
}

#[test]
fn a_full_disk_refuses_the_batch_and_smaller_ones_go_on() {
    let (_folder, path) = folder();
    let options = Options {
        max_pages: Some(60),
        ..Options::default()
    };
    let store = SqliteStore::open(&path, options).unwrap();
    write(&store, [user(1, "anna")]);
    for round in 0..3 {
        let refused = store.commit(puts([user(2, "berta"), big(3, 2_000_000)]));
        assert!(matches!(refused, Err(Error::Full)), "{refused:?}");
        assert_eq!(get(&store, Kind::User, 2), None);
        assert_eq!(write(&store, [user(1, "anna")]), round + 2);
    }
    drop(store);
    let store = open(&path).unwrap();
    assert_eq!(write(&store, [user(2, "berta"), big(3, 2_000_000)]), 5);
}

#[test]
fn a_batch_that_does_not_fit_harms_nobody_in_its_group() {
    let (_folder, path) = folder();
    let options = Options {
        max_pages: Some(200),
        ..Options::default()
    };
    let store = SqliteStore::open(&path, options).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let store = &store;
            scope.spawn(move || {
                for round in 0..10 {
                    let number = 1 + thread * 10 + round;
                    if thread % 2 == 0 {
                        let refused = store.commit(puts([big(number, 5_000_000)]));
                        assert!(matches!(refused, Err(Error::Full)), "{refused:?}");
                    } else {
                        write(store, [user(number, "a")]);
                    }
                }
            });
        }
    });
    let snapshot = store.read(HERE).unwrap();
    assert_eq!(snapshot.seq().unwrap(), 40);
    assert_eq!(snapshot.count(Kind::User, Some(id(1))).unwrap(), 40);
    assert_eq!(snapshot.changes(0, 99).unwrap().len(), 40);
}

#[test]
fn a_refused_batch_harms_nobody_in_its_group() {
    let (_folder, path) = folder();
    let store = open(&path).unwrap();
    store.commit(takes([claim(1, "anna")])).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let store = &store;
            scope.spawn(move || {
                for round in 0..20 {
                    let number = 2 + thread * 20 + round;
                    let mut batch = puts([user(number, "a")]);
                    if thread % 2 == 0 {
                        batch.take.push(claim(number, "anna"));
                        assert!(matches!(store.commit(batch), Err(Error::Taken { .. })));
                    } else {
                        store.commit(batch).unwrap();
                    }
                }
            });
        }
    });
    let snapshot = store.read(HERE).unwrap();
    assert_eq!(snapshot.seq().unwrap(), 81);
    assert_eq!(snapshot.count(Kind::User, Some(id(1))).unwrap(), 80);
}

#[test]
fn a_backup_is_a_whole_store_and_never_overwrites() {
    let (folder, path) = folder();
    let store = open(&path).unwrap();
    write(&store, (1..=100).map(|number| big(number, 5_000)));
    store
        .commit(blobs([blob(1, "photo", Some(&[7; 50_000]))]))
        .unwrap();
    let to = folder.path().join("copy.db");
    let before = store.read(Domain::FIRST).unwrap();
    store.backup(&to).unwrap();
    write(&store, [user(101, "later")]);
    let copy = open(&to).unwrap();
    let view = cordboard_store::suite::view::of(&copy, HERE);
    assert_eq!(view.seq, before.seq().unwrap());
    assert_eq!(view.kinds[1].heads.len(), 100);
    assert!(matches!(store.backup(&to), Err(Error::Io(_))));
    let kept = copy.read(HERE).unwrap().blob(Kind::User, id(1), "photo");
    assert_eq!(kept.unwrap().unwrap().bytes, [7; 50_000]);
    assert_eq!(write(&copy, [user(1, "copy")]), 3);
    assert!(!folder.path().join("copy.db.part").exists());
}

#[test]
#[cfg(unix)]
fn only_the_owner_can_read_the_file_its_log_and_its_copy() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = folder();
    let store = open(&path).unwrap();
    write(&store, [user(1, "anna")]);
    store.backup(&folder.path().join("copy.db")).unwrap();
    let mut files = 0;
    for file in folder.path().read_dir().unwrap() {
        let mode = file.unwrap().metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{mode:o}");
        files += 1;
    }
    assert_eq!(files, 4);
}

#[test]
fn an_erased_secret_is_overwritten_in_the_file() {
    let (_folder, path) = folder();
    let store = open(&path).unwrap();
    let mut secret = user(1, "anna");
    secret
        .record
        .fields
        .insert("hash".to_owned(), "canary-3f9a-canary".into());
    write(&store, [secret, user(2, "berta")]);
    let photo = "canary-photo".repeat(5_000);
    store
        .commit(blobs([blob(1, "photo", Some(photo.as_bytes()))]))
        .unwrap();
    let erase = cordboard_store::Batch {
        erases: vec![(Kind::User, id(1))],
        ..puts([])
    };
    store.commit(erase).unwrap();
    drop(store);
    let file = std::fs::read(&path).unwrap();
    assert!(!file.windows(6).any(|bytes| bytes == b"canary"));
}
