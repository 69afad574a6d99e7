//! The kiosks of an account.

use super::{CODE_UNTIL, ENROLLED, LINE, number};
use crate::authorise::{Object, Verb, authorise};
use crate::principal::Duties;
use crate::{Engine, Principal, Result};
use cordboard_model::{Id, Kind};

/// A kiosk in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The kiosk.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// The user whose calls it works, with what he is called.
    pub line: Option<(Id, String)>,
    /// When it was enrolled, in milliseconds since the epoch; `None` while its code waits.
    pub enrolled_ms: Option<i64>,
    /// Until when its code can be used, while it waits.
    pub code_until_ms: Option<i64>,
    /// What it may do besides looking and working calls.
    pub duties: Duties,
}

/// Lists them by name. Admins of the account may.
pub fn run(engine: &Engine, principal: &Principal, account_id: Id) -> Result<Vec<Row>> {
    let account = Object::Account(account_id);
    authorise(&engine.tree(), principal, Verb::EditKiosks, account)?;
    let snapshot = engine.read()?;
    let records = snapshot.records(Kind::Kiosk, Some(account_id), None, usize::MAX)?;
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        let Some(Principal::Kiosk(kiosk)) = super::principal(&record) else {
            continue;
        };
        let line = match record.text(LINE).parse::<Id>() {
            Ok(id) => engine.live(Kind::User, id)?,
            Err(_) => None,
        };
        rows.push(Row {
            id: record.id,
            name: record.label(),
            line: line.map(|user| (user.id, user.label())),
            enrolled_ms: number(&record, ENROLLED),
            code_until_ms: number(&record, CODE_UNTIL),
            duties: kiosk.duties,
        });
    }
    Ok(rows)
}
