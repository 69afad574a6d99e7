//! Durable commits beside the disk's own speed, and reads beside raw SQLite.

use crate::{ACCOUNTS, account, batch, id, median, micros, open, point_read, timed};
use cordboard_model::Kind;
use cordboard_store::sqlite::Options;
use cordboard_store::{Domain, SqliteStore, Store};
use rusqlite::{Connection, params};
use std::io::Write;
use std::path::Path;

const SINGLE: u32 = 200;
const SUBMITTERS: u32 = 64;
const EACH: u32 = 40;

fn per_second(count: u32, work: impl FnOnce()) -> f64 {
    let (time, ()) = timed(work);
    f64::from(count) / time.as_secs_f64()
}

/// The floor, one client and many clients, by turns.
pub(crate) fn durable(folder: &Path) {
    let store = open(&folder.join("durable.db"), Options::default());
    store
        .commit(batch((0..1_000).map(account).collect()))
        .unwrap();
    let mut rates = [(); 3].map(|()| Vec::new());
    for round in 0..5 {
        rates[0].push(floor(&folder.join(format!("floor{round}"))));
        rates[1].push(per_second(SINGLE, || edit(&store, 0, SINGLE)));
        rates[2].push(per_second(SUBMITTERS * EACH, || {
            std::thread::scope(|scope| {
                for submitter in 0..SUBMITTERS {
                    let store = &store;
                    scope.spawn(move || edit(store, submitter, EACH));
                }
            });
        }));
    }
    let [floor, single, many] = rates.map(median);
    println!("append 4 KB + fdatasync    {floor:>8.0} /s");
    println!(
        "one client, durable edits  {single:>8.0} /s   {:.2} of the floor",
        single / floor
    );
    println!(
        "{SUBMITTERS} clients, durable edits  {many:>8.0} /s   {:.1} of one",
        many / single
    );
}

fn floor(path: &Path) -> f64 {
    let mut file = std::fs::File::create(path).unwrap();
    per_second(SINGLE, || {
        for _ in 0..SINGLE {
            file.write_all(&[0x5a; 4096]).unwrap();
            file.sync_data().unwrap();
        }
    })
}

fn edit(store: &SqliteStore, submitter: u32, count: u32) {
    for number in 0..count {
        store
            .commit(batch(vec![account((submitter * 15 + number) % 1_000)]))
            .unwrap();
    }
}

/// One record, and one subtree, through the store and by raw SQL on the same file.
pub(crate) fn reads(path: &Path) {
    const READS: u32 = 20_000;
    let store = open(path, Options::default());
    let raw = Connection::open(path).unwrap();
    raw.execute_batch("PRAGMA cache_size = -8192").unwrap();
    let sql = "SELECT fields FROM record WHERE domain = 1 AND kind = ?1 AND id = ?2";
    let mut get = raw.prepare(sql).unwrap();
    let mut times = [(); 4].map(|()| Vec::new());
    for _ in 0..7 {
        let (time, ()) = timed(|| {
            for step in 0..READS {
                let number = step.wrapping_mul(2_654_435_761) % ACCOUNTS;
                let id = id(number);
                let key = params![Kind::Account.number(), id.as_bytes()];
                get.query_row(key, |row| row.get::<_, String>(0)).unwrap();
            }
        });
        times[0].push(micros(time, READS));
        times[1].push(point_read(&store, READS));
        let snapshot = store.read(Domain::FIRST).unwrap();
        let (time, ()) = timed(|| {
            for step in 0..READS {
                let number = step.wrapping_mul(2_654_435_761) % ACCOUNTS;
                snapshot.get(Kind::Account, id(number)).unwrap();
            }
        });
        times[2].push(micros(time, READS));
        let (time, ()) = timed(|| {
            for _ in 0..READS {
                drop(store.read(Domain::FIRST).unwrap());
            }
        });
        times[3].push(micros(time, READS));
    }
    let [raw_get, whole, in_snapshot, empty] = times.map(median);
    println!("raw prepared read of the text      {raw_get:>8.2} us");
    println!(
        "snapshot + get + parsed document   {whole:>8.2} us   {:.2} of raw",
        whole / raw_get
    );
    println!(
        "get + parsed document              {in_snapshot:>8.2} us   {:.2} of raw",
        in_snapshot / raw_get
    );
    println!("snapshot, nothing read             {empty:>8.2} us");
    subtree(&raw);
}

/// What the tree in memory saves: the subtree of account 1 by recursive SQL.
fn subtree(raw: &Connection) {
    let sql = "WITH RECURSIVE below (id) AS (SELECT ?1 UNION ALL \
               SELECT r.id FROM below b CROSS JOIN record r INDEXED BY record_listed ON r.domain = 1 \
               AND r.kind = 1 AND r.account_id = b.id AND r.deleted_ms IS NULL) \
               SELECT count(*) FROM below";
    let mut statement = raw.prepare(sql).unwrap();
    let mut found = 0u32;
    let rounds = (0..7).map(|_| {
        let (time, count) = timed(|| {
            statement
                .query_row([id(1).as_bytes()], |row| row.get(0))
                .unwrap()
        });
        found = count;
        time.as_secs_f64() * 1e3
    });
    let time = median(rounds.collect());
    println!("recursive SQL over {found} accounts  {time:>8.2} ms");
}
