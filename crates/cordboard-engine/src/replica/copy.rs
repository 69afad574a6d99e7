//! What a person, and whoever carries requests, does with a copy.

use super::fresh::{Arrived, Ready};
use super::moment::{Moment, SCRUB, SERVER};
use super::{Server, begin, write};
use crate::{Engine, Error, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Cursor;
use cordboard_sync::client::{
    self, Ask, Changes, Choice, Edited, Entry, First, Item, Progress, Replica, Status, Summary,
};
use cordboard_sync::push::Rejection;
use cordboard_sync::upgrade::SCHEMA;
use cordboard_sync::{HelloAnswer, Op, PullAnswer, PushAnswer};
use std::sync::Arc;

/// How many conflicts are read at a time.
const PAGE: usize = 5_000;

/// Of how many records the words are written in one commit: others that write wait no longer than for a page.
const INDEX: usize = 2_000;

/// A copy of an office in this engine's file.
pub struct OfficeCopy {
    engine: Arc<Engine>,
}

impl OfficeCopy {
    /// Makes the copy in this file for `user`, as the server knows him. What the file holds already becomes what waits
    /// to be sent, as accounts below the server's account `bring`; without it, it is taken out of the file.
    ///
    /// # Errors
    /// When there is a copy already.
    pub fn begin(engine: Arc<Engine>, user: Id, bring: Option<Id>) -> Result<Self> {
        begin::run(&engine, user, bring)?;
        let copy = Self { engine };
        copy.scrub()?;
        Ok(copy)
    }

    /// The copy that is in this file.
    ///
    /// # Errors
    /// When there is none.
    pub fn open(engine: Arc<Engine>) -> Result<Self> {
        let copy = Self { engine };
        let state = copy.moment()?.kept_state()?;
        let state = state.ok_or(Error::NotFound("connection"))?;
        if state.schema != SCHEMA {
            copy.step(|moment| client::upgraded(moment, SCHEMA))?;
        }
        Ok(copy)
    }

    /// Whether a file holds a copy.
    pub fn is_in(engine: &Engine) -> bool {
        engine.copy.is_in_use()
    }

    /// The engine over the same file, for screens to read with.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    pub(super) fn moment(&self) -> Result<Moment<'_>> {
        Ok(Moment::new(&self.engine, self.engine.read()?))
    }

    fn step(&self, decide: impl FnOnce(&Moment<'_>) -> Result<Changes>) -> Result<()> {
        self.step_with(|moment| Ok((decide(moment)?, Ready::default())))
    }

    fn step_with(
        &self,
        decide: impl FnOnce(&Moment<'_>) -> Result<(Changes, Ready)>,
    ) -> Result<()> {
        // In the order in which verbs take them.
        let shape = self.engine.shape();
        let _turn = self.engine.copy.turn();
        let moment = self.moment()?;
        let changes = decide(&moment)?;
        write::write(&self.engine, &shape, &moment, changes)?;
        drop(moment);
        self.scrub()
    }

    /// Leaves no byte of what went out of sight (S-45). When that cannot be done now, the next step does it.
    fn scrub(&self) -> Result<()> {
        if self.moment()?.kept::<()>(SCRUB)?.is_none() {
            return Ok(());
        }
        if let Err(error) = self.engine.scrub() {
            tracing::warn!(%error, "what went out of sight could not be overwritten yet");
            return Ok(());
        }
        let mut batch = write::batch(&self.engine);
        write::keep(&mut batch, SCRUB, Vec::new(), None::<&()>)?;
        self.engine.commit(batch)?;
        Ok(())
    }

    /// Whose copy it is, as the server knows them.
    pub fn user(&self) -> Result<Option<Id>> {
        Ok(self.moment()?.state()?.user)
    }

    /// The id of the copy itself.
    pub fn client_id(&self) -> Result<Id> {
        Ok(self.moment()?.state()?.client_id)
    }

    /// The server that it belongs to.
    pub fn server(&self) -> Result<Option<Server>> {
        self.moment()?.kept(SERVER)
    }

    /// Remembers the server that it belongs to.
    pub fn set_server(&self, server: &Server) -> Result<()> {
        let mut batch = write::batch(&self.engine);
        write::keep(&mut batch, SERVER, Vec::new(), Some(server))?;
        self.engine.commit(batch)?;
        Ok(())
    }

    /// The state at a glance.
    pub fn status(&self) -> Result<Summary> {
        client::summary(&self.moment()?)
    }

    /// Whether what the server told is complete and can be searched. Cheap enough to be asked before every request: the
    /// status reads all that waits.
    pub fn has_base(&self) -> Result<bool> {
        let moment = self.moment()?;
        Ok(moment.state()?.token.is_some() && !moment.has_words_left()?)
    }

    /// Makes a part of a first picture searchable that is complete; `false` when all of it is.
    pub fn index(&self) -> Result<bool> {
        let moment = self.moment()?;
        if moment.state()?.token.is_none() || !moment.has_words_left()? {
            return Ok(false);
        }
        drop(moment);
        let mut batch = write::batch(&self.engine);
        batch.index = INDEX;
        self.engine.commit(batch)?;
        Ok(true)
    }

    /// How far the pull is that is under way.
    pub fn progress(&self) -> Result<Option<Progress>> {
        let state = self.moment()?.state()?;
        Ok(state.gather.map(|gather| gather.progress()))
    }

    /// Whether there is something to send.
    pub fn has_unsent(&self) -> Result<bool> {
        let entries = self.outbox()?;
        Ok(entries
            .iter()
            .any(|entry| !matches!(entry.status, Status::Acked(_))))
    }

    /// What was done here and is not settled, oldest first.
    pub fn outbox(&self) -> Result<Vec<Entry>> {
        self.moment()?.outbox()
    }

    /// What was rejected, parked or lost, and waits for a person.
    pub fn inbox(&self) -> Result<Vec<(u64, Item)>> {
        self.moment()?.inbox()
    }

    /// The open conflicts of an account and its records.
    pub fn conflicts(&self, account: Id, after: Option<&Cursor>) -> Result<Vec<Record>> {
        let snapshot = self.engine.read()?;
        Ok(snapshot.records(Kind::Conflict, Some(account), after, PAGE)?)
    }

    /// How many conflicts are open.
    pub fn open_conflicts(&self) -> Result<usize> {
        let mut open = 0;
        let snapshot = self.engine.read()?;
        snapshot.each_head(Kind::Conflict, &mut |_| open += 1)?;
        Ok(open)
    }

    /// Every open conflict.
    pub fn all_conflicts(&self) -> Result<Vec<Record>> {
        let snapshot = self.engine.read()?;
        let mut ids = Vec::new();
        snapshot.each_head(Kind::Conflict, &mut |head| ids.push(head.id))?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(snapshot.get(Kind::Conflict, id)?.filter(Record::is_live));
        }
        Ok(found)
    }

    /// Does something here. It is durable when this returns, and waits to be sent.
    pub fn edit(&self, ops: Vec<Op>) -> Result<std::result::Result<(), Rejection>> {
        Ok(self.enter(ops, None)?.map(|_| ()))
    }

    /// Puts operations into the outbox, in place of what waited at `instead`, and says at which place they are.
    fn enter(
        &self,
        ops: Vec<Op>,
        instead: Option<u64>,
    ) -> Result<std::result::Result<u64, Rejection>> {
        let mut done = Ok(0);
        self.step(|moment| {
            let edited = client::edit(moment, ops, self.engine.new_id(), self.engine.now_ms())?;
            Ok(match edited {
                Edited::Done(mut changes) => {
                    done = Ok(changes.outbox.first().map_or(0, |(no, _)| *no));
                    changes.inbox.extend(instead.map(|no| (no, None)));
                    *changes
                }
                Edited::Refused(rejection) => {
                    done = Err(rejection);
                    Changes::default()
                }
            })
        })?;
        Ok(done)
    }

    /// Settles a conflict, and says at which place of the outbox that waits.
    ///
    /// # Errors
    /// When it is settled already, when the choice means nothing for it, or when the record would break a rule.
    pub fn settle(&self, conflict: Id, choice: &Choice) -> Result<u64> {
        let ops = client::settle(&self.moment()?, conflict, choice)?;
        let ops = ops.ok_or(Error::NotFound("conflict"))?;
        self.enter(ops, None)?.map_err(refused)
    }

    /// Does once more what the server rejected.
    ///
    /// # Errors
    /// When there is no such rejection, or it cannot be done here either.
    pub fn again(&self, no: u64) -> Result<u64> {
        let rejected = self.inbox()?.into_iter().find_map(|(at, item)| match item {
            Item::Rejected { tx, .. } if at == no => Some(tx.ops),
            _ => None,
        });
        let ops = rejected.ok_or(Error::NotFound("entry"))?;
        self.enter(ops, Some(no))?.map_err(refused)
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

    /// The server has a commit of this number; `false` when base holds it already and there is nothing to ask.
    pub fn poke_for(&self, seq: u64) -> Result<bool> {
        if self.moment()?.state()?.up_to >= seq {
            return Ok(false);
        }
        self.poke(false)?;
        Ok(true)
    }

    /// What to ask the server next, once all that must be kept before is durable.
    pub fn ask(&self, app_version: &str) -> Result<Option<Ask>> {
        let mut next = None;
        self.step(|moment| {
            let page = match moment.state()?.token {
                None => self.engine.copy.first_page(),
                Some(_) => 0,
            };
            let asked = client::ask(moment, app_version, page, First::Push)?;
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

    /// Makes an answer to a pull ready to be [taken](Self::take_pull), as far as that can be done before its turn.
    pub fn make_ready(&self, answer: PullAnswer) -> Result<Arrived> {
        // What is made ready holds no reader of the file: the page in front is being written.
        let is_filling = self.moment()?.state()?.is_filling();
        match is_filling {
            true => Arrived::with_records(answer),
            false => Ok(answer.into()),
        }
    }

    /// Takes the answer to a pull.
    pub fn take_pull(&self, arrived: impl Into<Arrived>) -> Result<()> {
        let Arrived { answer, ready } = arrived.into();
        self.step_with(|moment| {
            let changes = client::take_pull(moment, answer, &mut || self.engine.new_id())?;
            Ok((changes, ready))
        })
    }
}

/// A rejection as any other verb's error.
fn refused(rejection: Rejection) -> Error {
    use cordboard_sync::push::Code;
    match rejection.code {
        Code::NotFound => Error::NotFound("record"),
        Code::Forbidden => Error::Forbidden("you may not do this"),
        Code::WouldCycle => Error::WouldCycle,
        _ => {
            let broken = rejection.violations.into_iter();
            let mut broken: Vec<_> = broken
                .map(|broken| {
                    cordboard_model::Violation::new(broken.path, broken.rule, broken.detail)
                })
                .collect();
            if broken.is_empty() {
                let detail = format!("this cannot be done here ({:?})", rejection.code);
                broken.push(cordboard_model::Violation::new("", "rejected", detail));
            }
            Error::Invalid(broken)
        }
    }
}
