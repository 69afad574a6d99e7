//! Giving the keys of one phone to others, with a look at what would change before.

use super::fetch::surroundings;
use super::{keys, read_file};
use crate::records::{Which, update};
use crate::users::bulk::{Changed, Row};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Kind, Record};
use serde_json::Value;

/// The most phones of one call.
pub const PHONES_MAX: usize = 1_000;

/// What to copy where.
#[derive(Debug, Clone)]
pub struct Input {
    /// The phone whose keys they are, its own or its person's.
    pub from: Id,
    /// The phones that get them.
    pub to: Vec<Id>,
    /// Only say what would happen.
    pub is_trial: bool,
}

/// Copies the keys phone by phone. What is refused for one does not keep the others.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Vec<Row>> {
    let source = read_file::find(engine, principal, input.from)?;
    if input.to.len() > PHONES_MAX {
        let detail = format!("at most {PHONES_MAX} at once; do it in parts");
        return Err(Error::invalid("/to", "maxItems", detail));
    }
    let list = Value::Array(keys::listed(&source.phone, source.user.as_ref()));
    let mut rows = Vec::with_capacity(input.to.len());
    for id in &input.to {
        let found = surroundings(&*engine.read()?, *id)?;
        // Keys name extensions of their account.
        let found = found.filter(|found| found.account.id == source.account.id);
        let name = found.as_ref().map(|found| found.phone.label());
        let tried = match found {
            Some(found) => copy(engine, principal, (&found.phone, &list), input.is_trial),
            None => Err(Error::NotFound("phone")),
        };
        let (changes, refused) = match tried {
            Ok(changes) => (changes, None),
            Err(refused @ Error::Internal(_)) => return Err(refused),
            Err(refused) => (Vec::new(), Some(refused)),
        };
        let name = name.unwrap_or_default();
        rows.push(Row {
            id: *id,
            name,
            changes,
            refused,
        });
    }
    Ok(rows)
}

fn copy(
    engine: &Engine,
    principal: &Principal,
    (phone, list): (&Record, &Value),
    is_trial: bool,
) -> Result<Vec<Changed>> {
    let from = keys::own(phone).cloned();
    if from.as_ref() == Some(list) {
        return Ok(Vec::new());
    }
    let change = Changed {
        path: keys::PATH.to_owned(),
        from: from.clone(),
        to: Some(list.clone()),
    };
    if !is_trial {
        let which = Which {
            kind: Kind::Phone,
            id: phone.id,
        };
        let changes = vec![Edit {
            path: keys::PATH.to_owned(),
            from,
            to: Some(list.clone()),
        }];
        update::run(engine, principal, &update::Input { which, changes })?;
    }
    Ok(vec![change])
}
