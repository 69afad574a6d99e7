//! The account tree in memory beside SQL.

use super::{floor, median, show};
use crate::failure::{Failure, Result};
use cordboard_engine::accounts::{move_under, window};
use cordboard_engine::tree::window::Open;
use cordboard_engine::tree::{Leaf, Tree};
use cordboard_engine::{Engine, Principal, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::directory::{self, OFFICE_FILE};
use cordboard_store::{Domain, Store};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// The size of the subtree that is moved.
const SUBTREE: usize = 10_000;

pub(crate) fn run(accounts: usize) -> Result<()> {
    let dir = tempfile::tempdir()?;
    let (top, other) = fill(dir.path(), accounts)?;
    let begun = Instant::now();
    let opened = directory::open(dir.path(), cordboard_store::sqlite::Options::default())?;
    let engine = Engine::open(Arc::new(opened.store))?;
    println!(
        "{} accounts, subtree of {}",
        engine.tree().len(),
        engine.tree().descendants_count(top) + 1
    );
    show("engine ready: heads and index", begun.elapsed(), None);
    let floor = floor::durable_append(dir.path())?;
    show("floor: append 4 KB and fdatasync", floor, None);

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
        dir.path().join(OFFICE_FILE),
        OpenFlags::SQLITE_OPEN_READ_ONLY,
    )?;
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

    let root = engine
        .tree()
        .root()
        .ok_or(Failure::Program("no root".into()))?;
    let mut there = false;
    let moved = median(41, || {
        there = !there;
        let parent_id = if there { other } else { root };
        move_under::run(
            &engine,
            &Principal::Owner,
            move_under::Input { id: top, parent_id },
        )?;
        Ok(())
    })?;
    show(
        "move the subtree (one row, durable)",
        moved,
        Some(("floor", floor)),
    );
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
            window::run(&engine, &Principal::Owner, input.clone())?;
            Ok(())
        })?;
        show(what, time, None);
    }
    Ok(())
}

/// One top, two resellers; one of them with the subtree, the other with the rest in branches of ten.
fn fill(dir: &Path, accounts: usize) -> Result<(Id, Id)> {
    let opened = directory::open(dir, cordboard_store::sqlite::Options::default())?;
    let engine = Engine::open(Arc::new(opened.store))?;
    let mut ids: Vec<Id> = Vec::with_capacity(accounts);
    let mut batch = engine.batch(None, "bench", Vec::new(), json!(null));
    for index in 0..accounts {
        let parent = match index {
            0 => None,
            1 | 2 => ids.first(),
            _ if index < SUBTREE + 2 => ids
                .get(if index % 10 == 0 { 1 } else { index / 10 * 10 }.max(1))
                .or(ids.get(1)),
            _ => ids.get(if index % 10 == 0 { 2 } else { index / 10 * 10 }),
        };
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
        batch.puts.push(listing::put(Record::new(
            Kind::Account,
            id,
            parent.copied(),
            fields,
            engine.now_ms(),
        )));
        ids.push(id);
        if batch.puts.len() == 5000 || index + 1 == accounts {
            let full = std::mem::replace(
                &mut batch,
                engine.batch(None, "bench", Vec::new(), json!(null)),
            );
            engine.commit(full)?;
        }
    }
    match (ids.get(1), ids.get(2)) {
        (Some(top), Some(other)) => Ok((*top, *other)),
        _ => Err(Failure::Program("at least 3 accounts are needed".into())),
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
