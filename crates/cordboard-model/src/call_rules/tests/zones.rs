//! Hours in the nights when clocks change, and far from the account.

use super::*;

/// Open on Sundays in these hours only.
fn person_in(zone: &str, from: &str, to: &str) -> Person {
    person(
        1,
        json!({"timezone": zone, "office_hours": {"mode": "custom", "week":
        {"sunday": {"enabled": true, "ranges": [{"from": from, "to": to}]}}}}),
    )
}

fn check(zone: &str, hours: (&str, &str), cases: &[(&str, &str, bool)]) {
    let person = person_in(zone, hours.0, hours.1);
    for (instant, local, open) in cases {
        let answer = ask_at(&person, &[], "", at(instant), None);
        assert_eq!(answer.at.to_rfc3339(), *local, "{zone}");
        assert_eq!(answer.hours == Hours::Office, *open, "{zone} {local}");
    }
}

#[test]
fn in_berlin_the_hour_that_is_left_out_is_never_asked_for() {
    check(
        "Europe/Berlin",
        ("02:00", "03:00"),
        &[
            ("2026-03-29T00:59:00Z", "2026-03-29T01:59:00+01:00", false),
            ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02:00", false),
        ],
    );
}

#[test]
fn in_berlin_the_hour_that_comes_twice_is_open_twice() {
    check(
        "Europe/Berlin",
        ("02:00", "03:00"),
        &[
            ("2026-10-24T23:59:00Z", "2026-10-25T01:59:00+02:00", false),
            ("2026-10-25T00:00:00Z", "2026-10-25T02:00:00+02:00", true),
            ("2026-10-25T00:59:00Z", "2026-10-25T02:59:00+02:00", true),
            ("2026-10-25T01:00:00Z", "2026-10-25T02:00:00+01:00", true),
            ("2026-10-25T01:59:00Z", "2026-10-25T02:59:00+01:00", true),
            ("2026-10-25T02:00:00Z", "2026-10-25T03:00:00+01:00", false),
        ],
    );
}

#[test]
fn in_new_york_hours_follow_the_local_clock_on_both_edges() {
    check(
        "America/New_York",
        ("01:30", "03:00"),
        &[
            ("2026-03-08T06:59:00Z", "2026-03-08T01:59:00-05:00", true),
            ("2026-03-08T07:00:00Z", "2026-03-08T03:00:00-04:00", false),
            ("2026-11-01T05:30:00Z", "2026-11-01T01:30:00-04:00", true),
            ("2026-11-01T06:00:00Z", "2026-11-01T01:00:00-05:00", false),
            ("2026-11-01T06:30:00Z", "2026-11-01T01:30:00-05:00", true),
        ],
    );
}

#[test]
fn on_lord_howe_island_clocks_change_by_half_an_hour() {
    check(
        "Australia/Lord_Howe",
        ("01:30", "02:15"),
        &[
            ("2026-04-04T14:45:00Z", "2026-04-05T01:45:00+11:00", true),
            ("2026-04-04T15:00:00Z", "2026-04-05T01:30:00+10:30", true),
            ("2026-04-04T15:45:00Z", "2026-04-05T02:15:00+10:30", false),
            ("2026-10-03T15:29:00Z", "2026-10-04T01:59:00+10:30", true),
            ("2026-10-03T15:30:00Z", "2026-10-04T02:30:00+11:00", false),
        ],
    );
}

#[test]
fn a_person_far_from_the_account_has_his_own_day() {
    // 23:30 on Sunday in Berlin is Monday morning in Auckland.
    let when = at("2026-11-22T23:30:00+01:00");
    let there = person_with(
        1,
        json!({"timezone": "Pacific/Auckland"}),
        &[holiday(9, None)],
    );
    assert_eq!(ask_at(&there, &[], "", when, None).hours, Hours::Holiday);
    let here = person_with(1, json!({}), &[holiday(9, None)]);
    assert_eq!(ask_at(&here, &[], "", when, None).hours, Hours::NonOffice);
    let without = person(1, json!({"timezone": "Pacific/Auckland"}));
    let answer = ask_at(&without, &[], "", when, None);
    assert_eq!(
        (answer.hours, answer.at.to_rfc3339().as_str()),
        (Hours::Office, "2026-11-23T11:30:00+13:00")
    );
}

#[test]
fn seconds_belong_to_their_minute() {
    let person = person(1, json!({}));
    let hours = |second| {
        ask_at(
            &person,
            &[],
            "",
            Utc.with_ymd_and_hms(2026, 11, 23, 15, 59, second).unwrap(),
            None,
        )
        .hours
    };
    assert_eq!((hours(0), hours(59)), (Hours::Office, Hours::Office));
    let sharp = Utc.with_ymd_and_hms(2026, 11, 23, 16, 0, 0).unwrap();
    assert_eq!(
        ask_at(&person, &[], "", sharp, None).hours,
        Hours::NonOffice
    );
}
