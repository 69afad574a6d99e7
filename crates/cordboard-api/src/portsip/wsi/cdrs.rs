//! `cdr_events`: every call of the tenant once it is over.

use super::command::Refused;
use super::people::needs;
use super::reader::View;
use crate::portsip::{calls, entries};
use cordboard_engine::belongings::Place;
use cordboard_engine::entries::read_call;
use cordboard_engine::{Error, Result};
use cordboard_model::Id;
use cordboard_model::roles::Permission;
use serde_json::Value;
use std::collections::VecDeque;

/// How many calls are remembered: one between two people of the tenant is entered for each of them.
const REMEMBERED: usize = 64;

/// Whether a client follows the calls.
#[derive(Default)]
pub(super) struct Cdrs {
    pub(super) is_on: bool,
    /// The calls that were told last.
    told: VecDeque<String>,
}

impl Cdrs {
    /// Follows them.
    pub(super) fn subscribe(&mut self, view: &View<'_>) -> std::result::Result<(), Refused> {
        needs(view, Permission::CompanyCallLogView)?;
        self.is_on = true;
        Ok(())
    }

    /// A call was entered, for one of those who took part.
    pub(super) fn entered(&mut self, view: &View<'_>, id: Id) -> Result<Option<Value>> {
        if !self.is_on {
            return Ok(None);
        }
        let account_id = view.account_id;
        let entry = match read_call::run(view.engine, &view.principal, Place { account_id, id }) {
            Ok(entry) => entry,
            Err(Error::NotFound(_) | Error::Forbidden(_)) => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut event = entries::shown(calls::ROW, &entry);
        let call = event.get("call_id").and_then(Value::as_str);
        if let Some(call) = call.map(str::to_owned) {
            if self.told.contains(&call) {
                return Ok(None);
            }
            self.told.truncate(REMEMBERED - 1);
            self.told.push_front(call);
        }
        event.insert("event_type".into(), "call_cdr".into());
        event.insert("tenant_id".into(), account_id.to_string().into());
        Ok(Some(Value::Object(event)))
    }
}
