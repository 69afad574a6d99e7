//! Who fetched a phone's file lately, whether the file has changed since, and how far the phone is with its password.
//!
//! Kept beside the phone, the newest first, and never in the feed. Neither the folder nor anything of the file is kept,
//! but for a digest that tells one file from another.

use super::arming::{self, Arming};
use super::config::Server;
use super::fetch::{Found, Source};
use crate::{Engine, Result, listing};
use cordboard_model::{Id, Kind, Record};
use cordboard_store::{Assert, Batch};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// How many fetches of a phone are kept.
pub const KEPT: usize = 20;
/// The most characters that are kept of what a phone says that it is.
const AGENT_MAX: usize = 200;
/// The same phone that asks again within this time is one entry: some ask in a circle.
const SAME_MS: i64 = 60_000;

/// What came of a fetch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The phone got its file, with its password.
    Fetched,
    /// It got its file without the password, which it had before.
    WithoutPassword,
    /// It asked whether there is a file, and took nothing.
    Asked,
    /// It asked where others could have read the answer, and got nothing.
    RefusedPlain,
    /// The file could not be written.
    Unwritable,
}

/// One fetch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
    /// From which address; empty when it is unknown.
    pub ip: String,
    /// What the phone said that it is.
    pub user_agent: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What is known of a phone's fetches.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Log {
    /// The newest first.
    pub entries: Vec<Entry>,
    /// Of the file that was fetched last.
    digest: Option<String>,
    /// How far the phone is with its password; `None` before its first fetch.
    #[serde(default)]
    pub(super) arming: Option<Arming>,
}

impl Log {
    /// Whether the file is another one than the phone fetched last; `None` when it has fetched none.
    pub(super) fn is_changed(&self, engine: &Engine, found: &Found) -> Option<bool> {
        let fetched = self.digest.as_ref()?;
        Some(digest(engine, found).as_ref() != Some(fetched))
    }
}

/// What is kept of this phone.
pub(super) fn read(engine: &Engine, phone: Id) -> Result<Log> {
    let record = engine.read()?.get(Kind::PhoneFetches, phone)?;
    Ok(record.as_ref().map(of_record).unwrap_or_default())
}

fn of_record(record: &Record) -> Log {
    serde_json::from_value(Value::Object(record.fields.clone())).unwrap_or_default()
}

/// Keeps a fetch. A phone gets its file also when this cannot be written.
pub(super) fn keep(engine: &Engine, found: &Found, source: Source<'_>, outcome: Outcome) {
    let note = || engine.batch(None, "phone.fetch", Vec::new(), Value::Null);
    let kept = edit(engine, &found.phone, note, |log| {
        add(log, entry(engine, source, outcome));
        if matches!(outcome, Outcome::Fetched | Outcome::WithoutPassword) {
            log.digest = digest(engine, found);
        }
        if outcome == Outcome::Fetched {
            arming::fetched(engine, found, log);
        }
    });
    if let Err(error) = kept {
        tracing::warn!(%error, phone = %found.phone.id, "a phone's fetch could not be noted");
    }
}

fn entry(engine: &Engine, source: Source<'_>, outcome: Outcome) -> Entry {
    let agent = source.user_agent.chars().filter(|c| !c.is_control());
    Entry {
        at_ms: engine.now_ms(),
        ip: source.ip.to_owned(),
        user_agent: agent.take(AGENT_MAX).collect(),
        outcome,
    }
}

fn add(log: &mut Log, entry: Entry) {
    let is_again = |last: &Entry| {
        let same = Entry {
            at_ms: entry.at_ms,
            ..last.clone()
        };
        same == entry && entry.at_ms - last.at_ms < SAME_MS
    };
    if !log.entries.first().is_some_and(is_again) {
        log.entries.insert(0, entry);
        log.entries.truncate(KEPT);
    }
}

/// Changes what is kept of this phone, in a commit with this note; a change that changes nothing is none.
pub(super) fn edit(
    engine: &Engine,
    phone: &Record,
    note: impl Fn() -> Batch,
    change: impl Fn(&mut Log),
) -> Result<()> {
    engine.retry(|| {
        let (kind, id) = (Kind::PhoneFetches, phone.id);
        let old = engine.read()?.get(kind, id)?;
        let before = old.as_ref().map(of_record).unwrap_or_default();
        let mut log = before.clone();
        change(&mut log);
        if log == before {
            return Ok(());
        }
        let fields = json!(log).as_object().cloned().unwrap_or_default();
        let mut batch = note();
        batch.asserts.push(match &old {
            Some(old) => Assert::Rev {
                kind,
                id,
                rev: old.rev,
            },
            None => Assert::Absent { kind, id },
        });
        let record = Record::new(kind, id, phone.account_id, fields, batch.note.at_ms);
        batch.puts.push(listing::put(record));
        engine.commit(batch)?;
        Ok(())
    })
}

/// Tells the file from others without holding anything of it: by a keyed digest, for a server of which only one exists.
fn digest(engine: &Engine, found: &Found) -> Option<String> {
    let nowhere = Server {
        host: "server.invalid",
        folder_url: "",
    };
    let text = found.vendor?.file(&found.config(&nowhere)).ok()?;
    Some(engine.pepper.name_of(&format!("phone file|{text}")))
}
