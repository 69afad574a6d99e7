//! Making a meeting room. It gets a number of the account.

use super::read::view;
use super::rooms;
use crate::authorise::{Verb, authorise};
use crate::belongings;
use crate::users::{find_in, object};
use crate::{Engine, Error, Principal, Result};
use cordboard_model::schema::Violation;
use cordboard_model::text::name_key;
use cordboard_model::{Fields, Id, Kind, Record, extension_number};
use cordboard_store::{Assert, ClaimKey};
use serde_json::Value;
use std::cell::RefCell;

/// The first number that a room may get.
const FIRST_NUMBER: u64 = 8_000;
/// How many numbers are tried.
const NUMBERS: u64 = 20_000;
/// How often another number is taken when somebody else took the free one meanwhile.
const TRIES: usize = 20;

/// What the new room is to be.
#[derive(Debug, Clone)]
pub struct Input {
    /// Its account.
    pub account_id: Id,
    /// The user whose room it is.
    pub owner_id: Id,
    /// The document, without owner and number.
    pub fields: Fields,
}

/// Makes the room, stopped. People make rooms for themselves, administrators for anybody of the account.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Record> {
    let (account_id, owner_id) = (input.account_id, input.owner_id);
    let owner = object(owner_id, account_id);
    authorise(&engine.tree(), principal, Verb::CreateMeeting, owner)?;
    let mut fields = input.fields;
    fields.insert("owner_id".into(), owner_id.to_string().into());
    let mut tries = 0;
    let record = loop {
        let number = free_number(engine, account_id)?;
        fields.insert("extension_number".into(), number.into());
        match write(engine, principal, (account_id, owner_id), fields.clone()) {
            Err(Error::Taken { path, .. }) if path == "/extension_number" && tries < TRIES => {
                tries += 1;
            }
            made => break made?,
        }
    };
    rooms::remember(engine, &record);
    engine.live.reports.ask_for_a_turn();
    Ok(view(principal, record))
}

fn write(
    engine: &Engine,
    principal: &Principal,
    (account_id, owner_id): (Id, Id),
    fields: Fields,
) -> Result<Record> {
    let record = belongings::prepare(engine, principal, Kind::Meeting, account_id, fields)?;
    engine.retry(|| {
        let _steady = engine.steady();
        let owner = object(owner_id, account_id);
        authorise(&engine.tree(), principal, Verb::CreateMeeting, owner)?;
        find_in(&*engine.read()?, account_id, owner_id)?;
        check_invitees(engine, &record, None)?;
        let owner_lives = Assert::Live {
            kind: Kind::User,
            id: owner_id,
        };
        belongings::insert(
            engine,
            principal,
            "meeting.create",
            &record,
            vec![owner_lives],
        )
    })
}

/// Whoever is invited anew is a user of the account.
pub(super) fn check_invitees(engine: &Engine, new: &Record, old: Option<&Record>) -> Result<()> {
    let listed = |record: &Record| -> Vec<Value> {
        let list = record.fields.get("internal_invitees");
        list.and_then(Value::as_array).cloned().unwrap_or_default()
    };
    let before = old.map(listed).unwrap_or_default();
    let snapshot = engine.read()?;
    let mut broken = Vec::new();
    for (index, invited) in listed(new).iter().enumerate() {
        if before.contains(invited) {
            continue;
        }
        let id = invited.as_str().and_then(|id| id.parse().ok());
        let user = id.map(|id| snapshot.get(Kind::User, id)).transpose()?;
        let fits = |user: &Record| user.is_live() && user.account_id == new.account_id;
        if !user.flatten().as_ref().is_some_and(fits) {
            let path = format!("/internal_invitees/{index}");
            let detail = "Whoever is invited is a user of this account; name the user's id.";
            broken.push(Violation::new(path, "not_found", detail));
        }
    }
    if broken.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(broken))
    }
}

fn free_number(engine: &Engine, account_id: Id) -> Result<String> {
    let snapshot = engine.read()?;
    let failed = RefCell::new(None);
    let taken = |number: &str| {
        let key = ClaimKey {
            scope: "extension".into(),
            account_id: Some(account_id),
            key: name_key(number),
        };
        snapshot.claim(&key).map_or_else(
            |error| {
                failed.borrow_mut().get_or_insert(error);
                false
            },
            |holder| holder.is_some(),
        )
    };
    let number = extension_number::first_free(FIRST_NUMBER, NUMBERS, taken);
    if let Some(error) = failed.into_inner() {
        return Err(error.into());
    }
    number.ok_or_else(|| Error::Refused {
        code: "no_number_left",
        detail: "The account has no number left for another room.".to_owned(),
    })
}
