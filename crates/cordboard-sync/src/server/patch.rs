//! Changes of fields: the three-way merge, and what does not meet (S-17 to S-24).

use super::conflict::{Reason, Sides, overlaps};
use super::draft::{Draft, Halt, Reach, Step, no};
use super::world::{Deed, World};
use crate::push::Code;
use crate::upgrade::SCHEMA;
use cordboard_model::merge::{Clash, Edit, MergeError, merge_partly, same};
use cordboard_model::schema::schema;
use cordboard_model::{Fields, Id, Kind, Record, Violation, pointer};
use serde_json::Value;

impl<W: World> Draft<'_, W> {
    pub(super) fn patch(&mut self, kind: Kind, id: Id, changes: &[Edit]) -> Step<(), W::Fault> {
        if kind == Kind::Conflict {
            return no(Code::Invalid);
        }
        let current = self.find(kind, id)?;
        let paths: Vec<String> = changes.iter().map(|edit| edit.path.clone()).collect();
        let account = Self::account_of(&current);
        self.may(Deed::Edit, kind, account, Some(&current), &paths)?;
        let above = current.account_id.unwrap_or_default();
        let reach = match current.account_id {
            Some(above) => self.reach(above)?,
            None => Reach::Live(0),
        };
        match reach {
            Reach::Live(_) => {}
            Reach::Deleted => return no(Code::ParentDeleted),
            Reach::Missing => return no(Code::NotFound),
        }
        let was_deleted = !current.is_live();
        let (record, clashes, reason) = self.merged(&current, changes)?;
        // What was changed most likely is different, and then nothing else needs to be compared.
        let differs = |edit: &Edit| {
            let at = |fields| pointed(fields, &edit.path);
            at(&record.fields) != at(&current.fields)
        };
        let changed = changes.iter().any(differs) || record.fields != current.fields;
        if was_deleted {
            // Somebody else had a reason to delete it: that the edit won is for people to see.
            let mut record = record;
            record.modified_ms = self.now_ms;
            self.bring_back(&current, record, above)?;
            let sides = Sides {
                path: "",
                base: Some("live".into()),
                theirs: Some("deleted".into()),
                mine: Some("edited".into()),
            };
            self.conflict(&current, Reason::EditedWhileDeleted, sides)?;
        } else if changed {
            let mut record = record;
            record.modified_ms = self.now_ms;
            record.schema = SCHEMA;
            self.rename(&current, &record)?;
            self.put(record);
        }
        for clash in &clashes {
            let sides = Sides {
                path: &clash.path,
                base: clash.base.clone(),
                theirs: clash.theirs.clone(),
                mine: clash.mine.clone(),
            };
            self.conflict(&current, reason, sides)?;
        }
        let met: Vec<&str> = paths
            .iter()
            .map(String::as_str)
            .filter(|path| !clashes.iter().any(|clash| overlaps(&clash.path, path)))
            .collect();
        self.close_conflicts(&current, &met)
    }

    /// The record after the changes, and what of them did not meet.
    fn merged(
        &mut self,
        current: &Record,
        changes: &[Edit],
    ) -> Step<(Record, Vec<Clash>, Reason), W::Fault> {
        let Some(schema) = schema(current.kind) else {
            return no(Code::Invalid);
        };
        let outcome = merge_partly(schema, &current.fields, changes).map_err(bad_edit)?;
        let mut record = current.with_fields(outcome.fields);
        record.deleted_ms = None;
        self.met |= changes
            .iter()
            .any(|edit| !same_at(&current.fields, &edit.path, edit.from.as_ref()));
        if outcome.changed.is_empty() {
            return Ok((record, outcome.clashes, Reason::Field));
        }
        let Err(broken) = self.world.finish(Some(current), &mut record) else {
            return Ok((record, outcome.clashes, Reason::Field));
        };
        // What breaks a rule of a field that the author wrote is his; anything else comes of what others did.
        let own = |violation: &Violation| {
            let path = violation.path.as_str();
            !path.is_empty() && changes.iter().any(|edit| overlaps(path, &edit.path))
        };
        if self.world.is_as_seen() || broken.iter().any(own) {
            return Err(Halt::No(Code::Invalid, broken));
        }
        let mut kept = current.clone();
        kept.deleted_ms = None;
        let clashes = changes.iter().map(|edit| Clash {
            path: edit.path.clone(),
            base: edit.from.clone(),
            theirs: pointed(&current.fields, &edit.path).cloned(),
            mine: edit.to.clone(),
        });
        Ok((kept, clashes.collect(), Reason::CombinedInvalid))
    }
}

fn bad_edit<F>(error: MergeError) -> Halt<F> {
    let broken = match error {
        MergeError::BadPath { path, detail } => vec![Violation::new(path, "path", detail)],
        MergeError::Clashes(_) => Vec::new(),
    };
    Halt::No(Code::Invalid, broken)
}

/// The value at a JSON pointer; an element of a list goes by its id.
pub fn pointed<'a>(fields: &'a Fields, path: &str) -> Option<&'a Value> {
    let tokens = pointer::tokens(path).ok()?;
    let (first, rest) = tokens.split_first()?;
    rest.iter()
        .try_fold(fields.get(first)?, |value, token| match value {
            Value::Object(fields) => fields.get(token),
            Value::Array(items) => items
                .iter()
                .find(|item| item.get("id").and_then(Value::as_str) == Some(token)),
            _ => None,
        })
}

fn same_at(fields: &Fields, path: &str, seen: Option<&Value>) -> bool {
    match (pointed(fields, path), seen) {
        (Some(now), Some(seen)) => same(now, seen),
        (None, None) => true,
        _ => false,
    }
}
