//! The tree, as the oracle walks it.

use super::{Opinion, Oracle, Plain};
use cordboard_model::{Id, Kind};
use cordboard_sync::push::Code;
use serde_json::Value;

impl Oracle {
    fn account(&self, id: Id) -> Option<&Plain> {
        self.records.get(&id).filter(|r| r.kind == Kind::Account)
    }

    /// The account and all above it, as far as they are there; nothing when they run in a circle.
    fn chain(&self, account: Id) -> Option<Vec<Id>> {
        let mut chain = vec![account];
        while let Some(above) = chain.last().and_then(|id| self.account(*id)?.account) {
            if chain.contains(&above) {
                return None;
            }
            chain.push(above);
        }
        Some(chain)
    }

    pub(super) fn must_see(&self, roots: Option<&[Id]>, account: Id) -> Result<(), Code> {
        if self.account(account).is_none() {
            return Err(Code::NotFound);
        }
        let Some(roots) = roots else { return Ok(()) };
        let chain = self.chain(account).ok_or(Code::NotFound)?;
        match chain.iter().any(|id| roots.contains(id)) {
            true => Ok(()),
            false => Err(Code::NotFound),
        }
    }

    pub(super) fn must_be_reachable(&self, account: Id) -> Result<(), Code> {
        let chain = self.chain(account).ok_or(Code::NotFound)?;
        let deleted = |id: &Id| self.account(*id).is_some_and(|account| account.deleted);
        match chain.iter().any(deleted) {
            true => Err(Code::ParentDeleted),
            false => Ok(()),
        }
    }

    pub(super) fn account_of(&self, id: Id) -> Option<Id> {
        let record = self.records.get(&id)?;
        match record.kind {
            Kind::Account => Some(id),
            _ => record.account,
        }
    }

    pub(super) fn find(&self, id: Id, roots: Option<&[Id]>) -> Result<Plain, Code> {
        let account = self.account_of(id).ok_or(Code::NotFound)?;
        self.must_see(roots, account)?;
        self.records.get(&id).cloned().ok_or(Code::NotFound)
    }

    pub(super) fn relocate(
        &mut self,
        id: Id,
        (from, to): (Id, Id),
        client: Id,
        roots: Option<&[Id]>,
    ) -> Opinion {
        let record = self.find(id, roots)?;
        if roots.is_some_and(|roots| roots.contains(&id)) {
            return Err(Code::Forbidden);
        }
        self.must_see(roots, to)?;
        if record.deleted {
            return Err(Code::ParentDeleted);
        }
        let parent = record.account.ok_or(Code::Forbidden)?;
        self.must_be_reachable(parent)?;
        if parent == to {
            return Ok(false);
        }
        self.must_be_reachable(to)?;
        let below_itself = self.chain(to).is_none_or(|chain| chain.contains(&id));
        if below_itself {
            return Err(Code::WouldCycle);
        }
        if parent != from {
            self.open.insert((id, String::new(), client));
            return Ok(true);
        }
        if let Some(record) = self.records.get_mut(&id) {
            record.account = Some(to);
        }
        Ok(false)
    }

    /// The tree is one: no circle, and every record has its account.
    pub fn broken_tree(&self) -> Option<String> {
        for (id, record) in &self.records {
            if let Some(above) = record.account {
                if self.account(above).is_none() {
                    return Some(format!("{id} has no account {above}"));
                }
                if self.chain(above).is_none() {
                    return Some(format!("{id} lies in a circle"));
                }
            }
        }
        None
    }

    pub(super) fn names_of(&self, id: Id, record: &Plain) -> Vec<String> {
        if record.deleted {
            return Vec::new();
        }
        let text = |key: &str| record.fields.get(key).and_then(Value::as_str);
        match record.kind {
            Kind::Account if self.must_be_reachable(id).is_ok() => ["name", "realm"]
                .iter()
                .filter_map(|key| Some(format!("{key} {}", text(key)?)))
                .collect(),
            Kind::User => {
                let account = record.account.unwrap_or_default();
                let number = text("extension_number");
                number
                    .map(|number| format!("number {account} {number}"))
                    .into_iter()
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}
