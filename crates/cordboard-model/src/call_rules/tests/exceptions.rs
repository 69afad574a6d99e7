//! Exceptions, holidays and weeks of ones own.

use super::*;

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
