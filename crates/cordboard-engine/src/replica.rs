//! A file that is a copy of another installation: what the server told and what was done here, kept beside the records
//! that screens read, and written with them in one commit.
//!
//! Responsible for keeping `cordboard-sync`'s client half durable, and for the verbs that a person has over it: do
//! something, see what waits, undo it, see and settle conflicts. It never speaks to a network; what to ask and what
//! was answered goes through [`OfficeCopy::ask`] and the `take` functions.

mod moment;
mod write;

use crate::{Engine, Error, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Cursor;
use cordboard_sync::client::{
    self, Ask, Changes, Choice, Edited, Entry, First, Item, State, Summary,
};
use cordboard_sync::push::Rejection;
use cordboard_sync::upgrade::SCHEMA;
use cordboard_sync::{HelloAnswer, Op, PullAnswer, PushAnswer};
use moment::Moment;
use std::sync::{Arc, Mutex, PoisonError};

/// The verb under which a copy writes: what others are told of a change, its server tells them.
pub(crate) const STEP: &str = "copy.step";
/// How many records a page of a pull has.
const PAGE: usize = 2_000;

/// A copy of an office in this engine's file.
pub struct OfficeCopy {
    engine: Arc<Engine>,
    /// One step at a time: each reads the file and writes what follows.
    step: Mutex<()>,
}

impl OfficeCopy {
    /// The copy in this file, which is made when the file holds none. `user` is whose it is, as the server knows him.
    /// Refused for a file with an installation of its own.
    pub fn open(engine: Arc<Engine>, user: Option<Id>) -> Result<Self> {
        let copy = Self {
            engine,
            step: Mutex::new(()),
        };
        let state = Moment::new(copy.engine.read()?).kept_state()?;
        match state {
            Some(state) if state.schema != SCHEMA => {
                copy.step(|moment| client::upgraded(moment, SCHEMA))?;
            }
            Some(_) => {}
            None if copy.engine.tree().root().is_some() => return Err(Error::AlreadyInstalled),
            None => {
                let state = State::new(copy.engine.new_id(), user);
                copy.step(|_| {
                    Ok(Changes {
                        state: Some(state),
                        ..Changes::default()
                    })
                })?;
            }
        }
        Ok(copy)
    }

    /// Whether a file holds a copy.
    pub fn is_in(engine: &Engine) -> Result<bool> {
        Ok(Moment::new(engine.read()?).kept_state()?.is_some())
    }

    /// The engine over the same file, for screens to read with.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    fn step(&self, decide: impl FnOnce(&Moment<'_>) -> Result<Changes>) -> Result<()> {
        let _turn = self.step.lock().unwrap_or_else(PoisonError::into_inner);
        let moment = Moment::new(self.engine.read()?);
        let changes = decide(&moment)?;
        write::write(&self.engine, &moment, changes)
    }

    /// The state at a glance.
    pub fn status(&self) -> Result<Summary> {
        client::summary(&Moment::new(self.engine.read()?))
    }

    /// What was done here and is not settled, oldest first.
    pub fn outbox(&self) -> Result<Vec<Entry>> {
        use client::Replica;
        Moment::new(self.engine.read()?).outbox()
    }

    /// What was rejected, parked or lost, and waits for a person.
    pub fn inbox(&self) -> Result<Vec<(u64, Item)>> {
        use client::Replica;
        Moment::new(self.engine.read()?).inbox()
    }

    /// The open conflicts of an account and its records.
    pub fn conflicts(&self, account: Id, after: Option<&Cursor>) -> Result<Vec<Record>> {
        let snapshot = self.engine.read()?;
        Ok(snapshot.records(Kind::Conflict, Some(account), after, PAGE)?)
    }

    /// Does something here. It is durable when this returns, and waits to be sent.
    pub fn edit(&self, ops: Vec<Op>) -> Result<std::result::Result<(), Rejection>> {
        let mut refused = None;
        self.step(|moment| {
            let edited = client::edit(moment, ops, self.engine.new_id(), self.engine.now_ms())?;
            Ok(match edited {
                Edited::Done(changes) => *changes,
                Edited::Refused(rejection) => {
                    refused = Some(rejection);
                    Changes::default()
                }
            })
        })?;
        Ok(refused.map_or(Ok(()), Err))
    }

    /// Settles a conflict; `false` when it is settled already or the choice means nothing for it.
    pub fn settle(&self, conflict: Id, choice: &Choice) -> Result<bool> {
        let ops = client::settle(&Moment::new(self.engine.read()?), conflict, choice)?;
        match ops {
            Some(ops) => Ok(self.edit(ops)?.is_ok()),
            None => Ok(false),
        }
    }

    /// Takes back what was not sent, or lets go what waits for a person; `false` when it was sent already.
    pub fn undo(&self, no: u64) -> Result<bool> {
        let mut undone = false;
        self.step(|moment| {
            let (done, changes) = client::undo(moment, no)?;
            undone = done;
            Ok(changes)
        })?;
        Ok(undone)
    }

    /// The server may have something new.
    pub fn poke(&self, check: bool) -> Result<()> {
        self.step(|moment| client::poke(moment, check))
    }

    /// What to ask the server next, once all that must be kept before is durable.
    pub fn ask(&self, app_version: &str) -> Result<Option<Ask>> {
        let mut next = None;
        self.step(|moment| {
            let asked = client::ask(moment, app_version, PAGE, First::Push)?;
            Ok(asked.map_or_else(Changes::default, |(ask, changes)| {
                next = Some(ask);
                changes
            }))
        })?;
        Ok(next)
    }

    /// Takes the answer to a hello.
    pub fn take_hello(&self, answer: HelloAnswer) -> Result<()> {
        self.step(|moment| client::take_hello(moment, answer, &mut || self.engine.new_id()))
    }

    /// Takes the answer to a push.
    pub fn take_push(&self, answer: PushAnswer) -> Result<()> {
        self.step(|moment| client::take_push(moment, answer, &mut || self.engine.new_id()))
    }

    /// Takes the answer to a pull.
    pub fn take_pull(&self, answer: PullAnswer) -> Result<()> {
        self.step(|moment| client::take_pull(moment, answer, &mut || self.engine.new_id()))
    }
}
