//! What people do on copies and at the server.

use super::pick;
use crate::fields::{self, Field};
use crate::oracle::canonical;
use crate::run::{Checked, Sim};
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Kind, Record};
use cordboard_sync::client::{Choice, Edited, edit, settle, undo};
use cordboard_sync::server::Author;
use cordboard_sync::{Op, digest};
use serde_json::{Value, json};

impl Sim {
    /// The records of a copy that a person can work on, as his screens show them.
    fn shown(&self, copy: usize, live: bool) -> Vec<Record> {
        let Some(copy) = self.copies.get(copy) else {
            return Vec::new();
        };
        let view = copy.disk.view.values();
        view.filter(|record| record.is_live() == live && record.kind != Kind::Conflict)
            .cloned()
            .collect()
    }

    pub(super) fn edit(&mut self, copy: usize, record: u16, field: u16) -> Checked {
        let Some(record) = pick(&self.shown(copy, true), record) else {
            return Ok(());
        };
        let person = self.copies.get(copy).map(|copy| copy.person);
        let ops = self.patch(&record, field, person).into_iter().collect();
        self.done(copy, ops)
    }

    pub(super) fn edit_pair(
        &mut self,
        copy: usize,
        (one, other): (u16, u16),
        field: u16,
    ) -> Checked {
        let shown = self.shown(copy, true);
        let (Some(one), Some(other)) = (pick(&shown, one), pick(&shown, other)) else {
            return Ok(());
        };
        if one.id == other.id {
            return Ok(());
        }
        let person = self.copies.get(copy).map(|copy| copy.person);
        let ops = [one, other]
            .iter()
            .filter_map(|record| self.patch(record, field, person))
            .collect();
        self.done(copy, ops)
    }

    /// A change of a field, from what the record shows to something new.
    fn patch(&mut self, record: &Record, field: u16, person: Option<Id>) -> Option<Op> {
        let field = pick(fields::of(record.kind), field)?;
        let number = self.canaries.typed(record.id, person);
        let now = |key: &str| record.fields.get(key).cloned();
        let change = |key: &str, to: Option<Value>| Edit {
            path: format!("/{key}"),
            from: now(key),
            to,
        };
        let changes = match field {
            // Two people choose the same name for an account now and then.
            Field::Text("name") if record.kind == Kind::Account && number.is_multiple_of(4) => {
                vec![change("name", Some(format!("pool {}", number % 3).into()))]
            }
            Field::Text(key) => vec![change(key, Some(fields::token(number).into()))],
            Field::Number => vec![change(
                "extension_number",
                Some(format!("{:06}", number % 5).into()),
            )],
            Field::Flags => {
                let mut flags = now("flags")
                    .and_then(|flags| flags.as_array().cloned())
                    .unwrap_or_default();
                if flags.len() > 2 {
                    flags.remove(0);
                }
                flags.push(fields::token(number).into());
                vec![change("flags", Some(Value::Array(flags)))]
            }
            Field::Days if number.is_multiple_of(3) => {
                vec![change("from_date", Some(fields::day(number).into()))]
            }
            Field::Days => vec![
                change("from_date", Some(fields::day(number).into())),
                change("to_date", Some(fields::day(number + 1).into())),
            ],
            Field::Secret => vec![Edit {
                path: "/sip_secret".into(),
                from: None,
                to: Some(format!("s{number}").into()),
            }],
            Field::NoName(key) => {
                now(key)?;
                vec![change(key, None)]
            }
        };
        Some(Op::Patch {
            kind: record.kind.into(),
            id: record.id,
            changes,
        })
    }

    pub(super) fn create(&mut self, copy: usize, kind: u8, under: u16) -> Checked {
        let kind = match kind {
            0 => Kind::Account,
            1 => Kind::Holiday,
            _ => Kind::User,
        };
        let accounts = self.accounts(copy);
        let Some(account) = pick(&accounts, under) else {
            return Ok(());
        };
        let op = self.new_record(copy, kind, account.id);
        self.done(copy, vec![op])
    }

    pub(super) fn create_pair(&mut self, copy: usize, under: u16) -> Checked {
        let Some(account) = pick(&self.accounts(copy), under) else {
            return Ok(());
        };
        let first = self.new_record(copy, Kind::Account, account.id);
        let second = self.new_record(copy, Kind::User, first.id());
        self.done(copy, vec![first, second])
    }

    fn accounts(&self, copy: usize) -> Vec<Record> {
        let mut accounts = self.shown(copy, true);
        accounts.retain(|record| record.kind == Kind::Account);
        accounts
    }

    fn new_record(&mut self, copy: usize, kind: Kind, account_id: Id) -> Op {
        let id = self.next_id();
        let person = self.copies.get(copy).map(|copy| copy.person);
        let number = self.canaries.typed(id, person);
        Op::Create {
            kind: kind.into(),
            id,
            account_id,
            fields: fields::fresh(kind, number),
        }
    }

    pub(super) fn relocate(&mut self, copy: usize, account: u16, under: u16) -> Checked {
        let accounts = self.accounts(copy);
        let (Some(account), Some(under)) = (pick(&accounts, account), pick(&accounts, under))
        else {
            return Ok(());
        };
        let Some(from_parent) = account.account_id else {
            return Ok(());
        };
        let mut ops = vec![Op::Move {
            id: account.id,
            from_parent,
            to_parent: under.id,
        }];
        // A move often comes with another change of the same record.
        let person = self.copies.get(copy).map(|copy| copy.person);
        if account.id.as_bytes()[4].is_multiple_of(2) {
            ops.extend(self.patch(&account, 0, person));
        }
        self.done(copy, ops)
    }

    pub(super) fn delete(&mut self, copy: usize, record: u16, with_subtree: bool) -> Checked {
        let Some(record) = pick(&self.shown(copy, true), record) else {
            return Ok(());
        };
        let op = self.deletion(&record, with_subtree);
        self.done(copy, vec![op])
    }

    fn deletion(&mut self, record: &Record, with_subtree: bool) -> Op {
        let seen = digest::of_fields(record.kind, &record.fields);
        let canonical = canonical(&record.fields);
        self.office.oracle.seen.insert(seen.clone(), canonical);
        Op::Delete {
            kind: record.kind.into(),
            id: record.id,
            seen,
            with_subtree,
        }
    }

    pub(super) fn restore(&mut self, copy: usize, record: u16) -> Checked {
        let Some(record) = pick(&self.shown(copy, false), record) else {
            return Ok(());
        };
        let op = Op::Restore {
            kind: record.kind.into(),
            id: record.id,
        };
        self.done(copy, vec![op])
    }

    pub(super) fn settle(&mut self, copy: usize, conflict: u16, how: u8) -> Checked {
        let Some(there) = self.copies.get(copy) else {
            return Ok(());
        };
        let open: Vec<Record> = there
            .disk
            .view
            .values()
            .filter(|record| record.kind == Kind::Conflict && record.is_live())
            .cloned()
            .collect();
        let Some(conflict) = pick(&open, conflict) else {
            return Ok(());
        };
        let about: Id = conflict.text("record_id").parse().unwrap_or_default();
        let person = there.person;
        let is_text = conflict
            .fields
            .get("mine")
            .is_some_and(|mine| mine.as_str().is_some_and(|mine| mine.starts_with('w')));
        let choice = match how {
            0 => Choice::Theirs,
            1 | 2 => Choice::Mine,
            _ if is_text => {
                let number = self.canaries.typed(about, Some(person));
                Choice::Edited(Some(json!(fields::token(number))))
            }
            _ => Choice::Theirs,
        };
        let Some(there) = self.copies.get(copy) else {
            return Ok(());
        };
        let Ok(ops) = settle(&there.disk, conflict.id, &choice);
        // What a deletion in it saw is for the oracle to know, too.
        let record = there.disk.view.values().find(|record| record.id == about);
        if let Some(record) = record.cloned() {
            self.deletion(&record, false);
        }
        self.done(copy, ops.unwrap_or_default())
    }

    pub(super) fn undo(&mut self, copy: usize, entry: u16) -> Checked {
        let Some(copy) = self.copies.get_mut(copy) else {
            return Ok(());
        };
        let waiting: Vec<u64> = copy.disk.outbox.keys().copied().collect();
        if let Some(no) = pick(&waiting, entry) {
            let Ok((_, changes)) = undo(&copy.disk, no);
            copy.disk.write(changes);
        }
        Ok(())
    }

    /// Does something on a copy, as far as the copy itself allows it.
    fn done(&mut self, copy: usize, ops: Vec<Op>) -> Checked {
        if ops.is_empty() {
            return Ok(());
        }
        let tx_id = self.next_id();
        let now_ms = self.office.now_ms;
        let Some(there) = self.copies.get(copy) else {
            return Ok(());
        };
        let Ok(edited) = edit(&there.disk, ops.clone(), tx_id, now_ms);
        let Edited::Done(changes) = edited else {
            return Ok(());
        };
        let crashed = self.write(copy, *changes);
        if crashed {
            return Ok(());
        }
        self.check_own_edit(copy, &ops)
    }

    /// Something done at the server by somebody who may do everything.
    fn at_server(&mut self, ops: Vec<Op>) -> Checked {
        let tx = self.office.transaction(self.next_server_id(), ops);
        let author = Author {
            user: None,
            client: Id::default(),
        };
        let crash = self.office.crash.take();
        self.office.decide(author, &tx, None);
        self.office.crash = crash;
        self.see();
        Ok(())
    }

    fn next_server_id(&self) -> Id {
        let bytes = self.office.data.seq.to_be_bytes();
        let mut id = [0xcc; 16];
        id.iter_mut().zip(bytes).for_each(|(to, from)| *to = from);
        if let Some(last) = id.get_mut(12) {
            *last = self.office.restores;
        }
        let salt = u64::try_from(self.office.data.outcomes.len()).unwrap_or(0);
        id.iter_mut()
            .skip(8)
            .zip(salt.to_be_bytes().into_iter().skip(4))
            .for_each(|(to, from)| *to = from);
        Id::from_bytes(id)
    }

    pub(super) fn server_edit(&mut self, record: u16, field: u16) -> Checked {
        let records = self.office.data.records.values();
        let live = records.filter(|record| record.is_live() && record.kind != Kind::Conflict);
        let live: Vec<Record> = live.cloned().collect();
        let Some(record) = pick(&live, record) else {
            return Ok(());
        };
        match self.patch(&record, field, None) {
            Some(op) => self.at_server(vec![op]),
            None => Ok(()),
        }
    }

    pub(super) fn server_move(&mut self, account: u16, under: u16) -> Checked {
        let accounts = self.server_keys(Kind::Account);
        let (Some(account), Some(under)) = (pick(&accounts, account), pick(&accounts, under))
        else {
            return Ok(());
        };
        let record = self.office.data.records.get(&(Kind::Account, account));
        let Some(from_parent) = record.and_then(|record| record.account_id) else {
            return Ok(());
        };
        self.at_server(vec![Op::Move {
            id: account,
            from_parent,
            to_parent: under,
        }])
    }

    pub(super) fn server_delete(&mut self, record: u16) -> Checked {
        let records = self.office.data.records.values();
        let live = records.filter(|record| record.is_live() && record.kind != Kind::Conflict);
        let live: Vec<Record> = live.cloned().collect();
        let Some(record) = pick(&live, record) else {
            return Ok(());
        };
        let op = self.deletion(&record, true);
        self.at_server(vec![op])
    }
}
