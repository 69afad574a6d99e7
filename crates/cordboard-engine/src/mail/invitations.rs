//! Letters to those who are invited to a meeting, noted in the same commit as the meeting's change, whichever surface
//! it comes through.
//!
//! Who is new gets an invitation, who was there before an update when time or subject changed, and who is not invited
//! any more, or whose meeting is gone, a cancellation. Rooms without a time and meetings that are over send nothing.

use super::letter::{CalendarEntry, Content, Draft, Sort, entry};
use super::texts::{self, language_of};
use crate::users::find_in;
use crate::{Engine, Result, replica};
use chrono::DateTime;
use chrono_tz::Tz;
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Batch, Snapshot};
use serde_json::Value;

/// How many letters one change of a meeting writes at most.
const MOST: usize = 100;
/// How long a meeting without an end is taken to last, in milliseconds.
const LASTS_MS: i64 = 3_600_000;

/// Somebody who is invited.
struct Guest {
    address: String,
    language: String,
}

/// Adds the letters that follow from the meetings in a batch to it. A copy of an office writes none: its server does.
///
/// # Errors
/// When something cannot be read.
pub(crate) fn note(engine: &Engine, batch: &mut Batch) -> Result<()> {
    if batch.note.verb == replica::STEP {
        return Ok(());
    }
    let meetings = batch.puts.iter().map(|put| &put.record);
    let meetings = meetings.filter(|record| record.kind == Kind::Meeting);
    let meetings: Vec<Record> = meetings.cloned().collect();
    for meeting in meetings {
        let snapshot = engine.read()?;
        let before = snapshot.get(Kind::Meeting, meeting.id)?;
        let change = Change {
            engine,
            snapshot: &*snapshot,
            sequence: snapshot.seq()?.saturating_add(1),
            before: before.filter(|known| is_planned(engine, known)),
            after: Some(&meeting).filter(|meeting| is_planned(engine, meeting)),
        };
        let drafts = change.drafts()?;
        for draft in drafts.into_iter().take(MOST) {
            batch.entries.push(entry(engine, draft)?);
        }
    }
    Ok(())
}

/// The meeting is there, has a time, and is not over.
fn is_planned(engine: &Engine, meeting: &Record) -> bool {
    let span = span(meeting).filter(|_| meeting.is_live());
    span.is_some_and(|(_, end_ms)| end_ms > engine.now_ms())
}

/// From when to when, in milliseconds since the epoch; nothing for a room that is not scheduled.
fn span(meeting: &Record) -> Option<(i64, i64)> {
    let at = |key: &str| {
        let at = DateTime::parse_from_rfc3339(meeting.text(key)).ok()?;
        Some(at.timestamp_millis())
    };
    let start_ms = at("scheduled_start_at")?;
    let end_ms = at("scheduled_end_at").filter(|end_ms| *end_ms > start_ms);
    Some((
        start_ms,
        end_ms.unwrap_or(start_ms.saturating_add(LASTS_MS)),
    ))
}

/// A meeting as it was and as it is to be.
struct Change<'a> {
    engine: &'a Engine,
    snapshot: &'a dyn Snapshot,
    sequence: u64,
    before: Option<Record>,
    after: Option<&'a Record>,
}

impl Change<'_> {
    fn drafts(&self) -> Result<Vec<Draft>> {
        let was = self.guests(self.before.as_ref())?;
        let is = self.guests(self.after)?;
        let among = |guests: &[Guest], address: &str| {
            let mut known = guests.iter();
            known.any(|guest| guest.address.eq_ignore_ascii_case(address))
        };
        let mut drafts = Vec::new();
        if let Some(after) = self.after {
            let is_same = self.before.as_ref().is_some_and(|it| looks_same(it, after));
            for guest in &is {
                let sort = match among(&was, &guest.address) {
                    true if is_same => continue,
                    true => Sort::Update,
                    false => Sort::Invitation,
                };
                drafts.extend(self.draft(after, guest, sort)?);
            }
        }
        if let Some(before) = &self.before {
            for guest in was.iter().filter(|guest| !among(&is, &guest.address)) {
                drafts.extend(self.draft(before, guest, Sort::Cancellation)?);
            }
        }
        Ok(drafts)
    }

    fn draft(&self, meeting: &Record, guest: &Guest, sort: Sort) -> Result<Option<Draft>> {
        let (Some((start_ms, end_ms)), Some(account_id)) = (span(meeting), meeting.account_id)
        else {
            return Ok(None);
        };
        let owner = self.owner(meeting)?;
        let owner = owner.as_ref().map(Record::label).unwrap_or_default();
        let when = when(meeting, start_ms);
        let values = [
            ("subject", meeting.text("subject")),
            ("owner", owner.as_str()),
            ("number", meeting.text("extension_number")),
            ("when", when.as_str()),
        ];
        let (subject, text) = texts::write(sort, &guest.language, &values);
        let calendar = CalendarEntry {
            uid: format!("{}@cordboard", meeting.id),
            sequence: self.sequence,
            is_cancelled: sort == Sort::Cancellation,
            start_ms,
            end_ms,
            subject: meeting.text("subject").to_owned(),
            number: meeting.text("extension_number").to_owned(),
            organizer: owner,
        };
        Ok(Some(Draft {
            account_id,
            to: guest.address.clone(),
            sort,
            subject,
            content: Content {
                text,
                link: None,
                calendar: Some(calendar),
            },
            useless_ms: Some(end_ms),
        }))
    }

    fn owner(&self, meeting: &Record) -> Result<Option<Record>> {
        let owner: Option<Id> = meeting.text("owner_id").parse().ok();
        match (meeting.account_id, owner) {
            (Some(account_id), Some(id)) => Ok(find_in(self.snapshot, account_id, id).ok()),
            _ => Ok(None),
        }
    }

    /// Colleagues who have an address, and the addresses of others.
    fn guests(&self, meeting: Option<&Record>) -> Result<Vec<Guest>> {
        let Some(meeting) = meeting else {
            return Ok(Vec::new());
        };
        let mut guests: Vec<Guest> = Vec::new();
        let mut add = |address: &str, language: String| {
            let is_known = |known: &Guest| known.address.eq_ignore_ascii_case(address);
            if !address.is_empty() && !guests.iter().any(is_known) {
                let address = address.to_owned();
                guests.push(Guest { address, language });
            }
        };
        let colleagues = meeting.fields.get("internal_invitees");
        let colleagues = colleagues.and_then(Value::as_array).into_iter().flatten();
        for id in colleagues.filter_map(|id| id.as_str()?.parse().ok()) {
            let user = meeting.account_id.map(|it| find_in(self.snapshot, it, id));
            // Somebody who is gone is not written to.
            if let Some(Ok(user)) = user {
                add(user.text("email"), language_of(self.engine, &user)?);
            }
        }
        let language = match meeting.text("language") {
            "" => match self.owner(meeting)? {
                Some(owner) => language_of(self.engine, &owner)?,
                None => String::new(),
            },
            own => own.to_owned(),
        };
        let others = meeting.text("external_invitees");
        for address in
            others.split(|c: char| matches!(c, ',' | ';' | '<' | '>') || c.is_whitespace())
        {
            if address.contains('@') {
                add(address, language.clone());
            }
        }
        Ok(guests)
    }
}

/// Whether guests would find the same in their calendars.
fn looks_same(one: &Record, other: &Record) -> bool {
    span(one) == span(other) && one.text("subject") == other.text("subject")
}

/// The beginning in the zone of the meeting.
fn when(meeting: &Record, start_ms: i64) -> String {
    let zone: Tz = meeting.text("timezone").parse().unwrap_or(Tz::UTC);
    let start = DateTime::from_timestamp_millis(start_ms).unwrap_or_default();
    let start = start.with_timezone(&zone);
    format!("{} ({zone})", start.format("%Y-%m-%d %H:%M"))
}
