//! The trail of a decision: each step with its code, its particulars and an English sentence.

use super::moment::Moment;
use super::{Final, Hours, MAX_HOPS, Person, Ringing, StateSource, Step, StepCode};
use crate::forwarding::{Action, Exception, State};
use crate::office_hours::OfficeHours;
use std::collections::BTreeMap;

#[derive(Default)]
pub(super) struct Trail {
    pub(super) steps: Vec<Step>,
}

type Params<'a> = &'a [(&'static str, &'a str)];

impl Trail {
    fn push(&mut self, person: &Person, code: StepCode, params: Params<'_>, text: String) {
        let params: BTreeMap<_, _> = params
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect();
        self.steps.push(Step {
            code,
            user_id: Some(person.user_id),
            name: person.name.clone(),
            params,
            text,
        });
    }

    pub(super) fn state(&mut self, person: &Person, state: State, source: StateSource) {
        let (code, text) = match (source, state) {
            (StateSource::Given, _) => (
                StepCode::StateGiven,
                format!("{} is supposed to be {}.", person.label(), words(state)),
            ),
            (StateSource::Assumed, _) => (
                StepCode::StateAssumedAvailable,
                format!(
                    "{} is taken to be available; whether a phone is registered is not known.",
                    person.label()
                ),
            ),
            (_, State::DoNotDisturb) => (
                StepCode::StateDoNotDisturb,
                format!("{} does not want to be disturbed.", person.label()),
            ),
            (_, State::Offline) => (
                StepCode::StateOffline,
                format!("No phone of {} is registered.", person.label()),
            ),
            (_, State::Busy) => (
                StepCode::StateBusy,
                format!("{} is in a call.", person.label()),
            ),
            (_, State::Available) => (
                StepCode::StateAvailable,
                format!("{} is available.", person.label()),
            ),
            (_, State::Away | State::Lunch | State::BusinessTrip) => (
                StepCode::StatePresence,
                format!("{} is {}.", person.label(), words(state)),
            ),
        };
        self.push(person, code, &[("state", state.name())], text);
    }

    pub(super) fn user_disabled(&mut self, person: &Person) {
        let text = format!("{} is disabled, so no rule is looked at.", person.label());
        self.push(person, StepCode::UserDisabled, &[], text);
    }

    pub(super) fn exception_matched(&mut self, person: &Person, exception: &Exception) {
        let text = format!(
            "The exception \"{}\" speaks of this caller: {}.",
            exception.label(),
            deed(&exception.action)
        );
        let mut params = vec![
            ("exception", exception.label()),
            ("mask", exception.caller_mask.as_str()),
        ];
        params.extend(action_params(&exception.action));
        self.push(person, StepCode::ExceptionMatched, &params, text);
    }

    pub(super) fn exception_disabled(&mut self, person: &Person, exception: &Exception) {
        let text = format!("The exception \"{}\" is switched off.", exception.label());
        self.push(
            person,
            StepCode::ExceptionDisabled,
            &[("exception", exception.label())],
            text,
        );
    }

    pub(super) fn exception_skipped_caller(&mut self, person: &Person, exception: &Exception) {
        let mask = exception.caller_mask.as_str();
        let text = format!(
            "The exception \"{}\" speaks of other callers ({mask}).",
            exception.label()
        );
        let params = [("exception", exception.label()), ("mask", mask)];
        self.push(person, StepCode::ExceptionSkippedCaller, &params, text);
    }

    pub(super) fn exception_skipped_hours(&mut self, person: &Person, exception: &Exception) {
        let text = format!(
            "The exception \"{}\" speaks of this caller, but of other hours.",
            exception.label()
        );
        let params = [
            ("exception", exception.label()),
            ("applies", exception.applies.name()),
        ];
        self.push(person, StepCode::ExceptionSkippedHours, &params, text);
    }

    pub(super) fn hours(&mut self, person: &Person, moment: &Moment<'_>, hours: Hours) {
        if let Some(open) = moment.switched(person) {
            let to = if open { "open" } else { "closed" };
            let text = format!("The office was switched to {to} by hand.");
            self.push(person, StepCode::OfficeSwitched, &[("to", to)], text);
            return;
        }
        if let Some(holiday) = moment.holiday {
            let text = format!(
                "{} is a holiday ({holiday}), so it counts as outside office hours.",
                moment.date
            );
            self.push(person, StepCode::Holiday, &[("holiday", holiday)], text);
            return;
        }
        let time = moment.minute.to_string();
        let (week, whose) = match person.office_hours {
            OfficeHours::Account => ("account", "the account's office hours"),
            OfficeHours::Custom(_) => ("custom", "the person's own office hours"),
        };
        let (code, side) = match hours {
            Hours::Office => (StepCode::OfficeHoursOpen, "in"),
            Hours::NonOffice | Hours::Holiday => (StepCode::OfficeHoursClosed, "outside"),
        };
        let day = moment.weekday_name();
        let text = format!(
            "{} {time} in {} is {side} {whose}.",
            capital(day),
            person.timezone.name()
        );
        self.push(
            person,
            code,
            &[("weekday", day), ("time", &time), ("week", week)],
            text,
        );
    }

    pub(super) fn rule(&mut self, person: &Person, state: State, hours: Hours, action: &Action) {
        let (hours, when) = match hours {
            Hours::Office => ("office", "in office hours"),
            Hours::NonOffice | Hours::Holiday => ("non_office", "outside office hours"),
        };
        let text = format!("The rule for {} {when}: {}.", words(state), deed(action));
        let mut params = vec![("state", state.name()), ("hours", hours)];
        params.extend(action_params(action));
        self.push(person, StepCode::Rule, &params, text);
    }

    pub(super) fn rings(&mut self, person: &Person, seconds: u32) {
        let text = format!("{} rings for {seconds} seconds.", person.label());
        self.push(
            person,
            StepCode::Rings,
            &[("seconds", &seconds.to_string())],
            text,
        );
    }

    pub(super) fn cannot_ring(&mut self, person: &Person) {
        let text = format!(
            "No phone of {} is registered, so none can ring.",
            person.label()
        );
        self.push(person, StepCode::CannotRing, &[], text);
    }

    pub(super) fn no_answer_rule(&mut self, person: &Person, action: &Action) {
        let text = format!("When nobody answers: {}.", deed(action));
        let params: Vec<_> = action_params(action).collect();
        self.push(person, StepCode::NoAnswerRule, &params, text);
    }

    pub(super) fn follows_extension(&mut self, person: &Person, number: &str, next: &Person) {
        let text = format!(
            "{number} is the extension of {}, whose rules hold from here.",
            next.label()
        );
        self.push(
            person,
            StepCode::FollowsExtension,
            &[("number", number), ("person", &next.name)],
            text,
        );
    }

    pub(super) fn loop_detected(&mut self, person: &Person, number: &str, next: &Person) {
        let text = format!(
            "{number} is {}, who was asked before: the forwards run in a circle.",
            next.label()
        );
        self.push(
            person,
            StepCode::LoopDetected,
            &[("number", number), ("person", &next.name)],
            text,
        );
    }

    pub(super) fn too_many_hops(&mut self, person: &Person, number: &str) {
        let hops = MAX_HOPS.to_string();
        let text = format!(
            "The call was forwarded {hops} times already and is not forwarded to {number}."
        );
        self.push(
            person,
            StepCode::TooManyHops,
            &[("number", number), ("hops", &hops)],
            text,
        );
    }

    pub(super) fn external_number(&mut self, person: &Person, number: &str) {
        let text = format!("{number} is nobody's extension here, so the call leaves the account.");
        self.push(
            person,
            StepCode::ExternalNumber,
            &[("number", number)],
            text,
        );
    }

    pub(super) fn end(&mut self, person: &Person, ends: Final) {
        match ends {
            Final::Voicemail => {
                let text = format!("The call goes to the voicemail of {}.", person.label());
                self.push(person, StepCode::Voicemail, &[], text);
            }
            Final::HangUp => self.push(
                person,
                StepCode::HangUp,
                &[],
                "The call is hung up.".to_owned(),
            ),
            Final::External | Final::Colleague => {}
        }
    }
}

/// The outcome in one sentence.
pub(super) fn sentence(
    rings: &[Ringing],
    seconds: Option<u32>,
    ends: Final,
    target: &str,
    last: &Person,
) -> String {
    let end = match ends {
        Final::External => format!("the call goes to {target}"),
        Final::Colleague => format!("the call goes to {}, whose own rules decide", last.label()),
        Final::Voicemail => format!("the call goes to the voicemail of {}", last.label()),
        Final::HangUp => "the call is hung up".to_owned(),
    };
    let people: Vec<String> = rings
        .iter()
        .filter(|ringing| ringing.user_id.is_some())
        .map(
            |ringing| match (ringing.name.is_empty(), ringing.number.is_empty()) {
                (false, false) => format!("{} ({})", ringing.name, ringing.number),
                (true, _) => ringing.number.clone(),
                (false, true) => ringing.name.clone(),
            },
        )
        .collect();
    match (seconds, people.as_slice()) {
        (Some(seconds), [one]) => format!("{one} rings for {seconds} seconds, then {end}."),
        (Some(seconds), many) => {
            format!(
                "{} ring one after the other, {seconds} seconds in all, then {end}.",
                many.join(" and ")
            )
        }
        (None, _) => format!("Nobody here rings: {end}."),
    }
}

fn action_params(action: &Action) -> impl Iterator<Item = (&'static str, &str)> {
    let number = match action {
        Action::ForwardToNumber(number) => Some(("number", number.as_str())),
        Action::Ring | Action::ForwardToVoicemail | Action::HangUp => None,
    };
    std::iter::once(("action", action.name())).chain(number)
}

fn deed(action: &Action) -> String {
    match action {
        Action::Ring => "ring".to_owned(),
        Action::ForwardToNumber(number) => format!("forward to {number}"),
        Action::ForwardToVoicemail => "go to voicemail".to_owned(),
        Action::HangUp => "hang up".to_owned(),
    }
}

const fn words(state: State) -> &'static str {
    match state {
        State::Available => "available",
        State::Busy => "busy",
        State::DoNotDisturb => "not to be disturbed",
        State::Away => "away",
        State::Lunch => "at lunch",
        State::BusinessTrip => "on a business trip",
        State::Offline => "offline",
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
