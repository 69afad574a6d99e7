//! A copy's file: what was written, in transactions that are whole or were never there.

use cordboard_model::schema::Violation;
use cordboard_model::unique_names::{UniqueName, unique_names};
use cordboard_model::{Document, Id, Kind, Record};
use cordboard_sync::client::{Changes, Entry, Gathered, Item, Replica, State};
use cordboard_sync::server::Place;
use cordboard_sync::{Key, Row};
use std::collections::BTreeMap;
use std::convert::Infallible;

/// The file.
#[derive(Debug, Clone)]
pub struct Disk {
    /// Where the copy stands.
    pub state: State,
    /// What the server told.
    pub base: BTreeMap<Key, Row>,
    /// Pages that are not taken over.
    pub gathered: BTreeMap<Key, Gathered>,
    /// What was done.
    pub outbox: BTreeMap<u64, Entry>,
    /// What waits for a person.
    pub inbox: BTreeMap<u64, Item>,
    /// What screens read.
    pub view: BTreeMap<Key, Record>,
}

impl Disk {
    /// The file of a new copy.
    pub fn new(client_id: Id, user: Id) -> Self {
        Self {
            state: State::new(client_id, Some(user)),
            base: BTreeMap::new(),
            gathered: BTreeMap::new(),
            outbox: BTreeMap::new(),
            inbox: BTreeMap::new(),
            view: BTreeMap::new(),
        }
    }

    /// Writes all of it.
    pub fn write(&mut self, mut changes: Changes) {
        put_all(&mut self.base, changes.base.clone());
        let shown = changes.take_shown().into_iter();
        let read =
            |record: Option<Record<_>>| record.map(|record| record.map(Document::into_fields));
        put_all(
            &mut self.view,
            shown.map(|(key, record)| (key, read(record))).collect(),
        );
        if let Some(state) = changes.state {
            self.state = state;
        }
        if changes.clear_gathered {
            self.gathered.clear();
        }
        self.gathered.extend(changes.gathered);
        for far in &changes.advanced {
            if let Some(entry) = self.outbox.get_mut(&far.no) {
                *entry = entry.clone().at(far);
            }
        }
        put_all(&mut self.outbox, changes.outbox);
        put_all(&mut self.inbox, changes.inbox);
    }

    /// Writes until the power goes. What was torn counts as never written, which is what a journal with sums gives;
    /// otherwise all of it is there, and only the program that wrote it does not know.
    pub fn write_torn(&mut self, changes: Changes, at: u8) {
        if at >= 128 {
            self.write(changes);
        }
    }

    /// Everything in the file as text, for finding what should not be in it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for row in self.base.values() {
            add(&mut text, &row.fields);
        }
        for gathered in self.gathered.values() {
            add(&mut text, gathered);
        }
        for entry in self.outbox.values() {
            add(&mut text, entry);
        }
        for item in self.inbox.values() {
            add(&mut text, item);
        }
        for record in self.view.values() {
            add(&mut text, &record.fields);
        }
        text
    }
}

fn add(text: &mut String, value: &impl serde::Serialize) {
    text.push_str(&serde_json::to_string(value).unwrap_or_default());
}

fn put_all<K: Ord, V>(map: &mut BTreeMap<K, V>, changes: Vec<(K, Option<V>)>) {
    for (key, value) in changes {
        match value {
            Some(value) => map.insert(key, value),
            None => map.remove(&key),
        };
    }
}

/// The rules of documents, the same for copies and server.
pub fn finish(record: &mut Record) -> Result<(), Vec<Violation>> {
    if let Some(schema) = cordboard_model::schema(record.kind) {
        schema.validate(&record.fields)?;
    }
    if record.label().is_empty() {
        return Err(vec![Violation::new(
            "",
            "required",
            "leave at least one name",
        )]);
    }
    Ok(())
}

impl Replica for Disk {
    type Fault = Infallible;

    fn state(&self) -> Result<State, Infallible> {
        Ok(self.state.clone())
    }

    fn base(&self, key: &Key) -> Result<Option<Row>, Infallible> {
        Ok(self.base.get(key).cloned())
    }

    fn base_keys(&self) -> Result<Vec<Key>, Infallible> {
        Ok(self.base.keys().cloned().collect())
    }

    fn each_base(&self, visit: &mut dyn FnMut(&Key, u64)) -> Result<(), Infallible> {
        self.base.iter().for_each(|(key, row)| visit(key, row.rev));
        Ok(())
    }

    fn base_accounts(&self) -> Result<Vec<(Id, Place)>, Infallible> {
        let accounts = self
            .base
            .values()
            .filter(|row| row.kind.known() == Some(Kind::Account));
        Ok(accounts
            .map(|row| {
                let (parent, live) = (row.account_id, row.deleted_ms.is_none());
                (row.id, Place { parent, live })
            })
            .collect())
    }

    fn base_of(&self, account: Id) -> Result<Vec<Key>, Infallible> {
        let of = self
            .base
            .iter()
            .filter(|(_, row)| row.account_id == Some(account));
        Ok(of.map(|(key, _)| key.clone()).collect())
    }

    fn base_holder(&self, name: &UniqueName) -> Result<Option<Key>, Infallible> {
        let reachable = |row: &Row| {
            let mut at = (row.kind.known() == Some(Kind::Account)).then_some(row.id);
            while let Some(id) = at {
                match self.base.get(&Key::new(Kind::Account, id)) {
                    Some(above) if above.deleted_ms.is_some() => return false,
                    Some(above) => at = above.account_id,
                    None => return true,
                }
            }
            true
        };
        let holds = |row: &Row| {
            row.deleted_ms.is_none()
                && (name.account_id.is_none() || row.account_id == name.account_id)
                && row
                    .record()
                    .is_some_and(|record| unique_names(&record).contains(name))
                && reachable(row)
        };
        Ok(self
            .base
            .iter()
            .find(|(_, row)| holds(row))
            .map(|(key, _)| key.clone()))
    }

    fn all_gathered(&self) -> Result<Vec<(Key, Gathered)>, Infallible> {
        let pages = self.gathered.iter();
        let different = pages.filter(|(_, gathered)| **gathered != Gathered::Same);
        Ok(different
            .map(|(key, gathered)| (key.clone(), gathered.clone()))
            .collect())
    }

    fn unseen(&self) -> Result<Vec<Key>, Infallible> {
        let keys = self.base.keys();
        let unseen = keys.filter(|key| !self.gathered.contains_key(*key));
        Ok(unseen.cloned().collect())
    }

    fn outbox(&self) -> Result<Vec<Entry>, Infallible> {
        Ok(self.outbox.values().cloned().collect())
    }

    fn inbox(&self) -> Result<Vec<(u64, Item)>, Infallible> {
        Ok(self
            .inbox
            .iter()
            .map(|(no, item)| (*no, item.clone()))
            .collect())
    }

    fn finish(&self, _: Option<&Record>, record: &mut Record) -> Result<(), Vec<Violation>> {
        finish(record)
    }
}
