//! An account under another parent (S-26, S-27).

use super::conflict::{Reason, Sides};
use super::draft::{Draft, Reach, Step, no};
use super::world::{Deed, Moved, World};
use crate::limits::DEPTH_MAX;
use crate::push::Code;
use cordboard_model::{Id, Kind};
use std::sync::Arc;

impl<W: World> Draft<'_, W> {
    pub(super) fn relocate(
        &mut self,
        id: Id,
        from_parent: Id,
        to_parent: Id,
    ) -> Step<(), W::Fault> {
        let current = self.find(Kind::Account, id)?;
        self.may(Deed::MoveAway, Kind::Account, id, Some(&current), &[])?;
        self.may(
            Deed::MoveHere,
            Kind::Account,
            to_parent,
            Some(&current),
            &[],
        )?;
        if !current.is_live() {
            return no(Code::ParentDeleted);
        }
        let Some(parent) = current.account_id else {
            return no(Code::Forbidden);
        };
        if self.reach(parent)? == Reach::Deleted {
            return no(Code::ParentDeleted);
        }
        if parent == to_parent {
            self.met |= parent != from_parent;
            return Ok(());
        }
        let above = match self.reach(to_parent)? {
            Reach::Live(above) => above,
            Reach::Deleted => return no(Code::ParentDeleted),
            Reach::Missing => return no(Code::NotFound),
        };
        if self.is_within(to_parent, id)? {
            return no(Code::WouldCycle);
        }
        if above + 1 + self.world.levels_below(id)? >= DEPTH_MAX {
            return no(Code::TooDeep);
        }
        if parent != from_parent {
            let sides = Sides {
                path: "",
                base: Some(from_parent.to_string().into()),
                theirs: Some(parent.to_string().into()),
                mine: Some(to_parent.to_string().into()),
            };
            return self.conflict(&current, Reason::MovedElsewhere, sides);
        }
        let mut record = Arc::unwrap_or_clone(current);
        record.account_id = Some(to_parent);
        record.modified_ms = self.now_ms;
        self.moves.push(Moved {
            kind: Kind::Account,
            id,
            from: Some(parent),
            seq: 0,
        });
        self.put(record);
        Ok(())
    }
}
