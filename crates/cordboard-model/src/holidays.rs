//! Holidays: runs of days, of one year or of every year; the first may begin and the last may end at a time of day.

use crate::Record;
use crate::hours::Minute;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A run of days that count as outside of office hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// For people.
    pub name: String,
    /// The first day.
    pub from_date: NaiveDate,
    /// The last day; a holiday that ends before it starts holds no day.
    pub to_date: NaiveDate,
    /// Whether it comes back each year on the same days. The years of the dates then say only how many turns
    /// of the year lie between them.
    #[serde(default)]
    pub every_year: bool,
    /// When the first day becomes one; at its beginning when absent.
    #[serde(default)]
    pub from_time: Option<Minute>,
    /// When the last day is one no more; at its end when absent.
    #[serde(default)]
    pub to_time: Option<Minute>,
}

impl Holiday {
    /// Whether the day is one of the holiday's.
    ///
    /// Of every year: 29 February is a day of the holiday when it lies in the run. A run that starts on 29 February
    /// starts on 1 March in other years, one that ends there ends on 28 February, and a holiday on 29 February
    /// alone comes in leap years.
    pub fn contains(&self, date: NaiveDate) -> bool {
        if self.to_date < self.from_date {
            return false;
        }
        if !self.every_year {
            return self.from_date <= date && date <= self.to_date;
        }
        let day = |date: NaiveDate| (date.month(), date.day());
        let (from, to, on) = (day(self.from_date), day(self.to_date), day(date));
        match self.to_date.year() - self.from_date.year() {
            0 => from <= on && on <= to,
            // Over New Year; a run that meets its own beginning is the whole year.
            1 => from <= on || on <= to,
            _ => true,
        }
    }

    /// Whether it is a holiday at this local time.
    pub fn holds(&self, date: NaiveDate, minute: Minute) -> bool {
        self.contains(date)
            && (!self.is(self.from_date, date) || self.from_time.is_none_or(|from| from <= minute))
            && (!self.is(self.to_date, date) || self.to_time.is_none_or(|to| minute < to))
    }

    /// Whether a day is this end of the holiday, in any year if it comes every year.
    fn is(&self, end: NaiveDate, date: NaiveDate) -> bool {
        let day = |date: NaiveDate| (date.month(), date.day());
        end == date || self.every_year && day(end) == day(date)
    }

    /// The holiday of a record; `None` when its dates cannot be read.
    pub fn from_record(record: &Record) -> Option<Self> {
        Some(Self {
            name: record.text("name").to_owned(),
            from_date: record.text("from_date").parse().ok()?,
            to_date: record.text("to_date").parse().ok()?,
            every_year: record.flag("every_year", false),
            from_time: record.text("from_time").parse().ok(),
            to_time: record.text("to_time").parse().ok(),
        })
    }
}

#[cfg(test)]
mod tests;
