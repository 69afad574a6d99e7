//! A copy sends bytes that a record of it is to name (S-58 to S-60).

use super::{
    PIECE_MAX, RECEIVED, is_digest, is_whole, piece, received, sent, sent_to, waiting,
    without_pieces,
};
use crate::files::{self, BYTES, EXPIRES, UNUSED_MS};
use crate::sync::roots;
use crate::uploads::FILE_MAX;
use crate::{Engine, Error, Principal, Result, listing};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Assert, Batch, BlobPut, Snapshot};
use serde_json::Value;

/// A piece of the bytes, or the question how many came.
#[derive(Debug, Clone)]
pub struct Input {
    /// The SHA-256 of all of them, in hexadecimal digits.
    pub digest: String,
    /// How many there are in all.
    pub total: usize,
    /// The place of the first of these bytes among all.
    pub from: usize,
    /// The bytes, at most [`PIECE_MAX`]; none to ask.
    pub bytes: Vec<u8>,
}

/// Takes the piece when it is the next one, and says how many bytes are there now.
///
/// # Errors
/// `maxSize` when they are too many, `digest` when all of them have another digest: then they are forgotten.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<usize> {
    let top = roots(engine, principal)?.into_iter().next();
    let account_id = top.ok_or(Error::NotFound("account"))?;
    check(input)?;
    let user = principal.actor();
    engine.retry(|| {
        let snapshot = engine.read()?;
        let found = sent(&*snapshot, user, &input.digest)?;
        let so_far = found.as_ref().map_or(0, received);
        if let Some(file) = found.as_ref().filter(|file| is_whole(file)) {
            return keep_longer(engine, principal, file).map(|()| so_far);
        }
        if input.bytes.is_empty() || input.from != so_far {
            return Ok(so_far);
        }
        let mut batch = engine.batch(user, "file.send", Vec::new(), true.into());
        let mut file = match found {
            Some(file) => {
                let (kind, id, rev) = (Kind::File, file.id, file.rev);
                batch.asserts.push(Assert::Rev { kind, id, rev });
                file
            }
            None => {
                files::sweep(engine, &mut batch, account_id)?;
                new(engine, (account_id, user), input)
            }
        };
        let now = so_far.saturating_add(input.bytes.len());
        if now < input.total {
            let next = piece(whole(file.id), so_far, Some(input.bytes.clone()));
            batch.blobs.push(next);
            file.fields.insert(RECEIVED.into(), now.into());
        } else if let Err(wrong) = complete(&*snapshot, &mut batch, &mut file, input) {
            forget(engine, user, file.id)?;
            return Err(wrong);
        }
        let expires = engine.now_ms() + UNUSED_MS;
        file.fields.insert(EXPIRES.into(), expires.into());
        batch.puts.push(listing::put(file));
        drop(snapshot);
        engine.commit(batch)?;
        Ok(now)
    })
}

fn check(input: &Input) -> Result<()> {
    if !is_digest(&input.digest) {
        let detail = "the digest is a SHA-256 of 64 small hexadecimal digits";
        return Err(Error::invalid("/digest", "digest", detail));
    }
    let fits = input.from.saturating_add(input.bytes.len()) <= input.total;
    if input.total == 0 || input.total > FILE_MAX || input.bytes.len() > PIECE_MAX || !fits {
        let detail = format!(
            "there may be 1 to {FILE_MAX} bytes, in pieces of at most {PIECE_MAX}, none behind the last"
        );
        return Err(Error::invalid("/size", "maxSize", detail));
    }
    Ok(())
}

fn new(engine: &Engine, (account_id, user): (Id, Option<Id>), input: &Input) -> Record {
    let mut fields = Fields::new();
    fields.insert("name".into(), input.digest.as_str().into());
    fields.insert("size".into(), input.total.into());
    fields.insert("sha256".into(), input.digest.as_str().into());
    let key = Id::from_bytes(rand::random());
    fields.insert("key".into(), key.to_string().into());
    if let Some(user) = user {
        fields.insert("owner_id".into(), user.to_string().into());
    }
    let id = sent_to(user, &input.digest);
    Record::new(Kind::File, id, Some(account_id), fields, engine.now_ms())
}

/// Where all of them lie in the end.
fn whole(id: Id) -> BlobPut {
    BlobPut {
        kind: Kind::File,
        id,
        name: BYTES.to_owned(),
        mime: String::new(),
        bytes: None,
    }
}

/// The last piece: all of them become one, if it is what it was said to be.
fn complete(
    snapshot: &dyn Snapshot,
    batch: &mut Batch,
    file: &mut Record,
    input: &Input,
) -> Result<()> {
    let place = whole(file.id);
    let mut all = waiting(snapshot, &place, input.from)?;
    all.extend(&input.bytes);
    if files::digest(&all) != input.digest {
        let detail = "the SHA-256 of the bytes is another one: send them again";
        return Err(Error::invalid("/digest", "digest", detail));
    }
    let mime = files::mime("", &all);
    file.fields.shift_remove(RECEIVED);
    file.fields.insert("mime".into(), mime.into());
    let pieces = without_pieces(&place, input.from);
    batch.blobs.extend(pieces);
    batch.blobs.push(BlobPut {
        mime: mime.to_owned(),
        bytes: Some(all),
        ..place
    });
    Ok(())
}

fn forget(engine: &Engine, user: Option<Id>, id: Id) -> Result<()> {
    let mut batch = engine.batch(user, "file.forget", Vec::new(), true.into());
    batch.erases.push((Kind::File, id));
    engine.commit(batch)?;
    Ok(())
}

/// Whoever asks is about to push what names it: it is not forgotten meanwhile.
fn keep_longer(engine: &Engine, principal: &Principal, file: &Record) -> Result<()> {
    let expires = file.fields.get(EXPIRES).and_then(Value::as_i64);
    let left = expires.unwrap_or(0) - engine.now_ms();
    if left > UNUSED_MS / 2 {
        return Ok(());
    }
    let mut batch = engine.batch(principal.actor(), "file.send", Vec::new(), true.into());
    let (kind, id, rev) = (Kind::File, file.id, file.rev);
    batch.asserts.push(Assert::Rev { kind, id, rev });
    let mut file = file.clone();
    let expires = engine.now_ms() + UNUSED_MS;
    file.fields.insert(EXPIRES.into(), expires.into());
    batch.puts.push(listing::put(file));
    engine.commit(batch)?;
    Ok(())
}
