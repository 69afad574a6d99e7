use super::*;
use crate::forwarding::tests::any_json;
use proptest::prelude::*;

fn fields(value: Value) -> Fields {
    value.as_object().cloned().unwrap_or_default()
}

fn christmas() -> Fields {
    fields(json!({
        "name": "Christmas", "region": "DEU", "consecutive": true, "every_year": true,
        "year_start": 2026, "year_end": 2026, "month_start": 12, "month_end": 1,
        "day_start": 24, "day_end": 2, "hour_start": 12, "hour_end": 23, "minute_start": 0, "minute_end": 59,
    }))
}

fn places(outcome: Result<Fields, Vec<Violation>>) -> Vec<(String, String)> {
    let broken = outcome.err().unwrap_or_default();
    broken
        .into_iter()
        .map(|wrong| (wrong.path, wrong.rule))
        .collect()
}

#[test]
fn a_run_of_every_year_may_pass_new_year() {
    let stored = set(None, &christmas()).unwrap();
    assert_eq!(
        (&stored["from_date"], &stored["to_date"]),
        (&json!("2026-12-24"), &json!("2027-01-02"))
    );
    let once = fields(json!({"every_year": false}));
    let mut body = christmas();
    body.extend(once);
    assert_eq!(
        places(set(None, &body)),
        [("/year_end".to_owned(), "after_from".to_owned())]
    );
}

#[test]
fn a_single_day_ends_on_the_day_on_which_it_starts() {
    let mut body = christmas();
    body.insert("consecutive".to_owned(), json!(false));
    let stored = set(None, &body).unwrap();
    assert_eq!(stored["to_date"], stored["from_date"]);
    assert_eq!(show(&stored)["day_end"], 24);
}

#[test]
fn every_year_needs_no_years_and_knows_29_february() {
    let body = fields(
        json!({"name": "x", "region": "", "consecutive": false, "every_year": true,
                             "month_start": 2, "day_start": 29}),
    );
    assert_eq!(set(None, &body).unwrap()["from_date"], "2000-02-29");
    let mut body = body;
    body.insert("year_start".to_owned(), json!(2026));
    assert_eq!(set(None, &body).unwrap()["from_date"], "2000-02-29");
    body.insert("every_year".to_owned(), json!(false));
    assert_eq!(
        places(set(None, &body)),
        [("/day_start".to_owned(), "date".to_owned())]
    );
}

#[test]
fn what_is_missing_or_odd_names_its_place() {
    let broken = places(set(
        None,
        &fields(json!({"name": "", "consecutive": 1, "hour_start": 24, "minute_end": "x"})),
    ));
    let broken: Vec<_> = broken
        .iter()
        .map(|(path, rule)| (path.as_str(), rule.as_str()))
        .collect();
    assert_eq!(
        broken,
        [
            ("/name", "length"),
            ("/region", "required"),
            ("/consecutive", "type"),
            ("/every_year", "required"),
            ("/year_start", "required"),
            ("/month_start", "required"),
            ("/day_start", "required"),
            ("/hour_start", "range"),
            ("/minute_end", "type"),
        ]
    );
}

#[test]
fn the_documented_example_is_accepted() {
    let mut body =
        fields(json!({"name": "text", "region": "text", "consecutive": true, "every_year": true}));
    for part in ["year", "month", "day", "hour", "minute"] {
        body.insert(format!("{part}_start"), json!(1));
        body.insert(format!("{part}_end"), json!(1));
    }
    let stored = set(None, &body).unwrap();
    assert_eq!(show(&stored), body);
}

#[test]
fn an_update_says_only_what_changes_and_keys_of_other_programs_stay() {
    let mut stored = set(None, &christmas()).unwrap();
    stored.insert("x".to_owned(), json!(1));
    let changed = set(
        Some(&stored),
        &fields(json!({"name": "Xmas", "region": null})),
    )
    .unwrap();
    let mut expected = stored.clone();
    expected.insert("name".to_owned(), json!("Xmas"));
    assert_eq!(changed, expected);
}

#[test]
fn a_holiday_of_another_dialect_is_shown_as_whole_days() {
    let shown = show(&fields(
        json!({"name": "Fair", "from_date": "2026-05-01", "to_date": "2026-05-03"}),
    ));
    assert_eq!(
        (
            &shown["consecutive"],
            &shown["hour_end"],
            &shown["minute_end"]
        ),
        (&json!(true), &json!(23), &json!(59))
    );
}

fn any_holiday() -> impl Strategy<Value = Fields> {
    let day = || (2000i64..2100, 1i64..=12, 1i64..=28);
    let time = || (0i64..24, 0i64..60);
    (any::<[bool; 2]>(), day(), day(), time(), time()).prop_map(
        |([run, every_year], a, b, c, d)| {
            let (from, to) = if a <= b { (a, b) } else { (b, a) };
            let (start, end) = if c <= d { (c, d) } else { (d, c) };
            let to = if run { to } else { from };
            fields(json!({
                "name": "x", "region": "DEU", "consecutive": run, "every_year": every_year,
                "year_start": from.0, "year_end": to.0, "month_start": from.1, "month_end": to.1,
                "day_start": from.2, "day_end": to.2, "hour_start": start.0, "hour_end": end.0,
                "minute_start": start.1, "minute_end": end.1,
            }))
        },
    )
}

proptest! {
    #[test]
    fn what_is_set_is_what_is_shown_and_may_be_stored(body in any_holiday()) {
        let stored = set(None, &body).unwrap();
        prop_assert_eq!(show(&stored), body);
        prop_assert_eq!(crate::schema(crate::Kind::Holiday).unwrap().validate(&stored), Ok(()));
        prop_assert_eq!(set(Some(&stored), &show(&stored)), Ok(stored));
    }

    #[test]
    fn nothing_that_is_sent_makes_setting_fail_otherwise(
        sent in prop::collection::vec((
            "name|region|consecutive|every_year|(year|month|day|hour|minute)_(start|end)",
            prop_oneof![any_json(), (-2i64..3000).prop_map(Value::from), any::<i64>().prop_map(Value::from)],
        ), 0..14),
    ) {
        let body: Fields = sent.into_iter().collect();
        match set(None, &body) {
            Ok(stored) => prop_assert_eq!(show(&stored).len(), 14),
            Err(broken) => prop_assert!(!broken.is_empty()),
        }
    }
}
