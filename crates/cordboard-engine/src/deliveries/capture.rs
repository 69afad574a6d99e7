//! Notes what watches are to be told, in the same commit as the change: nothing is missed, whenever the program ends.
//!
//! A delivery holds the account as the change left it, and, for watches that want it, as it was before. What the account's
//! resource does not show is no change of it.

use super::index::Watching;
use crate::{Engine, account_profiles, clients, listing};
use cordboard_model::reseller::{self, profile_id, resource, tag_ids};
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Batch, Entry, Put, Snapshot};
use serde_json::Value;
use std::ops::ControlFlow;
use std::sync::{MutexGuard, PoisonError};

/// What is held until the commit is done, and which watches are to be told of it then.
#[derive(Default)]
pub(crate) struct Captured<'a> {
    _turn: Option<MutexGuard<'a, ()>>,
    pub(crate) watches: Vec<Id>,
}

/// Adds the deliveries that follow from a batch to it.
///
/// # Errors
/// As the store's: nothing but reading can fail here.
pub(crate) fn capture<'a>(
    engine: &'a Engine,
    batch: &mut Batch,
) -> Result<Captured<'a>, cordboard_store::Error> {
    note(engine, batch).map_err(crate::Error::into_store)
}

fn note<'a>(engine: &'a Engine, batch: &mut Batch) -> crate::Result<Captured<'a>> {
    let is_empty = |engine: &Engine| {
        let index = engine.deliveries.index.read();
        index.unwrap_or_else(PoisonError::into_inner).is_empty()
    };
    let accounts = accounts_of(batch);
    if accounts.is_empty() || is_empty(engine) || !is_watched(engine, batch, &accounts)? {
        return Ok(Captured::default());
    }
    let turn = engine
        .deliveries
        .capturing
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    batch.puts.iter_mut().for_each(Put::make_whole);
    let snapshot = engine.read()?;
    let (before, after) = (
        View::of(&*snapshot, None),
        View::of(&*snapshot, Some(batch)),
    );
    let mut told = Vec::new();
    for account_id in accounts {
        let was = before.account(account_id)?;
        let is = after.account(account_id)?;
        told.extend(tell(engine, was, is));
    }
    drop(snapshot);
    let watches = told.iter().map(|entry| entry.owner_id).collect();
    batch.entries.extend(told);
    Ok(Captured {
        _turn: Some(turn),
        watches,
    })
}

/// The accounts that a batch writes, or to whose people it writes.
fn accounts_of(batch: &Batch) -> Vec<Id> {
    let mut accounts = Vec::new();
    for put in &batch.puts {
        let account_id = match put.record.kind {
            Kind::Account => Some(put.record.id),
            Kind::User => put.record.account_id,
            _ => None,
        };
        accounts.extend(account_id.filter(|id| !accounts.contains(id)));
    }
    accounts
}

/// Whether one of the accounts is, or is to be, a client of somebody who watches.
fn is_watched(engine: &Engine, batch: &Batch, accounts: &[Id]) -> crate::Result<bool> {
    let snapshot = engine.read()?;
    let mut parents = Vec::new();
    for id in accounts {
        let known = snapshot.get(Kind::Account, *id)?;
        parents.extend(known.and_then(|account| account.account_id));
    }
    let written = batch.puts.iter().map(|put| &put.record);
    let written = written.filter(|record| record.kind == Kind::Account);
    parents.extend(written.filter_map(|record| record.account_id));
    let index = engine.deliveries.index.read();
    let index = index.unwrap_or_else(PoisonError::into_inner);
    Ok(parents.iter().any(|id| !index.of(Some(*id)).is_empty()))
}

/// A client account: whose it is, and what is shown of it.
struct Seen {
    id: Id,
    reseller: Option<Id>,
    resource: Fields,
}

/// The deliveries that follow from what an account was and what it is.
fn tell(engine: &Engine, was: Option<Seen>, is: Option<Seen>) -> Vec<Entry> {
    let index = engine.deliveries.index.read();
    let index = index.unwrap_or_else(PoisonError::into_inner);
    let mut told = Vec::new();
    let mut add = |reseller: Option<Id>, event: &str, now: &Seen, before: Option<&Seen>| {
        let Some(account_id) = reseller else { return };
        for watching in index.of(Some(account_id)) {
            if watching.events.is_empty() || watching.events.iter().any(|it| it == event) {
                told.push(entry(engine, account_id, watching, event, (now, before)));
            }
        }
    };
    match (&was, &is) {
        (Some(was), Some(is)) if was.reseller == is.reseller => {
            if was.resource != is.resource {
                add(is.reseller, "updated", is, Some(was));
            }
        }
        (was, is) => {
            if let Some(was) = was {
                add(was.reseller, "deleted", was, Some(was));
            }
            if let Some(is) = is {
                add(is.reseller, "created", is, None);
            }
        }
    }
    told
}

fn entry(
    engine: &Engine,
    account_id: Id,
    watching: &Watching,
    event: &str,
    (now, before): (&Seen, Option<&Seen>),
) -> Entry {
    let mut fields = Fields::new();
    fields.insert("event".to_owned(), event.into());
    fields.insert("object_id".to_owned(), now.id.to_string().into());
    fields.insert("resource".to_owned(), now.resource.clone().into());
    if let Some(before) = before.filter(|_| watching.adds_previous) {
        fields.insert("previous".to_owned(), before.resource.clone().into());
    }
    Entry {
        kind: Kind::Delivery,
        id: engine.new_id(),
        account_id,
        owner_id: watching.watch_id,
        at_ms: engine.now_ms(),
        rev: 0,
        fields,
    }
}

/// The data at one moment: before the batch, or with it.
struct View<'a> {
    snapshot: &'a dyn Snapshot,
    batch: Option<&'a Batch>,
}

impl<'a> View<'a> {
    fn of(snapshot: &'a dyn Snapshot, batch: Option<&'a Batch>) -> Self {
        Self { snapshot, batch }
    }

    fn written(&self) -> impl Iterator<Item = &'a Record> {
        let puts = self.batch.map_or(&[] as &[_], |batch| &batch.puts);
        puts.iter().map(|put| &put.record)
    }

    fn get(&self, kind: Kind, id: Id) -> crate::Result<Option<Record>> {
        let mut written = self.written();
        match written.rfind_last(kind, id) {
            Some(record) => Ok(Some(record.clone())),
            None => Ok(self.snapshot.get(kind, id)?),
        }
    }

    /// The account, while it is there.
    fn account(&self, id: Id) -> crate::Result<Option<Seen>> {
        let account = self.get(Kind::Account, id)?.filter(Record::is_live);
        let Some(account) = account else {
            return Ok(None);
        };
        let admin = match self.first_admin(id)? {
            Some(id) => self.get(Kind::User, id)?,
            None => None,
        };
        let profile_name = account_profiles::name_of(self.snapshot, profile_id(&account))?;
        let mut tags = Vec::new();
        for id in tag_ids(&account) {
            tags.extend(self.get(Kind::Tag, id)?.filter(Record::is_live));
        }
        let shown = resource(&reseller::Client {
            account: &account,
            admin: admin.as_ref(),
            profile_name: profile_name.as_deref(),
            tags: &tags,
        });
        Ok(Some(Seen {
            id,
            reseller: account.account_id,
            resource: shown,
        }))
    }

    fn first_admin(&self, account_id: Id) -> crate::Result<Option<Id>> {
        let mut admins = Vec::new();
        if self.batch.is_none() {
            return clients::first_admin_id(self.snapshot, account_id);
        }
        self.snapshot
            .search_in(Kind::User, Some(account_id), listing::ADMIN, &mut |hit| {
                admins.push(hit.id);
                ControlFlow::Continue(())
            })?;
        let people = self.written().filter(|record| record.kind == Kind::User);
        for user in people.filter(|user| user.account_id == Some(account_id)) {
            admins.retain(|id| *id != user.id);
            if user.is_live() && user.text("role") == "admin" {
                admins.push(user.id);
            }
        }
        Ok(admins.into_iter().min())
    }
}

/// Finds what a batch writes last of a record.
trait Written<'a> {
    fn rfind_last(&mut self, kind: Kind, id: Id) -> Option<&'a Record>;
}

impl<'a, I: Iterator<Item = &'a Record>> Written<'a> for I {
    fn rfind_last(&mut self, kind: Kind, id: Id) -> Option<&'a Record> {
        self.filter(|record| record.kind == kind && record.id == id)
            .last()
    }
}

/// A made-up change for a watch that somebody wants to try.
pub(crate) fn sample(engine: &Engine, watch: &Record, resource: Fields) -> crate::Result<Entry> {
    let account_id = watch.account_id.ok_or(crate::Error::NotFound("watch"))?;
    let id = resource.get("id").and_then(Value::as_str);
    let seen = Seen {
        id: id.and_then(|id| id.parse().ok()).unwrap_or_default(),
        reseller: Some(account_id),
        resource,
    };
    let watching = Watching {
        watch_id: watch.id,
        adds_previous: watch.flag("add_previous_data", false),
        events: Vec::new(),
    };
    let told = (&seen, Some(&seen));
    Ok(entry(engine, account_id, &watching, "test", told))
}
