//! Page sizes, caches and the two ways to store rows, on the same data.

use crate::{ACCOUNTS, account, batch, id, median, micros, open, point_read, timed};
use cordboard_model::Kind;
use cordboard_store::sqlite::Options;
use cordboard_store::{Domain, SqliteStore, Store};
use rusqlite::{Connection, params};
use std::path::Path;

pub(crate) const PER_COMMIT: u32 = 2_000;

const READS: u32 = 20_000;

fn each_head(store: &SqliteStore) -> f64 {
    let mut seen = 0;
    let snapshot = store.read(Domain::FIRST).unwrap();
    let (time, ()) = timed(|| {
        snapshot
            .each_head(Kind::Account, &mut |_| seen += 1)
            .unwrap()
    });
    assert_eq!(seen, ACCOUNTS);
    time.as_secs_f64() * 1e3
}

/// Three files with the same records, one for each page size; leaves them behind for the other measurements.
pub(crate) fn page_sizes(folder: &Path) {
    println!("page size |  load s  rows/s |  MB  | get us | each_head ms");
    let sizes = [4096u32, 8192, 16384];
    let mut rows = Vec::new();
    for page_size in sizes {
        let path = folder.join(format!("{page_size}.db"));
        let store = open(
            &path,
            Options {
                page_size,
                ..Options::default()
            },
        );
        let (load, ()) = timed(|| {
            for first in (0..ACCOUNTS).step_by(PER_COMMIT as usize) {
                let puts = (first..first + PER_COMMIT).map(account).collect();
                store.commit(batch(puts)).unwrap();
            }
        });
        drop(store);
        let bytes = std::fs::metadata(&path).unwrap().len();
        rows.push((load.as_secs_f64(), bytes, open(&path, Options::default())));
    }
    let mut times = [(); 3].map(|()| (Vec::new(), Vec::new()));
    for _ in 0..5 {
        for ((gets, heads), (.., store)) in times.iter_mut().zip(&rows) {
            gets.push(point_read(store, READS));
            heads.push(each_head(store));
        }
    }
    for ((page_size, (load, bytes, _)), (gets, heads)) in sizes.iter().zip(&rows).zip(times) {
        println!(
            "{page_size:>9} | {load:>7.2} {:>7.0} | {:>4} | {:>6.2} | {:>6.1}",
            f64::from(ACCOUNTS) / load,
            bytes / 1_000_000,
            median(gets),
            median(heads),
        );
    }
}

/// How much the cache of a connection and the mapping of the file change a point read.
pub(crate) fn caches(folder: &Path) {
    println!("cache MiB | mmap MiB | get us | each_head ms   (8192)");
    let choices = [(2, 0), (8, 0), (16, 0), (64, 0), (8, 1024)];
    let stores = choices.map(|(cache, mmap)| {
        let options = Options {
            cache_kib: cache * 1024,
            mmap_bytes: mmap << 20,
            ..Options::default()
        };
        open(&folder.join("8192.db"), options)
    });
    let mut times = choices.map(|_| (Vec::new(), Vec::new()));
    for _ in 0..5 {
        for ((gets, heads), store) in times.iter_mut().zip(&stores) {
            gets.push(point_read(store, READS));
            heads.push(each_head(store));
        }
    }
    for ((cache, mmap), (gets, heads)) in choices.into_iter().zip(times) {
        println!(
            "{cache:>9} | {mmap:>8} | {:>6.2} | {:>6.1}",
            median(gets),
            median(heads)
        );
    }
}

/// The record table with and without a row number, filled by the same statement from the same file.
pub(crate) fn row_stores(folder: &Path) {
    println!("record table  | fill s | MB  | raw get us");
    let schema = include_str!("../../../../migrations/0001_records.sql");
    let without = schema.replacen(
        "PRIMARY KEY (domain, kind, id)\n) STRICT;",
        "PRIMARY KEY (domain, kind, id)\n) STRICT, WITHOUT ROWID;",
        1,
    );
    assert_ne!(schema, without);
    for (name, schema) in [("rowid", schema), ("WITHOUT ROWID", without.as_str())] {
        let path = folder.join(format!("{name}.db"));
        let file = Connection::open(&path).unwrap();
        file.execute_batch(&format!("PRAGMA page_size = 8192; {schema}"))
            .unwrap();
        file.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -8192")
            .unwrap();
        let from = folder.join("8192.db");
        file.execute("ATTACH ?1 AS old", [from.to_str().unwrap()])
            .unwrap();
        let (fill, ()) = timed(|| {
            file.execute_batch(
                "BEGIN; INSERT INTO domain SELECT * FROM old.domain; \
                 INSERT INTO record SELECT * FROM old.record ORDER BY rowid; COMMIT",
            )
            .unwrap();
        });
        let sql = "SELECT fields FROM record WHERE domain = 1 AND kind = ?1 AND id = ?2";
        let mut get = file.prepare(sql).unwrap();
        let rounds = (0..5).map(|_| {
            let (time, ()) = timed(|| {
                for step in 0..READS {
                    let number = step.wrapping_mul(2_654_435_761) % ACCOUNTS;
                    let id = id(number);
                    let key = params![Kind::Account.number(), id.as_bytes()];
                    get.query_row(key, |row| row.get::<_, String>(0)).unwrap();
                }
            });
            micros(time, READS)
        });
        let get_us = median(rounds.collect());
        let bytes = std::fs::metadata(&path).unwrap().len();
        println!(
            "{name:<13} | {:>6.2} | {:>3} | {get_us:>6.2}",
            fill.as_secs_f64(),
            bytes / 1_000_000
        );
    }
}
