//! A copy hands over what was done on it (S-8 to S-33).

use super::aftermath::{self, Shown};
use super::ground::Ground;
use super::hello::SCHEMA_MIN;
use super::ledger::{self, Kept};
use super::roots;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;
use cordboard_store::{Assert, Batch};
use cordboard_sync::limits::TRANSACTIONS_MAX;
use cordboard_sync::push::{PushResult, Stop};
use cordboard_sync::server::decide::Writes;
use cordboard_sync::server::{Admission, Author, ClientRow, Verdict, admit, decide};
use cordboard_sync::upgrade::{self, STEPS};
use cordboard_sync::{Outcome, PushAnswer, PushRequest, Transaction};
use serde_json::json;

/// What to do after one transaction.
enum Turn {
    Done(Outcome),
    Stop(Stop),
    Revoked,
}

/// Decides the transactions one by one, each in a commit of its own with its outcome.
pub fn run(engine: &Engine, principal: &Principal, push: &PushRequest) -> Result<PushAnswer> {
    match roots(engine, principal) {
        Err(Error::Forbidden(_)) => return Ok(PushAnswer::Revoked),
        known => known?,
    };
    if push.incarnation != ledger::incarnation(engine)? {
        return Ok(PushAnswer::Incarnation);
    }
    if push.txs.len() > TRANSACTIONS_MAX {
        let detail = "a push holds at most 100 transactions";
        return Err(Error::invalid("/txs", "too_many", detail));
    }
    let mut results = Vec::with_capacity(push.txs.len());
    let mut stop = (push.schema < SCHEMA_MIN).then_some(Stop::Outdated);
    for tx in &push.txs {
        if stop.is_some() {
            break;
        }
        match one(engine, principal, push.client_id, tx)? {
            Turn::Done(outcome) => results.push(PushResult {
                client_seq: tx.client_seq,
                tx_id: tx.tx_id,
                outcome,
            }),
            Turn::Stop(why) => stop = Some(why),
            Turn::Revoked => return Ok(PushAnswer::Revoked),
        }
    }
    Ok(PushAnswer::Results { results, stop })
}

fn one(engine: &Engine, principal: &Principal, client_id: Id, tx: &Transaction) -> Result<Turn> {
    // Nobody else changes the tree, and so nobody's rights, until the commit is to be seen.
    let shape = engine.shape();
    engine.retry(|| {
        match roots(engine, principal) {
            Err(Error::Forbidden(_)) => return Ok(Turn::Revoked),
            known => known?,
        };
        let snapshot = engine.read()?;
        let seq = snapshot.seq()?;
        let user = principal.actor();
        let row = match ledger::client(&*snapshot, client_id)? {
            Some(row) if row.user != user => return Ok(Turn::Stop(Stop::Reset)),
            Some(row) => row,
            None => ClientRow::new(user),
        };
        let known = ledger::outcome(&*snapshot, tx.tx_id)?;
        let known = known.filter(|kept| kept.user == user);
        let (mut batch, writes, outcome) = match admit(&row, known.map(|kept| kept.outcome), tx) {
            Admission::Expected(number) => return Ok(Turn::Stop(Stop::Expected(number))),
            Admission::Reset => return Ok(Turn::Stop(Stop::Reset)),
            Admission::Known(outcome, false) => return Ok(Turn::Done(outcome)),
            Admission::Known(outcome, true) => {
                let batch = engine.batch(user, "sync.repeat", Vec::new(), json!(null));
                (batch, None, outcome)
            }
            Admission::Fresh => match decided(engine, principal, &*snapshot, (client_id, tx))? {
                Verdict::No(rejection) => {
                    let batch = engine.batch(user, "sync.reject", Vec::new(), json!(null));
                    (batch, None, Outcome::Rejected(rejection))
                }
                Verdict::Yes(writes) => {
                    let batch = effect(engine, principal, &*snapshot, &writes)?;
                    let outcome = writes.outcome(0);
                    (batch, Some(writes), outcome)
                }
            },
        };
        // Everything was decided on this state of the data, and holds for no other.
        batch.asserts.push(Assert::Seq(seq));
        ledger::keep_client(&mut batch, client_id, &row.after(tx))?;
        let kept = Kept { user, outcome };
        ledger::keep_outcome(&mut batch, tx.tx_id, &kept)?;
        let shown = writes.map_or(Shown::Nothing, |writes| {
            aftermath::shown(&engine.tree(), &writes.records)
        });
        drop(snapshot);
        let seq = aftermath::commit(engine, &shape, batch, shown)?;
        Ok(Turn::Done(match kept.outcome {
            Outcome::Applied { seq: 0 } => Outcome::Applied { seq },
            Outcome::Merged { seq: 0 } => Outcome::Merged { seq },
            Outcome::Conflict { seq: 0, conflicts } => Outcome::Conflict { seq, conflicts },
            known => known,
        }))
    })
}

fn decided(
    engine: &Engine,
    principal: &Principal,
    snapshot: &dyn cordboard_store::Snapshot,
    (client, tx): (Id, &Transaction),
) -> Result<Verdict> {
    let tx = Transaction {
        ops: upgrade::ops(STEPS, tx.schema, &tx.ops),
        ..tx.clone()
    };
    let author = Author {
        user: principal.actor(),
        client,
    };
    let tree = engine.tree();
    let ground = Ground {
        snapshot,
        tree: &tree,
        principal,
    };
    decide(&ground, author, &tx, engine.now_ms())
}

/// The batch of a transaction that happens, with everything that follows from it.
fn effect(
    engine: &Engine,
    principal: &Principal,
    snapshot: &dyn cordboard_store::Snapshot,
    writes: &Writes,
) -> Result<Batch> {
    let touched = aftermath::touched(snapshot, &writes.records)?;
    let label = writes.records.first().map(cordboard_model::Record::label);
    let detail = json!({ "label": label.unwrap_or_default(), "records": writes.records.len() });
    let mut batch = engine.batch(principal.actor(), "sync.apply", touched, detail);
    aftermath::fill(engine, snapshot, writes, &mut batch)?;
    Ok(batch)
}
