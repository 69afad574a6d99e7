//! A copy hands over what was done on it (S-8 to S-33).

use super::aftermath::{self, Shown};
use super::ground::Ground;
use super::hello::SCHEMA_MIN;
use super::ledger::{self, Kept};
use super::pending::Pending;
use super::read::Read;
use super::roots;
use crate::blobs::arrive::{self, Bytes};
use crate::engine::Shape;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;
use cordboard_store::{Assert, Seq};
use cordboard_sync::limits::TRANSACTIONS_MAX;
use cordboard_sync::push::{PushResult, Stop};
use cordboard_sync::server::{Admission, Author, ClientRow, Verdict, admit, decide};
use cordboard_sync::upgrade::{self, STEPS};
use cordboard_sync::{Outcome, PushAnswer, PushRequest, Transaction};
use serde_json::json;

/// How many transactions are written in one commit at most: the disk confirms them together.
const TOGETHER_MAX: usize = 250;

/// What became of the first transactions of a push.
#[derive(Default)]
struct Turn {
    results: Vec<PushResult>,
    /// Why the rest is not looked at.
    stop: Option<Stop>,
    revoked: bool,
}

/// Decides the transactions one by one, and writes them together as far as they do not touch the same records, each with
/// its outcome.
pub fn run(engine: &Engine, principal: &Principal, push: &PushRequest) -> Result<PushAnswer> {
    match roots(engine, principal) {
        Err(Error::Forbidden(_)) => return Ok(PushAnswer::Revoked),
        known => known?,
    };
    if push.incarnation != ledger::incarnation(engine)? {
        return Ok(PushAnswer::Incarnation);
    }
    if push.txs.len() > TRANSACTIONS_MAX {
        let detail = format!("a push holds at most {TRANSACTIONS_MAX} transactions");
        return Err(Error::invalid("/txs", "too_many", detail));
    }
    let mut results = Vec::with_capacity(push.txs.len());
    let mut stop = (push.schema < SCHEMA_MIN).then_some(Stop::Outdated);
    while let (None, Some(rest)) = (&stop, push.txs.get(results.len()..))
        && !rest.is_empty()
    {
        let turn = several(engine, principal, push.client_id, rest)?;
        if turn.revoked {
            return Ok(PushAnswer::Revoked);
        }
        results.extend(turn.results);
        stop = turn.stop;
    }
    Ok(PushAnswer::Results { results, stop })
}

/// Decides as many of the first transactions as can be written in one commit; at least one.
fn several(
    engine: &Engine,
    principal: &Principal,
    client: Id,
    rest: &[Transaction],
) -> Result<Turn> {
    // Nobody else changes the tree, and so nobody's rights, until the commit is to be seen.
    let shape = engine.shape();
    engine.retry(|| {
        match roots(engine, principal) {
            Err(Error::Forbidden(_)) => {
                let revoked = true;
                return Ok(Turn {
                    revoked,
                    ..Turn::default()
                });
            }
            known => known?,
        };
        let snapshot = engine.read()?;
        let seq = snapshot.seq()?;
        let user = principal.actor();
        let row = match ledger::client(&*snapshot, client)? {
            Some(row) if row.user != user => {
                let stop = Some(Stop::Reset);
                return Ok(Turn {
                    stop,
                    ..Turn::default()
                });
            }
            Some(row) => row,
            None => ClientRow::new(user),
        };
        let author = Author { user, client };
        let mut group = Group {
            engine,
            principal,
            read: Read::new(&*snapshot),
            pending: Pending::new(author),
            row,
            turn: Turn::default(),
            is_full: false,
        };
        group.decide(rest)?;
        let Group {
            pending,
            row,
            turn,
            read,
            ..
        } = group;
        let shown = aftermath::shown(&engine.tree(), pending.records());
        let written = write(engine, principal, read, (pending, &row))?;
        let Some(mut batch) = written else {
            return Ok(turn);
        };
        // Everything was decided on this state of the data, and holds for no other.
        batch.asserts.push(Assert::Seq(seq));
        drop(snapshot);
        commit(engine, &shape, batch, shown, turn)
    })
}

fn commit(
    engine: &Engine,
    shape: &Shape<'_>,
    batch: cordboard_store::Batch,
    shown: Shown,
    mut turn: Turn,
) -> Result<Turn> {
    let seq = aftermath::commit(engine, shape, batch, shown)?;
    for result in &mut turn.results {
        number(&mut result.outcome, seq);
    }
    Ok(turn)
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

/// Transactions that are decided on one state of the data.
struct Group<'a> {
    engine: &'a Engine,
    principal: &'a Principal,
    read: Read<'a>,
    pending: Pending,
    row: ClientRow,
    turn: Turn,
    is_full: bool,
}

impl Group<'_> {
    fn decide(&mut self, rest: &[Transaction]) -> Result<()> {
        for tx in rest.iter().take(TOGETHER_MAX) {
            let known = match self.pending.outcome(tx.tx_id) {
                Some(outcome) => Some(outcome.clone()),
                None => ledger::outcome(self.read.snapshot, tx.tx_id)?
                    .filter(|kept| kept.user == self.row.user)
                    .map(|kept| kept.outcome),
            };
            match admit(&self.row, known, tx) {
                Admission::Expected(number) => self.turn.stop = Some(Stop::Expected(number)),
                Admission::Reset => self.turn.stop = Some(Stop::Reset),
                Admission::Known(outcome, false) => self.told(tx, outcome),
                Admission::Known(outcome, true) => {
                    self.pending.repeats = true;
                    self.row = self.row.after(tx);
                    self.told(tx, outcome);
                }
                Admission::Fresh => self.fresh(tx)?,
            }
            if self.is_full || self.turn.stop.is_some() {
                break;
            }
        }
        Ok(())
    }

    fn told(&mut self, tx: &Transaction, outcome: Outcome) {
        self.turn.results.push(PushResult {
            client_seq: tx.client_seq,
            tx_id: tx.tx_id,
            outcome,
        });
    }

    fn fresh(&mut self, tx: &Transaction) -> Result<()> {
        let tx = Transaction {
            ops: upgrade::ops(STEPS, tx.schema, &tx.ops),
            ..tx.clone()
        };
        let tree = self.engine.tree();
        let ground = Ground {
            read: &self.read,
            tree: &tree,
            principal: self.principal,
        };
        let world = self.pending.on(&ground);
        let verdict = decide(&world, self.pending.author, &tx, self.engine.now_ms())?;
        let bytes = match &verdict {
            Verdict::Yes(writes) => {
                arrive::look(self.read.snapshot, &world, self.row.user, writes)?
            }
            Verdict::No(_) => Bytes::None,
        };
        drop(tree);
        let brings = matches!(bytes, Bytes::There);
        let verdict = match bytes {
            Bytes::Missing(rejection) => Verdict::No(rejection),
            Bytes::None | Bytes::There => verdict,
        };
        let outcome = match verdict {
            Verdict::No(rejection) => Outcome::Rejected(rejection),
            // What brings bytes is written alone, so that a commit never holds those of many.
            Verdict::Yes(writes)
                if !self.pending.takes(&writes) || (brings && !self.pending.is_empty()) =>
            {
                // It waits for those before it to be written.
                self.is_full = true;
                return Ok(());
            }
            Verdict::Yes(writes) => {
                self.is_full = brings || Pending::is_alone(&writes);
                let outcome = writes.outcome(0);
                self.pending.add(writes);
                outcome
            }
        };
        self.pending.note(tx.tx_id, outcome.clone());
        self.row = self.row.after(&tx);
        self.told(&tx, outcome);
        Ok(())
    }
}

/// The batch of what was decided, with everything that follows from it; nothing when there is nothing to write.
fn write(
    engine: &Engine,
    principal: &Principal,
    mut read: Read<'_>,
    (mut pending, row): (Pending, &ClientRow),
) -> Result<Option<cordboard_store::Batch>> {
    let (verb, detail) = match pending.records().next() {
        Some(first) => {
            let label = first.label();
            let detail = json!({ "label": label, "records": pending.records().count() });
            ("sync.apply", detail)
        }
        None if !pending.outcomes().is_empty() => ("sync.reject", json!(null)),
        None if pending.repeats => ("sync.repeat", json!(null)),
        None => return Ok(None),
    };
    let touched = aftermath::touched(read.snapshot, pending.records())?;
    let mut batch = engine.batch(principal.actor(), verb, touched, detail);
    for writes in pending.take_writes() {
        aftermath::fill(engine, &mut read, (writes, row.user), &mut batch)?;
    }
    ledger::keep_client(&mut batch, pending.author.client, row)?;
    for (tx_id, outcome) in pending.outcomes() {
        let kept = Kept {
            user: row.user,
            outcome: outcome.clone(),
        };
        ledger::keep_outcome(&mut batch, *tx_id, &kept)?;
    }
    Ok(Some(batch))
}
