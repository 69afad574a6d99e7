//! The invariants. Each failure begins with the number that it has in the list of `docs/SYNC.md`.

use crate::canary::found;
use crate::disk::{Disk, finish};
use crate::network::{Answer, Message};
use crate::office::Commit;
use crate::oracle::{Open, open_of};
use crate::run::{Checked, Sim};
use cordboard_model::{Id, Kind, Record};
use cordboard_sync::client::{Item, Status};
use cordboard_sync::push::Code;
use cordboard_sync::{Key, Op, Outcome, PullAnswer, Row, digest};
use serde_json::Value;
use std::collections::BTreeMap;
use std::hash::Hash;

/// What a field was when it was first changed, and what it was changed to last.
type Typing<'a> = (&'a Option<Value>, &'a Option<Value>);

/// More than anybody's outbox, inbox or network ever holds in a plan (19).
const QUEUE_MAX: usize = 400;

impl Sim {
    pub(crate) fn remember(&mut self, message: &Message) {
        format!("{message:?}").hash(&mut self.history);
    }

    /// What must hold after every step.
    pub fn check(&mut self) -> Checked {
        let commits = std::mem::take(&mut self.office.commits);
        for commit in commits {
            self.check_commit(&commit)?;
        }
        for copy in &self.copies {
            if copy.disk.outbox.len() > QUEUE_MAX || copy.disk.inbox.len() > QUEUE_MAX {
                return Err("19 bounds: a queue grows".to_owned());
            }
            if copy.disk.state.disagreed > 0 {
                return Err("18 checksums: the sums do not agree".to_owned());
            }
        }
        Ok(())
    }

    fn check_commit(&mut self, commit: &Commit) -> Checked {
        self.count_commit(commit);
        let seq = commit.outcome.seq().unwrap_or(u64::MAX);
        let roots = commit.author.user.map(|person| self.office.roots(person));
        let conflicts: BTreeMap<Id, (Open, bool)> = commit
            .after
            .values()
            .filter(|record| record.kind == Kind::Conflict)
            .map(|record| {
                commit
                    .before
                    .get(&(record.kind, record.id))
                    .unwrap_or(record)
            })
            .filter(|record| {
                commit.before.contains_key(&(record.kind, record.id)) || record.rev < seq
            })
            .map(|record| (record.id, (open_of(record), record.is_live())))
            .collect();
        let outcomes = &self.office.data.outcomes;
        let rejected = |tx_id| matches!(outcomes.get(&tx_id), Some((_, Outcome::Rejected(_))));
        let opinion = self
            .office
            .oracle
            .decide(commit, roots.as_deref(), &conflicts, &rejected);
        let said = match &commit.outcome {
            Outcome::Rejected(rejection) => Err(rejection.code),
            Outcome::Conflict { .. } => Ok(true),
            _ => Ok(false),
        };
        // A conflict that opens and closes in one transaction is none.
        if opinion != said {
            return Err(format!(
                "2/3/16 outcome: oracle says {opinion:?}, server {said:?} of {:?}",
                commit.tx
            ));
        }
        if let Some(what) = self.office.oracle.difference(&commit.after) {
            return Err(format!("2/3 state after {:?}: {what}", commit.tx));
        }
        if let Some(what) = self.office.oracle.broken_tree() {
            return Err(format!("4 tree: {what}"));
        }
        self.check_names(commit)?;
        self.check_overwrites(commit)?;
        self.check_written(commit)
    }

    /// 5: the names kept are those of the records, and nobody shares one.
    fn check_names(&self, commit: &Commit) -> Checked {
        let names = self.office.oracle.names();
        if let Some((name, _)) = names.iter().find(|(_, holders)| holders.len() > 1) {
            return Err(format!("5 uniqueness: {name} is held twice"));
        }
        if names.len() != commit.names {
            return Err(format!(
                "5 uniqueness: {} names are held, {} are kept",
                names.len(),
                commit.names
            ));
        }
        Ok(())
    }

    /// 2, 3: whoever overwrote something had seen it.
    fn check_overwrites(&self, commit: &Commit) -> Checked {
        for (key, before) in &commit.before {
            let Some(after) = commit.after.get(key) else {
                continue;
            };
            if key.0 == Kind::Conflict || !before.is_live() || !after.is_live() {
                continue;
            }
            for (name, old) in &before.fields {
                if after.fields.get(name) == Some(old) || old.is_array() || name == "sip_secret" {
                    continue;
                }
                let path = format!("/{name}");
                let seen = commit.tx.ops.iter().any(|op| match op {
                    Op::Patch { id, changes, .. } if *id == key.1 => changes
                        .iter()
                        .any(|edit| edit.path == path && edit.from.as_ref() == Some(old)),
                    _ => false,
                });
                if !seen {
                    return Err(format!("3 silent overwrite of {path} of {}", key.1));
                }
            }
        }
        Ok(())
    }

    /// 8, 9, 17: once, in order, valid.
    fn check_written(&self, commit: &Commit) -> Checked {
        let effects = self.office.data.effects.get(&commit.tx.tx_id);
        if effects.is_some_and(|count| *count > 1) {
            return Err(format!("8 exactly once: {} twice", commit.tx.tx_id));
        }
        let Some(seq) = commit.outcome.seq() else {
            return Ok(());
        };
        let written = commit.after.values().filter(|r| r.rev == seq);
        for record in written {
            let mut copy = record.clone();
            if finish(&mut copy).is_err() && record.kind != Kind::Conflict {
                return Err(format!("17 validity: {record:?}"));
            }
            if record.kind == Kind::Conflict && record.is_live() {
                let about = open_of(record).0;
                let mut others = commit.after.values();
                let there = others.any(|other| other.id == about && other.is_live());
                let same = record.fields.get("mine") == record.fields.get("theirs");
                if !there || same {
                    return Err(format!("17 conflict without a quarrel: {record:?}"));
                }
            }
        }
        Ok(())
    }

    fn count_commit(&mut self, commit: &Commit) {
        let case = match &commit.outcome {
            Outcome::Applied { .. } => "applied",
            Outcome::Merged { .. } => "merged",
            Outcome::Conflict { conflicts, .. } => {
                for id in conflicts {
                    let key = (Kind::Conflict, *id);
                    if commit.before.contains_key(&key) {
                        self.coverage.hit("chain of edits in conflict");
                    }
                    let record = commit.after.get(&key);
                    match record.map(|record| record.text("reason")) {
                        Some("edited_while_deleted") => {
                            self.coverage.hit("edit of a deleted record")
                        }
                        Some("changed_while_deleted") => {
                            self.coverage.hit("deletion of a changed record");
                        }
                        Some("moved_elsewhere") => self.coverage.hit("move of a moved account"),
                        Some("combined_invalid") => {
                            self.coverage.hit("combination that breaks a rule");
                        }
                        _ => {}
                    }
                }
                "conflict"
            }
            Outcome::Rejected(rejection) => match rejection.code {
                Code::NotFound => "rejected: not_found",
                Code::ParentDeleted => "rejected: parent_deleted",
                Code::WouldCycle => "rejected: would_cycle",
                Code::UniqueTaken => "rejected: unique_taken",
                Code::LimitReached => "rejected: limit_reached",
                Code::DependsOn => "rejected: depends_on",
                Code::NotEmpty => "rejected: not_empty",
                Code::Changed => "rejected: changed",
                Code::Invalid => "rejected: invalid",
                _ => "rejected: other",
            },
        };
        self.coverage.hit(case);
        let settles = |op: &Op| op.key().kind.known() == Some(Kind::Conflict);
        if commit.outcome.seq().is_some() && commit.tx.ops.iter().any(settles) {
            self.coverage.hit("conflict settled");
        }
    }

    /// 6: nothing in an answer that the person may not find, and never a secret.
    pub(crate) fn check_answer(&self, person: Id, answer: &Answer) -> Checked {
        let text = match answer {
            Answer::Hello(answer) => serde_json::to_string(answer),
            Answer::Push(answer) => serde_json::to_string(answer),
            Answer::Pull(answer, _) => serde_json::to_string(answer),
        }
        .unwrap_or_default();
        if let Some(number) = found(&text, b's').first() {
            return Err(format!("6 isolation: the secret s{number} is told"));
        }
        let allowed = self.canaries.allowed(&self.office, person);
        if let Some(number) = found(&text, b'w').iter().find(|n| !allowed.contains(n)) {
            return Err(format!(
                "6 isolation: w{number} is told to {person}: {text}"
            ));
        }
        if let Answer::Pull(PullAnswer::Page(page), _) = answer {
            // What was made and erased since belonged to an account that he saw.
            let saw = |id: Id| {
                let gone = self.office.data.gone.iter().find(|gone| gone.id == id);
                let account = gone.and_then(|gone| gone.account_id);
                let mut ids = [Some(id), account].into_iter().flatten();
                ids.any(|id| self.canaries.ever_saw(person, id))
            };
            if let Some(key) = page.leave.iter().chain(&page.gone).find(|key| !saw(key.id)) {
                return Err(format!("6 isolation: {} was never in sight", key.id));
            }
        }
        Ok(())
    }

    /// 1, 7, 10, 11: what was taken over is the server's state at one number, and nothing else is in the file.
    pub(crate) fn check_flip(
        &mut self,
        copy: usize,
        before: &Disk,
        expected: crate::network::Expected,
    ) -> Checked {
        let Some(there) = self.copies.get(copy) else {
            return Ok(());
        };
        let part = |row: &Row| digest::part(row.kind.as_str(), row.id, row.rev);
        let sum = there
            .disk
            .base
            .values()
            .fold(0u64, |sum, row| sum.wrapping_add(part(row)));
        if sum != expected.sum {
            let held: Vec<_> = there
                .disk
                .base
                .iter()
                .map(|(key, row)| (key.id, row.rev))
                .collect();
            let now = self.office.expected(there.person);
            let now: Vec<_> = now.values().map(|record| (record.id, record.rev)).collect();
            return Err(format!(
                "11 atomicity: copy {copy} took over something that never was: {held:?}, now {now:?}"
            ));
        }
        let text = there.disk.text();
        if let Some(number) = found(&text, b'w').iter().find(|number| {
            !expected.allowed.contains(number) && !self.canaries.is_by(**number, there.person)
        }) {
            return Err(format!(
                "7 revocation: w{number} is still in the file of copy {copy}: {text}"
            ));
        }
        self.check_own_writes(copy, before)
    }

    /// 10: what was typed is to be seen until somebody else changed the same, or the server said no.
    fn check_own_writes(&self, copy: usize, before: &Disk) -> Checked {
        let Some(there) = self.copies.get(copy) else {
            return Ok(());
        };
        let mut last: BTreeMap<(Id, &str), Typing<'_>> = BTreeMap::new();
        for entry in there.disk.outbox.values() {
            for op in &entry.tx.ops {
                if let Op::Patch { id, changes, .. } = op {
                    for edit in changes {
                        let first = last.get(&(*id, edit.path.as_str())).map(|(from, _)| *from);
                        let from = first.unwrap_or(&edit.from);
                        last.insert((*id, edit.path.as_str()), (from, &edit.to));
                    }
                }
            }
        }
        for ((id, path), (from, to)) in last {
            let name = path.trim_start_matches('/');
            if !matches!(name, "notes" | "x_future") {
                continue;
            }
            let Some((key, view)) = there.disk.view.iter().find(|(key, _)| key.id == id) else {
                continue;
            };
            let base = there
                .disk
                .base
                .get(key)
                .and_then(|row| row.fields.get(name));
            let had = before.base.get(key).and_then(|row| row.fields.get(name));
            let untouched = base == from.as_ref() && base == had;
            let alone = there.disk.outbox.values().all(|entry| {
                entry.tx.ops.len() == 1 || !entry.tx.ops.iter().any(|op| op.id() == id)
            });
            let live = there
                .disk
                .base
                .get(key)
                .is_some_and(|row| row.deleted_ms.is_none());
            if untouched
                && alone
                && live
                && view.is_live()
                && self.is_in_reach(copy, view)
                && view.fields.get(name) != to.as_ref()
            {
                let outbox: Vec<_> = there.disk.outbox.values().collect();
                return Err(format!(
                    "10 read your writes: {path} of {id} on copy {copy}: {view:?} with {outbox:?}"
                ));
            }
        }
        Ok(())
    }

    /// Whether nothing above lies in the bin, neither for the server nor on the screen.
    fn is_in_reach(&self, copy: usize, record: &Record) -> bool {
        let Some(there) = self.copies.get(copy) else {
            return false;
        };
        let mut at = record.account_id;
        while let Some(id) = at {
            let key = Key::new(Kind::Account, id);
            let base = there.disk.base.get(&key);
            if base.is_some_and(|row| row.deleted_ms.is_some()) {
                return false;
            }
            match there.disk.view.get(&key) {
                Some(above) if !above.is_live() => return false,
                Some(above) => at = above.account_id,
                None => return true,
            }
        }
        true
    }

    /// 10: an edit that was allowed is to be seen at once.
    pub(crate) fn check_own_edit(&self, copy: usize, ops: &[Op]) -> Checked {
        let Some(there) = self.copies.get(copy) else {
            return Ok(());
        };
        for op in ops {
            let seen = match op {
                Op::Create { .. } => there.disk.view.contains_key(&op.key()),
                Op::Patch { changes, .. } => changes.iter().all(|edit| {
                    let view = there.disk.view.get(&op.key());
                    let name = edit.path.trim_start_matches('/');
                    view.is_some_and(|view| view.fields.get(name) == edit.to.as_ref())
                }),
                _ => true,
            };
            if !seen {
                return Err(format!("10 read your writes: {op:?} is not to be seen"));
            }
        }
        Ok(())
    }

    pub(crate) fn count_file(&mut self, copy: usize, before: &Disk) {
        let Some(there) = self.copies.get(copy) else {
            return;
        };
        for (no, item) in &there.disk.inbox {
            if before.inbox.get(no) == Some(item) {
                continue;
            }
            match item {
                Item::Parked { .. } => self.coverage.hit("parked"),
                Item::Lost { .. } => self.coverage.hit("losses listed"),
                Item::Rejected { .. } => {}
            }
        }
        let emptied = |no: &u64| {
            before
                .outbox
                .get(no)
                .is_some_and(|old| !old.tx.ops.is_empty())
        };
        let outbox = there.disk.outbox.iter();
        if outbox
            .filter(|(_, entry)| entry.tx.ops.is_empty())
            .any(|(no, _)| emptied(no))
        {
            self.coverage.hit("emptied under its number");
        }
    }

    /// 14: who is too old keeps what he did.
    pub(crate) fn check_outdated(&mut self, copy: usize) -> Checked {
        if self
            .copies
            .get(copy)
            .is_some_and(|copy| copy.disk.state.outdated)
        {
            self.coverage.hit("outdated");
        }
        Ok(())
    }

    /// 1, 13, 14, 15: everything was said, and everybody agrees.
    pub(crate) fn check_agreement(&mut self) -> Checked {
        for (index, copy) in self.copies.iter().enumerate() {
            let waits = |status: &Status| !matches!(status, Status::Acked(_));
            let expected = self.office.expected(copy.person);
            if copy.revoked {
                if !copy.disk.base.is_empty() || !copy.disk.view.is_empty() {
                    return Err(format!("7 revocation: copy {index} still holds something"));
                }
                continue;
            }
            if let Some(entry) = copy.disk.outbox.values().next() {
                let state = if waits(&entry.status) {
                    "unsent"
                } else {
                    "held"
                };
                return Err(format!("15 liveness: copy {index} has {state} {entry:?}"));
            }
            for ((kind, id), record) in &expected {
                let row = copy.disk.base.get(&Key::new(*kind, *id));
                if row != Some(&Row::of((*record).clone())) {
                    return Err(format!(
                        "1 convergence: copy {index} has {row:?}, server {record:?}"
                    ));
                }
            }
            if copy.disk.base.len() != expected.len() {
                return Err(format!(
                    "1/13 convergence: copy {index} has more than there is"
                ));
            }
            for (key, row) in &copy.disk.base {
                if copy.disk.view.get(key) != row.record().as_ref() {
                    return Err(format!("1 view: copy {index} shows another {key:?}"));
                }
            }
            if copy.disk.view.len() != copy.disk.base.len() {
                return Err(format!("1 view: copy {index} shows more than there is"));
            }
        }
        let erased = &self.office.data.erased;
        if let Some((_, id)) = self
            .office
            .data
            .records
            .keys()
            .find(|(_, id)| erased.contains(id))
        {
            return Err(format!("13 zombie: {id}"));
        }
        Ok(())
    }
}
