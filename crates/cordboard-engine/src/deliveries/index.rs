//! Which watch looks at the clients of which account, in memory, so that a change of an account that nobody watches
//! costs nothing.

use crate::{Engine, Result};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Snapshot;
use std::collections::HashMap;
use std::sync::PoisonError;

/// A watch, as far as noting changes goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Watching {
    pub(crate) watch_id: Id,
    /// It is told of the version before, too.
    pub(crate) adds_previous: bool,
    /// The events it is told of.
    pub(crate) events: Vec<String>,
}

/// The watches that are on, by the account whose clients they look at.
#[derive(Debug, Default)]
pub(crate) struct Index {
    by_account: HashMap<Id, Vec<Watching>>,
}

impl Index {
    /// Reads all watches.
    pub(crate) fn load(snapshot: &dyn Snapshot) -> Result<Self> {
        let mut heads = Vec::new();
        snapshot.each_head(Kind::Watch, &mut |head| heads.push(head.id))?;
        let mut index = Self::default();
        for id in heads {
            if let Some(watch) = snapshot.get(Kind::Watch, id)? {
                index.add(&watch);
            }
        }
        Ok(index)
    }

    fn add(&mut self, watch: &Record) {
        let Some(account_id) = watch.account_id.filter(|_| is_on(watch)) else {
            return;
        };
        let events = watch.fields.get("events").and_then(|it| it.as_array());
        let events = events.into_iter().flatten();
        self.by_account
            .entry(account_id)
            .or_default()
            .push(Watching {
                watch_id: watch.id,
                adds_previous: watch.flag("add_previous_data", false),
                events: events
                    .filter_map(|event| event.as_str().map(str::to_owned))
                    .collect(),
            });
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_account.is_empty()
    }

    pub(crate) fn of(&self, account_id: Option<Id>) -> &[Watching] {
        account_id
            .and_then(|id| self.by_account.get(&id))
            .map_or(&[], Vec::as_slice)
    }
}

/// Whether the watch is there and is to be told of changes.
pub(crate) fn is_on(watch: &Record) -> bool {
    watch.is_live() && watch.flag("enabled", true)
}

/// Shows a watch that was written: its account's watches are read again.
pub(crate) fn refresh(engine: &Engine, account_id: Id) -> Result<()> {
    // Before the data are read, so that what is shown last is what was written last.
    let mut index = engine
        .deliveries
        .index
        .write()
        .unwrap_or_else(PoisonError::into_inner);
    let watches = engine
        .read()?
        .records(Kind::Watch, Some(account_id), None, usize::MAX)?;
    index.by_account.remove(&account_id);
    for watch in &watches {
        index.add(watch);
    }
    Ok(())
}
