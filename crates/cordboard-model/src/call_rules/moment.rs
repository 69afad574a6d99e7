//! What an instant is to a person: his local day and minute, and whether that is in his office hours.

use super::{Hours, Person};
use crate::forwarding::Applies;
use crate::hours::{DAY_NAMES, Minute, Week, is_open};
use crate::office_hours::OfficeHours;
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc, Weekday};

pub(super) struct Moment<'a> {
    at: DateTime<Utc>,
    pub(super) date: NaiveDate,
    pub(super) weekday: Weekday,
    pub(super) minute: Minute,
    /// The name of the holiday it is.
    pub(super) holiday: Option<&'a str>,
}

impl<'a> Moment<'a> {
    pub(super) fn of(person: &'a Person, at: DateTime<Utc>) -> Self {
        let local = at.with_timezone(&person.timezone).naive_local();
        let date = local.date();
        let minutes = local.hour() * 60 + local.minute();
        // The minutes of a local time stay below those of a day.
        let minute = u16::try_from(minutes).ok().and_then(Minute::new);
        let minute = minute.unwrap_or(Minute::MIDNIGHT);
        Self {
            at,
            date,
            weekday: date.weekday(),
            minute,
            holiday: person
                .holidays
                .iter()
                .find(|h| h.holds(date, minute))
                .map(|h| h.name.as_str()),
        }
    }

    /// What somebody switched by hand beats a holiday, and a holiday beats the week.
    pub(super) fn hours(&self, person: &Person) -> Hours {
        match self.switched(person) {
            Some(true) => return Hours::Office,
            Some(false) => return Hours::NonOffice,
            None => {}
        }
        if self.holiday.is_some() {
            return Hours::Holiday;
        }
        match self.in_week(person.office_hours.week(&person.account_week)) {
            true => Hours::Office,
            false => Hours::NonOffice,
        }
    }

    /// Whether the office is open by hand, for somebody whose week is the account's.
    pub(super) fn switched(&self, person: &Person) -> Option<bool> {
        match person.office_hours {
            OfficeHours::Account => person.office_switch?.open_at(self.at),
            OfficeHours::Custom(_) => None,
        }
    }

    /// Whether an exception holds. A holiday is outside of every specific hour.
    pub(super) fn applies(&self, applies: &Applies) -> bool {
        let inside = |week: &Week| self.holiday.is_none() && self.in_week(week);
        match applies {
            Applies::AllHours => true,
            Applies::SpecificHours(week) => inside(week),
            Applies::OutsideSpecificHours(week) => !inside(week),
        }
    }

    fn in_week(&self, week: &Week) -> bool {
        is_open(week, self.weekday, self.minute)
    }

    pub(super) fn weekday_name(&self) -> &'static str {
        let index = self.weekday.num_days_from_monday() as usize;
        DAY_NAMES.get(index).copied().unwrap_or_default()
    }
}
