//! Where a call goes that was asked for: what the called person's forward rules make of it now.

use super::line;
use crate::forwarding::person::Colleagues;
use crate::plane::{Ending, Stop};
use crate::{Engine, Result};
use chrono::DateTime;
use cordboard_model::call_rules::{Final, Outcome, Question, who_rings};
use cordboard_model::{Kind, Record};

/// Who rings in turn, and how the call ends when nobody answers.
pub(crate) fn of(
    engine: &Engine,
    account: &Record,
    callee: &Record,
    caller: &str,
) -> Result<(Vec<Stop>, Ending)> {
    let colleagues = Colleagues::of(engine, engine.read()?, account.clone())?;
    let person = colleagues.person(callee)?;
    let at = DateTime::from_timestamp_millis(engine.now_ms()).unwrap_or_default();
    let answer = colleagues.unless_failed(who_rings(&Question {
        person: &person,
        caller,
        at,
        state: None,
        directory: &colleagues,
        own_rules_only: false,
    }))?;
    stops(engine, account, answer.outcome)
}

fn stops(engine: &Engine, account: &Record, outcome: Outcome) -> Result<(Vec<Stop>, Ending)> {
    // The rules say how long all of them ring together.
    let people = outcome.rings.iter().filter(|one| one.user_id.is_some());
    let people = u32::try_from(people.count()).unwrap_or(u32::MAX).max(1);
    let each = outcome.seconds.map(|seconds| (seconds / people).max(1));
    let mut stops = Vec::new();
    for ringing in outcome.rings {
        let user = match ringing.user_id {
            Some(id) => engine.live(Kind::User, id)?,
            None => None,
        };
        stops.push(Stop {
            number: ringing.number,
            line: user.map(|user| line(&user, account)),
            seconds: each.unwrap_or(OUTSIDE_S),
        });
    }
    let ending = match outcome.ends {
        Final::Voicemail => Ending::Voicemail(outcome.target),
        Final::HangUp => Ending::HangUp,
        Final::External | Final::Colleague => Ending::Nothing,
    };
    Ok((stops, ending))
}

/// How long a number outside rings, in seconds, as no rule says it.
const OUTSIDE_S: u32 = 60;
