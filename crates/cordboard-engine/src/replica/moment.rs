//! The file at one moment, as the client half reads it.

use super::far::Far;
use super::seal::Sealing;
use crate::settle::settle;
use crate::{Engine, Error, Result};
use cordboard_model::schema::schema;
use cordboard_model::unique_names::UniqueName;
use cordboard_model::{Fields, Id, Kind, Record, Violation};
use cordboard_store::{Slot, Snapshot, WORDS_LATER};
use cordboard_sync::client::{Changes, Entry, Gathered, Item, Replica, State};
use cordboard_sync::server::Place;
use cordboard_sync::server::world::Valid;
use cordboard_sync::{Key, KindName, Row};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// The server it belongs to.
pub(super) const SERVER: &str = "copy.server";
/// Something was taken out of the file, and its bytes may still be there.
pub(super) const SCRUB: &str = "copy.scrub";
pub(super) const STATE: &str = "copy.state";
pub(super) const BASE: &str = "copy.base";
/// Which records belong to an account: its id, then the key.
pub(super) const OF: &str = "copy.of";
/// Which records of base have a name: the name, a zero, then the key.
pub(super) const NAME: &str = "copy.name";
/// Pages that are laid aside, each as it came, in their order.
pub(super) const GATHERED: &str = "copy.pages";
/// What pages of a pull from nothing said anything of.
pub(super) const SEEN: &str = "copy.seen";
pub(super) const OUTBOX: &str = "copy.outbox";
/// How far the entries of the outbox are.
pub(super) const FAR: &str = "copy.outbox.far";
pub(super) const INBOX: &str = "copy.inbox";

pub(super) struct Moment<'a> {
    pub(super) engine: &'a Engine,
    pub(super) snapshot: Box<dyn Snapshot + 'a>,
    /// Where the copy stands, once it was asked: a step asks several times, and it may be long.
    state: OnceCell<State>,
}

/// A key as bytes: the id, then the kind.
pub(super) fn bytes(key: &Key) -> Vec<u8> {
    let mut bytes = key.id.as_bytes().to_vec();
    bytes.extend(key.kind.as_str().as_bytes());
    bytes
}

/// A row of base as it is kept: without its document where the record that screens read has the same one.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    kind: KindName,
    id: Id,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account_id: Option<Id>,
    rev: u64,
    schema: u32,
    created_ms: i64,
    modified_ms: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deleted_ms: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) fields: Option<Fields>,
}

impl Kept {
    /// Everything but the document.
    pub(super) fn head(row: &Row) -> Self {
        Self {
            kind: row.kind.clone(),
            id: row.id,
            account_id: row.account_id,
            rev: row.rev,
            schema: row.schema,
            created_ms: row.created_ms,
            modified_ms: row.modified_ms,
            deleted_ms: row.deleted_ms,
            fields: None,
        }
    }
}

fn key(bytes: &[u8]) -> Option<Key> {
    let id: [u8; 16] = bytes.get(..16)?.try_into().ok()?;
    let kind = std::str::from_utf8(bytes.get(16..)?).ok()?;
    Some(Key::new(kind, Id::from_bytes(id)))
}

pub(super) fn name_bytes(name: &UniqueName) -> Vec<u8> {
    let account = name.account_id.map(|id| id.to_string()).unwrap_or_default();
    [&name.scope, " ", &account, " ", &name.key, "\0"]
        .concat()
        .into_bytes()
}

pub(super) fn read<T: DeserializeOwned>(slot: &Slot) -> Result<T> {
    serde_json::from_slice(&slot.value).map_err(Error::internal)
}

impl<'a> Moment<'a> {
    pub(super) fn new(engine: &'a Engine, snapshot: Box<dyn Snapshot + 'a>) -> Self {
        Self {
            engine,
            snapshot,
            state: OnceCell::new(),
        }
    }

    pub(super) fn kept_state(&self) -> Result<Option<State>> {
        self.kept(STATE)
    }

    /// Whether there is nothing to write: most questions leave the copy where it stands.
    pub(super) fn is_all_known(&self, changes: &mut Changes) -> Result<bool> {
        let Some(state) = changes.state.take() else {
            return Ok(changes.is_empty());
        };
        let is_known = changes.is_empty() && self.state()? == state;
        changes.state = Some(state);
        Ok(is_known)
    }

    /// Whether records are there that no search finds yet.
    pub(super) fn has_words_left(&self) -> Result<bool> {
        Ok(self.snapshot.slot(WORDS_LATER, b"")?.is_some())
    }

    pub(super) fn far(&self) -> Result<Far> {
        Ok(self.kept(FAR)?.unwrap_or_default())
    }

    /// The only value of a space.
    pub(super) fn kept<T: DeserializeOwned>(&self, space: &str) -> Result<Option<T>> {
        let slot = self.snapshot.slot(space, b"")?;
        slot.map(|slot| read(&slot)).transpose()
    }

    /// The values of a space whose places are numbers.
    fn sealed<T: DeserializeOwned, U>(
        &self,
        space: &str,
        take: impl Fn(u64, T) -> U,
    ) -> Result<Vec<U>> {
        let slots = self.snapshot.slots(space, b"")?;
        let sealing = Sealing::with(&self.engine.pepper)?;
        let mut found = Vec::with_capacity(slots.len());
        for (key, slot) in slots {
            let number = key.as_slice().try_into().map(u64::from_be_bytes);
            let value = sealing.unseal(&slot.value)?;
            found.push(take(number.map_err(Error::internal)?, value));
        }
        Ok(found)
    }

    /// Whether an account and all above it, as far as they are in base, are live.
    fn is_reachable(&self, account: Id) -> Result<bool> {
        let mut at = Some(account);
        while let Some(id) = at {
            match self.kept_base(&Key::new(Kind::Account, id))? {
                Some(kept) if kept.deleted_ms.is_some() => return Ok(false),
                Some(kept) => at = kept.account_id,
                None => return Ok(true),
            }
        }
        Ok(true)
    }

    /// A row of base as it is kept.
    pub(super) fn kept_base(&self, key: &Key) -> Result<Option<Kept>> {
        let slot = self.snapshot.slot(BASE, &bytes(key))?;
        slot.map(|slot| read(&slot)).transpose()
    }

    /// The row with its document.
    pub(super) fn whole(&self, kept: Kept) -> Result<Row> {
        let fields = match (kept.fields, kept.kind.known()) {
            (Some(fields), _) => Some(fields),
            (None, Some(kind)) => {
                let record = self.snapshot.get(kind, kept.id)?;
                record.map(|record| record.fields)
            }
            (None, None) => None,
        };
        Ok(Row {
            kind: kept.kind,
            id: kept.id,
            account_id: kept.account_id,
            rev: kept.rev,
            schema: kept.schema,
            created_ms: kept.created_ms,
            modified_ms: kept.modified_ms,
            deleted_ms: kept.deleted_ms,
            fields: fields
                .ok_or_else(|| Error::internal("what the server told is gone"))?
                .into(),
        })
    }
}

impl Replica for Moment<'_> {
    type Fault = Error;

    fn state(&self) -> Result<State> {
        if let Some(known) = self.state.get() {
            return Ok(known.clone());
        }
        let state = self.kept_state()?;
        let state = state.ok_or_else(|| Error::internal("the file holds no copy"))?;
        Ok(self.state.get_or_init(|| state).clone())
    }

    fn base(&self, key: &Key) -> Result<Option<Row>> {
        let kept = self.kept_base(key)?;
        kept.map(|kept| self.whole(kept)).transpose()
    }

    fn base_keys(&self) -> Result<Vec<Key>> {
        let mut keys = Vec::new();
        self.snapshot.each_slot(BASE, &mut |bytes, _| {
            keys.extend(key(bytes));
            Ok(())
        })?;
        Ok(keys)
    }

    fn each_base(&self, visit: &mut dyn FnMut(&Key, u64)) -> Result<()> {
        self.snapshot.each_slot(BASE, &mut |bytes, slot| {
            if let Some(key) = key(bytes) {
                let kept: Kept = read(slot).map_err(Error::into_store)?;
                visit(&key, kept.rev);
            }
            Ok(())
        })?;
        Ok(())
    }

    fn base_accounts(&self) -> Result<Vec<(Id, Place)>> {
        let mut accounts = Vec::new();
        self.snapshot.each_slot(BASE, &mut |bytes, slot| {
            if bytes.get(16..) == Some(Kind::Account.name().as_bytes()) {
                let kept: Kept = read(slot).map_err(Error::into_store)?;
                let (parent, live) = (kept.account_id, kept.deleted_ms.is_none());
                accounts.push((kept.id, Place { parent, live }));
            }
            Ok(())
        })?;
        Ok(accounts)
    }

    fn base_of(&self, account: Id) -> Result<Vec<Key>> {
        let slots = self.snapshot.slots(OF, account.as_bytes())?;
        let keys = slots.iter().filter_map(|(bytes, _)| key(bytes.get(16..)?));
        Ok(keys.collect())
    }

    fn base_holder(&self, name: &UniqueName) -> Result<Option<Key>> {
        let prefix = name_bytes(name);
        for (bytes, _) in self.snapshot.slots(NAME, &prefix)? {
            let Some(key) = bytes.get(prefix.len()..).and_then(key) else {
                continue;
            };
            let is_account = key.kind.known() == Some(Kind::Account);
            if !is_account || self.is_reachable(key.id)? {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    fn all_gathered(&self) -> Result<Vec<(Key, Gathered)>> {
        let mut found = BTreeMap::new();
        // What a later page says counts.
        self.snapshot.each_slot(GATHERED, &mut |_, slot| {
            let page: Vec<(Key, Gathered)> = read(slot).map_err(Error::into_store)?;
            for (key, gathered) in page {
                match gathered {
                    Gathered::Same => found.remove(&key),
                    other => found.insert(key, other),
                };
            }
            Ok(())
        })?;
        Ok(found.into_iter().collect())
    }

    fn unseen(&self) -> Result<Vec<Key>> {
        let mut unseen = Vec::new();
        self.snapshot.each_slot(BASE, &mut |bytes, _| {
            if self.snapshot.slot(SEEN, bytes)?.is_none() {
                unseen.extend(key(bytes));
            }
            Ok(())
        })?;
        Ok(unseen)
    }

    fn outbox(&self) -> Result<Vec<Entry>> {
        let far = self.far()?;
        self.sealed(OUTBOX, |no, entry: Entry| match far.of(no) {
            Some(far) => entry.at(&far),
            None => entry,
        })
    }

    fn inbox(&self) -> Result<Vec<(u64, Item)>> {
        self.sealed(INBOX, |no, item| (no, item))
    }

    fn finish(&self, old: Option<&Record>, record: &mut Record) -> Valid {
        settle(record.kind, &mut record.fields);
        let Some(schema) = schema(record.kind) else {
            return Ok(());
        };
        if old.is_none() {
            schema.apply_defaults(&mut record.fields);
        }
        schema.validate_kept(&mut record.fields)?;
        if record.label().is_empty() {
            let detail = "leave at least one name";
            return Err(vec![Violation::new("", "required", detail)]);
        }
        Ok(())
    }
}
