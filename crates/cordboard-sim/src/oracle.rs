//! Decides every transaction a second time, in the plainest way: maps, no overlays, everything computed anew. It
//! shares no code with what it judges, and the server must say and hold the same.

mod merge;
mod tree;

use crate::office::Commit;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_sync::push::Code;
use cordboard_sync::{Op, Outcome};
use std::collections::{BTreeMap, BTreeSet};

/// A record, without what says nothing about right and wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Plain {
    /// What it is.
    pub kind: Kind,
    /// Where it belongs.
    pub account: Option<Id>,
    /// In the recycle bin.
    pub deleted: bool,
    /// The document.
    pub fields: Fields,
}

/// An open conflict: about which record and place, on which copy.
pub type Open = (Id, String, Id);

/// The second opinion.
#[derive(Debug, Clone, Default)]
pub struct Oracle {
    records: BTreeMap<Id, Plain>,
    erased: BTreeSet<Id>,
    open: BTreeSet<Open>,
    /// Documents that authors of deletions saw, by the digest that travels.
    pub seen: BTreeMap<String, String>,
}

/// What the oracle says of a transaction.
pub type Opinion = Result<bool, Code>;

impl Oracle {
    /// A record that is there from the beginning.
    pub fn begin_with(&mut self, record: &Record) {
        self.records.insert(record.id, plain(record));
    }

    /// A record that was erased.
    pub fn erase(&mut self, id: Id) {
        self.records.remove(&id);
        self.erased.insert(id);
        self.open.retain(|(about, _, _)| *about != id);
    }

    /// Decides what was committed. `roots` are those of the author; nothing: he may do everything. The answer is
    /// whether something is in conflict, or the code of the rejection.
    pub fn decide(
        &mut self,
        commit: &Commit,
        roots: Option<&[Id]>,
        conflicts: &BTreeMap<Id, (Open, bool)>,
        rejected: &dyn Fn(Id) -> bool,
    ) -> Opinion {
        let mut next = self.clone();
        let mut clash = false;
        for op in &commit.tx.ops {
            match next.one(op, commit, roots, conflicts) {
                Ok(more) => clash |= more,
                Err(Code::NotFound) if commit.tx.depends_on.iter().any(|id| rejected(*id)) => {
                    return Err(Code::DependsOn);
                }
                Err(code) => return Err(code),
            }
        }
        if next.has_name_twice() {
            return Err(Code::UniqueTaken);
        }
        if next.is_overfull(self) {
            return Err(Code::LimitReached);
        }
        *self = next;
        Ok(clash)
    }

    fn one(
        &mut self,
        op: &Op,
        commit: &Commit,
        roots: Option<&[Id]>,
        conflicts: &BTreeMap<Id, (Open, bool)>,
    ) -> Opinion {
        let client = commit.author.client;
        match op {
            Op::Create {
                kind,
                id,
                account_id,
                fields,
            } => self.create((kind.known(), *id), *account_id, fields, roots),
            Op::Patch { id, changes, .. } => self.patch(*id, changes, client, roots),
            Op::Move {
                id,
                from_parent,
                to_parent,
            } => self.relocate(*id, (*from_parent, *to_parent), client, roots),
            Op::Delete { id, .. } if conflicts.contains_key(id) => {
                if let Some((open, live)) = conflicts.get(id) {
                    let account = self.account_of(open.0).ok_or(Code::NotFound)?;
                    self.must_see(roots, account)?;
                    if !live {
                        return Ok(false);
                    }
                    self.must_be_reachable(account)?;
                    self.open.remove(open);
                }
                // Whether the person saw the conflict as it is, only the server can tell.
                match &commit.outcome {
                    Outcome::Rejected(rejection) if rejection.code == Code::Changed => {
                        Err(Code::Changed)
                    }
                    _ => Ok(false),
                }
            }
            Op::Delete {
                id,
                seen,
                with_subtree,
                ..
            } => self.delete(*id, seen, *with_subtree, client, roots),
            Op::Restore { id, .. } => {
                let record = self.find(*id, roots)?;
                if !record.deleted {
                    return Ok(false);
                }
                self.must_be_reachable(record.account.ok_or(Code::NotFound)?)?;
                self.bring_back(*id);
                Ok(false)
            }
        }
    }

    fn create(
        &mut self,
        (kind, id): (Option<Kind>, Id),
        account: Id,
        fields: &Fields,
        roots: Option<&[Id]>,
    ) -> Opinion {
        self.must_see(roots, account)?;
        self.must_be_reachable(account)?;
        if let Some(there) = self.records.get(&id) {
            let same = there.fields == *fields && there.account == Some(account);
            return match same && !there.deleted {
                true => Ok(false),
                false => Err(Code::IdExists),
            };
        }
        if self.erased.contains(&id) {
            return Err(Code::IdExists);
        }
        let made = Plain {
            kind: kind.ok_or(Code::Invalid)?,
            account: Some(account),
            deleted: false,
            fields: fields.clone(),
        };
        if !merge::is_valid(&made) {
            return Err(Code::Invalid);
        }
        self.records.insert(id, made);
        Ok(false)
    }

    fn patch(
        &mut self,
        id: Id,
        changes: &[cordboard_model::merge::Edit],
        client: Id,
        roots: Option<&[Id]>,
    ) -> Opinion {
        let old = self.find(id, roots)?;
        if let Some(above) = old.account {
            self.must_be_reachable(above)?;
        }
        let merged = merge::merge(&old, changes)?;
        if old.deleted {
            self.bring_back(id);
            self.open.insert((id, String::new(), client));
        }
        if let Some(record) = self.records.get_mut(&id) {
            record.fields = merged.fields;
        }
        for path in &merged.clashes {
            self.open.insert((id, path.clone(), client));
        }
        let met = |path: &str| {
            changes.iter().any(|edit| edit.path == path)
                && !merged.clashes.iter().any(|clash| clash == path)
        };
        self.open
            .retain(|(about, path, of)| *about != id || *of != client || !met(path));
        Ok(old.deleted || !merged.clashes.is_empty())
    }

    fn delete(
        &mut self,
        id: Id,
        seen: &str,
        with_subtree: bool,
        client: Id,
        roots: Option<&[Id]>,
    ) -> Opinion {
        let record = self.find(id, roots)?;
        let own = roots.is_some_and(|roots| roots.contains(&id));
        if own {
            return Err(Code::Forbidden);
        }
        if record.deleted {
            return Ok(false);
        }
        self.must_be_reachable(record.account.ok_or(Code::Forbidden)?)?;
        if self.seen.get(seen) != Some(&canonical(&record.fields)) {
            self.open.insert((id, String::new(), client));
            return Ok(true);
        }
        let has_accounts = self.records.values().any(|other| {
            other.kind == Kind::Account && other.account == Some(id) && !other.deleted
        });
        if has_accounts && !with_subtree {
            return Err(Code::NotEmpty);
        }
        if let Some(record) = self.records.get_mut(&id) {
            record.deleted = true;
        }
        self.open.retain(|(about, _, _)| *about != id);
        Ok(false)
    }

    fn bring_back(&mut self, id: Id) {
        if let Some(record) = self.records.get_mut(&id) {
            record.deleted = false;
        }
    }

    /// What differs between this opinion and what the server holds.
    pub fn difference(&self, records: &BTreeMap<(Kind, Id), Record>) -> Option<String> {
        let held = records.values().filter(|r| r.kind != Kind::Conflict);
        let mut count = 0;
        for record in held {
            count += 1;
            if self.records.get(&record.id) != Some(&plain(record)) {
                let ours = self.records.get(&record.id);
                return Some(format!(
                    "record {}: oracle {ours:?}, server {record:?}",
                    record.id
                ));
            }
        }
        if count != self.records.len() {
            return Some(format!(
                "oracle has {} records, server {count}",
                self.records.len()
            ));
        }
        let open: BTreeSet<Open> = records
            .values()
            .filter(|record| record.kind == Kind::Conflict && record.is_live())
            .map(open_of)
            .collect();
        let ours = &self.open;
        (open != *ours).then(|| format!("open conflicts: oracle {ours:?}, server {open:?}"))
    }

    /// Who has which name, computed from nothing.
    pub fn names(&self) -> BTreeMap<String, Vec<Id>> {
        let mut names: BTreeMap<String, Vec<Id>> = BTreeMap::new();
        for (id, record) in &self.records {
            for name in self.names_of(*id, record) {
                names.entry(name).or_default().push(*id);
            }
        }
        names
    }

    /// Whether an account has more users than it may, and more than it had.
    fn is_overfull(&self, before: &Self) -> bool {
        self.records.iter().any(|(id, account)| {
            let limits = account.fields.get("limits");
            let limit = limits.and_then(|limits| limits.get("users")?.as_u64());
            limit.is_some_and(|limit| {
                let count = self.users_of(*id);
                count > limit && count > before.users_of(*id)
            })
        })
    }

    fn users_of(&self, account: Id) -> u64 {
        let users = self.records.values().filter(|record| {
            record.kind == Kind::User && record.account == Some(account) && !record.deleted
        });
        users.count() as u64
    }

    fn has_name_twice(&self) -> bool {
        self.names().values().any(|holders| holders.len() > 1)
    }
}

/// What a conflict record is about.
pub fn open_of(conflict: &Record) -> Open {
    (
        conflict.text("record_id").parse().unwrap_or_default(),
        conflict.text("path").to_owned(),
        conflict.text("client_id").parse().unwrap_or_default(),
    )
}

/// A document as text that does not depend on the order of its keys, without secrets.
pub fn canonical(fields: &Fields) -> String {
    let sorted: BTreeMap<&String, &serde_json::Value> = fields
        .iter()
        .filter(|(key, _)| *key != "sip_secret")
        .collect();
    serde_json::to_string(&sorted).unwrap_or_default()
}

fn plain(record: &Record) -> Plain {
    Plain {
        kind: record.kind,
        account: record.account_id,
        deleted: !record.is_live(),
        fields: record.fields.clone(),
    }
}
