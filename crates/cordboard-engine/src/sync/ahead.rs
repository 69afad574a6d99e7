//! Reading on another thread what the next transactions are about: to read a document takes as long as to decide on it.

use super::part::Part;
use crate::{Engine, Result};
use cordboard_model::Record;
use cordboard_store::{Seq, Snapshot};
use cordboard_sync::{Op, Transaction};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

/// For how many transactions records are handed over at a time.
const CHUNK: usize = 25;
/// How many chunks wait at most.
const CHUNKS: usize = 8;

/// The records of a few transactions, as they are after a commit.
pub(super) struct Chunk {
    pub(super) seq: Seq,
    /// Whole ones.
    pub(super) records: Vec<Record>,
    /// For each transaction the record of which a part is enough, if it has one.
    pub(super) parts: Vec<Option<Part>>,
}

/// What was read ahead, in the order of the transactions.
pub(super) struct Ahead {
    chunks: Receiver<Chunk>,
    left: usize,
}

/// The two ends of reading ahead.
pub(super) fn ahead() -> (SyncSender<Chunk>, Ahead) {
    let (hand_over, chunks) = sync_channel(CHUNKS);
    (hand_over, Ahead { chunks, left: 0 })
}

impl Ahead {
    /// To be asked before each transaction: what was read for it and for those behind it, if anything was.
    pub(super) fn next(&mut self) -> Option<Chunk> {
        let chunk = match self.left {
            0 => self.chunks.recv().ok(),
            _ => None,
        };
        self.left = self.left.checked_sub(1).unwrap_or(CHUNK - 1);
        chunk
    }
}

/// Reads until everything is read or nobody wants it any more.
pub(super) fn read(
    engine: &Engine,
    txs: &[Transaction],
    hand_over: &SyncSender<Chunk>,
) -> Result<()> {
    let snapshot = engine.read()?;
    let seq = snapshot.seq()?;
    for txs in txs.chunks(CHUNK) {
        let mut chunk = Chunk {
            seq,
            records: Vec::new(),
            parts: Vec::with_capacity(txs.len()),
        };
        for tx in txs {
            let part = Part::read(&*snapshot, tx)?;
            if part.is_none() {
                for op in &tx.ops {
                    chunk.records.extend(about(&*snapshot, op)?);
                }
            }
            chunk.parts.push(part);
        }
        if hand_over.send(chunk).is_err() {
            break;
        }
    }
    Ok(())
}

/// The record that an operation changes.
fn about(snapshot: &dyn Snapshot, op: &Op) -> Result<Option<Record>> {
    let key = op.key();
    match (op, key.kind.known()) {
        (Op::Create { .. }, _) | (_, None) => Ok(None),
        (_, Some(kind)) => Ok(snapshot.get(kind, key.id)?),
    }
}
