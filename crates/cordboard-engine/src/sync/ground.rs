//! The store with a caller's rights, as deciding reads it.

use super::ledger;
use super::read::Read;
use crate::accounts::role_towards;
use crate::authorise::{Object, Verb, authorise};
use crate::rewrite::keep_level;
use crate::settle::settle;
use crate::tree::Tree;
use crate::users::update::refuse_locking_oneself_out;
use crate::{Error, Principal, claims};
use cordboard_model::schema::schema;
use cordboard_model::unique_names::UniqueName;
use cordboard_model::{Id, Kind, Record, Role, Violation};
use cordboard_store::Cursor;
use cordboard_sync::Outcome;
use cordboard_sync::server::world::{Act, Allowed, Valid};
use cordboard_sync::server::{Deed, Place, Refusal, World};
use std::ops::ControlFlow;
use std::sync::Arc;

/// How far back in the change log the author of a record is looked for.
const LOG_MAX: usize = 200;
/// How many records are read at a time.
const PAGE: usize = 1_000;

pub(super) struct Ground<'a> {
    pub(super) read: &'a Read<'a>,
    /// A record of which a part is enough.
    pub(super) part: Option<&'a Arc<Record>>,
    pub(super) tree: &'a Tree,
    pub(super) principal: &'a Principal,
}

impl Ground<'_> {
    fn below(&self, account: Id) -> Result<Vec<(Id, usize)>, Error> {
        let mut found = Vec::new();
        let mut open = vec![(account, 0)];
        while let Some((parent, level)) = open.pop() {
            let mut after = None;
            loop {
                let heads =
                    self.read
                        .snapshot
                        .heads(Kind::Account, Some(parent), after.as_ref(), PAGE)?;
                let full = heads.len() == PAGE;
                for head in heads {
                    found.push((head.id, level + 1));
                    open.push((head.id, level + 1));
                    after = Some(Cursor {
                        sort_key: head.sort_key,
                        id: head.id,
                    });
                }
                if !full {
                    break;
                }
            }
        }
        Ok(found)
    }

    fn ask(&self, act: Act<'_>) -> Result<(), Error> {
        let deleted = act.record.is_some_and(|record| !record.is_live());
        let account = Object::Account(act.account);
        let (verb, object) = match (act.kind, act.deed) {
            // What lies in the bin is out of the tree: whoever may put an account there may bring it back.
            (Kind::Account, Deed::Edit | Deed::Restore | Deed::Delete) if deleted => {
                let above = act.record.and_then(|record| record.account_id);
                let above = above.ok_or(Error::NotFound("account"))?;
                (Verb::CreateChild, Object::Account(above))
            }
            (Kind::Account, Deed::Create | Deed::MoveHere) => (Verb::CreateChild, account),
            (Kind::Account, Deed::MoveAway) => (Verb::MoveAccount, account),
            (Kind::Account, Deed::Delete) => (Verb::DeleteAccount, account),
            (Kind::User, Deed::Create) => (Verb::CreateUser, account),
            (Kind::User, deed) => {
                let user_id = act.record.map_or_else(Id::default, |record| record.id);
                let verb = match deed {
                    Deed::Delete | Deed::Restore => Verb::DeleteUser,
                    _ => Verb::EditUser,
                };
                let account_id = act.account;
                (
                    verb,
                    Object::User {
                        user_id,
                        account_id,
                    },
                )
            }
            (Kind::Group, _) => (Verb::EditGroups, account),
            (Kind::Phone, _) => (Verb::EditPhones, account),
            (Kind::Role, _) => (Verb::EditRoles, account),
            _ => (Verb::EditAccount, account),
        };
        authorise(self.tree, self.principal, verb, object)?;
        let Some(schema) = schema(act.kind) else {
            return Ok(());
        };
        let role = match (act.kind, act.deed) {
            // What is made lies below an account that he may put others below.
            (Kind::Account, Deed::Create) => Role::Above,
            (Kind::Account, _) => role_towards(self.tree, self.principal, act.account)?,
            _ => Role::Admin,
        };
        for path in act.paths {
            if !schema.travels(path, role) {
                return Err(Error::Forbidden(
                    "this change holds a field that nobody writes",
                ));
            }
        }
        Ok(())
    }
}

impl World for Ground<'_> {
    type Fault = Error;

    fn record(&self, kind: Kind, id: Id) -> Result<Option<Arc<Record>>, Error> {
        match self.part {
            Some(part) if (part.kind, part.id) == (kind, id) => Ok(Some(Arc::clone(part))),
            _ => self.read.record(kind, id),
        }
    }

    fn is_known(&self, id: Id) -> Result<bool, Error> {
        for kind in Kind::ALL.iter().filter(|kind| kind.is_synced()) {
            if self.read.snapshot.get(*kind, id)?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn place(&self, account: Id) -> Result<Option<Place>, Error> {
        // What is in the tree is not in the bin, nor is anything above it.
        if self.tree.contains(account) {
            let (parent, live) = (self.tree.parent(account), true);
            return Ok(Some(Place { parent, live }));
        }
        let found = self.read.record(Kind::Account, account)?;
        Ok(found.map(|record| Place {
            parent: record.account_id,
            live: record.is_live(),
        }))
    }

    fn accounts_below(&self, account: Id) -> Result<Vec<Record>, Error> {
        let mut records = Vec::new();
        for (id, _) in self.below(account)? {
            records.extend(self.read.snapshot.get(Kind::Account, id)?);
        }
        Ok(records)
    }

    fn levels_below(&self, account: Id) -> Result<usize, Error> {
        let below = self.below(account)?;
        Ok(below.iter().map(|(_, level)| *level).max().unwrap_or(0))
    }

    fn holder(&self, name: &UniqueName) -> Result<Option<(Kind, Id)>, Error> {
        Ok(self.read.snapshot.claim(&claims::key(name.clone()))?)
    }

    fn count(&self, kind: Kind, account: Id) -> Result<Option<u64>, Error> {
        Ok(Some(self.read.snapshot.count(kind, Some(account))?))
    }

    fn conflicts(&self, account: Id) -> Result<Vec<Record>, Error> {
        self.read.conflicts(account, PAGE)
    }

    fn last_writer(&self, kind: Kind, id: Id) -> Result<Option<Id>, Error> {
        let mut writer = None;
        let mut looked = 0;
        self.read.snapshot.history(None, &mut |change| {
            looked += 1;
            let about =
                |touched: &cordboard_store::Touched| (touched.kind, touched.id) == (kind, id);
            if change.touched.iter().any(about) {
                writer = change.actor;
                return ControlFlow::Break(());
            }
            match looked < LOG_MAX {
                true => ControlFlow::Continue(()),
                false => ControlFlow::Break(()),
            }
        })?;
        Ok(writer)
    }

    fn was_rejected(&self, tx_id: Id) -> Result<bool, Error> {
        let kept = ledger::outcome(self.read.snapshot, tx_id)?;
        Ok(kept.is_some_and(|kept| matches!(kept.outcome, Outcome::Rejected(_))))
    }

    fn may(&self, act: Act<'_>) -> Result<Allowed, Error> {
        match self.ask(act) {
            Ok(()) => Ok(Ok(())),
            Err(Error::NotFound(_)) => Ok(Err(Refusal::Hidden)),
            Err(Error::Forbidden(_)) => Ok(Err(Refusal::Forbidden)),
            Err(other) => Err(other),
        }
    }

    fn finish(&self, old: Option<&Record>, record: &mut Record) -> Valid {
        settle(record.kind, &mut record.fields);
        let Some(schema) = schema(record.kind) else {
            return Ok(());
        };
        match old {
            Some(old) => keep_level(&old.fields, &mut record.fields),
            None => schema.apply_defaults(&mut record.fields),
        }
        schema.validate_kept(&mut record.fields)?;
        if record.label().is_empty() {
            let detail = "leave at least one name";
            return Err(vec![Violation::new("", "required", detail)]);
        }
        if let Some(old) = old.filter(|old| old.kind == Kind::User)
            && let Err(error) = refuse_locking_oneself_out(self.principal, old, record)
        {
            return Err(vec![Violation::new("", "own_rights", error.to_string())]);
        }
        Ok(())
    }
}
