//! A letter as it is kept: to whom and how it stands in the open, what it says sealed.

use crate::seal::{self, Seal};
use crate::{Engine, Result};
use cordboard_model::{Fields, Id, Kind};
use cordboard_store::Entry;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt;

/// How long it is tried to send a letter that nothing makes useless earlier, in milliseconds: a day and a half.
const TRIED_MS: i64 = 36 * 3600 * 1000;

/// Where letters lie. The id is what they are listed under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tray {
    /// Those that are still to be sent.
    Waiting,
    /// Those that nobody sends any more unless a person asks for it.
    Parked,
    /// Those that a mail server has taken.
    Sent,
}

impl Tray {
    /// All of them.
    pub const ALL: [Tray; 3] = [Tray::Waiting, Tray::Parked, Tray::Sent];

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Tray::Waiting => "waiting",
            Tray::Parked => "parked",
            Tray::Sent => "sent",
        }
    }

    pub(crate) const fn id(self) -> Id {
        Id::from_bytes(match self {
            Tray::Waiting => [1; 16],
            Tray::Parked => [2; 16],
            Tray::Sent => [3; 16],
        })
    }

    pub(crate) fn of(entry: &Entry) -> Option<Self> {
        Tray::ALL
            .into_iter()
            .find(|tray| tray.id() == entry.owner_id)
    }
}

/// What a letter is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A link for somebody who does not know the password any more.
    Recovery,
    /// A link for somebody who has no password yet.
    SignUp,
    /// An invitation to a meeting.
    Invitation,
    /// A meeting is at another time, or has another subject.
    Update,
    /// A meeting does not take place, or not with the reader.
    Cancellation,
    /// Whether the mail server works.
    Test,
}

impl Sort {
    /// All of them.
    pub const ALL: [Sort; 6] = [
        Sort::Recovery,
        Sort::SignUp,
        Sort::Invitation,
        Sort::Update,
        Sort::Cancellation,
        Sort::Test,
    ];

    /// The name on the wire, and in the catalogues.
    pub const fn name(self) -> &'static str {
        match self {
            Sort::Recovery => "recovery",
            Sort::SignUp => "signup",
            Sort::Invitation => "invitation",
            Sort::Update => "update",
            Sort::Cancellation => "cancellation",
            Sort::Test => "test",
        }
    }
}

/// A meeting as calendars know it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarEntry {
    /// Tells it from other meetings, in every calendar.
    pub uid: String,
    /// Greater with every change.
    pub sequence: u64,
    /// It does not take place for the reader.
    pub is_cancelled: bool,
    /// From when, in milliseconds since the epoch.
    pub start_ms: i64,
    /// Until when, in milliseconds since the epoch.
    pub end_ms: i64,
    /// What it is about.
    pub subject: String,
    /// What is dialled to come in.
    pub number: String,
    /// Who invites.
    pub organizer: String,
}

/// What a letter says. The link in it is as secret as a password, so it is never printed.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Content {
    /// The text.
    pub text: String,
    /// The link that the reader is to follow.
    pub link: Option<String>,
    /// The entry for his calendar.
    pub calendar: Option<CalendarEntry>,
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Content(..)")
    }
}

/// A letter that is to be written.
pub(crate) struct Draft {
    pub(crate) account_id: Id,
    pub(crate) to: String,
    pub(crate) sort: Sort,
    pub(crate) subject: String,
    pub(crate) content: Content,
    /// After this it is of no use to anybody, in milliseconds since the epoch.
    pub(crate) useless_ms: Option<i64>,
}

/// The letter as an entry of the tray of those that wait.
pub(crate) fn entry(engine: &Engine, draft: Draft) -> Result<Entry> {
    let now_ms = engine.now_ms();
    let fields = json!({
        "to": draft.to,
        "sort": draft.sort.name(),
        "subject": draft.subject,
        "has_link": draft.content.link.is_some(),
        "sealed": sealed(engine, &draft.content)?,
        "attempts": 0,
        "next_ms": now_ms,
        "useless_ms": draft.useless_ms,
    });
    Ok(Entry {
        kind: Kind::Letter,
        id: engine.new_id(),
        account_id: draft.account_id,
        owner_id: Tray::Waiting.id(),
        at_ms: now_ms,
        rev: 0,
        fields: fields.as_object().cloned().unwrap_or_default(),
    })
}

fn sealed(engine: &Engine, content: &Content) -> Result<String> {
    let text = serde_json::to_string(content);
    let text = text.map_err(|error| crate::Error::internal(error.to_string()))?;
    seal::seal(&engine.pepper, Seal::Letter, &text)
}

/// What the letter says; nothing once it was sent, or when the installation's key is another one now.
pub(crate) fn content(engine: &Engine, letter: &Entry) -> Option<Content> {
    let sealed = letter.fields.get("sealed")?.as_str()?;
    let text = seal::open(&engine.pepper, Seal::Letter, sealed)?;
    serde_json::from_str(&text).ok()
}

/// A letter as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: Id,
    /// Where it lies.
    pub tray: Tray,
    /// The address.
    pub to: String,
    /// What it is about.
    pub sort: Sort,
    /// The subject.
    pub subject: String,
    /// When it was written, in milliseconds since the epoch.
    pub written_ms: i64,
    /// How often it was tried.
    pub attempts: u32,
    /// Until when it is of use, in milliseconds since the epoch.
    pub useless_ms: Option<i64>,
    /// When it is tried again, in milliseconds since the epoch; only while it waits.
    pub next_ms: Option<i64>,
    /// When it was sent or parked, in milliseconds since the epoch.
    pub ended_ms: Option<i64>,
    /// Why the last attempt failed, as a short name, such as `unreachable`.
    pub reason: Option<String>,
    /// What the mail server said, if it said something.
    pub answer: Option<String>,
    /// Whether a link can be handed over in its place.
    pub has_link: bool,
}

/// Reads what a list shows of a letter.
pub(crate) fn row(letter: &Entry) -> Option<Row> {
    let fields = &letter.fields;
    let text = |key: &str| fields.get(key).and_then(Value::as_str).map(str::to_owned);
    let number = |key: &str| fields.get(key).and_then(Value::as_i64);
    let tray = Tray::of(letter)?;
    let sort = text("sort");
    Some(Row {
        id: letter.id,
        tray,
        to: text("to").unwrap_or_default(),
        sort: Sort::ALL
            .into_iter()
            .find(|known| Some(known.name()) == sort.as_deref())?,
        subject: text("subject").unwrap_or_default(),
        written_ms: letter.at_ms,
        attempts: number("attempts").map_or(0, |n| u32::try_from(n).unwrap_or(u32::MAX)),
        useless_ms: number("useless_ms"),
        next_ms: number("next_ms").filter(|_| tray == Tray::Waiting),
        ended_ms: number("ended_ms"),
        reason: text("reason"),
        answer: text("answer"),
        has_link: fields.get("has_link").and_then(Value::as_bool) == Some(true),
    })
}

/// After this a letter is not tried any more, in milliseconds since the epoch.
pub(crate) fn given_up_ms(letter: &Entry) -> i64 {
    let number = |key: &str| letter.fields.get(key).and_then(Value::as_i64);
    let begun = number("begun_ms").unwrap_or(letter.at_ms);
    let tried = begun.saturating_add(TRIED_MS);
    number("useless_ms").map_or(tried, |useless| useless.min(tried))
}

/// True when the letter would help nobody any more.
pub(crate) fn is_useless(letter: &Entry, now_ms: i64) -> bool {
    let useless = letter.fields.get("useless_ms").and_then(Value::as_i64);
    useless.is_some_and(|at_ms| at_ms <= now_ms)
}

/// The letter in another tray. Once it was sent, nothing of what it said is kept.
pub(crate) fn moved(mut letter: Entry, tray: Tray, now_ms: i64) -> Entry {
    letter.owner_id = tray.id();
    let fields: &mut Fields = &mut letter.fields;
    match tray {
        Tray::Waiting => {
            fields.insert("next_ms".to_owned(), now_ms.into());
            fields.insert("begun_ms".to_owned(), now_ms.into());
            fields.insert("attempts".to_owned(), 0.into());
            for key in ["ended_ms", "reason", "answer"] {
                fields.shift_remove(key);
            }
        }
        Tray::Parked => {
            fields.insert("ended_ms".to_owned(), now_ms.into());
        }
        Tray::Sent => {
            fields.insert("ended_ms".to_owned(), now_ms.into());
            fields.insert("has_link".to_owned(), false.into());
            for key in ["sealed", "reason", "answer"] {
                fields.shift_remove(key);
            }
        }
    }
    letter
}
