//! Conflict records: two changes that did not meet, kept until a person decides (S-20, S-21).

use super::draft::{Draft, Step};
use super::world::World;
use crate::upgrade::SCHEMA;
use cordboard_model::{Fields, Id, Kind, Record};
use serde_json::Value;

/// What did not meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    Field,
    CombinedInvalid,
    EditedWhileDeleted,
    ChangedWhileDeleted,
    MovedElsewhere,
}

impl Reason {
    const fn name(self) -> &'static str {
        match self {
            Reason::Field => "field",
            Reason::CombinedInvalid => "combined_invalid",
            Reason::EditedWhileDeleted => "edited_while_deleted",
            Reason::ChangedWhileDeleted => "changed_while_deleted",
            Reason::MovedElsewhere => "moved_elsewhere",
        }
    }
}

/// The three values of one place; `None` is "not there".
pub(super) struct Sides<'a> {
    pub(super) path: &'a str,
    pub(super) base: Option<Value>,
    pub(super) theirs: Option<Value>,
    pub(super) mine: Option<Value>,
}

/// Whether one of two places is the other or holds it.
pub(super) fn overlaps(one: &str, other: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(one, other) || within(other, one)
}

impl<W: World> Draft<'_, W> {
    /// Opens a conflict about a record, or advances the one that this client has open about the same place.
    pub(super) fn conflict(
        &mut self,
        about: &Record,
        reason: Reason,
        sides: Sides<'_>,
    ) -> Step<(), W::Fault> {
        let open = self.open_conflicts(about)?;
        let same = open
            .into_iter()
            .find(|conflict| self.is_own(conflict) && conflict.text("path") == sides.path);
        let mut record = match same {
            Some(record) => record,
            None => self.new_conflict(about, sides.path, sides.base)?,
        };
        let put = |fields: &mut Fields, key: &str, value: Option<Value>| match value {
            Some(value) => fields.insert(key.to_owned(), value),
            None => fields.shift_remove(key),
        };
        let theirs_by = self.world.last_writer(about.kind, about.id)?;
        let fields = &mut record.fields;
        fields.insert("reason".into(), reason.name().into());
        put(fields, "theirs", sides.theirs);
        put(fields, "mine", sides.mine);
        put(
            fields,
            "theirs_by",
            theirs_by.map(|id| id.to_string().into()),
        );
        fields.insert("made_at_ms".into(), self.tx.made_at_ms.into());
        fields.insert("theirs_at_ms".into(), about.modified_ms.into());
        record.modified_ms = self.now_ms;
        if !self.conflicts.contains(&record.id) {
            self.conflicts.push(record.id);
        }
        self.put(record);
        Ok(())
    }

    fn new_conflict(
        &self,
        about: &Record,
        path: &str,
        base: Option<Value>,
    ) -> Step<Record, W::Fault> {
        let mut fields = Fields::new();
        fields.insert("record_kind".into(), about.kind.name().into());
        fields.insert("record_id".into(), about.id.to_string().into());
        fields.insert("label".into(), about.label().into());
        fields.insert("path".into(), path.into());
        if let Some(base) = base {
            fields.insert("base".into(), base);
        }
        if let Some(user) = self.author.user {
            fields.insert("author_id".into(), user.to_string().into());
        }
        let client = self.author.client.to_string();
        fields.insert("client_id".into(), client.into());
        let account = Self::account_of(about);
        let id = self.fresh_id()?;
        let mut record = Record::new(Kind::Conflict, id, Some(account), fields, self.now_ms);
        record.schema = SCHEMA;
        Ok(record)
    }

    /// Both sides find the same id for the same conflict: it is made from that of the transaction.
    fn fresh_id(&self) -> Step<Id, W::Fault> {
        let mut bytes = *self.tx.tx_id.as_bytes();
        loop {
            for byte in bytes.iter_mut().rev() {
                *byte = byte.wrapping_add(1);
                if *byte != 0 {
                    break;
                }
            }
            let id = Id::from_bytes(bytes);
            let drafted = self.records.keys().any(|(_, other)| *other == id);
            if !drafted && !self.world.is_known(id)? {
                return Ok(id);
            }
        }
    }

    fn is_own(&self, conflict: &Record) -> bool {
        conflict.text("client_id") == self.author.client.to_string()
    }

    /// The open conflicts about a record.
    fn open_conflicts(&self, about: &Record) -> Step<Vec<Record>, W::Fault> {
        let of_store = self.world.conflicts(Self::account_of(about))?;
        let drafted = self
            .records
            .values()
            .filter(|record| record.kind == Kind::Conflict);
        let mut open: Vec<Record> = of_store
            .into_iter()
            .filter(|conflict| !self.records.contains_key(&(Kind::Conflict, conflict.id)))
            .chain(drafted.map(|record| Record::clone(record)))
            .filter(Record::is_live)
            .filter(|conflict| {
                conflict.text("record_kind") == about.kind.name()
                    && conflict.text("record_id") == about.id.to_string()
            })
            .collect();
        open.sort_by_key(|conflict| conflict.id);
        Ok(open)
    }

    /// Closes this client's conflicts about places that it has written and that met.
    pub(super) fn close_conflicts(&mut self, about: &Record, paths: &[&str]) -> Step<(), W::Fault> {
        for conflict in self.open_conflicts(about)? {
            let path = conflict.text("path");
            let met = !path.is_empty() && paths.iter().any(|other| overlaps(path, other));
            if met && self.is_own(&conflict) {
                self.close(conflict);
            }
        }
        Ok(())
    }

    /// Closes every conflict about a record that is deleted.
    pub(super) fn close_all_conflicts(&mut self, about: &Record) -> Step<(), W::Fault> {
        for conflict in self.open_conflicts(about)? {
            self.close(conflict);
        }
        Ok(())
    }

    fn close(&mut self, mut conflict: Record) {
        self.conflicts.retain(|id| *id != conflict.id);
        conflict.deleted_ms = Some(self.now_ms);
        conflict.modified_ms = self.now_ms;
        self.put(conflict);
    }
}
