use super::*;
use crate::forwarding::Forwarding;
use crate::{Id, Kind, Record};
use chrono::TimeZone;
use serde_json::{Value, json};
use std::collections::HashMap;

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

fn exceptions(list: Value) -> Value {
    json!({"forwarding": {"exceptions": list}})
}

#[test]
fn the_first_exception_that_matches_decides() {
    let person = person(
        1,
        exceptions(json!([
        {"name": "off", "caller_mask": "*", "action": "hang_up", "enabled": false},
        {"name": "others", "caller_mask": "040*", "action": "hang_up"},
        {"name": "night", "caller_mask": "030*", "action": "hang_up", "applies": "specific_hours",
         "hours": {"monday": {"enabled": true, "ranges": [{"from": "00:00", "to": "06:00"}]}}},
        {"name": "mother", "caller_mask": "030*", "action": "forward_to_number", "number": "0170 / 1"},
        {"name": "never asked", "caller_mask": "*", "action": "hang_up"}])),
    );
    let answer = ask(&person);
    assert_eq!(
        codes(&answer),
        [
            StepCode::StateAssumedAvailable,
            StepCode::ExceptionDisabled,
            StepCode::ExceptionSkippedCaller,
            StepCode::ExceptionSkippedHours,
            StepCode::ExceptionMatched,
            StepCode::ExternalNumber
        ]
    );
    assert_eq!(
        (end(&answer), answer.outcome.seconds),
        ((Final::External, "01701"), None)
    );
    assert_eq!(
        answer.outcome.rings,
        [Ringing {
            user_id: None,
            name: String::new(),
            number: "01701".into()
        }]
    );
    assert_eq!(
        answer.outcome.sentence,
        "Nobody here rings: the call goes to 01701."
    );
    assert_eq!(answer.steps[4].params["exception"], "mother");
}

#[test]
fn an_exception_that_rings_rings_in_every_state_but_offline() {
    let person = person(
        1,
        exceptions(json!([{"caller_mask": "*", "action": "ring"}])),
    );
    for state in State::ALL {
        let answer = ask_at(&person, &[], "1", noon(), Some(state));
        let rings = if state == State::Offline {
            vec![]
        } else {
            vec!["101"]
        };
        assert_eq!(
            (ringing(&answer), end(&answer)),
            (rings, (Final::Voicemail, "101")),
            "{state:?}"
        );
        assert_eq!(
            codes(&answer).contains(&StepCode::CannotRing),
            state == State::Offline
        );
    }
}

fn holiday(id: u8, user: Option<u8>) -> Record {
    let mut fields = json!({"name": "Feast", "from_date": "2026-11-23", "to_date": "2026-11-23"});
    if let Some(user) = user {
        fields["user_id"] = json!(Id::from_bytes([user; 16]));
    }
    record(Kind::Holiday, id, fields)
}

#[test]
fn a_holiday_of_the_person_or_the_account_beats_the_week() {
    let fields = json!({"forwarding": {"available": {"non_office_hours": {"action": "hang_up"}}}});
    for whose in [None, Some(1)] {
        let answer = ask(&person_with(1, fields.clone(), &[holiday(9, whose)]));
        assert_eq!(
            (answer.hours, end(&answer)),
            (Hours::Holiday, (Final::HangUp, ""))
        );
        assert_eq!(answer.steps[1].code, StepCode::Holiday);
        assert_eq!(
            answer.outcome.sentence,
            "Nobody here rings: the call is hung up."
        );
    }
    let of_another = ask(&person_with(1, fields, &[holiday(9, Some(2))]));
    assert_eq!(of_another.hours, Hours::Office);
}

#[test]
fn exceptions_of_all_hours_ignore_holidays_and_specific_hours_end_with_them() {
    let all_week = json!({"monday": {"enabled": true}});
    for (applies, on_a_working_day, on_a_holiday) in [
        ("all_hours", true, true),
        ("specific_hours", true, false),
        ("outside_specific_hours", false, true),
    ] {
        let fields = exceptions(
            json!([{"caller_mask": "*", "action": "hang_up", "applies": applies, "hours": all_week}]),
        );
        let hangs_up = |holidays: &[Record]| {
            end(&ask(&person_with(1, fields.clone(), holidays))).0 == Final::HangUp
        };
        assert_eq!(
            (hangs_up(&[]), hangs_up(&[holiday(9, None)])),
            (on_a_working_day, on_a_holiday),
            "{applies}"
        );
    }
}

#[test]
fn a_week_of_ones_own_replaces_the_accounts() {
    let open_on_sunday = json!({"sunday": {"enabled": true, "ranges": []}});
    let fields = |mode: &str| json!({"office_hours": {"mode": mode, "week": open_on_sunday}});
    let hours = |mode, when| ask_at(&person(1, fields(mode)), &[], "", when, None).hours;
    assert_eq!(
        (hours("custom", sunday()), hours("custom", noon())),
        (Hours::Office, Hours::NonOffice)
    );
    assert_eq!(
        (hours("account", sunday()), hours("account", noon())),
        (Hours::NonOffice, Hours::Office)
    );
}

#[test]
fn a_call_that_nobody_answers_goes_on_to_the_colleague() {
    let one = person(
        1,
        json!({"forwarding": {"available": {"no_answer":
        {"action": "forward_to_number", "number": "102", "timeout_s": 20}}}}),
    );
    let two = person(
        2,
        json!({"forwarding": {"available": {"no_answer": {"action": "hang_up", "timeout_s": 15}}}}),
    );
    let answer = ask_at(&one, &[two], "", noon(), None);
    assert_eq!(
        (ringing(&answer), answer.outcome.seconds, end(&answer)),
        (vec!["101", "102"], Some(35), (Final::HangUp, ""))
    );
    assert_eq!(
        answer.outcome.sentence,
        "P1 (101) and P2 (102) ring one after the other, 35 seconds in all, then the call is hung up."
    );
    let steps: Vec<_> = answer
        .steps
        .iter()
        .filter(|step| step.user_id == Some(Id::from_bytes([2; 16])))
        .collect();
    assert_eq!(steps[0].code, StepCode::StateAssumedAvailable);
}

#[test]
fn forwards_in_a_circle_end_in_the_voicemail_of_the_last_person() {
    let (one, two) = (person(1, always("102")), person(2, always("101")));
    let answer = ask_at(&one, &[one.clone(), two], "", noon(), None);
    assert_eq!(
        codes(&answer)[3..],
        [
            StepCode::FollowsExtension,
            StepCode::StateAssumedAvailable,
            StepCode::OfficeHoursOpen,
            StepCode::Rule,
            StepCode::LoopDetected,
            StepCode::Voicemail
        ]
    );
    assert_eq!(end(&answer), (Final::Voicemail, "102"));
    let to_himself = person(1, always("101"));
    assert_eq!(
        end(&ask_at(
            &to_himself,
            std::slice::from_ref(&to_himself),
            "",
            noon(),
            None
        )),
        (Final::Voicemail, "101")
    );
}

#[test]
fn ten_forwards_are_followed_and_the_eleventh_ends_in_voicemail() {
    let chain: Vec<Person> = (1..=20)
        .map(|n| person(n, always(&(101 + u16::from(n)).to_string())))
        .collect();
    let answer = ask_at(&chain[0], &chain, "", noon(), None);
    let followed = codes(&answer)
        .iter()
        .filter(|code| **code == StepCode::FollowsExtension)
        .count();
    assert_eq!(
        (followed, end(&answer)),
        (MAX_HOPS, (Final::Voicemail, "111"))
    );
    assert!(codes(&answer).contains(&StepCode::TooManyHops));
}

#[test]
fn a_number_that_is_nobodys_extension_leaves_the_account() {
    let answer = ask(&person(1, always("+49 170-1")));
    assert_eq!(
        (end(&answer), ringing(&answer)),
        ((Final::External, "+491701"), vec!["+491701"])
    );
}

#[test]
fn odd_documents_take_the_defaults() {
    let odd = json!({"display_name": 7, "first_name": " ", "username": "anna", "extension_number": null, "enabled": "no",
        "presence": "busy", "do_not_disturb": [], "forwarding": "x", "office_hours": 1, "timezone": "Mars/Base"});
    let account = record(
        Kind::Account,
        0,
        json!({"timezone": 5, "office_hours": "always"}),
    );
    let bad_holiday = record(Kind::Holiday, 3, json!({"from_date": "soon"}));
    let person = Person::from_records(&record(Kind::User, 1, odd), &account, &[bad_holiday]);
    assert_eq!(
        (
            person.name.as_str(),
            person.extension.as_str(),
            person.enabled
        ),
        ("anna", "", true)
    );
    assert_eq!(
        (person.presence, person.do_not_disturb),
        (Presence::Available, false)
    );
    assert_eq!(person.forwarding, Forwarding::default());
    assert_eq!(
        (person.timezone, person.account_week.clone()),
        (chrono_tz::Tz::UTC, crate::hours::Week::default())
    );
    assert_eq!(person.holidays, []);
    let answer = ask(&person);
    assert_eq!(end(&answer), (Final::Voicemail, "anna"));
}

#[test]
fn who_may_not_read_the_rules_of_others_hears_only_that_the_call_goes_on_to_them() {
    let away = json!({ "presence": "away", "forwarding": {
        "away": { "non_office_hours": { "action": "forward_to_number", "number": "+491709876543" } } } });
    let others = [person(2, away)];
    let forward = json!({ "action": "forward_to_number", "number": "102" });
    let anna = person(
        1,
        json!({ "forwarding": { "available": { "non_office_hours": forward } } }),
    );
    let answer = ask_own(&anna, &others);
    assert_eq!(end(&answer), (Final::Colleague, "102"));
    assert!(
        answer
            .steps
            .iter()
            .all(|step| step.user_id == Some(anna.user_id))
    );
    let text = serde_json::to_string(&answer).unwrap();
    assert!(!text.contains("away") && !text.contains("+49170"), "{text}");
    let ringing = person(1, json!({}));
    assert_eq!(ask_own(&ringing, &others).outcome.ends, Final::Voicemail);
}
