//! Holidays in the words of the PortSIP dialect (two dates and two times of day as ten numbers), and back.
//!
//! The canonical document says which days; times of day are kept beside them (`from_time`, `to_time`). Today's call rules
//! count every day of a holiday as a whole one.
//!
//! Decided where the rules of the field are silent:
//!
//! * A holiday that is not `consecutive` is the one day at its start, whatever its end says.
//! * Start and end of the same time, or no times at all, mean whole days, and 23:59 is midnight.
//! * A holiday of every year needs no years. Its run may pass New Year, and 29 February is a day in it.
//! * The country is kept as it is written.

use crate::broken_rule::BrokenRule;
use crate::{Fields, Violation, pointer};
use chrono::{Datelike, NaiveDate};
use serde_json::{Value, json};

/// A leap year, for holidays of every year that name none.
const ANY_YEAR: i64 = 2000;
/// How many characters a name has at most.
const NAME_MAX: usize = 64;

/// A holiday's document in the words of the dialect, without its id.
pub fn show(stored: &Fields) -> Fields {
    let text = |key: &str| stored.get(key).and_then(Value::as_str).unwrap_or_default();
    let date = |key: &str| text(key).parse::<NaiveDate>().unwrap_or_default();
    let (from, to) = (date("from_date"), date("to_date"));
    let (from_time, to_time) = (time_of(text("from_time")), time_of(text("to_time")));
    let run = stored
        .get("consecutive")
        .and_then(Value::as_bool)
        .unwrap_or(from != to);
    let every_year = stored
        .get("every_year")
        .and_then(Value::as_bool)
        .unwrap_or(false);
    let (from_time, to_time) = (from_time.unwrap_or((0, 0)), to_time.unwrap_or((23, 59)));
    let shown = [
        ("name", json!(text("name"))),
        ("region", json!(text("region"))),
        ("consecutive", json!(run)),
        ("every_year", json!(every_year)),
        ("year_start", json!(from.year())),
        ("year_end", json!(to.year())),
        ("month_start", json!(from.month())),
        ("month_end", json!(to.month())),
        ("day_start", json!(from.day())),
        ("day_end", json!(to.day())),
        ("hour_start", json!(from_time.0)),
        ("hour_end", json!(to_time.0)),
        ("minute_start", json!(from_time.1)),
        ("minute_end", json!(to_time.1)),
    ];
    shown
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

/// The document of a new holiday, or (with `before`) of one that is changed; what is absent or `null` stays.
///
/// # Errors
/// Every broken rule, with its place in `body`; nothing is changed then.
pub fn set(before: Option<&Fields>, body: &Fields) -> Result<Fields, Vec<Violation>> {
    let mut wanted = before.map(show).unwrap_or_default();
    for (key, value) in body.iter().filter(|(_, value)| !value.is_null()) {
        wanted.insert(key.clone(), value.clone());
    }
    let mut reading = Reading {
        wanted: &wanted,
        broken: Vec::new(),
    };
    let name = reading.text("name");
    if name
        .as_ref()
        .is_some_and(|name| !(1..=NAME_MAX).contains(&name.chars().count()))
    {
        reading.break_rule("name", "length", "A holiday's name has 1 to 64 characters.");
    }
    let region = reading.text("region");
    let consecutive = reading.flag("consecutive");
    let every_year = reading.flag("every_year");
    let days = reading.days(consecutive == Some(true), every_year == Some(true));
    let times = reading.times(consecutive == Some(true));
    let broken = reading.broken;
    match (name, region, consecutive, every_year, days) {
        (Some(name), Some(region), Some(consecutive), Some(every_year), Some((from, to)))
            if broken.is_empty() =>
        {
            let mut stored = before.cloned().unwrap_or_default();
            for (key, value) in [
                ("name", json!(name)),
                ("region", json!(region)),
                ("consecutive", json!(consecutive)),
                ("every_year", json!(every_year)),
                ("from_date", json!(from)),
                ("to_date", json!(to)),
            ] {
                stored.insert(key.to_owned(), value);
            }
            for (key, time) in [("from_time", times.0), ("to_time", times.1)] {
                match time {
                    Some((hour, minute)) => {
                        stored.insert(key.to_owned(), json!(format!("{hour:02}:{minute:02}")));
                    }
                    None => {
                        stored.shift_remove(key);
                    }
                }
            }
            Ok(stored)
        }
        _ => Err(broken),
    }
}

/// Hour and minute.
type TimeOfDay = (i64, i64);

fn time_of(text: &str) -> Option<TimeOfDay> {
    let (hour, minute) = text.split_once(':')?;
    Some((hour.parse().ok()?, minute.parse().ok()?))
}

/// Reads what is wanted, and collects what is wrong with it: whatever comes back as `None` is broken or optional.
struct Reading<'a> {
    wanted: &'a Fields,
    broken: Vec<Violation>,
}

impl Reading<'_> {
    fn break_rule(&mut self, key: &str, rule: &'static str, sentence: &str) {
        self.broken
            .push(BrokenRule::new(rule, sentence).at(pointer::child("", key)));
    }

    fn text(&mut self, key: &str) -> Option<String> {
        match self.wanted.get(key) {
            Some(Value::String(text)) => return Some(text.clone()),
            Some(_) => self.break_rule(key, "type", "This is a text."),
            None => self.break_rule(key, "required", "This is missing: give it a value."),
        }
        None
    }

    fn flag(&mut self, key: &str) -> Option<bool> {
        match self.wanted.get(key) {
            Some(Value::Bool(flag)) => return Some(*flag),
            Some(_) => self.break_rule(key, "type", "This is true or false."),
            None => self.break_rule(key, "required", "This is missing: give it a value."),
        }
        None
    }

    fn number(&mut self, key: &str) -> Option<i64> {
        let value = self.wanted.get(key)?;
        let number = value.as_i64();
        if number.is_none() {
            self.break_rule(key, "type", "This is a whole number.");
        }
        number
    }

    fn days(&mut self, run: bool, every_year: bool) -> Option<(NaiveDate, NaiveDate)> {
        let from = self.day("start", None, every_year)?;
        if !run {
            return Some((from, from));
        }
        let mut to = self.day("end", Some(from), every_year)?;
        if to < from && every_year {
            // Over New Year.
            to = ymd(
                i64::from(from.year()) + 1,
                to.month().into(),
                to.day().into(),
            )
            .unwrap_or(to);
        }
        if to < from {
            self.break_rule(
                "year_end",
                "after_from",
                "A holiday must not end before it starts.",
            );
            return None;
        }
        Some((from, to))
    }

    /// The day at one end; at the other end `otherwise` stands for what is not said.
    fn day(
        &mut self,
        end: &str,
        otherwise: Option<NaiveDate>,
        every_year: bool,
    ) -> Option<NaiveDate> {
        let broken_before = self.broken.len();
        let mut part = |name: &str, otherwise: Option<i64>| {
            let key = format!("{name}_{end}");
            let number = self.number(&key).or(otherwise);
            if number.is_none() && !self.wanted.contains_key(&key) {
                self.break_rule(&key, "required", "This is missing: give it a value.");
            }
            number
        };
        let any_year = every_year.then_some(ANY_YEAR);
        let year = part("year", otherwise.map(|day| day.year().into()).or(any_year));
        let month = part("month", otherwise.map(|day| day.month().into()));
        let day = part("day", otherwise.map(|day| day.day().into()));
        if self.broken.len() > broken_before {
            return None;
        }
        let (year, month, day) = (year?, month?, day?);
        let found = ymd(year, month, day)
            .or_else(|| every_year.then(|| ymd(ANY_YEAR, month, day)).flatten());
        if found.is_none() {
            let key = format!("day_{end}");
            self.break_rule(&key, "date", "There is no such day in the calendar.");
        }
        found
    }

    fn times(&mut self, run: bool) -> (Option<TimeOfDay>, Option<TimeOfDay>) {
        let mut time = |end: &str| {
            let (hour_key, minute_key) = (format!("hour_{end}"), format!("minute_{end}"));
            let (hour, minute) = (self.number(&hour_key), self.number(&minute_key));
            if hour.is_some_and(|hour| !(0..=23).contains(&hour)) {
                self.break_rule(&hour_key, "range", "The hour is 0 to 23.");
            }
            if minute.is_some_and(|minute| !(0..=59).contains(&minute)) {
                self.break_rule(&minute_key, "range", "The minute is 0 to 59.");
            }
            hour.map(|hour| (hour, minute.unwrap_or(0)))
        };
        let (from, to) = (time("start"), time("end"));
        if !run && to.is_some_and(|to| to < from.unwrap_or((0, 0))) {
            let sentence = "A holiday must not end before it starts.";
            self.break_rule("hour_end", "after_from", sentence);
        }
        (from, to)
    }
}

fn ymd(year: i64, month: i64, day: i64) -> Option<NaiveDate> {
    // Four digits, as documents write a year.
    let year = i32::try_from(year)
        .ok()
        .filter(|year| (1..=9999).contains(year))?;
    NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?)
}

#[cfg(test)]
mod tests;
