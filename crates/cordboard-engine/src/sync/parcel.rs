//! Decided transactions that are written in one commit, and what became of those that were.

use super::aftermath::{self, Shown};
use crate::engine::Shape;
use crate::{Engine, Result};
use cordboard_store::{Assert, Batch, Seq};
use cordboard_sync::Outcome;
use cordboard_sync::push::{PushResult, Stop};

/// Decided transactions.
pub(super) struct Parcel {
    pub(super) results: Vec<PushResult>,
    /// Why nothing behind them is looked at.
    pub(super) stop: Option<Stop>,
    /// What is to be written, if anything is.
    pub(super) writes: Option<Writing>,
}

/// What is to be written.
pub(super) struct Writing {
    /// The commit that it was decided on; before it there may be parcels that were decided on the same.
    pub(super) decided_on: Seq,
    pub(super) batch: Batch,
    pub(super) shown: Shown,
}

impl Parcel {
    /// Nothing is looked at.
    pub(super) fn stopped(stop: Stop) -> Self {
        Self {
            results: Vec::new(),
            stop: Some(stop),
            writes: None,
        }
    }
}

/// What became of the first transactions of a push.
#[derive(Default)]
pub(super) struct Turn {
    pub(super) results: Vec<PushResult>,
    /// Why the rest is not looked at.
    pub(super) stop: Option<Stop>,
    pub(super) revoked: bool,
    /// The last commit.
    seq: Option<Seq>,
}

impl Turn {
    /// The caller has no access any more.
    pub(super) fn revoked() -> Self {
        Self {
            revoked: true,
            ..Self::default()
        }
    }

    /// Writes a parcel behind those before it.
    pub(super) fn write(
        &mut self,
        engine: &Engine,
        shape: &Shape<'_>,
        parcel: Parcel,
    ) -> Result<()> {
        let Parcel {
            mut results,
            stop,
            writes,
        } = parcel;
        if let Some(writing) = writes {
            let mut batch = writing.batch;
            // Everything was decided on this state of the data, and holds for no other.
            let seq = self.seq.unwrap_or(writing.decided_on);
            batch.asserts.push(Assert::Seq(seq));
            let seq = aftermath::commit(engine, shape, batch, writing.shown)?;
            self.seq = Some(seq);
            for result in &mut results {
                number(&mut result.outcome, seq);
            }
        }
        self.results.extend(results);
        self.stop = stop;
        Ok(())
    }

    /// What was written is to be told, also when something behind it was not: that is decided anew.
    pub(super) fn or(self, done: Result<()>) -> Result<Self> {
        match self.results.is_empty() {
            true => done.map(|()| self),
            false => Ok(self),
        }
    }
}

/// What was decided now has the number of this commit.
fn number(outcome: &mut Outcome, of: Seq) {
    match outcome {
        Outcome::Applied { seq } | Outcome::Merged { seq } | Outcome::Conflict { seq, .. } => {
            if *seq == 0 {
                *seq = of;
            }
        }
        Outcome::Rejected(_) => {}
    }
}
