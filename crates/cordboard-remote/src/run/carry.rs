//! Carries out the steps of a plan in one direction, one record after the other.

use super::{Order, gather};
use crate::document::Doc;
use crate::failure::Failure;
use crate::names::{Names, To};
use crate::plan::difference::Change;
use crate::plan::{Done, Plan, Step, What, agreement};
use crate::side::Side;
use cordboard_engine::remotes::{Dialect, Direction, Pair, Remote, Run, RunFailure, agree};
use cordboard_model::Id;

/// After how many records what both agree in is written down.
const MANY: usize = 50;
/// The most failures that are told.
const FAILURES_MAX: usize = 100;

/// What became of a step.
pub(super) enum Did {
    Nothing,
    Made(Pair),
    Changed(Pair),
    Deleted(Option<Pair>),
}

/// A run under way.
pub(super) struct Carrying {
    dialect: Dialect,
    /// The account here in which, or below which, the remote is kept.
    here: Id,
    names: Names,
    input: agree::Input,
    pub(super) run: Run,
    pub(super) is_signed_out: bool,
}

impl Carrying {
    pub(super) fn new(remote: &Remote, names: Names, run: Run) -> Self {
        Self {
            dialect: remote.dialect,
            here: remote.here,
            names,
            input: agree::Input::default(),
            run,
            is_signed_out: false,
        }
    }

    /// Whether much waits to be written down.
    pub(super) fn has_many(&self) -> bool {
        self.input.kept.len() + self.input.forgotten.len() >= MANY
    }

    /// What waits to be written down.
    pub(super) fn taken(&mut self) -> agree::Input {
        std::mem::take(&mut self.input)
    }

    /// Does here what comes from there.
    pub(super) async fn pull(
        &mut self,
        step: &Step,
        side: &impl Side,
        order: &Order,
    ) -> Result<Did, Failure> {
        match (&step.what, &step.there, &step.here) {
            (What::MakeHere, Some(there), _) => {
                let made = self.make(side, there, To::Here).await?;
                Ok(Did::Made(pair_of(there, &made)))
            }
            (What::Meet { here: changes, .. }, Some(there), Some(here)) if !changes.is_empty() => {
                let after = self.change(side, here, changes, To::Here).await?;
                let pair = agreement(&self.names, step, (there, &after), Done::Pulled);
                Ok(pair.map_or(Did::Nothing, Did::Changed))
            }
            (What::GoneThere { .. } | What::LeftThere { .. }, _, Some(here))
                if is_deleted(step, order) =>
            {
                gather::remove(self.dialect, side, here).await?;
                Ok(Did::Deleted(step.pair.clone()))
            }
            _ => Ok(Did::Nothing),
        }
    }

    /// Does there what comes from here.
    pub(super) async fn push(
        &mut self,
        step: &Step,
        side: &impl Side,
        order: &Order,
    ) -> Result<Did, Failure> {
        match (&step.what, &step.there, &step.here) {
            (What::MakeThere, _, Some(here)) => {
                let made = self.make(side, here, To::There).await?;
                Ok(Did::Made(pair_of(&made, here)))
            }
            // What clashes still stays as it is, whole: half of an edit may mean something else than all of it.
            (What::Meet { clashes, .. }, ..) if !clashes.is_empty() => Ok(Did::Nothing),
            (What::Meet { there: changes, .. }, Some(there), Some(here)) if !changes.is_empty() => {
                let after = self.change(side, there, changes, To::There).await?;
                let pair = agreement(&self.names, step, (&after, here), Done::Pushed);
                Ok(pair.map_or(Did::Nothing, Did::Changed))
            }
            (What::GoneHere { .. } | What::LeftHere { .. }, Some(there), _)
                if is_deleted(step, order) =>
            {
                gather::remove(self.dialect, side, there).await?;
                Ok(Did::Deleted(step.pair.clone()))
            }
            _ => Ok(Did::Nothing),
        }
    }

    async fn make(&mut self, side: &impl Side, doc: &Doc, to: To) -> Result<Doc, Failure> {
        let parent = match (doc.parent.as_str(), self.dialect, to) {
            ("", Dialect::Crossbar, To::Here) => self.here.to_string(),
            ("", Dialect::Crossbar, To::There) => {
                return Err(Failure::Impossible(
                    "the topmost account is not made on the other server",
                ));
            }
            ("", Dialect::PortSip, _) => String::new(),
            (parent, ..) => {
                let known = self.names.get(to, parent);
                let missing = || Failure::Depends("what it belongs to".to_owned());
                known.ok_or_else(missing)?.to_owned()
            }
        };
        let fields = self.names.fields(to, &doc.fields);
        self.names.refuse_dangling(&gather::whole(&fields))?;
        let made = gather::create(self.dialect, side, doc.sort, (&parent, &fields)).await?;
        match to {
            To::Here => self.names.link(&doc.id, &made.id),
            To::There => self.names.link(&made.id, &doc.id),
        }
        Ok(made)
    }

    async fn change(
        &self,
        side: &impl Side,
        doc: &Doc,
        changes: &[Change],
        to: To,
    ) -> Result<Doc, Failure> {
        let changes: Vec<Change> = changes.iter().map(|it| self.names.change(to, it)).collect();
        for change in &changes {
            if let Some(value) = &change.to {
                self.names.refuse_dangling(value)?;
            }
        }
        gather::change(self.dialect, side, doc, &changes).await
    }

    /// Counts what became of a step; `false` when the others need not be tried.
    pub(super) fn note(&mut self, step: &Step, did: Result<Did, Failure>) -> bool {
        match did {
            Ok(Did::Nothing) => {}
            Ok(Did::Made(pair)) => {
                self.run.made += 1;
                self.input.kept.push(pair);
            }
            Ok(Did::Changed(pair)) => {
                self.run.changed += 1;
                self.input.kept.push(pair);
            }
            Ok(Did::Deleted(pair)) => {
                self.run.deleted += 1;
                self.input.forgotten.extend(pair);
            }
            Err(failure) => {
                if self.run.failures.len() < FAILURES_MAX {
                    self.run.failures.push(RunFailure {
                        sort: step.sort,
                        label: step.label.clone(),
                        reason: failure.to_string(),
                    });
                }
                self.is_signed_out = matches!(failure, Failure::SignIn);
                if failure.stops_all() {
                    self.run.stopped = Some(failure.to_string());
                    return false;
                }
            }
        }
        true
    }
}

/// What is made or moved comes from above, what is deleted from below, when nothing is moved out of it any more.
pub(super) fn order_of_work<'a>(plan: &'a Plan, order: &Order) -> Vec<&'a Step> {
    let goes = |step: &&Step| is_deleted(step, order);
    let to = match order.direction {
        Direction::Pull => To::Here,
        Direction::Push => To::There,
    };
    let mut steps = plan.steps_to(to);
    steps.retain(|step| !goes(step));
    steps.extend(plan.steps.iter().rev().filter(goes));
    steps
}

fn is_deleted(step: &Step, order: &Order) -> bool {
    order.deletions.contains(&(step.key.clone(), true))
}

fn pair_of(there: &Doc, here: &Doc) -> Pair {
    Pair {
        sort: there.sort,
        there: there.id.clone(),
        here: here.id.clone(),
        theirs: there.fields.clone(),
        mine: here.fields.clone(),
    }
}
