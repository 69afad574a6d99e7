//! "Who rings?": what happens to a call from a number to a user at an instant, before it happens.

use super::person::Colleagues;
use crate::authorise::{Verb, authorise, scope};
use crate::users::{find_at, object};
use crate::{Engine, Error, Principal, Result};
use chrono::{DateTime, Datelike, Utc};
use cordboard_model::call_rules::{Answer, Question, State, who_rings};
use cordboard_model::{Id, Kind, Record};

/// The question.
#[derive(Debug, Clone)]
pub struct Input {
    /// The user who is called.
    pub user_id: Id,
    /// The caller's number; empty or "anonymous" without one.
    pub caller: String,
    /// When; now when absent.
    pub at: Option<DateTime<Utc>>,
    /// In which state the user is; worked out when absent.
    pub state: Option<State>,
}

/// The longest number that is looked at, in characters: E.164 has 15 digits, SIP addresses are longer.
const CALLER_MAX: usize = 64;

/// Asks the call rules. A person without the admin role hears of his own rules only.
pub fn run(engine: &Engine, principal: &Principal, input: Input) -> Result<Answer> {
    scope(&engine.tree(), principal)?;
    let snapshot = engine.read()?;
    let (user, account_id) = find_at(&*snapshot, engine, principal, input.user_id)?;
    authorise(
        &engine.tree(),
        principal,
        Verb::Forwarding,
        object(input.user_id, account_id),
    )?;
    if input.caller.chars().count() > CALLER_MAX {
        return Err(Error::invalid(
            "/caller",
            "maxLength",
            "a number has at most 64 characters",
        ));
    }
    let account = snapshot.get(Kind::Account, account_id)?;
    let account = account.filter(Record::is_live);
    let account = account.ok_or(Error::NotFound("account"))?;
    let at = match input.at {
        Some(at) => at,
        None => DateTime::from_timestamp_millis(engine.now_ms()).unwrap_or_default(),
    };
    if !(1900..=9999).contains(&at.year()) {
        return Err(Error::invalid(
            "/at",
            "range",
            "name an instant between the years 1900 and 9999",
        ));
    }
    let colleagues = Colleagues::of(engine, snapshot, account)?;
    let person = colleagues.person(&user)?;
    colleagues.unless_failed(who_rings(&Question {
        person: &person,
        caller: &input.caller,
        at,
        state: input.state,
        directory: &colleagues,
        own_rules_only: !principal.is_admin(),
    }))
}
