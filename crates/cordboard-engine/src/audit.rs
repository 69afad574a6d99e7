//! What was done, by whom and when: the change log as people read it, with the reader's own rights and without field
//! values.

use crate::authorise::{Object, Verb, authorise, scope, sees};
use crate::tree::Tree;
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Change, Seq, Snapshot};
use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

/// How many rows one page has at most.
pub const ROWS_MAX: usize = 200;
/// How many changes one page looks through at most.
const VISITS_MAX: usize = 50_000;

/// Which page.
#[derive(Debug, Clone, Copy)]
pub struct Input {
    /// The account whose subtree is meant; the top of what the caller may see when absent.
    pub account_id: Option<Id>,
    /// Only what happened before this change.
    pub before: Option<Seq>,
    /// How many rows.
    pub limit: usize,
}

/// Something that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
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
pub fn run(
    engine: &Engine,
    principal: &Principal,
    input: Input,
) -> Result<(Vec<Row>, Option<Seq>)> {
    let top = scope(&engine.tree(), principal)?;
    let account_id = input.account_id.unwrap_or(top);
    authorise(
        &engine.tree(),
        principal,
        Verb::ReadAudit,
        Object::Account(account_id),
    )?;
    let limit = input.limit.clamp(1, ROWS_MAX);
    let snapshot = engine.read()?;
    let mut changes = Vec::new();
    let mut visits = 0;
    let mut stopped_at = None;
    snapshot.history(input.before, &mut |change| {
        visits += 1;
        let seq = change.seq;
        if concerns(&engine.tree(), &change, account_id) {
            changes.push(change);
        }
        if changes.len() == limit || visits == VISITS_MAX {
            stopped_at = Some(seq);
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })?;
    let actors = actors(&*snapshot, &changes)?;
    // Who works in the accounts above is not this reader's business.
    let is_seen = |user: &Record| {
        user.account_id
            .is_some_and(|home| sees(&engine.tree(), principal, home))
    };
    let mut rows = Vec::with_capacity(changes.len());
    for change in changes {
        let actor = change.actor.and_then(|id| actors.get(&id));
        let actor = actor
            .filter(|user| is_seen(user))
            .map(|user| (user.id, user.label()));
        let label = label(&change);
        let about = change
            .touched
            .first()
            .map(|touched| (touched.kind, touched.id));
        rows.push(Row {
            actor,
            label,
            about,
            change,
        });
    }
    Ok((rows, stopped_at.filter(|seq| *seq > 1)))
}

/// Those who did it, each read once.
fn actors(snapshot: &dyn Snapshot, changes: &[Change]) -> Result<HashMap<Id, Record>> {
    let ids: HashSet<Id> = changes.iter().filter_map(|change| change.actor).collect();
    let ids: Vec<Id> = ids.into_iter().collect();
    let users = snapshot.get_many(&[Kind::User], &ids)?;
    Ok(users.into_iter().map(|user| (user.id, user)).collect())
}

/// What people called the record at that time.
pub(crate) fn label(change: &Change) -> String {
    let label = change.detail.get("label").and_then(|label| label.as_str());
    label.unwrap_or_default().to_owned()
}

/// Whether it touched the account or something below it.
pub(crate) fn concerns(tree: &Tree, change: &Change, account_id: Id) -> bool {
    change
        .touched
        .iter()
        .any(|touched| tree.is_within(touched.account_id, account_id))
}
