//! Who would be reached in every half hour of a week: the question "who rings?" asked 336 times.

use super::person::Colleagues;
use crate::authorise::{Verb, authorise, scope};
use crate::users::{find_at, object};
use crate::{Engine, Error, Principal, Result};
use chrono::{DateTime, Datelike, Duration, TimeZone, Utc};
use cordboard_model::call_rules::{Answer, Directory, Final, Person, Question, State, who_rings};
use cordboard_model::{Id, Kind, Record};
use std::cell::RefCell;
use std::collections::HashMap;

/// How many half hours a day has.
pub const SLOTS_A_DAY: usize = 48;
/// The longest number that is looked at, in characters.
const CALLER_MAX: usize = 64;

/// The question.
#[derive(Debug, Clone)]
pub struct Input {
    /// The user who is called.
    pub user_id: Id,
    /// The caller's number; empty or "anonymous" without one.
    pub caller: String,
    /// An instant of the week, which begins on Monday in the user's zone; now when absent.
    pub at: Option<DateTime<Utc>>,
    /// In which state the user is; available when absent, for what he does now does not last a week.
    pub state: Option<State>,
}

/// What happens to a call in half an hour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// When it begins.
    pub at: DateTime<Utc>,
    /// Who rings, in order; empty: nobody.
    pub rings: Vec<String>,
    /// Where the call ends when nobody answers.
    pub ends: Final,
    /// The number or name where it ends; empty when hung up.
    pub target: String,
}

/// The week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Seven days of 48 half hours, from Monday midnight on, as clocks show them in the zone.
    pub slots: Vec<Slot>,
    /// The user's zone.
    pub timezone: String,
}

/// Asks the call rules for every half hour. A person without the admin role hears of his own rules only.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Output> {
    scope(&engine.tree(), principal)?;
    let snapshot = engine.read()?;
    let (user, account_id) = find_at(&*snapshot, engine, principal, input.user_id)?;
    let person = object(input.user_id, account_id);
    authorise(&engine.tree(), principal, Verb::Forwarding, person)?;
    if input.caller.chars().count() > CALLER_MAX {
        let detail = "a number has at most 64 characters";
        return Err(Error::invalid("/caller", "maxLength", detail));
    }
    let account = snapshot.get(Kind::Account, account_id)?;
    let account = account.filter(Record::is_live);
    let account = account.ok_or(Error::NotFound("account"))?;
    let now = || DateTime::from_timestamp_millis(engine.now_ms()).unwrap_or_default();
    let at = input.at.unwrap_or_else(now);
    if !(1900..=9998).contains(&at.year()) {
        let detail = "name an instant between the years 1900 and 9998";
        return Err(Error::invalid("/at", "range", detail));
    }
    let colleagues = Colleagues::of(engine, snapshot, account)?;
    let person = colleagues.person(&user)?;
    let directory = Remembered {
        colleagues: &colleagues,
        known: RefCell::default(),
    };
    let ask = |at| {
        who_rings(&Question {
            person: &person,
            caller: &input.caller,
            at,
            state: Some(input.state.unwrap_or(State::Available)),
            directory: &directory,
            own_rules_only: !principal.is_admin(),
        })
    };
    let timezone = ask(at).timezone;
    let slots = instants(&timezone, at).map(|at| slot(at, ask(at)));
    let slots = slots.collect();
    colleagues.unless_failed(Output { slots, timezone })
}

/// Every half hour of the week as clocks show it. One that a change of the clock skips is taken an hour later.
fn instants(zone: &str, at: DateTime<Utc>) -> impl Iterator<Item = DateTime<Utc>> + use<> {
    let zone: chrono_tz::Tz = zone.parse().unwrap_or(chrono_tz::Tz::UTC);
    let today = at.with_timezone(&zone).date_naive();
    let monday = today - Duration::days(today.weekday().num_days_from_monday().into());
    let midnight = monday.and_time(chrono::NaiveTime::MIN);
    (0..7 * SLOTS_A_DAY as i64).map(move |slot| {
        let clock = midnight + Duration::minutes(slot * 30);
        let there = |clock| zone.from_local_datetime(&clock).earliest();
        let found = there(clock).or_else(|| there(clock + Duration::hours(1)));
        found.map_or_else(|| clock.and_utc(), |found| found.with_timezone(&Utc))
    })
}

fn slot(at: DateTime<Utc>, answer: Answer) -> Slot {
    let name = |ringing: cordboard_model::call_rules::Ringing| match ringing.name.is_empty() {
        true => ringing.number,
        false => ringing.name,
    };
    Slot {
        at,
        rings: answer.outcome.rings.into_iter().map(name).collect(),
        ends: answer.outcome.ends,
        target: answer.outcome.target,
    }
}

/// The colleagues, each read once however often the week leads to him.
struct Remembered<'a> {
    colleagues: &'a Colleagues<'a>,
    known: RefCell<HashMap<String, Option<Person>>>,
}

impl Directory for Remembered<'_> {
    fn by_extension(&self, number: &str) -> Option<Person> {
        if let Some(known) = self.known.borrow().get(number) {
            return known.clone();
        }
        let found = self.colleagues.by_extension(number);
        let mut known = self.known.borrow_mut();
        known.insert(number.to_owned(), found.clone());
        found
    }
}
