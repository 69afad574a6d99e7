//! A copy hands over what was done on it (S-8 to S-33).

use super::ahead::{self, Ahead};
use super::group::Group;
use super::hello::SCHEMA_MIN;
use super::ledger;
use super::parcel::{Parcel, Turn};
use super::roots;
use crate::engine::Shape;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::Id;
use cordboard_sync::limits::TRANSACTIONS_MAX;
use cordboard_sync::push::Stop;
use cordboard_sync::{PushAnswer, PushRequest, Transaction};
use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, sync_channel};

/// How many transactions are written in one commit at most: the disk confirms them together.
const TOGETHER_MAX: usize = 125;

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
        let push = Push {
            engine,
            principal,
            client: push.client_id,
            rest,
        };
        let turn = push.several()?;
        if turn.revoked {
            return Ok(PushAnswer::Revoked);
        }
        results.extend(turn.results);
        stop = turn.stop;
    }
    Ok(PushAnswer::Results { results, stop })
}

/// What is not looked at yet.
#[derive(Clone, Copy)]
struct Push<'a> {
    engine: &'a Engine,
    principal: &'a Principal,
    client: Id,
    rest: &'a [Transaction],
}

impl Push<'_> {
    /// Decides and writes as many of the first transactions as can be decided on one state of the data; at least one.
    fn several(self) -> Result<Turn> {
        // Nobody else changes the tree, and so nobody's rights, until the commits are to be seen.
        let shape = self.engine.shape();
        self.engine.retry(|| {
            match roots(self.engine, self.principal) {
                Err(Error::Forbidden(_)) => return Ok(Turn::revoked()),
                known => known?,
            };
            match self.rest.len() <= TOGETHER_MAX {
                true => self.one_by_one(&shape),
                false => self.side_by_side(&shape),
            }
        })
    }

    fn one_by_one(self, shape: &Shape<'_>) -> Result<Turn> {
        let mut turn = Turn::default();
        let mut written = Ok(());
        self.decide(None, &mut |parcel| {
            written = turn.write(self.engine, shape, parcel);
            match written {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            }
        })?;
        turn.or(written)
    }

    /// While one parcel is written the next one is decided, as if the one before were written. Each asserts that nothing
    /// else was committed meanwhile: when one is not written, none behind it is.
    fn side_by_side(self, shape: &Shape<'_>) -> Result<Turn> {
        std::thread::scope(|scope| {
            let (read, ahead) = ahead::ahead();
            scope.spawn(move || {
                // What is not read ahead is read when it is needed, and what goes wrong goes wrong then.
                let _ = ahead::read(self.engine, self.rest, &read);
            });
            let (hand_over, parcels) = sync_channel(1);
            let deciding = scope.spawn(move || {
                self.decide(Some(ahead), &mut |parcel| match hand_over.send(parcel) {
                    Ok(()) => ControlFlow::Continue(()),
                    // The one before was not written.
                    Err(_) => ControlFlow::Break(()),
                })
            });
            let mut turn = Turn::default();
            let written = self.write(shape, parcels, &mut turn);
            let decided = deciding.join();
            let decided = decided.map_err(|_| Error::internal("deciding a push failed"))?;
            turn.or(written.and(decided))
        })
    }

    fn write(self, shape: &Shape<'_>, parcels: Receiver<Parcel>, turn: &mut Turn) -> Result<()> {
        parcels
            .into_iter()
            .try_for_each(|parcel| turn.write(self.engine, shape, parcel))
    }

    /// Decides on one state of the data, and hands over parcel by parcel.
    fn decide(
        self,
        ahead: Option<Ahead>,
        hand_over: &mut dyn FnMut(Parcel) -> ControlFlow<()>,
    ) -> Result<()> {
        let snapshot = self.engine.read()?;
        let author = (self.principal, self.client);
        let Some(mut group) = Group::begin(self.engine, &*snapshot, author, ahead)? else {
            // The numbers are somebody else's.
            let _ = hand_over(Parcel::stopped(Stop::Reset));
            return Ok(());
        };
        let mut rest = self.rest;
        while !rest.is_empty() && !group.is_over() {
            let Some(parcel) = group.parcel(rest.iter().take(TOGETHER_MAX))? else {
                return Ok(());
            };
            rest = rest.get(parcel.results.len()..).unwrap_or_default();
            if hand_over(parcel).is_break() {
                return Ok(());
            }
        }
        Ok(())
    }
}
