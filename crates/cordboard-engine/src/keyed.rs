//! Requests of plain callers that have their effect once, however often they are sent (docs/SYNC.md, S-55).
//!
//! Responsible for writing the caller's key in the same commit as the effect, and for the answer that is told again. It
//! never decides who may do what.

use crate::replica::seal::Sealing;
use crate::{Engine, Error, Result};
use cordboard_store::{Batch, Seq, SlotPut, Touched};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::cell::RefCell;

/// How long a key is remembered, in milliseconds: a day. After that the same request is a new one.
pub const KEPT_MS: i64 = 24 * 60 * 60 * 1000;
/// Where keys are kept: in the table of what became of copies' transactions.
const SPACE: &str = "sync.request";
/// How many keys at most that are past their time are looked at with each new one, so that there is never a heap of them.
const SWEPT: usize = 4;

/// A key that a caller named, and what he asked with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    place: [u8; 32],
    request: [u8; 32],
}

/// An answer that can be told again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// The status.
    pub status: u16,
    /// Headers that belong to it.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// What is known of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing: the request may begin.
    Fresh,
    /// It was used for another request.
    Other,
    /// The effect is there.
    Done(Done),
}

/// An effect that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The commit.
    pub seq: Seq,
    /// What it was about, first of all: `user 0190…`.
    pub about: Option<String>,
    /// What was answered; missing when the program ended between the effect and the answer.
    pub told: Option<Told>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    request: [u8; 32],
    about: Option<String>,
    told: Option<Told>,
}

thread_local! {
    /// The key of the request that this thread works for, until a commit holds it.
    static CURRENT: RefCell<Option<Key>> = const { RefCell::new(None) };
}

impl Key {
    /// The key `text` of a caller, for these bytes of a request.
    pub fn new(caller: &str, text: &str, request: &[u8]) -> Self {
        let place = format!("{}\n{caller}\n{text}", caller.len());
        Self {
            place: Sha256::digest(place).into(),
            request: Sha256::digest(request).into(),
        }
    }

    /// Where it is kept: tells keys apart, also while a request is under way.
    pub const fn place(&self) -> &[u8; 32] {
        &self.place
    }

    fn slot(&self, engine: &Engine, kept: &Kept) -> Result<SlotPut> {
        let mut value = engine.now_ms().to_be_bytes().to_vec();
        // An answer may hold a secret that is shown once.
        value.extend(Sealing::with(&engine.pepper)?.seal(kept)?);
        Ok(SlotPut {
            space: SPACE,
            key: self.place.to_vec(),
            value: Some(value),
        })
    }

    /// What is known of it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn known(&self, engine: &Engine) -> Result<Known> {
        let Some(slot) = engine.read()?.slot(SPACE, &self.place)? else {
            return Ok(Known::Fresh);
        };
        let Some(sealed) = current(&slot.value, engine.now_ms()) else {
            return Ok(Known::Fresh);
        };
        let kept: Kept = Sealing::with(&engine.pepper)?.unseal(sealed)?;
        if kept.request != self.request {
            return Ok(Known::Other);
        }
        Ok(Known::Done(Done {
            seq: slot.rev,
            about: kept.about,
            told: kept.told,
        }))
    }

    /// Does work whose first commit with an effect holds the key.
    pub fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        CURRENT.set(Some(self.clone()));
        let _end = End;
        work()
    }

    /// Keeps the answer beside the effect, when there was one.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn remember(&self, engine: &Engine, told: Told) -> Result<()> {
        let Known::Done(Done {
            about, told: None, ..
        }) = self.known(engine)?
        else {
            return Ok(());
        };
        let kept = Kept {
            request: self.request,
            about,
            told: Some(told),
        };
        let mut batch = engine.batch(None, "request.remember", Vec::new(), Value::Null);
        batch.slots.push(self.slot(engine, &kept)?);
        engine.commit(batch).map_err(Error::from)?;
        Ok(())
    }
}

/// Also work that panics leaves no key to whatever the thread does next.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        committed();
    }
}

/// What is sealed in a value, unless its time is over.
fn current(value: &[u8], now_ms: i64) -> Option<&[u8]> {
    let (at, sealed) = value.split_first_chunk::<8>()?;
    (now_ms.saturating_sub(i64::from_be_bytes(*at)) < KEPT_MS).then_some(sealed)
}

/// Adds the key of the request to a batch with an effect. Sessions are none: a request that signs in and then fails has
/// had no effect.
pub(crate) fn note(engine: &Engine, batch: &mut Batch) -> Result<()> {
    let Some(key) = CURRENT.with_borrow(Clone::clone) else {
        return Ok(());
    };
    let writes = !batch.puts.is_empty()
        || !batch.entries.is_empty()
        || !batch.blobs.is_empty()
        || !batch.erases.is_empty();
    if !writes || batch.note.verb.starts_with("session.") {
        return Ok(());
    }
    let kept = Kept {
        request: key.request,
        about: batch.note.touched.first().map(name),
        told: None,
    };
    let mut slots = vec![key.slot(engine, &kept)?];
    for (old, slot) in engine.read()?.slots_since(SPACE, 0, SWEPT)? {
        if old != key.place && current(&slot.value, engine.now_ms()).is_none() {
            slots.push(SlotPut {
                space: SPACE,
                key: old,
                value: None,
            });
        }
    }
    batch.slots.extend(slots);
    Ok(())
}

fn name(touched: &Touched) -> String {
    format!("{} {}", touched.kind.name(), touched.id)
}

/// Whether a batch holds a key.
pub(crate) fn is_in(batch: &Batch) -> bool {
    batch.slots.iter().any(|slot| slot.space == SPACE)
}

/// The first commit holds the key: what the request does beside it needs none.
pub(crate) fn committed() {
    CURRENT.set(None);
}
