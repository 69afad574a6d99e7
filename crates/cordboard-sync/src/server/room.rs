//! The limits of accounts (S-65).

use super::draft::{Draft, Halt, Step};
use super::world::World;
use crate::push::Code;
use cordboard_model::account_limits::{self, Added, LimitReached};
use cordboard_model::{Kind, Violation};

impl<W: World> Draft<'_, W> {
    /// There is room for what was made or brought back, beside what was there and what goes.
    pub(super) fn check_limits(&self) -> Step<(), W::Fault> {
        let mut added = Added::default();
        for record in self.records.values() {
            if account_limits::key(record.kind).is_some() {
                let old = self.world.record(record.kind, record.id)?;
                added.note(old.as_deref(), Some(record));
            }
        }
        for (account, kind, added) in added.gains() {
            let account_record = self.find(Kind::Account, account)?;
            let Some(limit) = account_limits::limit(&account_record.fields, kind) else {
                continue;
            };
            if let Some(count) = self.world.count(kind, account)?
                && let Err(reached) = LimitReached::check(kind, limit, (count, added))
            {
                let violation = Violation::new(reached.path(), "limit", reached.to_string());
                return Err(Halt::No(Code::LimitReached, vec![violation]));
            }
        }
        Ok(())
    }
}
