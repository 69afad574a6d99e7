//! Holidays in the words of the PortSIP dialect, and back: between the ten numbers that say when one is and the days and
//! times that the call rules ask.
//!
//! A month, day or year of 0 counts as absent. Without a month and a day there is no day, and so no holiday. A holiday
//! that is no run of days is its first day. One that begins and ends at the same time of one day is that whole day, and
//! one that ends at 00:00, 23:59 or 24:00 lasts to the end of its last day. The numbers are kept as they were written, and
//! read back as long as the days are those that follow from them.

use crate::{Fields, Violation};
use chrono::{Datelike, NaiveDate};
use serde_json::Value;

/// The key under which the numbers are kept.
const KEPT: &str = "portsip";

const NUMBERS: [&str; 10] = [
    "year_start",
    "year_end",
    "month_start",
    "month_end",
    "day_start",
    "day_end",
    "hour_start",
    "hour_end",
    "minute_start",
    "minute_end",
];

/// The keys of the document that follow from the numbers.
const DAYS: [&str; 4] = ["from_date", "to_date", "from_time", "to_time"];

/// The document that the body makes of this one. Absent keys stay as they are, `null` takes a number away.
///
/// # Errors
/// Days that are not in the calendar, and times that are no times of day.
pub fn write(current: &Fields, body: &Fields) -> Result<Fields, Vec<Violation>> {
    let mut fields = current.clone();
    let mut kept = read(current);
    let keys = NUMBERS.iter().chain(&["region", "consecutive"]);
    for key in keys {
        match body.get(*key) {
            None => {}
            Some(Value::Null) => {
                kept.shift_remove(*key);
            }
            Some(value) => {
                kept.insert((*key).to_owned(), value.clone());
            }
        }
    }
    kept.retain(|_, value| !value.is_null());
    for key in ["name", "every_year"] {
        if let Some(value) = body.get(key).filter(|value| !value.is_null()) {
            fields.insert(key.to_owned(), value.clone());
        }
    }
    let days = days(&kept, flag(&fields, "every_year"))?;
    for (key, value) in DAYS.into_iter().zip(days) {
        match value {
            Some(value) => fields.insert(key.to_owned(), value.into()),
            None => fields.shift_remove(key),
        };
    }
    fields.insert(KEPT.to_owned(), Value::Object(kept));
    Ok(fields)
}

/// The numbers, the region and whether it is a run of days.
pub fn read(holiday: &Fields) -> Fields {
    let kept = holiday.get(KEPT).and_then(Value::as_object);
    let every_year = flag(holiday, "every_year");
    if let Some(kept) = kept
        && days(kept, every_year).is_ok_and(|days| is_same(holiday, &days))
    {
        return kept.clone();
    }
    let mut fields = computed(holiday);
    let region = kept.and_then(|kept| kept.get("region")).cloned();
    fields.insert("region".into(), region.unwrap_or_default());
    fields
}

fn flag(fields: &Fields, key: &str) -> bool {
    fields.get(key).and_then(Value::as_bool).unwrap_or_default()
}

fn is_same(holiday: &Fields, days: &[Option<String>; 4]) -> bool {
    DAYS.iter()
        .zip(days)
        .all(|(key, day)| holiday.get(*key).and_then(Value::as_str) == day.as_deref())
}

/// What follows from days that somebody wrote elsewhere.
fn computed(holiday: &Fields) -> Fields {
    let mut fields = Fields::new();
    let date = |key: &str| {
        let text = holiday.get(key).and_then(Value::as_str)?;
        text.parse::<NaiveDate>().ok()
    };
    let (Some(from), Some(to)) = (date("from_date"), date("to_date")) else {
        return fields;
    };
    let time = |key: &str, other: (u32, u32)| {
        let text = holiday.get(key).and_then(Value::as_str).unwrap_or_default();
        let parts = text.split_once(':');
        let read =
            parts.and_then(|(hour, minute)| Some((hour.parse().ok()?, minute.parse().ok()?)));
        read.unwrap_or(other)
    };
    let (begin, end) = (time("from_time", (0, 0)), time("to_time", (23, 59)));
    fields.insert("consecutive".into(), (from != to).into());
    let numbers = [
        i64::from(from.year()),
        i64::from(to.year()),
        i64::from(from.month()),
        i64::from(to.month()),
        i64::from(from.day()),
        i64::from(to.day()),
        i64::from(begin.0),
        i64::from(end.0),
        i64::from(begin.1),
        i64::from(end.1),
    ];
    for (key, number) in NUMBERS.into_iter().zip(numbers) {
        fields.insert(key.to_owned(), number.into());
    }
    fields
}

/// The values of [`DAYS`].
fn days(kept: &Fields, every_year: bool) -> Result<[Option<String>; 4], Vec<Violation>> {
    let number = |key: &str| kept.get(key).and_then(Value::as_i64);
    let given = |key: &str| number(key).filter(|number| *number != 0);
    let (Some(month), Some(day)) = (given("month_start"), given("day_start")) else {
        return Ok([None, None, None, None]);
    };
    let is_run = flag(kept, "consecutive");
    let (last_month, last_day) = match is_run {
        true => (
            given("month_end").unwrap_or(month),
            given("day_end").unwrap_or(day),
        ),
        false => (month, day),
    };
    let years = if every_year {
        // Only how many turns of the year lie between counts; a leap year holds every day.
        match (last_month, last_day) < (month, day) {
            false => Some((2000, 2000)),
            true if (month, day) == (2, 29) => Some((2004, 2005)),
            true => Some((2003, 2004)),
        }
    } else {
        given("year_start").map(|first| {
            let last = given("year_end").filter(|_| is_run);
            (first, last.unwrap_or(first))
        })
    };
    let Some((year, last_year)) = years else {
        return Ok([None, None, None, None]);
    };
    let from = date((year, month, day), "day_start")?;
    let to = date((last_year, last_month, last_day), "day_end")?;
    let (begin, end) = times(kept, from == to)?;
    let text = |date: NaiveDate| Some(date.format("%Y-%m-%d").to_string());
    Ok([text(from), text(to), begin, end])
}

fn date((year, month, day): (i64, i64, i64), key: &str) -> Result<NaiveDate, Vec<Violation>> {
    let found = || {
        let (month, day) = (u32::try_from(month).ok()?, u32::try_from(day).ok()?);
        let year = i32::try_from(year)
            .ok()
            .filter(|year| (1..=9999).contains(year))?;
        NaiveDate::from_ymd_opt(year, month, day)
    };
    let detail = "there is no such day in the calendar";
    found().ok_or_else(|| vec![Violation::new(format!("/{key}"), "wrong_format", detail)])
}

/// When the first day begins and the last one ends, where that is not at midnight.
fn times(
    kept: &Fields,
    is_one_day: bool,
) -> Result<(Option<String>, Option<String>), Vec<Violation>> {
    let time = |hour: &str, minute: &str| {
        let number = |key: &str| kept.get(key).and_then(Value::as_i64).unwrap_or_default();
        let minutes = number(hour)
            .saturating_mul(60)
            .saturating_add(number(minute));
        let is_time = (0..=24).contains(&number(hour)) && (0..60).contains(&number(minute));
        match is_time && minutes <= 24 * 60 {
            true => Ok(minutes),
            false => {
                let detail = "a time of day lies between 0:00 and 24:00";
                Err(vec![Violation::new(
                    format!("/{hour}"),
                    "wrong_format",
                    detail,
                )])
            }
        }
    };
    let begin = time("hour_start", "minute_start")?;
    let end = time("hour_end", "minute_end")?;
    if is_one_day && begin == end {
        return Ok((None, None));
    }
    let text = |minutes: i64| Some(format!("{:02}:{:02}", minutes / 60, minutes % 60));
    let begin = Some(begin)
        .filter(|minutes| *minutes > 0 && *minutes < 24 * 60)
        .and_then(text);
    let end = Some(end)
        .filter(|minutes| *minutes > 0 && *minutes < 24 * 60 - 1)
        .and_then(text);
    Ok((begin, end))
}

#[cfg(test)]
mod tests;
