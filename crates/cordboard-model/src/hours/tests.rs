use super::*;
use proptest::prelude::*;
use serde_json::json;

fn minute(text: &str) -> Minute {
    text.parse().unwrap()
}

fn week(monday: Value) -> Week {
    Week::from_value(&json!({"monday": monday})).unwrap()
}

fn open(week: &Week, at: &str) -> bool {
    is_open(week, Weekday::Mon, minute(at))
}

#[test]
fn a_range_holds_its_first_minute_and_not_its_last() {
    let week = week(json!({"enabled": true, "ranges": [{"from": "09:00", "to": "17:30"}]}));
    for (at, expected) in [
        ("08:59", false),
        ("09:00", true),
        ("17:29", true),
        ("17:30", false),
    ] {
        assert_eq!(open(&week, at), expected, "{at}");
    }
}

#[test]
fn an_enabled_day_without_ranges_is_open_all_day_and_a_disabled_one_is_closed() {
    assert!(open(&week(json!({"enabled": true, "ranges": []})), "00:00"));
    assert!(open(&week(json!({"enabled": true})), "23:59"));
    let closed = week(json!({"enabled": false, "ranges": [{"from": "00:00", "to": "24:00"}]}));
    assert!(!open(&closed, "12:00"));
    assert!(!is_open(&closed, Weekday::Tue, minute("12:00")));
}

#[test]
fn a_day_may_have_several_shifts_and_last_until_midnight() {
    let week = week(json!({"enabled": true, "ranges": [
        {"from": "08:00", "to": "12:00"}, {"from": "13:00", "to": "24:00"}]}));
    assert!(
        open(&week, "11:59")
            && !open(&week, "12:00")
            && open(&week, "13:00")
            && open(&week, "23:59")
    );
}

#[test]
fn the_default_week_is_the_default_of_the_account_schema() {
    let schema = crate::schema(crate::Kind::Account).unwrap();
    let declared = schema
        .document()
        .pointer("/properties/office_hours/default")
        .unwrap();
    assert_eq!(Week::from_value(declared), Some(Week::default()));
    assert_eq!(serde_json::to_value(Week::default()).unwrap(), *declared);
}

#[test]
fn odd_documents_never_open_a_door() {
    assert_eq!(Week::from_value(&json!("always")), None);
    for odd in [
        json!(null),
        json!([]),
        json!({"enabled": "true"}),
        json!({"ranges": 7}),
        json!({"enabled": true, "ranges": [{"from": "9", "to": 17}, null]}),
    ] {
        assert!(!open(&week(odd.clone()), "12:00"), "{odd}");
    }
}

#[test]
fn times_outside_of_the_day_are_no_times() {
    for text in [
        "",
        ":",
        "9:00",
        "09:60",
        "24:01",
        "25:00",
        "+9:00",
        "09:00:00",
        "٠٩:٠٠",
        "-1:00",
    ] {
        assert_eq!(text.parse::<Minute>(), Err(BadMinute), "{text}");
    }
    assert_eq!(minute("24:00").minutes(), 1440);
    assert_eq!(Minute::new(1441), None);
}

pub(crate) fn any_week() -> impl Strategy<Value = Week> {
    let range = (0u16..1440).prop_flat_map(|from| (Just(from), from + 1..=1440));
    let day =
        (any::<bool>(), prop::collection::vec(range, 0..3)).prop_map(|(enabled, ranges)| Day {
            enabled,
            ranges: ranges
                .into_iter()
                .map(|(from, to)| Range {
                    from: Minute(from),
                    to: Minute(to),
                })
                .collect(),
        });
    prop::array::uniform7(day).prop_map(Week::new)
}

proptest! {
    #[test]
    fn every_minute_comes_back_from_its_text(minutes in 0u16..=1440) {
        let at = Minute::new(minutes).unwrap();
        prop_assert_eq!(at.to_string().parse(), Ok(at));
    }

    #[test]
    fn a_week_comes_back_from_its_document_both_strictly_and_tolerantly(week in any_week()) {
        let document = serde_json::to_value(&week).unwrap();
        prop_assert_eq!(Week::from_value(&document), Some(week.clone()));
        prop_assert_eq!(serde_json::from_value::<Week>(document).unwrap(), week);
    }
}
