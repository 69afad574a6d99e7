//! What to ask next.

use super::changes::Changes;
use super::outbox::{Entry, Status};
use super::{Gather, Replica, State};
use crate::limits::{PUSH_BYTES_MAX, TRANSACTIONS_MAX};
use crate::{Hello, PullRequest, PushRequest, Transaction};

/// A question for the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Who are you?
    Hello(Hello),
    /// Take this.
    Push(PushRequest),
    /// What is new?
    Pull(PullRequest),
}

/// What comes first when there is both something to send and something to fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// What was done here.
    Push,
    /// What happened there.
    Pull,
}

/// What to ask next, and what must be durable before it is asked. Nothing: there is nothing to ask until something
/// is done here or the server has something new.
///
/// # Errors
/// Whatever the file cannot read.
pub fn ask<R: Replica>(
    replica: &R,
    app_version: &str,
    page: usize,
    first: First,
) -> Result<Option<(Ask, Changes)>, R::Fault> {
    let mut state = replica.state()?;
    let mut changes = Changes::default();
    let incarnation = match state.incarnation {
        Some(incarnation) if !state.greet => incarnation,
        _ => {
            let hello = Hello {
                client_id: state.client_id,
                app_version: app_version.to_owned(),
                schema: state.schema,
            };
            return Ok(Some((Ask::Hello(hello), changes)));
        }
    };
    if state.outdated {
        return Ok(None);
    }
    let entries = replica.outbox()?;
    let pulls = state.wanted || state.gather.is_some();
    let pushes = entries
        .iter()
        .any(|entry| !matches!(entry.status, Status::Acked(_)));
    if pushes && (first == First::Push || !pulls) {
        let txs = to_send(&mut state, entries, &mut changes);
        let push = PushRequest {
            client_id: state.client_id,
            incarnation,
            schema: state.schema,
            txs,
        };
        changes.state = Some(state);
        return Ok(Some((Ask::Push(push), changes)));
    }
    if !pulls {
        return Ok(None);
    }
    if state.gather.is_none() {
        let fresh = state.token.is_none();
        let direct = fresh && replica.base_keys()?.is_empty();
        state.gather = Some(Gather {
            token: state.token.clone(),
            fresh: fresh && !direct,
            direct,
            began: 0,
            restored: false,
            erased: Vec::new(),
            records: 0,
            reached: (0, 0),
        });
        changes.clear_gathered = true;
    }
    let token = state
        .gather
        .as_ref()
        .and_then(|gather| gather.token.clone());
    let pull = PullRequest {
        client_id: state.client_id,
        incarnation,
        token,
        limit: page,
        check: state.check,
    };
    changes.state = Some(state);
    Ok(Some((Ask::Pull(pull), changes)))
}

/// As many transactions as one push takes, with their numbers, which they keep from now on.
fn to_send(state: &mut State, entries: Vec<Entry>, changes: &mut Changes) -> Vec<Transaction> {
    // Made in room of its size: to grow step by step costs more than all the rest.
    let most = entries.len().min(TRANSACTIONS_MAX);
    let mut txs = Vec::with_capacity(most);
    changes.advanced.reserve_exact(most);
    let mut bytes = 0;
    let unsent = entries
        .into_iter()
        .filter(|entry| !matches!(entry.status, Status::Acked(_)));
    for mut entry in unsent.take(TRANSACTIONS_MAX) {
        bytes += size(&entry);
        if bytes > PUSH_BYTES_MAX && !txs.is_empty() {
            break;
        }
        let before = entry.far();
        entry.status = Status::Sent;
        if entry.tx.client_seq == 0 {
            entry.tx.client_seq = state.next_client_seq;
            state.next_client_seq += 1;
        }
        if entry.far() != before {
            changes.advanced.push(entry.far());
        }
        txs.push(entry.tx);
    }
    txs
}

fn size(entry: &Entry) -> usize {
    serde_json::to_vec(&entry.tx).map_or(0, |text| text.len())
}

/// The server may have something new; with `check`, the sums are to be compared, too.
///
/// # Errors
/// Whatever the file cannot read.
pub fn poke<R: Replica>(replica: &R, check: bool) -> Result<Changes, R::Fault> {
    let mut state = replica.state()?;
    state.wanted = true;
    state.check |= check;
    Ok(Changes {
        state: Some(state),
        ..Changes::default()
    })
}
