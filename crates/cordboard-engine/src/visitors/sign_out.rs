//! Signing a visitor out.

use super::sign_in::now;
use crate::authorise::Verb;
use crate::belongings::{self, Place};
use crate::edit::Edited;
use crate::kiosks::attending;
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind, Record};

/// Signs him out; he who has left stays as he is. Kiosks with that duty may.
pub fn run(engine: &Engine, principal: &Principal, id: Id) -> Result<Record> {
    let kiosk = attending(engine, principal, Verb::AttendVisitors)?;
    let account_id = kiosk.account_id;
    engine.retry(|| {
        let place = Place { account_id, id };
        let current = belongings::find(&*engine.read()?, Kind::Visitor, place)?;
        if !current.text("left_at").is_empty() {
            return Ok(current);
        }
        let mut record = current.clone();
        record.fields.insert("left_at".into(), now(engine).into());
        record.modified_ms = engine.now_ms();
        let edited = Edited {
            record,
            changed: vec!["/left_at".into()],
        };
        let parts = (current, edited);
        belongings::replace(engine, principal, "visitor.sign_out", parts, Vec::new())
    })
}
