//! A process that is killed while it commits loses nothing that it acknowledged, and leaves nothing half made.
//!
//! The test runs itself again as the process to be killed. Killing proves that commits are whole and that a log
//! left behind is read again; that they survive a loss of power is a matter of `synchronous=FULL`, which
//! `sqlite_file.rs` checks.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use cordboard_model::Kind;
use cordboard_store::suite::{HERE, blob, claim, get, id, note, puts, user};
use cordboard_store::{Batch, SqliteStore, Store};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const FILE: &str = "CORDBOARD_STORE_CRASH_FILE";
const THREADS: u64 = 4;

/// A commit with the number `number` writes two records with a blob and a name for each, and notes the number.
fn commit(store: &SqliteStore, number: u32) -> u64 {
    let pair = [2 * number, 2 * number + 1];
    let batch = Batch {
        take: pair.map(|half| claim(half, &half.to_string())).to_vec(),
        blobs: pair.map(picture).to_vec(),
        note: note(&number.to_string()),
        ..puts(pair.map(|half| user(half, &format!("{half:08}"))))
    };
    store.commit(batch).unwrap()
}

/// Larger than a page, so that it is written in several places.
fn picture(half: u32) -> cordboard_store::BlobPut {
    blob(half, "photo", Some(&half.to_be_bytes().repeat(2_500)))
}

/// The process to be killed: commits from several threads and prints each number once it is acknowledged.
#[test]
fn child() {
    let Some(path) = std::env::var_os(FILE).map(PathBuf::from) else {
        return;
    };
    let store = SqliteStore::open(&path, Default::default()).unwrap();
    let start = store.read(HERE).unwrap().seq().unwrap() as u32 * 8;
    std::thread::scope(|scope| {
        for thread in 0..THREADS as u32 {
            let store = &store;
            scope.spawn(move || {
                for round in 0.. {
                    let number = start + round * THREADS as u32 + thread;
                    let seq = commit(store, number);
                    let mut out = std::io::stdout().lock();
                    out.write_all(format!("\nack {number} {seq}\n").as_bytes())
                        .unwrap();
                    out.flush().unwrap();
                }
            });
        }
    });
}

/// Starts the child, kills it with SIGKILL after `acks` acknowledgements, and returns all that it printed.
fn run_and_kill(path: &Path, acks: usize) -> Vec<(u32, u64)> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut seen = Vec::new();
    let mut is_killed = false;
    // After the kill the pipe is read to its end: what was printed was acknowledged.
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let mut words = line.split(' ');
        let (Some("ack"), Some(number), Some(seq)) = (words.next(), words.next(), words.next())
        else {
            continue;
        };
        // The last line may be cut off.
        let (Ok(number), Ok(seq)) = (number.parse(), seq.parse()) else {
            continue;
        };
        seen.push((number, seq));
        if seen.len() >= acks && !is_killed {
            child.kill().unwrap();
            is_killed = true;
        }
    }
    child.wait().unwrap();
    assert!(
        is_killed,
        "the child ended by itself after {} acknowledgements",
        seen.len()
    );
    seen
}

/// Nothing acknowledged is missing, no number is left out, and each commit is there with all its parts.
fn check(path: &Path, acknowledged: &[(u32, u64)]) {
    let store = SqliteStore::open(path, Default::default()).unwrap();
    let snapshot = store.read(HERE).unwrap();
    let changes = snapshot.changes(0, usize::MAX).unwrap();
    assert_eq!(changes.len() as u64, snapshot.seq().unwrap());
    assert!(
        changes
            .iter()
            .map(|change| change.seq)
            .eq(1..=changes.len() as u64)
    );
    for (number, seq) in acknowledged {
        let change = &changes[*seq as usize - 1];
        assert_eq!(change.verb, number.to_string(), "commit {seq} is lost");
    }
    for change in &changes {
        let number: u32 = change.verb.parse().unwrap();
        for half in [2 * number, 2 * number + 1] {
            assert_eq!(get(&store, Kind::User, half).unwrap().rev, change.seq);
            let holder = snapshot.claim(&claim(half, &half.to_string()).key).unwrap();
            assert_eq!(holder, Some((Kind::User, id(half))));
            let kept = snapshot.blob(Kind::User, id(half), "photo").unwrap();
            assert_eq!(kept.map(|blob| blob.bytes), picture(half).bytes);
        }
    }
    let listed = snapshot.count(Kind::User, Some(id(1))).unwrap();
    assert_eq!(
        listed,
        2 * changes.len() as u64,
        "a record is there without its commit"
    );
}

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_moment_and_nothing_is_half_made() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cordboard.db");
    let mut acknowledged = Vec::new();
    // Kills right after the start, in the middle, and (by the last ones) after the log was folded into the file.
    for acks in [
        1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 1, 7, 19, 150,
    ] {
        acknowledged.extend(run_and_kill(&path, acks));
        check(&path, &acknowledged);
    }
    assert!(acknowledged.len() >= 1_500);
}
