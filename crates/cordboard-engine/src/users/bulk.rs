//! Changing many users of an account at once, with a look at every change before it happens.

use super::update::{self, refuse_locking_oneself_out};
use super::{find_in, object, refuse_above, refuse_rising};
use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Error, Principal, Result, claims, edit};
use cordboard_model::merge::Edit;
use cordboard_model::{Id, Record};
use serde_json::Value;

/// The most users of one call.
pub const USERS_MAX: usize = 1_000;

/// What to change.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// By user, his changes.
    pub edits: Vec<(Id, Vec<Edit>)>,
    /// Only say what would happen.
    pub is_trial: bool,
}

/// One place of a user that changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    /// JSON pointer into his fields.
    pub path: String,
    /// What was there.
    pub from: Option<Value>,
    /// What is there then.
    pub to: Option<Value>,
}

/// What happens to one user.
#[derive(Debug)]
pub struct Row {
    /// The user.
    pub id: Id,
    /// His name; "" when there is no such user.
    pub name: String,
    /// What changes; nothing when it is so already, or when it was refused.
    pub changes: Vec<Changed>,
    /// Why nothing changes.
    pub refused: Option<Error>,
}

/// Changes the users one by one, or says what would change. What is refused for one does not keep the others.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Vec<Row>> {
    let account = Object::Account(input.account_id);
    authorise(&engine.tree(), principal, Verb::ListUsers, account)?;
    if input.edits.len() > USERS_MAX {
        let detail = format!("at most {USERS_MAX} at once; do it in parts");
        return Err(Error::invalid("/edits", "maxItems", detail));
    }
    let mut rows = Vec::with_capacity(input.edits.len());
    for (id, edits) in input.edits {
        let current = find_in(&*engine.read()?, input.account_id, id);
        let name = current.as_ref().map(Record::label).unwrap_or_default();
        let tried = current.and_then(|user| {
            let edits = match input.is_trial {
                true => seen(&user, edits),
                false => edits,
            };
            let changes = attempt(engine, principal, (&user, input.account_id), &edits)?;
            if !input.is_trial && !changes.is_empty() {
                let changes = edits;
                update::run(engine, principal, update::Input { id, changes })?;
            }
            Ok(changes)
        });
        let (changes, refused) = match tried {
            Ok(changes) => (changes, None),
            Err(refused @ Error::Internal(_)) => return Err(refused),
            Err(refused) => (Vec::new(), Some(refused)),
        };
        rows.push(Row {
            id,
            name,
            changes,
            refused,
        });
    }
    Ok(rows)
}

/// In a trial nobody has seen anything yet: the changes begin with what is there.
fn seen(user: &Record, edits: Vec<Edit>) -> Vec<Edit> {
    let fields = Value::Object(user.fields.clone());
    let from = |path: &str| fields.pointer(path).cloned();
    edits
        .into_iter()
        .map(|edit| Edit {
            from: from(&edit.path),
            ..edit
        })
        .collect()
}

/// What the edits would change of the user; nothing is written.
fn attempt(
    engine: &Engine,
    principal: &Principal,
    (user, account_id): (&Record, Id),
    edits: &[Edit],
) -> Result<Vec<Changed>> {
    let place = object(user.id, account_id);
    authorise(&engine.tree(), principal, Verb::EditUser, place)?;
    refuse_above(principal, user)?;
    let role = principal.role_with_users();
    let edited = edit::apply(user, edits, role, engine.now_ms())?;
    refuse_rising(principal, user, &edited.record)?;
    refuse_locking_oneself_out(principal, user, &edited.record)?;
    claims::check_free(&*engine.read()?, Some(user), &edited.record)?;
    let (before, after) = (
        Value::Object(user.fields.clone()),
        Value::Object(edited.record.fields),
    );
    let changed = |path: String| Changed {
        from: before.pointer(&path).cloned(),
        to: after.pointer(&path).cloned(),
        path,
    };
    Ok(edited.changed.into_iter().map(changed).collect())
}
