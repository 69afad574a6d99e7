//! The users of an account, page by page.

use crate::authorise::{Object, Verb, authorise};
use crate::{Engine, Principal, Result, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::Cursor;

/// The most rows in one page.
pub const PAGE_MAX: usize = 500;

/// What colleagues read of each other.
const DIRECTORY: [&str; 10] = [
    "first_name",
    "last_name",
    "display_name",
    "extension_number",
    "email",
    "presence",
    "presence_note",
    "do_not_disturb",
    "department",
    "job_title",
];

/// Which page.
#[derive(Debug, Clone)]
pub struct Input {
    /// The account.
    pub account_id: Id,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// How many rows; at most [`PAGE_MAX`].
    pub limit: usize,
}

/// A page of users, ordered by display name.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// The users. A person without the admin role gets of each only what a staff directory shows.
    pub rows: Vec<Record>,
    /// How many users the account has.
    pub total: u64,
    /// Where to go on; nothing after the last page.
    pub next: Option<Cursor>,
}

/// Leaves of a user what colleagues read of each other.
pub(crate) fn directory(user: &mut Record) {
    let label = user.label();
    user.fields.insert("display_name".into(), label.into());
    user.fields
        .retain(|key, _| DIRECTORY.contains(&key.as_str()));
}

/// Lists the users.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Output> {
    authorise(
        &engine.tree(),
        principal,
        Verb::ReadAccount,
        Object::Account(input.account_id),
    )?;
    let limit = input.limit.clamp(1, PAGE_MAX);
    let snapshot = engine.read()?;
    let account = Some(input.account_id);
    let mut rows = snapshot.records(Kind::User, account, input.after.as_ref(), limit + 1)?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = match rows.last() {
        Some(last) if more => {
            let id = last.id;
            Some(Cursor {
                sort_key: listing::sort_key(last),
                id,
            })
        }
        _ => None,
    };
    if !principal.is_admin() {
        rows.iter_mut().for_each(directory);
    }
    Ok(Output {
        rows,
        total: snapshot.count(Kind::User, account)?,
        next,
    })
}
