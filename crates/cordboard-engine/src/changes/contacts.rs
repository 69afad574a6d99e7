//! What became of the contacts of a person since a token: his own ones, those of the account, or his colleagues.

use super::{known, unknown};
use crate::authorise::Verb;
use crate::entries::{Person, may};
use crate::owned::Owner;
use crate::users::find_in;
use crate::{Engine, Principal, Result, favorites};
use cordboard_model::sync_token::{Change, ChangeType, SyncList, diff};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Change as Logged, Snapshot};
use serde_json::Value;

/// How many changes are read at once, and how often.
const CHUNK: usize = 2000;
const CHUNKS_MAX: usize = 200;

/// What a client hears.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The next token.
    pub token: String,
    /// Each object that is another than the client knows it; without a record when it is gone.
    pub entries: Vec<(Id, ChangeType, Option<Record>)>,
    /// Whom the person wants to find quickly.
    pub favorites: Vec<String>,
}

/// What changed in the list.
pub fn run(
    engine: &Engine,
    principal: &Principal,
    (list, person): (SyncList, Person),
    token: &str,
) -> Result<Output> {
    may(engine, principal, Verb::ReadUser, person)?;
    let snapshot = engine.read()?;
    let token = known(engine, &*snapshot, (token, list, person.user_id))?;
    let reading = Reading {
        snapshot: &*snapshot,
        list,
        person,
    };
    let changes = reading.changes(token.seq)?;
    let found = diff(token.seq, changes);
    let mut entries = Vec::with_capacity(found.entries.len());
    for (id, change) in found.entries {
        let record = reading.listed(id)?;
        let change = match record {
            Some(_) => change,
            None => ChangeType::Deleted,
        };
        entries.push((id, change, record));
    }
    let user = find_in(&*snapshot, person.account_id, person.user_id)?;
    Ok(Output {
        token: token.advanced_to(snapshot.seq()?).encode(),
        entries,
        favorites: marked(&user),
    })
}

/// The ids of a person's favourites.
pub fn marked(user: &Record) -> Vec<String> {
    let list = user.fields.get("favorites").and_then(Value::as_array);
    let ids = list.into_iter().flatten().filter_map(Value::as_str);
    ids.map(str::to_owned).collect()
}

struct Reading<'a> {
    snapshot: &'a dyn Snapshot,
    list: SyncList,
    person: Person,
}

impl Reading<'_> {
    fn kind(&self) -> Kind {
        match self.list {
            SyncList::ExtensionContacts => Kind::User,
            _ => Kind::Contact,
        }
    }

    /// The log after a commit, as far as it is about the list.
    fn changes(&self, since: u64) -> Result<Vec<Change>> {
        let (mut found, mut after) = (Vec::new(), since);
        for _ in 0..CHUNKS_MAX {
            let chunk = self.snapshot.changes(after, CHUNK)?;
            let is_last = chunk.len() < CHUNK;
            after = chunk.last().map_or(after, |change| change.seq);
            for change in &chunk {
                self.of(change, &mut found)?;
            }
            if is_last {
                return Ok(found);
            }
        }
        // A client that was away for so long is quicker when it reads the list.
        Err(unknown())
    }

    fn of(&self, change: &Logged, found: &mut Vec<Change>) -> Result<()> {
        let seq = change.seq;
        if change.verb == favorites::VERB {
            let is_own = change
                .touched
                .iter()
                .any(|touched| touched.id == self.person.user_id);
            let named = change.detail.get("favorite").and_then(Value::as_str);
            let object = named.and_then(|id| id.parse().ok()).filter(|_| is_own);
            if let Some(object) = object
                && self.any(object)?.is_some()
            {
                let (before, after) = (true, true);
                found.push(Change {
                    seq,
                    object,
                    before,
                    after,
                });
            }
            return Ok(());
        }
        let about = change.touched.iter().filter(|touched| {
            (touched.kind, touched.account_id) == (self.kind(), self.person.account_id)
        });
        for touched in about {
            let object = touched.id;
            if self.any(object)?.is_some() {
                let comes = [".create", ".restore"]
                    .iter()
                    .any(|end| change.verb.ends_with(end));
                let goes = change.verb.ends_with(".delete");
                let (before, after) = (!comes, !goes);
                found.push(Change {
                    seq,
                    object,
                    before,
                    after,
                });
            }
        }
        Ok(())
    }

    /// The object, also in the recycle bin, if it is or was one of the list.
    fn any(&self, id: Id) -> Result<Option<Record>> {
        let Person {
            account_id,
            user_id,
        } = self.person;
        let record = self.snapshot.get(self.kind(), id)?;
        Ok(record.filter(|record| match self.list {
            SyncList::BusinessContacts => Owner::account(account_id).has(record),
            SyncList::Contacts => Owner::person(account_id, user_id).has(record),
            // One is not one's own colleague.
            SyncList::ExtensionContacts => record.account_id == Some(account_id) && id != user_id,
            SyncList::Cdrs => false,
        }))
    }

    /// The object, if it is one of the list now.
    fn listed(&self, id: Id) -> Result<Option<Record>> {
        let has_number = |record: &Record| {
            record.kind != Kind::User || !record.text("extension_number").is_empty()
        };
        Ok(self
            .any(id)?
            .filter(|record| record.is_live() && has_number(record)))
    }
}
