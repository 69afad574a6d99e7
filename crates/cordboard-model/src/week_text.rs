//! A week as people write it: `Mon-Fri 09:00-12:00 13:00-17:30, Sat 10:00-14:00`.
//!
//! Entries are separated by commas. An entry is days and their shifts, or `all day`; days without shifts take
//! those of the next entry (`Mon, Wed 09:00-17:00`). A day that is not named is closed; `closed` alone is a week
//! without hours. Days are English names or their first three letters, and a run may pass Sunday (`Sat-Mon`).

use crate::hours::{DAY_NAMES, Day, Minute, Range, Week};

/// The text is no week.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{part}: {detail}")]
pub struct BadWeekText {
    /// The part that cannot be read.
    pub part: String,
    /// What is wrong with it, for people.
    pub detail: &'static str,
}

fn bad(part: &str, detail: &'static str) -> BadWeekText {
    BadWeekText {
        part: part.to_owned(),
        detail,
    }
}

/// Reads a week.
///
/// # Errors
/// [`BadWeekText`] with the first part that cannot be read.
pub fn parse(text: &str) -> Result<Week, BadWeekText> {
    let mut days = [const { Day::CLOSED }; 7];
    if text.trim().eq_ignore_ascii_case("closed") {
        return Ok(Week::new(days));
    }
    let mut named = [false; 7];
    let mut waiting = "";
    for entry in text.split(',').map(str::trim) {
        let mut words = entry.split_whitespace();
        let Some(first) = words.next() else {
            return Err(bad(entry, "days are missing, such as Mon-Fri"));
        };
        add_days(first, &mut named)?;
        let shifts: Vec<&str> = words.collect();
        waiting = if shifts.is_empty() { entry } else { "" };
        if shifts.is_empty() {
            continue;
        }
        let hours = parse_shifts(entry, &shifts)?;
        for (day, named) in days.iter_mut().zip(&mut named) {
            if std::mem::take(named) {
                add_shifts(entry, day, &hours)?;
            }
        }
    }
    if !waiting.is_empty() {
        return Err(bad(
            waiting,
            "hours are missing, such as 09:00-17:00 or all day",
        ));
    }
    Ok(Week::new(days))
}

fn add_days(text: &str, named: &mut [bool; 7]) -> Result<(), BadWeekText> {
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let (first, last) = (day_index(first)?, day_index(last)?);
    let run = (last + 7 - first) % 7 + 1;
    for (index, named) in named.iter_mut().enumerate() {
        *named |= (index + 7 - first) % 7 < run;
    }
    Ok(())
}

fn day_index(text: &str) -> Result<usize, BadWeekText> {
    let word = text.to_ascii_lowercase();
    let found = DAY_NAMES
        .iter()
        .position(|name| word.len() >= 3 && name.starts_with(&word));
    found.ok_or_else(|| bad(text, "this is no day, such as Mon or Monday"))
}

fn parse_shifts(entry: &str, shifts: &[&str]) -> Result<Vec<Range>, BadWeekText> {
    if matches!(shifts, [all, day] if all.eq_ignore_ascii_case("all") && day.eq_ignore_ascii_case("day"))
    {
        return Ok(Vec::new());
    }
    let shift = |text: &&str| {
        let (from, to) = text
            .split_once(['-', '–'])
            .ok_or_else(|| bad(text, "hours are written 09:00-17:00"))?;
        let time = |part: &str| {
            part.parse::<Minute>()
                .map_err(|_| bad(part, "a time is written HH:MM, up to 24:00"))
        };
        let range = Range {
            from: time(from)?,
            to: time(to)?,
        };
        if range.to <= range.from {
            return Err(bad(
                text,
                "the end must lie after the start; split hours that pass midnight",
            ));
        }
        Ok(range)
    };
    let ranges = shifts.iter().map(shift).collect::<Result<Vec<_>, _>>()?;
    if ranges.is_empty() {
        Err(bad(entry, "hours are missing"))
    } else {
        Ok(ranges)
    }
}

fn add_shifts(entry: &str, day: &mut Day, hours: &[Range]) -> Result<(), BadWeekText> {
    if day.enabled && (day.ranges.is_empty() || hours.is_empty()) {
        return Err(bad(entry, "a day that is open all day has no other hours"));
    }
    day.enabled = true;
    day.ranges.extend_from_slice(hours);
    Ok(())
}

/// Writes a week; [`parse`] reads it back. The ranges of closed days are left out.
pub fn print(week: &Week) -> String {
    let mut entries: Vec<String> = Vec::new();
    let mut days = week.days().iter().zip(DAY_NAMES).peekable();
    while let Some((day, name)) = days.next() {
        let mut last = name;
        while let Some((_, next)) = days.next_if(|(next, _)| hours(next) == hours(day)) {
            last = next;
        }
        if let Some(hours) = hours(day) {
            let run = if last == name {
                short(name)
            } else {
                format!("{}-{}", short(name), short(last))
            };
            entries.push(format!("{run} {hours}"));
        }
    }
    if entries.is_empty() {
        "closed".to_owned()
    } else {
        entries.join(", ")
    }
}

/// `None` for a closed day.
fn hours(day: &Day) -> Option<String> {
    if !day.enabled {
        return None;
    }
    if day.ranges.is_empty() {
        return Some("all day".to_owned());
    }
    let shifts: Vec<String> = day
        .ranges
        .iter()
        .map(|range| format!("{}-{}", range.from, range.to))
        .collect();
    Some(shifts.join(" "))
}

fn short(name: &str) -> String {
    let mut letters = name.chars().take(3);
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hours::tests::any_week;
    use proptest::prelude::*;

    #[test]
    fn the_default_week_is_written_as_people_write_it() {
        assert_eq!(print(&Week::default()), "Mon-Fri 09:00-17:00");
        assert_eq!(parse("Mon-Fri 09:00-17:00"), Ok(Week::default()));
        assert_eq!(print(&Week::CLOSED), "closed");
        assert_eq!(parse(" Closed "), Ok(Week::CLOSED));
    }

    #[test]
    fn one_week_may_be_written_in_several_ways() {
        let one = "Mon 09:00-12:00 13:00-17:30, Wed 09:00-12:00 13:00-17:30, Sun all day";
        for text in [
            "monday, WED 09:00-12:00 13:00-17:30, Sun all day",
            "Mon 09:00–12:00, Wed 09:00-12:00, Mon 13:00-17:30, Wed 13:00-17:30, Sunday All Day",
        ] {
            assert_eq!(
                parse(text).map(|week| print(&week)).as_deref(),
                Ok(one),
                "{text}"
            );
        }
        let over_sunday = parse("Sat-Mon 10:00-24:00").unwrap();
        assert_eq!(print(&over_sunday), "Mon 10:00-24:00, Sat-Sun 10:00-24:00");
    }

    #[test]
    fn the_part_that_cannot_be_read_is_named() {
        for (text, part) in [
            ("", ""),
            ("Mon", "Mon"),
            ("Mo 09:00-10:00", "Mo"),
            ("Mon-Fry 09:00-10:00", "Fry"),
            ("Mon 9-10", "9"),
            ("Mon 09:00", "09:00"),
            ("Mon 22:00-06:00", "22:00-06:00"),
            ("Mon 09:00-10:00,", ""),
            ("Mon all day, Mon 09:00-10:00", "Mon 09:00-10:00"),
            ("é 09:00-10:00", "é"),
        ] {
            assert_eq!(
                parse(text).map_err(|error| error.part),
                Err(part.to_owned()),
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn a_week_comes_back_from_its_text_without_the_ranges_of_closed_days(week in any_week()) {
            let open = week.days().clone().map(|day| if day.enabled { day } else { Day::CLOSED });
            prop_assert_eq!(parse(&print(&week)), Ok(Week::new(open)));
        }

        #[test]
        fn no_text_makes_reading_fail_otherwise(text in "(Mon|Sun|-|, | |all day|09:00|24:00|é){0,8}") {
            if let Ok(week) = parse(&text) {
                prop_assert_eq!(parse(&print(&week)), Ok(week));
            }
        }
    }
}
