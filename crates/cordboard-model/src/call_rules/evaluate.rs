//! The decision itself: from person to person until the call ends.

use super::moment::Moment;
use super::steps::Trail;
use super::{
    Answer, Final, Hours, MAX_HOPS, Outcome, Person, Question, Registration, Ringing, StateSource,
};
use crate::Id;
use crate::caller_mask::caller_number;
use crate::forwarding::{Action, Exception, State};

/// What becomes of the call after one person's rules.
enum Next {
    Ends(Final),
    Forward(String),
}

pub(super) fn evaluate(question: &Question<'_>) -> Answer {
    let called = question.person;
    let (state, state_source) = state_of(called, question.state);
    let mut call = Call {
        question,
        trail: Trail::default(),
        rings: Vec::new(),
        seconds: 0,
    };
    let (last, ends, number) = call.follow();
    let target = match ends {
        Final::External | Final::Colleague => number,
        Final::Voicemail if last.extension.is_empty() => last.label(),
        Final::Voicemail => last.extension.clone(),
        Final::HangUp => String::new(),
    };
    let at_home = call.rings.iter().any(|ringing| ringing.user_id.is_some());
    let seconds = at_home.then_some(call.seconds);
    let sentence = super::steps::sentence(&call.rings, seconds, ends, &target, &last);
    Answer {
        user_id: called.user_id,
        at: question.at.with_timezone(&called.timezone).fixed_offset(),
        timezone: called.timezone.name().to_owned(),
        state,
        state_source,
        hours: Moment::of(called, question.at).hours(called),
        outcome: Outcome {
            rings: call.rings,
            seconds,
            ends,
            target,
            sentence,
        },
        steps: call.trail.steps,
    }
}

/// The switch, then what the person says, then what the phones say.
fn state_of(person: &Person, given: Option<State>) -> (State, StateSource) {
    if let Some(state) = given {
        return (state, StateSource::Given);
    }
    if person.do_not_disturb {
        return (State::DoNotDisturb, StateSource::Presence);
    }
    if let Some(state) = person.presence.state() {
        return (state, StateSource::Presence);
    }
    match (person.registration, person.in_call) {
        (Registration::Unregistered, _) => (State::Offline, StateSource::Presence),
        (_, true) => (State::Busy, StateSource::Presence),
        (Registration::Registered, false) => (State::Available, StateSource::Presence),
        (Registration::Unknown, false) => (State::Available, StateSource::Assumed),
    }
}

struct Call<'a> {
    question: &'a Question<'a>,
    trail: Trail,
    rings: Vec<Ringing>,
    /// How long the people of the account ring.
    seconds: u32,
}

impl Call<'_> {
    /// The person whose rules decided at last, where the call ends, and the number if it is an outside one.
    fn follow(&mut self) -> (Person, Final, String) {
        let mut person = self.question.person.clone();
        let mut given = self.question.state;
        let mut asked: Vec<Id> = vec![person.user_id];
        loop {
            let number = match self.ask(&person, given) {
                Next::Forward(number) => number,
                Next::Ends(ends) => {
                    self.trail.end(&person, ends);
                    return (person, ends, String::new());
                }
            };
            let dialled = caller_number(&number);
            let Some(next) = self.question.directory.by_extension(&dialled) else {
                self.trail.external_number(&person, &dialled);
                let ringing = Ringing {
                    user_id: None,
                    name: String::new(),
                    number: dialled.clone(),
                };
                self.rings.push(ringing);
                return (person, Final::External, dialled);
            };
            let looped = asked.contains(&next.user_id);
            if looped || asked.len() > MAX_HOPS {
                match looped {
                    true => self.trail.loop_detected(&person, &dialled, &next),
                    false => self.trail.too_many_hops(&person, &dialled),
                }
                self.trail.end(&person, Final::Voicemail);
                return (person, Final::Voicemail, String::new());
            }
            self.trail.follows_extension(&person, &dialled, &next);
            if self.question.own_rules_only {
                return (next, Final::Colleague, dialled);
            }
            asked.push(next.user_id);
            person = next;
            given = None;
        }
    }

    /// Asks one person's rules.
    fn ask(&mut self, person: &Person, given: Option<State>) -> Next {
        let (state, source) = state_of(person, given);
        self.trail.state(person, state, source);
        if !person.enabled {
            self.trail.user_disabled(person);
            return Next::Ends(Final::Voicemail);
        }
        let moment = Moment::of(person, self.question.at);
        if let Some(exception) = self.exception(person, &moment) {
            self.trail.exception_matched(person, exception);
            return self.act(person, state, &exception.action);
        }
        let hours = moment.hours(person);
        self.trail.hours(person, &moment, hours);
        let rules = person.forwarding.of(state);
        let action = match hours {
            Hours::Office => &rules.office_hours,
            Hours::NonOffice | Hours::Holiday => &rules.non_office_hours,
        };
        self.trail.rule(person, state, hours, action);
        self.act(person, state, action)
    }

    /// The first exception that is enabled, speaks of the caller, and holds now.
    fn exception<'p>(&mut self, person: &'p Person, moment: &Moment<'_>) -> Option<&'p Exception> {
        for exception in &person.forwarding.exceptions {
            if !exception.enabled {
                self.trail.exception_disabled(person, exception);
            } else if !exception.caller_mask.matches(self.question.caller) {
                self.trail.exception_skipped_caller(person, exception);
            } else if !moment.applies(&exception.applies) {
                self.trail.exception_skipped_hours(person, exception);
            } else {
                return Some(exception);
            }
        }
        None
    }

    fn act(&mut self, person: &Person, state: State, action: &Action) -> Next {
        match action {
            Action::Ring => self.ring(person, state),
            Action::ForwardToNumber(number) => Next::Forward(number.clone()),
            Action::ForwardToVoicemail => Next::Ends(Final::Voicemail),
            Action::HangUp => Next::Ends(Final::HangUp),
        }
    }

    fn ring(&mut self, person: &Person, state: State) -> Next {
        let no_answer = &person.forwarding.of(state).no_answer;
        if state == State::Offline {
            self.trail.cannot_ring(person);
        } else {
            self.trail.rings(person, no_answer.timeout_s);
            self.seconds += no_answer.timeout_s;
            self.rings.push(Ringing {
                user_id: Some(person.user_id),
                name: person.name.clone(),
                number: person.extension.clone(),
            });
        }
        self.trail.no_answer_rule(person, &no_answer.action);
        match &no_answer.action {
            // Who has rung in vain does not ring again.
            Action::Ring | Action::ForwardToVoicemail => Next::Ends(Final::Voicemail),
            Action::ForwardToNumber(number) => Next::Forward(number.clone()),
            Action::HangUp => Next::Ends(Final::HangUp),
        }
    }
}
