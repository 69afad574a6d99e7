//! Adding many users to an account at once, with a look at what would become of every line before.

use super::create;
use crate::authorise::{Object, Verb, authorise};
use crate::limits::Room;
use crate::{Engine, Error, Principal, Result, claims, password};
use cordboard_model::{Fields, Id, Kind};
use std::collections::HashSet;

/// The most lines of one call.
pub const LINES_MAX: usize = 1_000;

/// One line.
#[derive(Clone)]
pub struct Line {
    /// The document of the new user.
    pub fields: Fields,
    /// A password to sign in with.
    pub password: Option<String>,
}

/// What to add.
#[derive(Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// The lines.
    pub lines: Vec<Line>,
    /// Only say what would happen.
    pub is_trial: bool,
    /// In a trial, how many lines of the same list that were looked at before fit: they take room, too.
    pub ahead: u64,
}

/// What becomes of a line.
#[derive(Debug)]
pub struct Row {
    /// The new user, once he is there.
    pub id: Option<Id>,
    /// What he is called.
    pub name: String,
    /// Why he is not added.
    pub refused: Option<Error>,
}

/// Adds the users one by one, or says what would happen. What is wrong with one line does not keep the others.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Vec<Row>> {
    let account = Object::Account(input.account_id);
    authorise(&engine.tree(), principal, Verb::CreateUser, account)?;
    if input.lines.len() > LINES_MAX {
        let detail = format!("at most {LINES_MAX} lines at once; do it in parts");
        return Err(Error::invalid("/lines", "maxItems", detail));
    }
    // A name that two lines want is the first one's.
    let mut wanted = HashSet::new();
    let mut room = Room::of(engine, input.account_id, Kind::User)?;
    if input.is_trial {
        room.take(input.ahead);
    }
    let mut rows = Vec::with_capacity(input.lines.len());
    for line in input.lines {
        let prepared = create::prepare(engine, input.account_id, line.fields.clone());
        let name = prepared.as_ref().map(|user| user.label());
        let name = name.unwrap_or_default();
        let tried = prepared.and_then(|user| {
            if user.text("role") == "admin" && !principal.is_admin() {
                return Err(Error::Forbidden("only an admin makes an admin"));
            }
            if let Some(password) = &line.password {
                create::username(&user)?;
                password::check(password, user.text("username"))?;
            }
            claims::check_free(&*engine.read()?, None, &user)?;
            for key in claims::of(&user) {
                let twice = claims::taken(&key);
                if !wanted.insert((key.scope, key.account_id, key.key)) {
                    return Err(twice);
                }
            }
            room.check()?;
            if input.is_trial {
                room.take(1);
                return Ok(None);
            }
            let wish = create::Input {
                account_id: input.account_id,
                fields: line.fields,
                password: line.password,
                credentials: None,
                role: None,
            };
            let made = create::run(engine, principal, wish)?;
            room.take(1);
            Ok(Some(made.record.id))
        });
        let (id, refused) = match tried {
            Ok(id) => (id, None),
            Err(refused @ Error::Internal(_)) => return Err(refused),
            Err(refused) => (None, Some(refused)),
        };
        rows.push(Row { id, name, refused });
    }
    Ok(rows)
}
