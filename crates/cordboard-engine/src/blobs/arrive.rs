//! The bytes that a pushed record names come into their place, in the commit of the record (S-61).

use super::{is_naming, is_whole, named, place, say_the_same, sent};
use crate::files::{BYTES, picture, sound};
use crate::users::photo::write::BYTES_MAX;
use crate::{Engine, Error, Result, listing};
use cordboard_model::{Id, Kind, Record, Violation};
use cordboard_store::{Batch, Snapshot};
use cordboard_sync::push::{Code, Rejection};
use cordboard_sync::server::World;
use cordboard_sync::server::decide::Writes;

/// What a transaction is about, as far as bytes go.
pub(crate) enum Bytes {
    /// It names none that were not named before.
    None,
    /// It names some, and they are there.
    There,
    /// They are not there, or are not what is allowed: none of it happens.
    Missing(Rejection),
}

/// Looks whether everything that the records newly name was sent by their author.
pub(crate) fn look<W: World<Fault = Error>>(
    snapshot: &dyn Snapshot,
    world: &W,
    user: Option<Id>,
    writes: &Writes,
) -> Result<Bytes> {
    let mut found = Bytes::None;
    let names =
        |record: &&Record| matches!(record.kind, Kind::User | Kind::Greeting) && is_naming(record);
    for record in writes.records.iter().filter(names) {
        let old = world.record(record.kind, record.id)?;
        if !is_new(snapshot, old.as_deref(), record)? {
            continue;
        }
        if let Err(violation) = allowed(snapshot, user, record)? {
            return Ok(Bytes::Missing(Rejection {
                code: Code::Invalid,
                op: 0,
                violations: vec![violation.into()],
            }));
        }
        found = Bytes::There;
    }
    Ok(found)
}

/// Whether a record names bytes that have to be brought into their place.
fn is_new(snapshot: &dyn Snapshot, old: Option<&Record>, new: &Record) -> Result<bool> {
    let comes_back = old.is_some_and(|old| !old.is_live()) && new.is_live();
    if say_the_same(old, new) && !comes_back {
        return Ok(false);
    }
    let Some(named) = named(new) else {
        return Ok(!say_the_same(old, new));
    };
    // The sound of a greeting that was deleted went with it.
    let there = snapshot.blob_piece(named.holder.0, named.holder.1, named.blob, 0..0)?;
    Ok(!say_the_same(old, new) || there.is_none())
}

type Allowed = std::result::Result<(), Violation>;

fn allowed(snapshot: &dyn Snapshot, user: Option<Id>, record: &Record) -> Result<Allowed> {
    let wrong = |rule: &str, detail: &str| {
        let place = place(record.kind);
        Ok(Err(Violation::new(place, rule, detail)))
    };
    let Some(named) = named(record) else {
        return wrong(
            "blob",
            "The file is named without its digest or its address.",
        );
    };
    let file = sent(snapshot, user, &named.digest)?.filter(is_whole);
    let Some(file) = file else {
        return wrong(
            "not_sent",
            "The bytes of the file did not come: choose it again.",
        );
    };
    let size = file.fields.get("size").and_then(serde_json::Value::as_u64);
    if size != u64::try_from(named.size).ok() || file.text("mime") != named.mime {
        return wrong("blob", "The file is something else than it was said to be.");
    }
    let (fits, at_most) = match record.kind {
        Kind::User => (picture::is_picture(&named.mime), BYTES_MAX),
        _ => (sound::is_sound(&named.mime), usize::MAX),
    };
    if !fits || named.size > at_most {
        return wrong(
            "blob",
            "The file is of another kind than belongs here, or too large.",
        );
    }
    if named.holder.0 == Kind::File && snapshot.get(Kind::File, named.holder.1)?.is_some() {
        return wrong("taken", "Another file has this id.");
    }
    Ok(Ok(()))
}

/// Adds to the batch that the bytes lie where the record says, or that they go.
pub(crate) fn take(
    engine: &Engine,
    snapshot: &dyn Snapshot,
    (old, new, user): (Option<&Record>, &Record, Option<Id>),
    batch: &mut Batch,
) -> Result<()> {
    if !is_new(snapshot, old, new)? {
        let before = old.and_then(named);
        let gone = before.filter(|_| !is_naming(new));
        batch.blobs.extend(gone.map(|named| named.put(None)));
        return Ok(());
    }
    let Some(named) = named(new) else {
        return Ok(());
    };
    let file = sent(snapshot, user, &named.digest)?;
    let file = file.ok_or(Error::NotFound("file"))?;
    let blob = snapshot.blob(Kind::File, file.id, BYTES)?;
    let blob = blob.ok_or(Error::NotFound("file"))?;
    if named.holder.0 == Kind::File {
        let account_id = new.account_id.unwrap_or_default();
        let file = named.file(account_id, engine.now_ms());
        batch.puts.push(listing::put(file));
    }
    batch.blobs.push(named.put(Some(blob.bytes)));
    Ok(())
}
