//! Calls that go on to somebody else, and where they end.

use super::*;

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
