//! Into the recycle bin and back (S-25, S-31, S-32).

use super::conflict::{Reason, Sides};
use super::draft::{Draft, Halt, Reach, Step, no};
use super::world::{Deed, World};
use crate::digest;
use crate::push::Code;
use cordboard_model::unique_names::unique_names;
use cordboard_model::{Id, Kind, Record};

impl<W: World> Draft<'_, W> {
    pub(super) fn delete(
        &mut self,
        kind: Kind,
        id: Id,
        seen: &str,
        with_subtree: bool,
    ) -> Step<(), W::Fault> {
        let current = self.find(kind, id)?;
        let account = Self::account_of(&current);
        self.may(Deed::Delete, kind, account, Some(&current), &[])?;
        if !current.is_live() {
            return Ok(());
        }
        let Some(above) = current.account_id else {
            return no(Code::Forbidden);
        };
        match self.reach(above)? {
            Reach::Live(_) => {}
            Reach::Deleted => return no(Code::ParentDeleted),
            Reach::Missing => return no(Code::NotFound),
        }
        if digest::of_fields(kind, &current.fields) != seen {
            if kind == Kind::Conflict {
                return no(Code::Changed);
            }
            let sides = Sides {
                path: "",
                base: Some("as it was seen".into()),
                theirs: Some("changed".into()),
                mine: Some("deleted".into()),
            };
            return self.conflict(&current, Reason::ChangedWhileDeleted, sides);
        }
        if kind == Kind::Account {
            self.delete_below(&current, with_subtree)?;
        }
        let mut record = Record::clone(&current);
        record.deleted_ms = Some(self.now_ms);
        record.modified_ms = self.now_ms;
        self.release(unique_names(&current));
        if kind != Kind::Conflict {
            self.close_all_conflicts(&current)?;
        }
        self.put(record);
        Ok(())
    }

    /// What lies below goes out of the tree with it; its names are given up.
    fn delete_below(&mut self, account: &Record, with_subtree: bool) -> Step<(), W::Fault> {
        let below = self.live_below(account.id)?;
        if !below.is_empty() && !with_subtree {
            return no(Code::NotEmpty);
        }
        for record in below {
            self.release(unique_names(&record));
        }
        Ok(())
    }

    pub(super) fn restore(&mut self, kind: Kind, id: Id) -> Step<(), W::Fault> {
        let current = self.find(kind, id)?;
        let account = Self::account_of(&current);
        self.may(Deed::Restore, kind, account, Some(&current), &[])?;
        if current.is_live() {
            return Ok(());
        }
        // A settled conflict is over.
        if kind == Kind::Conflict {
            return no(Code::Changed);
        }
        let mut record = Record::clone(&current);
        record.modified_ms = self.now_ms;
        self.bring_back(&current, record, current.account_id.unwrap_or_default())
    }

    /// Puts a record back that lies in the bin, with the names of the accounts below it.
    pub(super) fn bring_back(
        &mut self,
        current: &Record,
        mut record: Record,
        above: Id,
    ) -> Step<(), W::Fault> {
        match self.reach(above)? {
            Reach::Live(_) => {}
            Reach::Deleted => return no(Code::ParentDeleted),
            Reach::Missing => return no(Code::NotFound),
        }
        record.deleted_ms = None;
        self.world
            .finish(Some(current), &mut record)
            .map_err(|broken| Halt::No(Code::Invalid, broken))?;
        self.take(unique_names(&record), (record.kind, record.id))?;
        if record.kind == Kind::Account {
            for below in self.live_below(record.id)? {
                self.take(unique_names(&below), (below.kind, below.id))?;
            }
        }
        self.put(record);
        Ok(())
    }

    /// The live accounts below one, as this transaction left them.
    fn live_below(&self, account: Id) -> Step<Vec<Record>, W::Fault> {
        let mut below: Vec<Record> = Vec::new();
        let of_store = self.world.accounts_below(account)?;
        let drafted = self
            .records
            .values()
            .filter(|record| record.kind == Kind::Account && record.id != account);
        for record in drafted {
            if record.is_live() && self.is_live_within(record, account)? {
                below.push(Record::clone(record));
            }
        }
        for record in of_store {
            let drafted = self.records.contains_key(&(Kind::Account, record.id));
            if !drafted && self.is_live_within(&record, account)? {
                below.push(record);
            }
        }
        Ok(below)
    }

    /// Whether everything between an account and one above it is live.
    fn is_live_within(&self, record: &Record, top: Id) -> Step<bool, W::Fault> {
        if self.records.is_empty() {
            return Ok(true);
        }
        let mut at = record.account_id;
        for _ in 0..4 * crate::limits::DEPTH_MAX {
            let Some(id) = at else { return Ok(false) };
            if id == top {
                return Ok(true);
            }
            match self.place(id)? {
                Some(place) if place.live => at = place.parent,
                _ => return Ok(false),
            }
        }
        Ok(false)
    }
}
