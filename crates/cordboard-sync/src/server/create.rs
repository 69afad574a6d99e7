//! A record that an author made.

use super::draft::{Draft, Halt, Reach, Step, no};
use super::world::{Deed, Moved, World};
use crate::limits::DEPTH_MAX;
use crate::push::Code;
use crate::upgrade::SCHEMA;
use cordboard_model::schema::{MergeClass, schema};
use cordboard_model::unique_names::unique_names;
use cordboard_model::{Fields, Id, Kind, Record, merge, pointer};
use serde_json::Value;

impl<W: World> Draft<'_, W> {
    pub(super) fn create(
        &mut self,
        kind: Kind,
        id: Id,
        account_id: Id,
        fields: &Fields,
    ) -> Step<(), W::Fault> {
        // Only the server makes conflicts, and there is one top account.
        if kind == Kind::Conflict {
            return no(Code::Invalid);
        }
        let paths: Vec<String> = fields.keys().map(|key| pointer::child("", key)).collect();
        self.may(Deed::Create, kind, account_id, None, &paths)?;
        match self.reach(account_id)? {
            Reach::Live(above) if kind == Kind::Account && above + 1 >= DEPTH_MAX => {
                return no(Code::TooDeep);
            }
            Reach::Live(_) => {}
            Reach::Deleted => return no(Code::ParentDeleted),
            Reach::Missing => return no(Code::NotFound),
        }
        if let Some(there) = self.record(kind, id)? {
            return if is_same(&there, account_id, fields) {
                Ok(())
            } else {
                no(Code::IdExists)
            };
        }
        if self.world.is_known(id)? || self.records.keys().any(|(_, other)| *other == id) {
            return no(Code::IdExists);
        }
        if let Some(schema) = schema(kind) {
            let computed = |path: &&String| schema.merge_class(path) == MergeClass::Server;
            if paths.iter().any(|path| computed(&path)) {
                return no(Code::Invalid);
            }
        }
        let mut record = Record::new(kind, id, Some(account_id), fields.clone(), self.now_ms);
        record.schema = SCHEMA;
        self.world
            .finish(None, &mut record)
            .map_err(|broken| Halt::No(Code::Invalid, broken))?;
        self.take(unique_names(&record), (kind, id))?;
        // Only accounts come into sight with what lies below them; anything else comes by its number.
        if kind == Kind::Account {
            self.moves.push(Moved {
                kind,
                id,
                from: None,
                seq: 0,
            });
        }
        self.put(record);
        Ok(())
    }
}

/// The same record made again (S-1). What the server completed does not make it another one.
fn is_same(there: &Record, account_id: Id, fields: &Fields) -> bool {
    let shown = |fields: &Fields| {
        let mut fields = fields.clone();
        if let Some(schema) = schema(there.kind) {
            schema.apply_defaults(&mut fields);
            schema.redact(&mut fields);
        }
        Value::Object(fields)
    };
    there.account_id == Some(account_id)
        && there.is_live()
        && merge::same(&shown(&there.fields), &shown(fields))
}
