//! Transactions that are decided on one state of the data.

use super::aftermath::{self, Follows};
use super::ahead::Ahead;
use super::ground::Ground;
use super::ledger::{self, Kept};
use super::parcel::{Parcel, Writing};
use super::part::Part;
use super::pending::Pending;
use super::read::Read;
use crate::blobs::arrive::{self, Bytes};
use crate::{Engine, Principal, Result};
use cordboard_model::{Document, Id, Record};
use cordboard_store::{Seq, Snapshot};
use cordboard_sync::push::{PushResult, Stop};
use cordboard_sync::server::decide::Writes;
use cordboard_sync::server::{Admission, Author, ClientRow, Verdict, admit, decide};
use cordboard_sync::upgrade::{self, STEPS};
use cordboard_sync::{Outcome, Transaction};
use serde_json::json;
use std::collections::VecDeque;
use std::sync::Arc;

/// Decides transactions on one state of the data with everything on top that was decided before, whether it is written by
/// now or not.
pub(super) struct Group<'a> {
    engine: &'a Engine,
    principal: &'a Principal,
    read: Read<'a>,
    ahead: Option<Ahead>,
    /// What was read for the next transactions, in their order.
    parts: VecDeque<Option<Part>>,
    decided_on: Seq,
    pending: Pending,
    row: ClientRow,
    /// What comes next needs what was decided before to be written.
    is_full: bool,
    stop: Option<Stop>,
}

/// What comes of a transaction.
struct Decided {
    verdict: Verdict,
    /// It brings bytes.
    brings: bool,
    /// When it was decided on a part of a record: that part as it was, and the whole document as it is to be if it is written.
    part: Option<(Arc<Record>, Document)>,
}

/// What is decided and not handed over yet.
struct Open {
    follows: Follows,
    results: Vec<PushResult>,
    outcomes: Vec<(Id, Outcome)>,
    /// Numbers were used up by transactions that were decided before.
    repeats: bool,
}

impl<'a> Group<'a> {
    /// Nothing when the copy is another person's.
    pub(super) fn begin(
        engine: &'a Engine,
        snapshot: &'a dyn Snapshot,
        (principal, client): (&'a Principal, Id),
        ahead: Option<Ahead>,
    ) -> Result<Option<Self>> {
        let user = principal.actor();
        let row = match ledger::client(snapshot, client)? {
            Some(row) if row.user != user => return Ok(None),
            Some(row) => row,
            None => ClientRow::new(user),
        };
        Ok(Some(Self {
            engine,
            principal,
            read: Read::new(snapshot),
            ahead,
            parts: VecDeque::new(),
            decided_on: snapshot.seq()?,
            pending: Pending::new(Author { user, client }),
            row,
            is_full: false,
            stop: None,
        }))
    }

    /// Whether nothing more can be decided on this state.
    pub(super) fn is_over(&self) -> bool {
        self.is_full || self.stop.is_some()
    }

    /// Decides as many of these as can be; nothing when none can be before the parcels handed over are written.
    pub(super) fn parcel<'t>(
        &mut self,
        txs: impl Iterator<Item = &'t Transaction>,
    ) -> Result<Option<Parcel>> {
        let mut open = Open {
            follows: Follows::new(self.engine, self.row.user),
            results: Vec::new(),
            outcomes: Vec::new(),
            repeats: false,
        };
        for tx in txs {
            let part = self.look_ahead();
            self.decide(&mut open, tx, part)?;
            if self.is_over() {
                break;
            }
        }
        match open.results.is_empty() && self.stop.is_none() {
            true => Ok(None),
            false => self.packed(open).map(Some),
        }
    }

    /// Takes in what was read ahead, and gives what there is of it for this transaction alone.
    fn look_ahead(&mut self) -> Option<Part> {
        let chunk = self.ahead.as_mut().and_then(Ahead::next);
        if let Some(chunk) = chunk {
            self.parts.clear();
            if chunk.seq == self.decided_on {
                self.parts.extend(chunk.parts);
                chunk.records.into_iter().for_each(|it| self.read.learn(it));
            }
        }
        self.parts.pop_front().flatten()
    }

    fn decide(&mut self, open: &mut Open, tx: &Transaction, part: Option<Part>) -> Result<()> {
        if self.pending.knows(tx.tx_id) {
            // Its outcome is told once it has its number.
            self.is_full = true;
            return Ok(());
        }
        let known = ledger::outcome(self.read.snapshot, tx.tx_id)?
            .filter(|kept| kept.user == self.row.user)
            .map(|kept| kept.outcome);
        match admit(&self.row, known, tx) {
            Admission::Expected(number) => self.stop = Some(Stop::Expected(number)),
            Admission::Reset => self.stop = Some(Stop::Reset),
            Admission::Known(outcome, false) => open.told(tx, outcome),
            Admission::Known(outcome, true) => {
                open.repeats = true;
                self.row.note(tx);
                open.told(tx, outcome);
            }
            Admission::Fresh => self.fresh(open, tx, part)?,
        }
        Ok(())
    }

    fn fresh(&mut self, open: &mut Open, tx: &Transaction, part: Option<Part>) -> Result<()> {
        let Some(Decided {
            verdict,
            brings,
            part,
        }) = self.verdict(tx, part)?
        else {
            self.is_full = true;
            return Ok(());
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
                self.keep(open, writes, part)?;
                outcome
            }
        };
        self.pending.note(tx.tx_id, &outcome);
        open.outcomes.push((tx.tx_id, outcome.clone()));
        self.row.note(tx);
        open.told(tx, outcome);
        Ok(())
    }

    /// What comes of a transaction; nothing when that hangs on something that waits to be written.
    fn verdict(&self, tx: &Transaction, part: Option<Part>) -> Result<Option<Decided>> {
        let upgraded = upgrade::is_needed(STEPS, tx.schema).then(|| Transaction {
            ops: upgrade::ops(STEPS, tx.schema, &tx.ops),
            ..tx.clone()
        });
        // It was read for what the transaction said before.
        let part = part.filter(|_| upgraded.is_none());
        let tx = upgraded.as_ref().unwrap_or(tx);
        if let Some(part) = part
            && let Some((verdict, false)) = self.decided(tx, Some(&part))?
            && let Some(document) = part.accepts(&verdict)
        {
            return Ok(Some(Decided {
                verdict,
                brings: false,
                part: Some((part.record, document)),
            }));
        }
        let decided = self.decided(tx, None)?;
        Ok(decided.map(|(verdict, brings)| Decided {
            verdict,
            brings,
            part: None,
        }))
    }

    /// The verdict, and whether it brings bytes.
    fn decided(&self, tx: &Transaction, part: Option<&Part>) -> Result<Option<(Verdict, bool)>> {
        let tree = self.engine.tree();
        let ground = Ground {
            read: &self.read,
            part: part.map(|part| &part.record),
            tree: &tree,
            principal: self.principal,
        };
        let world = self.pending.on(&ground);
        let verdict = decide(&world, self.pending.author, tx, self.engine.now_ms())?;
        let bytes = match &verdict {
            Verdict::Yes(writes) => {
                arrive::look(self.read.snapshot, &world, self.row.user, writes)?
            }
            Verdict::No(_) => Bytes::None,
        };
        if world.has_met_pending() {
            return Ok(None);
        }
        Ok(Some(match bytes {
            Bytes::Missing(rejection) => (Verdict::No(rejection), false),
            Bytes::None => (verdict, false),
            Bytes::There => (verdict, true),
        }))
    }

    /// Keeps what is to be written, with everything that follows from it.
    fn keep(
        &mut self,
        open: &mut Open,
        writes: Writes,
        part: Option<(Arc<Record>, Document)>,
    ) -> Result<()> {
        self.pending.add(&writes);
        let (before, mut document) = part.unzip();
        for record in writes.records {
            let old = match &before {
                Some(part) => Some(Arc::clone(part)),
                None => self.read.take(record.kind, record.id)?,
            };
            self.pending.count(old.as_deref(), &record);
            let versions = (old.as_deref(), (record, document.take()));
            open.follows
                .record(self.engine, self.read.snapshot, versions)?;
        }
        open.follows.names(writes.release, writes.take);
        open.follows.moves(self.engine, &writes.moves);
        Ok(())
    }

    fn packed(&self, open: Open) -> Result<Parcel> {
        let Open {
            follows,
            results,
            outcomes,
            repeats,
        } = open;
        let Follows {
            mut batch,
            touched,
            records,
            ..
        } = follows;
        let (verb, detail) = match records {
            Some((label, count)) => {
                let detail = json!({ "label": label, "records": count });
                ("sync.apply", detail)
            }
            None if !outcomes.is_empty() => ("sync.reject", json!(null)),
            None if repeats => ("sync.repeat", json!(null)),
            None => return Ok(self.parcel_of(results, None)),
        };
        batch.note.verb = verb.to_owned();
        batch.note.detail = detail;
        batch.note.touched = touched;
        ledger::keep_client(&mut batch, self.pending.author.client, &self.row)?;
        for (tx_id, outcome) in outcomes {
            let user = self.row.user;
            ledger::keep_outcome(&mut batch, tx_id, &Kept { user, outcome })?;
        }
        let writing = Writing {
            decided_on: self.decided_on,
            shown: aftermath::shown(&self.engine.tree(), &batch),
            batch,
        };
        Ok(self.parcel_of(results, Some(writing)))
    }

    fn parcel_of(&self, results: Vec<PushResult>, writes: Option<Writing>) -> Parcel {
        Parcel {
            results,
            stop: self.stop.clone(),
            writes,
        }
    }
}

impl Open {
    fn told(&mut self, tx: &Transaction, outcome: Outcome) {
        self.results.push(PushResult {
            client_seq: tx.client_seq,
            tx_id: tx.tx_id,
            outcome,
        });
    }
}
