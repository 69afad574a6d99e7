//! The account tree in memory beside SQL.

use super::{floor, median, median_of, show};
use crate::failure::{Failure, Result};
use cordboard_engine::accounts::{delete, move_under, restore, window};
use cordboard_engine::tree::window::Open;
use cordboard_engine::{Engine, Principal, claims, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::directory::{self, OFFICE_FILE};
use cordboard_store::sqlite::Options;
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The size of the subtree that is moved and restored: one account with everything below it.
const SUBTREE: usize = 10_000;

pub(crate) fn run(accounts: usize, place: Option<&Path>) -> Result<()> {
    let dir = match place {
        Some(place) => tempfile::tempdir_in(place)?,
        None => tempfile::tempdir()?,
    };
    println!("file system: {}", floor::file_system(dir.path())?);
    let (top, other) = fill(dir.path(), accounts)?;
    let begun = Instant::now();
    let opened = directory::open(dir.path(), Options::default())?;
    let engine = Engine::open(Arc::new(opened.store))?;
    println!(
        "{} accounts, subtree of {}",
        engine.tree().len(),
        engine.tree().descendants_count(top) + 1
    );
    show("engine ready: heads and index", begun.elapsed(), None);
    let floor = floor::durable_append(dir.path())?;
    show("floor: append 4 KB and fdatasync", floor, None);

    compare_descendants(&engine, dir.path(), top)?;
    change_shape(&engine, top, other, floor)?;
    windows(&engine, accounts)
}

/// The accounts below one, from memory and from SQL.
fn compare_descendants(engine: &Engine, dir: &Path, top: Id) -> Result<()> {
    let mut count = 0;
    let memory = median(201, || {
        count = engine
            .tree()
            .descendants(top)
            .map(|leaf| usize::from(leaf.flags & 1 == 1))
            .sum();
        Ok(())
    })?;
    let reader = Connection::open_with_flags(
        dir.join(OFFICE_FILE),
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    // As much memory as the store gives each of its connections.
    let options = Options::default();
    reader.pragma_update(None, "cache_size", -i64::from(options.cache_kib))?;
    reader.pragma_update(None, "mmap_size", options.mmap_bytes)?;
    let mut counted = 0;
    let cte = median(21, || {
        counted = by_cte(&reader, top)?;
        Ok(())
    })?;
    if count != counted {
        return Err(Failure::Program(format!(
            "the index has {count} descendants, the query {counted}"
        )));
    }
    show("descendants by a recursive query", cte, None);
    show(
        "descendants from memory",
        memory,
        Some(("recursive query", cte)),
    );
    Ok(())
}

/// Moving the subtree, and deleting and restoring it.
fn change_shape(engine: &Engine, top: Id, other: Id, floor: Duration) -> Result<()> {
    let root = engine
        .tree()
        .root()
        .ok_or(Failure::Program("no root".into()))?;
    let mut there = false;
    let moved = median(41, || {
        there = !there;
        let parent_id = if there { other } else { root };
        move_under::run(
            engine,
            &Principal::Owner,
            move_under::Input {
                id: top,
                parent_id,
                rule: move_under::Rule::Rights,
            },
        )?;
        Ok(())
    })?;
    show(
        "move the subtree (one row, durable)",
        moved,
        Some(("floor", floor)),
    );
    let size = engine.tree().descendants_count(top);
    let mut deleting = Vec::new();
    let restored = median_of(5, || {
        let begun = Instant::now();
        let input = delete::Input {
            id: top,
            with_subtree: true,
        };
        delete::run(engine, &Principal::Owner, input)?;
        deleting.push(begun.elapsed());
        let begun = Instant::now();
        restore::run(engine, &Principal::Owner, top)?;
        Ok(begun.elapsed())
    })?;
    if engine.tree().descendants_count(top) != size {
        return Err(Failure::Program("the restore lost accounts".into()));
    }
    deleting.sort_unstable();
    let deleted = deleting.get(2).copied().unwrap_or_default();
    show(
        "delete the subtree (durable)",
        deleted,
        Some(("floor", floor)),
    );
    show(
        "restore the subtree (durable)",
        restored,
        Some(("floor", floor)),
    );
    Ok(())
}

fn windows(engine: &Engine, accounts: usize) -> Result<()> {
    for (what, filter) in [
        ("a window of 200 rows in the middle", None),
        ("the same with a filter", Some("bakery")),
    ] {
        let input = window::Input {
            open: Open::All,
            filter: filter.map(str::to_owned),
            from: if filter.is_some() { 10 } else { accounts / 2 },
            count: 200,
            ..window::Input::default()
        };
        let time = median(101, || {
            window::run(engine, &Principal::Owner, input.clone())?;
            Ok(())
        })?;
        show(what, time, None);
    }
    Ok(())
}

/// One top, two resellers; the first with a subtree of [`SUBTREE`] accounts, itself among them, the second with
/// the rest. Every account has at most ten directly below it.
fn fill(dir: &Path, accounts: usize) -> Result<(Id, Id)> {
    let opened = directory::open(dir, Options::default())?;
    let engine = Engine::open(Arc::new(opened.store))?;
    let mut ids: Vec<Id> = Vec::with_capacity(accounts);
    let mut batch = engine.batch(None, "bench", Vec::new(), json!(null));
    for index in 0..accounts {
        let parent = parent_of(index).and_then(|above| ids.get(above));
        let id = engine.new_id();
        let mut fields = cordboard_model::Fields::new();
        fields.insert(
            "name".into(),
            format!(
                "Account {index} {}",
                if index % 7 == 0 { "Bakery" } else { "Dental" }
            )
            .into(),
        );
        fields.insert("realm".into(), format!("a{index}.bench.example").into());
        fields.insert("notes".into(), "x".repeat(1500).into());
        let parent = parent.copied();
        let account = Record::new(Kind::Account, id, parent, fields, engine.now_ms());
        claims::change(&mut batch, None, Some(&account));
        batch.puts.push(listing::put(account));
        ids.push(id);
        if batch.puts.len() == 5000 || index + 1 == accounts {
            let full = std::mem::replace(
                &mut batch,
                engine.batch(None, "bench", Vec::new(), json!(null)),
            );
            engine.commit(full)?;
        }
    }
    match (ids.get(1), ids.get(SUBTREE + 1).or(ids.first())) {
        (Some(top), Some(other)) => Ok((*top, *other)),
        _ => Err(Failure::Program("at least 2 accounts are needed".into())),
    }
}

/// The number of the account above: 0 is the top, 1 the first reseller with its subtree directly behind it, and
/// the second reseller comes after these.
fn parent_of(index: usize) -> Option<usize> {
    let second = SUBTREE + 1;
    match index {
        0 => None,
        _ if index == 1 || index == second => Some(0),
        _ if index < second => Some(1 + (index - 2) / 10),
        _ => Some(second + (index - second - 1) / 10),
    }
}

fn by_cte(reader: &Connection, top: Id) -> Result<usize> {
    let mut statement = reader.prepare_cached(
        "WITH RECURSIVE below(id) AS (
             SELECT id FROM record WHERE domain = 1 AND kind = 1 AND account_id = ?1 AND deleted_ms IS NULL
             UNION ALL
             SELECT r.id FROM below b CROSS JOIN record r
             WHERE r.domain = 1 AND r.kind = 1 AND r.account_id = b.id AND r.deleted_ms IS NULL)
         SELECT id FROM below",
    )?;
    let mut rows = statement.query([top.as_bytes().as_slice()])?;
    let mut count = 0;
    while rows.next()?.is_some() {
        count += 1;
    }
    Ok(count)
}
