use super::*;
use crate::forwarding::Forwarding;
use crate::{Id, Kind, Record};
use chrono::TimeZone;
use serde_json::{Value, json};
use std::collections::HashMap;

mod exceptions;
mod following;
mod oracle;
mod zones;

/// The account of a test: people by extension.
#[derive(Default)]
struct Office(HashMap<String, Person>);

impl Directory for Office {
    fn by_extension(&self, number: &str) -> Option<Person> {
        self.0.get(number).cloned()
    }
}

fn record(kind: Kind, id: u8, fields: Value) -> Record {
    Record::new(
        kind,
        Id::from_bytes([id; 16]),
        None,
        fields.as_object().unwrap().clone(),
        0,
    )
}

/// A person with extension 100 + n; his account is in Berlin and open Monday to Friday, 09:00 to 17:00.
fn person(n: u8, fields: Value) -> Person {
    person_with(n, fields, &[])
}

fn person_with(n: u8, fields: Value, holidays: &[Record]) -> Person {
    let mut user = record(Kind::User, n, fields);
    user.fields
        .insert("display_name".into(), json!(format!("P{n}")));
    user.fields.insert(
        "extension_number".into(),
        json!((100 + u16::from(n)).to_string()),
    );
    let account = record(Kind::Account, 0, json!({"timezone": "Europe/Berlin"}));
    Person::from_records(&user, &account, holidays)
}

fn office(people: &[Person]) -> Office {
    Office(
        people
            .iter()
            .map(|person| (person.extension.clone(), person.clone()))
            .collect(),
    )
}

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// A Monday at noon in Berlin: in office hours.
fn noon() -> DateTime<Utc> {
    at("2026-11-23T12:00:00+01:00")
}

/// A Sunday at ten: outside.
fn sunday() -> DateTime<Utc> {
    at("2026-11-22T10:00:00+01:00")
}

fn ask_at(
    person: &Person,
    others: &[Person],
    caller: &str,
    at: DateTime<Utc>,
    state: Option<State>,
) -> Answer {
    who_rings(&Question {
        person,
        caller,
        at,
        state,
        directory: &office(others),
        own_rules_only: false,
    })
}

fn ask(person: &Person) -> Answer {
    ask_at(person, &[], "030123", noon(), None)
}

/// What a person hears who may not read the rules of others.
fn ask_own(person: &Person, others: &[Person]) -> Answer {
    who_rings(&Question {
        person,
        caller: "030123",
        at: sunday(),
        state: Some(State::Available),
        directory: &office(others),
        own_rules_only: true,
    })
}

fn codes(answer: &Answer) -> Vec<StepCode> {
    answer.steps.iter().map(|step| step.code).collect()
}

fn end(answer: &Answer) -> (Final, &str) {
    (answer.outcome.ends, answer.outcome.target.as_str())
}

fn ringing(answer: &Answer) -> Vec<&str> {
    answer
        .outcome
        .rings
        .iter()
        .map(|ringing| ringing.number.as_str())
        .collect()
}

fn forward(number: &str) -> Value {
    json!({"action": "forward_to_number", "number": number})
}

/// Forwards every call of an available person to the number.
fn always(number: &str) -> Value {
    json!({"forwarding": {"available": {"office_hours": forward(number), "non_office_hours": forward(number)}}})
}

fn holiday(id: u8, user: Option<u8>) -> Record {
    let mut fields = json!({"name": "Feast", "from_date": "2026-11-23", "to_date": "2026-11-23"});
    if let Some(user) = user {
        fields["user_id"] = json!(Id::from_bytes([user; 16]));
    }
    record(Kind::Holiday, id, fields)
}

#[test]
fn a_person_who_set_nothing_rings_for_a_minute_and_then_has_voicemail() {
    let answer = ask(&person(1, json!({})));
    assert_eq!(
        codes(&answer),
        [
            StepCode::StateAssumedAvailable,
            StepCode::OfficeHoursOpen,
            StepCode::Rule,
            StepCode::Rings,
            StepCode::NoAnswerRule,
            StepCode::Voicemail
        ]
    );
    assert_eq!(
        (ringing(&answer), answer.outcome.seconds, end(&answer)),
        (vec!["101"], Some(60), (Final::Voicemail, "101"))
    );
    assert_eq!(
        answer.outcome.sentence,
        "P1 (101) rings for 60 seconds, then the call goes to the voicemail of P1 (101)."
    );
    assert_eq!(
        (answer.state, answer.state_source, answer.hours),
        (State::Available, StateSource::Assumed, Hours::Office)
    );
}

#[test]
fn the_answer_is_written_as_the_console_contract_says() {
    let answer = serde_json::to_value(ask(&person(1, json!({})))).unwrap();
    let keys = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        keys(&answer),
        [
            "user_id",
            "at",
            "timezone",
            "state",
            "state_source",
            "hours",
            "outcome",
            "steps"
        ]
    );
    assert_eq!(
        keys(&answer["outcome"]),
        ["rings", "seconds", "final", "target", "sentence"]
    );
    assert_eq!(
        keys(&answer["outcome"]["rings"][0]),
        ["user_id", "name", "number"]
    );
    assert_eq!(
        keys(&answer["steps"][0]),
        ["code", "user_id", "name", "params", "text"]
    );
    assert_eq!(answer["at"], "2026-11-23T12:00:00+01:00");
    assert_eq!(answer["timezone"], "Europe/Berlin");
    assert_eq!(
        (&answer["state"], &answer["state_source"], &answer["hours"]),
        (&json!("available"), &json!("assumed"), &json!("office"))
    );
    assert_eq!(answer["outcome"]["final"], "voicemail");
    assert_eq!(answer["steps"][3]["code"], "rings");
    assert_eq!(answer["steps"][3]["params"], json!({"seconds": "60"}));
}

#[test]
fn the_state_is_the_switch_then_the_presence_then_the_phones() {
    let state = |fields: Value, registration, in_call| {
        let person = Person {
            registration,
            in_call,
            ..person(1, fields)
        };
        let answer = ask(&person);
        (answer.state, answer.state_source, answer.steps[0].code)
    };
    use Registration::{Registered, Unknown, Unregistered};
    let on = json!({"do_not_disturb": {"enabled": true}, "presence": "lunch"});
    let known = StateSource::Presence;
    assert_eq!(
        state(on, Unregistered, true),
        (State::DoNotDisturb, known, StepCode::StateDoNotDisturb)
    );
    assert_eq!(
        state(json!({"presence": "lunch"}), Unregistered, true),
        (State::Lunch, known, StepCode::StatePresence)
    );
    assert_eq!(
        state(json!({}), Unregistered, true),
        (State::Offline, known, StepCode::StateOffline)
    );
    assert_eq!(
        state(json!({}), Registered, true),
        (State::Busy, known, StepCode::StateBusy)
    );
    assert_eq!(
        state(json!({}), Unknown, true),
        (State::Busy, known, StepCode::StateBusy)
    );
    assert_eq!(
        state(json!({}), Registered, false),
        (State::Available, known, StepCode::StateAvailable)
    );
    assert_eq!(
        state(json!({}), Unknown, false),
        (
            State::Available,
            StateSource::Assumed,
            StepCode::StateAssumedAvailable
        )
    );
}

#[test]
fn a_given_state_beats_everything_known_about_the_person_and_nothing_about_others() {
    let one = person(
        1,
        json!({"do_not_disturb": {"enabled": true}, "forwarding": {"away": {"office_hours": forward("102")}}}),
    );
    let two = person(2, json!({}));
    let answer = ask_at(&one, &[two], "", noon(), Some(State::Away));
    assert_eq!(
        (answer.state, answer.state_source),
        (State::Away, StateSource::Given)
    );
    assert_eq!(
        (ringing(&answer), end(&answer)),
        (vec!["102"], (Final::Voicemail, "102"))
    );
    assert_eq!(answer.steps[4].code, StepCode::StateAssumedAvailable);
}

#[test]
fn a_disabled_person_has_voicemail_whatever_his_rules_say() {
    let mut fields = always("102");
    fields["enabled"] = json!(false);
    let answer = ask_at(
        &person(1, fields),
        &[person(2, json!({}))],
        "",
        noon(),
        None,
    );
    assert_eq!(
        codes(&answer),
        [
            StepCode::StateAssumedAvailable,
            StepCode::UserDisabled,
            StepCode::Voicemail
        ]
    );
    assert_eq!(end(&answer), (Final::Voicemail, "101"));
}

#[test]
fn the_office_that_is_switched_by_hand_is_so_until_the_time_that_was_said_and_not_for_ones_own_week()
 {
    let mut closed = person(1, json!({}));
    closed.office_switch = Some(crate::office_hours::OfficeSwitch {
        open: false,
        until: Some(at("2026-11-23T18:00:00+01:00")),
    });
    let hours = |person: &Person, instant| ask_at(person, &[], "030123", instant, None).hours;
    assert_eq!(hours(&closed, noon()), Hours::NonOffice);
    assert!(
        ask(&closed)
            .steps
            .iter()
            .any(|step| step.code == StepCode::OfficeSwitched)
    );
    let next_day = at("2026-11-24T12:00:00+01:00");
    assert_eq!(hours(&closed, next_day), Hours::Office);
    let mut open = closed.clone();
    open.office_switch = Some(crate::office_hours::OfficeSwitch {
        open: true,
        until: None,
    });
    assert_eq!(hours(&open, sunday()), Hours::Office);
    open.office_hours = crate::office_hours::OfficeHours::Custom(Box::default());
    let steps = ask_at(&open, &[], "030123", noon(), None).steps;
    assert!(
        steps
            .iter()
            .all(|step| step.code != StepCode::OfficeSwitched)
    );
}
