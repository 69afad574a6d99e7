use super::*;
use serde_json::json;

fn fields(value: Value) -> Fields {
    value.as_object().unwrap().clone()
}

fn written(body: Value) -> Fields {
    write(&Fields::new(), &fields(body)).unwrap()
}

fn days_of(body: Value) -> [Value; 4] {
    let written = written(body);
    DAYS.map(|key| written.get(key).cloned().unwrap_or_default())
}

#[test]
fn what_is_written_is_read_back_number_by_number() {
    let body = json!({
        "name": "Feast", "region": "DEU", "consecutive": true, "every_year": true, "year_start": 1, "year_end": 1,
        "month_start": 1, "month_end": 1, "day_start": 1, "day_end": 1, "hour_start": 1, "hour_end": 1,
        "minute_start": 1, "minute_end": 1,
    });
    let read = read(&written(body.clone()));
    for key in NUMBERS.iter().chain(&["region", "consecutive"]) {
        assert_eq!(read.get(*key), body.get(*key), "{key}");
    }
}

#[test]
fn a_run_of_days_begins_and_ends_at_its_times() {
    let run = json!({
        "name": "Feast", "consecutive": true, "every_year": false, "year_start": 2026, "year_end": 2027,
        "month_start": 12, "day_start": 24, "hour_start": 12, "month_end": 1, "day_end": 2, "hour_end": 9, "minute_end": 30,
    });
    assert_eq!(
        days_of(run),
        [
            json!("2026-12-24"),
            json!("2027-01-02"),
            json!("12:00"),
            json!("09:30")
        ]
    );
    let day = json!({
        "name": "Feast", "consecutive": false, "every_year": true, "month_start": 5, "day_start": 1, "month_end": 9, "day_end": 9,
        "hour_end": 23, "minute_end": 59,
    });
    assert_eq!(
        days_of(day),
        [
            json!("2000-05-01"),
            json!("2000-05-01"),
            Value::Null,
            Value::Null
        ]
    );
    let turn = json!({
        "name": "Feast", "consecutive": true, "every_year": true, "month_start": 12, "day_start": 30, "month_end": 1, "day_end": 2,
    });
    assert_eq!(
        days_of(turn)[..2],
        [json!("2003-12-30"), json!("2004-01-02")]
    );
}

#[test]
fn without_a_day_there_is_none_and_a_day_that_is_none_is_refused() {
    let bare = json!({ "name": "Feast", "region": "DEU", "consecutive": true, "every_year": true });
    assert_eq!(
        days_of(bare),
        [Value::Null, Value::Null, Value::Null, Value::Null]
    );
    let bad = json!({ "consecutive": false, "every_year": false, "year_start": 2026, "month_start": 2, "day_start": 30 });
    let broken = write(&Fields::new(), &fields(bad)).unwrap_err();
    assert_eq!(broken[0].path, "/day_start");
    let late = json!({ "every_year": true, "month_start": 1, "day_start": 1, "hour_start": 25 });
    assert!(write(&Fields::new(), &fields(late)).is_err());
}

#[test]
fn days_that_somebody_changed_elsewhere_are_read_as_they_are_now() {
    let mut holiday = written(json!({
        "name": "Feast", "region": "DEU", "consecutive": false, "every_year": true, "month_start": 5, "day_start": 1,
    }));
    holiday.insert("to_date".into(), "2000-05-03".into());
    let read = read(&holiday);
    assert_eq!(
        (&read["day_end"], &read["consecutive"]),
        (&json!(3), &json!(true))
    );
    assert_eq!(read["region"], "DEU");
}
