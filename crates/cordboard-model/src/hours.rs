//! Office hours: the week, its days and their ranges, exact to the minute.
//!
//! A week knows no time zone and no holidays; whoever asks brings the local weekday and minute.

use chrono::Weekday;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;
use std::fmt;
use std::str::FromStr;

/// Minutes in a day.
pub const DAY: u16 = 24 * 60;

/// The days of a week document, from Monday.
pub const DAY_NAMES: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// A time of day in minutes since midnight, 0 to 1440; written `HH:MM`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minute(u16);

/// The text is no time of day written `HH:MM`, 00:00 to 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time of day is written HH:MM, from 00:00 to 24:00")]
pub struct BadMinute;

impl Minute {
    /// 00:00.
    pub const MIDNIGHT: Self = Self(0);

    /// The time this many minutes after midnight; `None` above 1440.
    pub const fn new(minutes: u16) -> Option<Self> {
        if minutes <= DAY {
            Some(Self(minutes))
        } else {
            None
        }
    }

    /// Minutes since midnight.
    pub const fn minutes(self) -> u16 {
        self.0
    }
}

impl FromStr for Minute {
    type Err = BadMinute;

    fn from_str(text: &str) -> Result<Self, BadMinute> {
        let digits = |text: &str| match text.as_bytes() {
            [b'0'..=b'9', b'0'..=b'9'] => text.parse::<u16>().map_err(|_| BadMinute),
            _ => Err(BadMinute),
        };
        let (hours, minutes) = text.split_once(':').ok_or(BadMinute)?;
        let (hours, minutes) = (digits(hours)?, digits(minutes)?);
        if minutes > 59 {
            return Err(BadMinute);
        }
        Self::new(hours * 60 + minutes).ok_or(BadMinute)
    }
}

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl Serialize for Minute {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Minute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// From the first minute up to, not including, the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Range {
    /// The first minute that is open.
    pub from: Minute,
    /// The first minute that is closed again; later than `from`, or the range holds nothing.
    pub to: Minute,
}

impl Range {
    /// Whether the minute lies in the range.
    pub const fn contains(&self, minute: Minute) -> bool {
        self.from.0 <= minute.0 && minute.0 < self.to.0
    }
}

/// The hours of one day.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Day {
    /// Whether the day is open at all.
    pub enabled: bool,
    /// When it is open; none of them: all day.
    pub ranges: Vec<Range>,
}

impl Day {
    /// Closed all day.
    pub const CLOSED: Self = Self {
        enabled: false,
        ranges: Vec::new(),
    };

    /// Whether the day is open at this minute.
    pub fn is_open(&self, minute: Minute) -> bool {
        self.enabled
            && (self.ranges.is_empty() || self.ranges.iter().any(|range| range.contains(minute)))
    }

    fn from_value(value: &Value) -> Self {
        let enabled = value
            .get("enabled")
            .and_then(Value::as_bool)
            .unwrap_or_default();
        let Some(ranges) = value.get("ranges").and_then(Value::as_array) else {
            return Self {
                enabled,
                ranges: Vec::new(),
            };
        };
        let time = |range: &Value, key| {
            range
                .get(key)
                .and_then(Value::as_str)
                .and_then(|text| text.parse().ok())
        };
        let read: Vec<Range> = ranges
            .iter()
            .filter_map(|range| {
                Some(Range {
                    from: time(range, "from")?,
                    to: time(range, "to")?,
                })
            })
            .collect();
        // Ranges of which none can be read are not "no ranges": that would open the whole day.
        Self {
            enabled: enabled && (ranges.is_empty() || !read.is_empty()),
            ranges: read,
        }
    }
}

/// The hours of each day of a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Week {
    /// From Monday to Sunday.
    days: [Day; 7],
}

impl Week {
    /// Closed on every day.
    pub const CLOSED: Self = Self {
        days: [const { Day::CLOSED }; 7],
    };

    /// A week with these days, from Monday.
    pub const fn new(days: [Day; 7]) -> Self {
        Self { days }
    }

    /// The hours of a weekday.
    pub fn day(&self, weekday: Weekday) -> &Day {
        // The number of a weekday is 0 to 6.
        &self.days[weekday.num_days_from_monday() as usize]
    }

    /// The days, from Monday.
    pub const fn days(&self) -> &[Day; 7] {
        &self.days
    }

    /// The week of a document. A day that is absent or odd is closed; a range that cannot be read is left out.
    /// `None` when the value is no object.
    pub fn from_value(value: &Value) -> Option<Self> {
        let document = value.as_object()?;
        Some(Self {
            days: DAY_NAMES.map(|name| document.get(name).map_or(Day::CLOSED, Day::from_value)),
        })
    }
}

impl Default for Week {
    /// Monday to Friday, 09:00 to 17:00.
    fn default() -> Self {
        let office = Day {
            enabled: true,
            ranges: vec![Range {
                from: Minute(9 * 60),
                to: Minute(17 * 60),
            }],
        };
        let closed = || Day::CLOSED;
        Self {
            days: [
                office.clone(),
                office.clone(),
                office.clone(),
                office.clone(),
                office,
                closed(),
                closed(),
            ],
        }
    }
}

impl Serialize for Week {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(DAY_NAMES.iter().zip(&self.days))
    }
}

impl<'de> Deserialize<'de> for Week {
    /// Reads a week strictly; keys that are no day are passed over.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut named = std::collections::HashMap::<String, Value>::deserialize(deserializer)?;
        let mut week = Self::CLOSED;
        for (name, day) in DAY_NAMES.iter().zip(&mut week.days) {
            if let Some(value) = named.remove(*name) {
                *day = serde_json::from_value(value).map_err(de::Error::custom)?;
            }
        }
        Ok(week)
    }
}

/// Whether the week is open on this weekday at this minute.
pub fn is_open(week: &Week, weekday: Weekday, minute: Minute) -> bool {
    week.day(weekday).is_open(minute)
}

#[cfg(test)]
pub(crate) mod tests;
