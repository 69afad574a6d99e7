//! What happened: the event feed (for screens) and the audit (for people). Both are read from the change log, each
//! with the reader's own rights; neither carries field values.

use crate::authorise::{Object, Verb, authorise, scope, sees};
use crate::tree::Tree;
use crate::{Engine, Error, Principal, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Change, Seq, Touched};
use std::ops::ControlFlow;

/// How many changes one read of the feed gives at most.
pub const EVENTS_MAX: usize = 500;
/// How many rows of the audit one page has at most.
pub const AUDIT_MAX: usize = 200;
/// How many changes one page of the audit looks through at most.
const AUDIT_VISITS_MAX: usize = 50_000;

/// One event: something to read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The number of the change.
    pub seq: Seq,
    /// The verb, e.g. `account.move`.
    pub topic: String,
    /// What it is about, as far as the reader may know.
    pub ids: Vec<Touched>,
}

/// A stretch of the feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Events {
    /// The events that the reader may know of.
    pub events: Vec<Event>,
    /// Where to go on reading.
    pub next: Seq,
    /// There was more than one read gives.
    pub more: bool,
}

/// The events after a number, for this reader.
pub fn events(engine: &Engine, principal: &Principal, after: Seq) -> Result<Events> {
    scope(&engine.tree(), principal)?;
    // A change of the tree that can be read here is in the index by the time the reader asks again.
    let _steady = engine.steady();
    let changes = engine.read()?.changes(after, EVENTS_MAX)?;
    let more = changes.len() == EVENTS_MAX;
    let next = changes.last().map_or(after, |change| change.seq);
    let tree = engine.tree();
    let events = changes
        .into_iter()
        .filter_map(|change| {
            let ids: Vec<Touched> = change
                .touched
                .into_iter()
                .filter(|touched| sees(&tree, principal, touched.account_id))
                .collect();
            (!ids.is_empty()).then_some(Event {
                seq: change.seq,
                topic: change.verb,
                ids,
            })
        })
        .collect();
    Ok(Events { events, next, more })
}

/// The number of the newest change.
pub fn latest(engine: &Engine) -> Seq {
    *engine.watch().borrow()
}

/// Which page of the audit.
#[derive(Debug, Clone, Copy)]
pub struct AuditInput {
    /// The account whose subtree is meant.
    pub account_id: Id,
    /// Only what happened before this change.
    pub before: Option<Seq>,
    /// How many rows.
    pub limit: usize,
}

/// One row of the audit.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditRow {
    /// The change.
    pub change: Change,
    /// Who did it, by name; nothing for the owner, the program, and people outside the reader's part of the tree.
    pub actor: Option<(Id, String)>,
    /// What people called the record at that time.
    pub label: String,
    /// The record it is mainly about.
    pub about: Option<(Kind, Id)>,
}

/// What happened in an account and below it, newest first, and where the next page begins.
pub fn audit(
    engine: &Engine,
    principal: &Principal,
    input: AuditInput,
) -> Result<(Vec<AuditRow>, Option<Seq>)> {
    authorise(
        &engine.tree(),
        principal,
        Verb::ReadAudit,
        Object::Account(input.account_id),
    )?;
    let limit = input.limit.clamp(1, AUDIT_MAX);
    let snapshot = engine.read()?;
    let mut changes = Vec::new();
    let mut visits = 0;
    let mut stopped_at = None;
    snapshot.history(input.before, &mut |change| {
        visits += 1;
        let seq = change.seq;
        if concerns(&engine.tree(), &change, input.account_id) {
            changes.push(change);
        }
        if changes.len() == limit || visits == AUDIT_VISITS_MAX {
            stopped_at = Some(seq);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    let mut rows = Vec::with_capacity(changes.len());
    for change in changes {
        let actor = match change.actor {
            Some(id) => {
                // Who works in the accounts above is not this reader's business.
                let user = snapshot.get(Kind::User, id)?;
                let seen = |user: &Record| {
                    user.account_id
                        .is_some_and(|home| sees(&engine.tree(), principal, home))
                };
                user.filter(seen).map(|user| (id, user.label()))
            }
            None => None,
        };
        let label = change
            .detail
            .get("label")
            .and_then(|label| label.as_str())
            .unwrap_or_default()
            .to_owned();
        let about = change
            .touched
            .first()
            .map(|touched| (touched.kind, touched.id));
        rows.push(AuditRow {
            actor,
            label,
            about,
            change,
        });
    }
    Ok((rows, stopped_at.filter(|seq| *seq > 1)))
}

fn concerns(tree: &Tree, change: &Change, account_id: Id) -> bool {
    change
        .touched
        .iter()
        .any(|touched| tree.is_within(touched.account_id, account_id))
}

/// Refuses a reader who may read nothing; for surfaces that open a feed before they read from it.
pub fn may_listen(engine: &Engine, principal: &Principal) -> Result<()> {
    match scope(&engine.tree(), principal) {
        Ok(_) => Ok(()),
        Err(Error::NotInstalled) => Ok(()),
        Err(error) => Err(error),
    }
}
