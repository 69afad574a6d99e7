//! Measures the store beside its floors, in one run: `cargo run --release -p cordboard-store --example store_bench`.
//!
//! Only ratios of figures from one run mean anything. The figures of record are in `docs/adr/0002-sqlite-layout.md`.

#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::panic)]

mod layout;
mod speed;

use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::sqlite::Options;
use cordboard_store::{Batch, ChangeNote, Domain, Put, SqliteStore, Store};
use std::path::Path;
use std::time::{Duration, Instant};

const ACCOUNTS: u32 = 100_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    speed::durable(folder.path());
    println!(
        "\n{ACCOUNTS} accounts of about 2 KB, {} to a commit",
        layout::PER_COMMIT
    );
    layout::page_sizes(folder.path());
    layout::caches(folder.path());
    layout::row_stores(folder.path());
    speed::reads(&folder.path().join("8192.db"));
}

fn open(path: &Path, options: Options) -> SqliteStore {
    SqliteStore::open(path, options).unwrap()
}

fn id(number: u32) -> Id {
    let mut random = [0; 10];
    // Spread as random bits are, and the same in every run.
    random[2..].copy_from_slice(
        &u64::from(number)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .to_be_bytes(),
    );
    Id::from_parts(1_700_000_000_000 + u64::from(number), random)
}

/// The account with this number in a tree where each has ten below it.
fn account(number: u32) -> Put {
    let name = format!("Account {number:06}");
    let mut fields = Fields::new();
    fields.insert("name".to_owned(), name.clone().into());
    fields.insert("realm".to_owned(), format!("a{number}.example").into());
    for field in 0..20 {
        fields.insert(format!("setting_{field}"), "abcdefghij".repeat(8).into());
    }
    let parent = number.checked_sub(1).map(|below| id(below / 10));
    let sort_key = name.to_lowercase();
    Put {
        document: None,
        record: Record::new(Kind::Account, id(number), parent, fields, 1),
        words: sort_key.split(' ').map(str::to_owned).collect(),
        sort_key,
        label: name,
        flags: 1,
    }
}

fn batch(puts: Vec<Put>) -> Batch {
    let note = ChangeNote {
        at_ms: 1,
        actor: Some(id(1)),
        verb: "account.edit".to_owned(),
        touched: Vec::new(),
        detail: serde_json::Value::Null,
    };
    Batch {
        puts,
        ..Batch::new(Domain::FIRST, note)
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn micros(time: Duration, count: u32) -> f64 {
    time.as_secs_f64() * 1e6 / f64::from(count)
}

/// Microseconds for one point read of a record by its id, spread over all accounts.
fn point_read(store: &SqliteStore, count: u32) -> f64 {
    let (time, ()) = timed(|| {
        for step in 0..count {
            let snapshot = store.read(Domain::FIRST).unwrap();
            let number = step.wrapping_mul(2_654_435_761) % ACCOUNTS;
            assert!(snapshot.get(Kind::Account, id(number)).unwrap().is_some());
        }
    });
    micros(time, count)
}
