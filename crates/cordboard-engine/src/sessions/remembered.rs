//! Who holds a token, remembered from one request to the next.
//!
//! Never outlives what it was made of: the session, the account's cut-off, the user and all that belongs to his account.
//! What acts in another's name is not remembered, since it depends on a second session.

use super::kept::{Held, cut_off_id};
use super::resolve::Resolved;
use crate::Engine;
use crate::tree::FLAG_ENABLED;
use cordboard_model::Id;
use cordboard_store::Seq;
use quick_cache::sync::Cache;

/// How many tokens are remembered; then those that were not asked for go.
const TOKENS_MAX: usize = 10_000;

/// Tokens with their holders.
pub(crate) struct Remembered(Cache<Id, Known>);

#[derive(Clone, Copy)]
struct Known {
    resolved: Resolved,
    made_of: [Id; 4],
    since: Seq,
}

impl Default for Remembered {
    fn default() -> Self {
        Self(Cache::new(TOKENS_MAX))
    }
}

impl Remembered {
    /// The holder, unless anything has changed that could make a difference.
    pub(super) fn get(&self, engine: &Engine, session_id: Id) -> Option<Resolved> {
        let known = self.0.get(&session_id)?;
        let held = known.resolved.held?;
        let is_enabled = |account| {
            let tree = engine.tree();
            tree.leaf(account)
                .is_some_and(|leaf| leaf.flags & FLAG_ENABLED != 0)
        };
        let holds = engine.freshness().holds(&known.made_of, known.since)
            && engine.now_ms() < held.expires_ms
            && is_enabled(held.account_id);
        holds.then_some(known.resolved)
    }

    /// Remembers a holder; `since` is the commit that was the newest before he was looked up.
    pub(super) fn keep(&self, held: Held, resolved: Resolved, since: Seq) {
        if held.lent_by.is_some() {
            return;
        }
        let account_id = held.account_id;
        let owner = held.owner_id.unwrap_or(account_id);
        let made_of = [held.id, cut_off_id(account_id), owner, account_id];
        let known = Known {
            resolved,
            made_of,
            since,
        };
        self.0.insert(held.id, known);
    }
}
