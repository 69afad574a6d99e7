use super::*;
use proptest::prelude::*;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn holiday(from: &str, to: &str, every_year: bool) -> Holiday {
    Holiday {
        name: "Feast".into(),
        from_date: date(from),
        to_date: date(to),
        every_year,
        from_time: None,
        to_time: None,
    }
}

fn check(holiday: &Holiday, inside: &[&str], outside: &[&str]) {
    for day in inside {
        assert!(holiday.contains(date(day)), "{day} is in {holiday:?}");
    }
    for day in outside {
        assert!(!holiday.contains(date(day)), "{day} is not in {holiday:?}");
    }
}

#[test]
fn a_holiday_of_one_year_holds_its_first_and_last_day_of_that_year() {
    check(
        &holiday("2026-12-24", "2026-12-26", false),
        &["2026-12-24", "2026-12-25", "2026-12-26"],
        &["2026-12-23", "2026-12-27", "2025-12-25", "2027-12-25"],
    );
}

#[test]
fn a_holiday_of_every_year_comes_back_also_before_its_first_year() {
    check(
        &holiday("2026-05-01", "2026-05-01", true),
        &["2026-05-01", "2030-05-01", "1999-05-01"],
        &["2026-04-30", "2030-05-02"],
    );
}

#[test]
fn a_holiday_over_new_year_comes_back_on_both_sides_of_it() {
    check(
        &holiday("2025-12-24", "2026-01-02", true),
        &[
            "2025-12-24",
            "2029-12-31",
            "2030-01-01",
            "2030-01-02",
            "2024-01-02",
        ],
        &["2029-12-23", "2030-01-03", "2030-06-01"],
    );
}

#[test]
fn the_29th_of_february_alone_comes_in_leap_years() {
    check(
        &holiday("2024-02-29", "2024-02-29", true),
        &["2024-02-29", "2028-02-29"],
        &["2025-02-28", "2025-03-01", "2028-02-28"],
    );
}

#[test]
fn a_run_over_the_end_of_february_holds_the_29th_when_there_is_one() {
    check(
        &holiday("2025-02-28", "2025-03-01", true),
        &["2027-02-28", "2028-02-29", "2027-03-01"],
        &["2028-02-27", "2028-03-02"],
    );
    check(
        &holiday("2024-02-29", "2024-03-02", true),
        &["2025-03-01"],
        &["2025-02-28"],
    );
    check(
        &holiday("2024-02-27", "2024-02-29", true),
        &["2025-02-28"],
        &["2025-03-01"],
    );
}

#[test]
fn a_run_of_more_than_a_year_that_comes_back_is_the_whole_year() {
    check(
        &holiday("2024-06-01", "2025-06-01", true),
        &["2030-01-01", "2030-06-01", "2030-12-31"],
        &[],
    );
    check(
        &holiday("2024-06-01", "2026-01-01", true),
        &["2030-03-01"],
        &[],
    );
}

#[test]
fn a_holiday_that_ends_before_it_starts_holds_no_day() {
    check(
        &holiday("2026-12-26", "2026-12-24", true),
        &[],
        &["2026-12-24", "2026-12-25", "2026-12-26"],
    );
}

#[test]
fn a_record_without_readable_dates_is_no_holiday() {
    let record = |from: &str| {
        let fields =
            serde_json::json!({"name": "Feast", "from_date": from, "to_date": "2026-12-26"});
        let fields = fields.as_object().unwrap().clone();
        crate::Record::new(
            crate::Kind::Holiday,
            crate::Id::from_bytes([1; 16]),
            None,
            fields,
            0,
        )
    };
    assert_eq!(
        Holiday::from_record(&record("2026-12-24")),
        Some(holiday("2026-12-24", "2026-12-26", false))
    );
    assert_eq!(Holiday::from_record(&record("24 December")), None);
}

proptest! {
    /// The oracle counts through the days of the run as they fall in each year.
    #[test]
    fn a_holiday_of_every_year_agrees_with_counting_its_days(
        start in 0i64..366, length in 0i64..300, day in 0i64..3000,
    ) {
        // Not from a 29 February, whose days are named in the tests above.
        let from = date("2025-01-01") + chrono::TimeDelta::days(start);
        let to = from + chrono::TimeDelta::days(length);
        let asked = date("2022-01-01") + chrono::TimeDelta::days(day);
        let repeated = Holiday { name: String::new(), from_date: from, to_date: to, every_year: true, from_time: None, to_time: None };
        let expected = (-10..10).any(|turn| {
            let moved = |date: NaiveDate| date.with_year(date.year() + turn);
            matches!((moved(from), moved(to)), (Some(from), Some(to)) if from <= asked && asked <= to)
        });
        prop_assert_eq!(repeated.contains(asked), expected);
    }
}

#[test]
fn times_of_day_shorten_the_first_and_the_last_day_only() {
    let at = |text: &str| text.parse::<Minute>().unwrap();
    for every_year in [false, true] {
        let eve = Holiday {
            from_time: Some(at("12:00")),
            to_time: Some(at("09:30")),
            ..holiday("2026-12-24", "2026-12-26", every_year)
        };
        for (day, time, wanted) in [
            ("2026-12-24", "11:59", false),
            ("2026-12-24", "12:00", true),
            ("2026-12-25", "00:00", true),
            ("2026-12-25", "23:59", true),
            ("2026-12-26", "09:29", true),
            ("2026-12-26", "09:30", false),
            ("2027-12-24", "11:59", false),
            ("2027-12-24", "12:00", every_year),
        ] {
            assert_eq!(eve.holds(date(day), at(time)), wanted, "{day} {time}");
        }
    }
}
