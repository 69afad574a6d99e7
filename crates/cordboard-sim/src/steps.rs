//! What the steps of a plan do.

mod people;
mod traffic;

use crate::plan::Step;
use crate::run::{Checked, Sim};
use cordboard_model::{Id, Kind};
use cordboard_sync::client::{poke, upgraded};

impl Sim {
    /// Plays one step.
    pub fn play(&mut self, step: &Step) -> Checked {
        match *step {
            Step::Edit {
                copy,
                record,
                field,
            } => self.edit(at(copy), record, field),
            Step::EditPair {
                copy,
                record,
                other,
                field,
            } => self.edit_pair(at(copy), (record, other), field),
            Step::Create { copy, kind, under } => self.create(at(copy), kind, under),
            Step::CreatePair { copy, under } => self.create_pair(at(copy), under),
            Step::Move {
                copy,
                account,
                under,
            } => self.relocate(at(copy), account, under),
            Step::Delete {
                copy,
                record,
                with_subtree,
            } => self.delete(at(copy), record, with_subtree),
            Step::Restore { copy, record } => self.restore(at(copy), record),
            Step::Settle {
                copy,
                conflict,
                how,
            } => self.settle(at(copy), conflict, how),
            Step::Undo { copy, entry } => self.undo(at(copy), entry),
            Step::ServerEdit { record, field } => self.server_edit(record, field),
            Step::ServerMove { account, under } => self.server_move(account, under),
            Step::ServerDelete { record } => self.server_delete(record),
            Step::Send { copy } => self.send(at(copy), false),
            Step::Deliver { message } => self.deliver(message),
            Step::Drop { message } => {
                self.network.take(message);
                Ok(())
            }
            Step::Duplicate { message } => {
                if let Some(message) = self.network.take(message) {
                    self.network.send(message.clone());
                    self.network.send(message);
                }
                Ok(())
            }
            Step::Settled => self.settle_all(),
            _ => self.circumstance(step),
        }
    }

    /// What happens to people, files and the server, rather than being done.
    fn circumstance(&mut self, step: &Step) -> Checked {
        match *step {
            Step::Grant { person, account } => self.grant(person, account),
            Step::Revoke { person, account } => self.revoke(person, account),
            Step::Erase { record } => self.erase(record),
            Step::RaiseFloor => self.office.raise_floor(),
            Step::Poke { copy } => self.poke(at(copy), false),
            Step::Check { copy } => self.poke(at(copy), true),
            Step::TimeOut { copy } => {
                let now_ms = self.office.now_ms;
                if let Some(copy) = self.copies.get_mut(at(copy))
                    && copy.waiting.take().is_some()
                {
                    copy.pace.failed(now_ms, 128);
                }
            }
            Step::Partition { copy, cut } => {
                if let Some(link) = self.network.cut.get_mut(at(copy)) {
                    *link = cut;
                }
            }
            Step::Tick { ms } => self.office.now_ms += i64::from(ms),
            Step::CrashCopy { copy, at: share } => {
                if let Some(copy) = self.copies.get_mut(at(copy)) {
                    copy.crash = Some(share);
                }
            }
            Step::CrashServer { at } => self.office.crash = Some(at),
            Step::UpgradeServer => self.office.data.schema = 2,
            Step::RequireUpgrade => {
                self.office.data.schema = 2;
                self.office.data.schema_min = 2;
            }
            Step::UpgradeCopy { copy } => self.upgrade(at(copy)),
            _ => self.backups(step),
        }
        self.see();
        Ok(())
    }

    fn backups(&mut self, step: &Step) {
        match *step {
            Step::BackupServer => {
                let aside = (self.office.data.clone(), self.office.oracle.clone());
                self.office.backup = Some(aside);
            }
            Step::RestoreServer => {
                let seen = self.office.oracle.seen.clone();
                self.office.restore();
                self.office.oracle.seen = seen;
            }
            Step::BackupCopy { copy } => {
                if let Some(copy) = self.copies.get_mut(at(copy)) {
                    copy.backup = Some(copy.disk.clone());
                }
            }
            Step::RestoreCopy { copy } => {
                if let Some(copy) = self.copies.get_mut(at(copy))
                    && let Some(disk) = copy.backup.clone()
                {
                    copy.disk = disk;
                    copy.waiting = None;
                    copy.revoked = false;
                }
            }
            Step::CloneCopy { copy } => {
                let to = at(copy);
                let from = self.copies.iter().enumerate().find(|(index, other)| {
                    *index != to
                        && self.copies.get(to).map(|copy| copy.person) == Some(other.person)
                });
                let disk = from.map(|(_, other)| other.disk.clone());
                if let (Some(copy), Some(disk)) = (self.copies.get_mut(to), disk) {
                    copy.disk = disk;
                    copy.waiting = None;
                    copy.revoked = false;
                }
            }
            _ => {}
        }
    }

    fn poke(&mut self, copy: usize, check: bool) {
        if let Some(copy) = self.copies.get_mut(copy) {
            let Ok(changes) = poke(&copy.disk, check);
            copy.disk.write(changes);
            copy.revoked = false;
        }
    }

    pub(crate) fn upgrade(&mut self, copy: usize) {
        if let Some(copy) = self.copies.get_mut(copy) {
            let Ok(changes) = upgraded(&copy.disk, 2);
            copy.disk.write(changes);
            copy.waiting = None;
        }
    }

    fn person(&self, number: u8) -> Option<Id> {
        self.office
            .data
            .rights
            .keys()
            .nth(usize::from(number))
            .copied()
    }

    fn grant(&mut self, person: u8, account: u16) {
        let accounts: Vec<Id> = self.server_keys(Kind::Account);
        let Some(account) = pick(&accounts, account) else {
            return;
        };
        if let Some(roots) = self
            .person(person)
            .and_then(|person| self.office.data.rights.get_mut(&person))
        {
            roots.insert(account);
        }
    }

    fn revoke(&mut self, person: u8, account: u16) {
        if let Some(roots) = self
            .person(person)
            .and_then(|person| self.office.data.rights.get_mut(&person))
        {
            let all: Vec<Id> = roots.iter().copied().collect();
            if let Some(account) = pick(&all, account) {
                roots.remove(&account);
            }
        }
    }

    fn server_keys(&self, kind: Kind) -> Vec<Id> {
        let keys = self.office.data.records.keys();
        keys.filter(|(of, _)| *of == kind)
            .map(|(_, id)| *id)
            .collect()
    }

    fn erase(&mut self, record: u16) {
        let records = self.office.data.records.values();
        let binned: Vec<(Kind, Id)> = records
            .filter(|record| !record.is_live())
            .map(|record| (record.kind, record.id))
            .collect();
        if let Some((kind, id)) = pick(&binned, record) {
            self.office.erase(kind, id);
        }
    }
}

pub(crate) fn at(copy: u8) -> usize {
    usize::from(copy)
}

/// One of these, whatever the number.
pub(crate) fn pick<T: Clone>(all: &[T], number: u16) -> Option<T> {
    all.get(usize::from(number) % all.len().max(1)).cloned()
}
