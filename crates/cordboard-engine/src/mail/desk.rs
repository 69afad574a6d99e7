//! The desk: says which letters are to be sent now, and takes in what came of them. It never waits and opens no
//! connection.
//!
//! There is one desk for one engine. The program that sends gives it its turns; tests do so by hand. A letter can reach
//! its reader twice when the program ends between sending it and noting so; never is one lost.

use super::KEPT_MS;
use super::letter::{self, Content, Tray, content, given_up_ms, moved};
use crate::{Engine, Result};
use cordboard_model::{Id, Kind};
use cordboard_store::{Batch, Entry, EntryQuery};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How long a letter waits after each failed attempt, in milliseconds; after the last one as long as after that one.
const BACK_OFF_MS: [i64; 7] = [
    60_000, 300_000, 900_000, 3_600_000, 7_200_000, 14_400_000, 28_800_000,
];
/// The same where the mail server took no letter at all. The pause of the server holds for all letters; this one steps
/// back behind the others, in case it is the letter after all that the server hangs at.
const NO_SERVER_MS: [i64; 5] = [0, 0, 60_000, 300_000, 900_000];
/// How long a letter waits when the desk cannot read or write, in milliseconds.
const HELD_UP_MS: i64 = 60_000;
/// How many old letters are forgotten at a time: more than are added.
const FORGOTTEN: usize = 16;
/// How much of what a mail server said is kept, in characters.
const ANSWER_MAX: usize = 300;

/// A letter whose turn it is.
#[derive(Debug, Clone)]
pub struct Due {
    /// Its id, the same with every attempt.
    pub id: Id,
    /// The address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// When it was written, in milliseconds since the epoch.
    pub written_ms: i64,
    /// What it says.
    pub content: Content,
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The mail server took it.
    Sent,
    /// It never will be: the letter or its address is wrong.
    Refused(Failure),
    /// This letter may go through later.
    Later(Failure),
    /// The mail server takes no letter at all: it is not there, or does not let us in.
    NoServer(Failure),
}

/// Why an attempt failed, without anything of the letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// A short name for programs, such as `unreachable`.
    pub reason: &'static str,
    /// What the mail server said, if it said something.
    pub answer: Option<String>,
}

/// When a letter that waits is due, and when it is given up, in milliseconds since the epoch.
#[derive(Debug, Clone, Copy)]
struct Wait {
    next_ms: i64,
    until_ms: i64,
}

/// What waits and what is under way, in memory; the letters are in the store.
#[derive(Debug, Default)]
pub struct Desk {
    waiting: BTreeMap<Id, Wait>,
    under_way: BTreeSet<Id>,
}

impl Desk {
    /// The desk as it was when the program ended.
    pub fn open(engine: &Engine) -> Result<Self> {
        let query = EntryQuery::all(Kind::Letter, Tray::Waiting.id());
        let letters = engine.read()?.entries(&query)?;
        let mut desk = Self::default();
        for letter in letters {
            desk.waiting.insert(letter.id, wait(&letter));
        }
        Ok(desk)
    }

    /// Takes in what was written. True when a person does not want to wait: then all that waits is due.
    pub fn hear(&mut self, engine: &Engine) -> bool {
        let news = engine.post.take();
        for id in news.written {
            match find(engine, id) {
                Ok(Some(letter)) => {
                    self.waiting.insert(id, wait(&letter));
                }
                Ok(None) => {}
                Err(error) => {
                    tracing::error!(%error, "a letter could not be read");
                    let (next_ms, until_ms) = (engine.now_ms() + HELD_UP_MS, i64::MAX);
                    self.waiting.insert(id, Wait { next_ms, until_ms });
                }
            }
        }
        if news.hurried {
            for wait in self.waiting.values_mut() {
                wait.next_ms = 0;
            }
        }
        news.hurried
    }

    /// The letters to send now, those that were due first before the others, so that at most so many are under way. The outcome of each must be
    /// reported. Letters whose time is over are parked.
    pub fn turn(&mut self, engine: &Engine, most: usize) -> Vec<Due> {
        let now_ms = engine.now_ms();
        let over = |(id, wait): (&Id, &Wait)| (wait.until_ms <= now_ms).then_some(*id);
        for id in self.waiting.iter().filter_map(over).collect::<Vec<Id>>() {
            if !self.under_way.contains(&id) {
                self.give_up(engine, id);
            }
        }
        let mut due = Vec::new();
        let ready =
            |(id, wait): (&Id, &Wait)| (wait.next_ms <= now_ms).then_some((wait.next_ms, *id));
        let mut ready: Vec<(i64, Id)> = self.waiting.iter().filter_map(ready).collect();
        ready.sort_unstable();
        for (_, id) in ready {
            if self.under_way.len() >= most {
                break;
            }
            if self.under_way.contains(&id) {
                continue;
            }
            due.extend(self.take(engine, id));
        }
        due
    }

    /// When the next turn is wanted, in milliseconds since the epoch, if not earlier.
    pub fn next_ms(&self) -> Option<i64> {
        let idle = self.waiting.iter();
        let idle = idle.filter(|(id, _)| !self.under_way.contains(id));
        idle.map(|(_, wait)| wait.next_ms.min(wait.until_ms)).min()
    }

    /// How many letters are under way.
    pub fn under_way(&self) -> usize {
        self.under_way.len()
    }

    fn take(&mut self, engine: &Engine, id: Id) -> Option<Due> {
        let letter = match find(engine, id) {
            Ok(Some(letter)) => letter,
            Ok(None) => {
                // Somebody has discarded it.
                self.waiting.remove(&id);
                return None;
            }
            Err(error) => {
                tracing::error!(%error, "a letter could not be read");
                self.hold(id, engine.now_ms() + HELD_UP_MS);
                return None;
            }
        };
        let text = |key: &str| letter.fields.get(key).and_then(Value::as_str);
        let Some(content) = content(engine, &letter) else {
            let failure = Failure {
                reason: "sealed",
                answer: None,
            };
            self.report(engine, id, &Outcome::Refused(failure));
            return None;
        };
        self.under_way.insert(id);
        Some(Due {
            id,
            to: text("to").unwrap_or_default().to_owned(),
            subject: text("subject").unwrap_or_default().to_owned(),
            written_ms: letter.at_ms,
            content,
        })
    }

    fn hold(&mut self, id: Id, next_ms: i64) {
        if let Some(wait) = self.waiting.get_mut(&id) {
            wait.next_ms = next_ms;
        }
    }

    /// Parks a letter whose time is over.
    fn give_up(&mut self, engine: &Engine, id: Id) {
        let now_ms = engine.now_ms();
        let change = |mut letter: Entry| {
            if letter::is_useless(&letter, now_ms) {
                note(&mut letter, "too_late", None);
            } else if !letter.fields.contains_key("reason") {
                note(&mut letter, "no_mail_server", None);
            }
            moved(letter, Tray::Parked, now_ms)
        };
        match write(engine, id, change) {
            Ok(_) => {
                self.waiting.remove(&id);
            }
            Err(error) => {
                tracing::error!(%error, "a letter that is given up could not be written");
                if let Some(wait) = self.waiting.get_mut(&id) {
                    wait.until_ms = now_ms + HELD_UP_MS;
                }
            }
        }
    }

    /// Takes in what came of an attempt.
    pub fn report(&mut self, engine: &Engine, id: Id, outcome: &Outcome) {
        self.under_way.remove(&id);
        let now_ms = engine.now_ms();
        let written = write(engine, id, |letter| decided(letter, outcome, now_ms));
        match written {
            Ok(Some(letter)) if Tray::of(&letter) == Some(Tray::Waiting) => {
                self.waiting.insert(id, wait(&letter));
            }
            Ok(_) => {
                self.waiting.remove(&id);
            }
            Err(error) => {
                tracing::error!(%error, "what came of a letter could not be written");
                self.hold(id, now_ms + HELD_UP_MS);
            }
        }
    }
}

/// The letter as an attempt leaves it.
fn decided(mut letter: Entry, outcome: &Outcome, now_ms: i64) -> Entry {
    let attempts = letter.fields.get("attempts").and_then(Value::as_u64);
    let attempts = attempts.unwrap_or(0).saturating_add(1);
    letter.fields.insert("attempts".to_owned(), attempts.into());
    let (failure, next_ms) = match outcome {
        Outcome::Sent => return moved(letter, Tray::Sent, now_ms),
        Outcome::Refused(failure) => (failure, None),
        Outcome::Later(failure) => (failure, Some(now_ms + pause_ms(&BACK_OFF_MS, attempts))),
        Outcome::NoServer(failure) => (failure, Some(now_ms + pause_ms(&NO_SERVER_MS, attempts))),
    };
    note(&mut letter, failure.reason, failure.answer.as_deref());
    match next_ms.filter(|next_ms| *next_ms < given_up_ms(&letter)) {
        Some(next_ms) => {
            letter.fields.insert("next_ms".to_owned(), next_ms.into());
            letter
        }
        None => moved(letter, Tray::Parked, now_ms),
    }
}

/// The pause after so many attempts, in milliseconds.
fn pause_ms(series: &[i64], attempts: u64) -> i64 {
    let step = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    let pause = series.get(step).or(series.last());
    pause.copied().unwrap_or(HELD_UP_MS)
}

fn note(letter: &mut Entry, reason: &str, answer: Option<&str>) {
    letter.fields.insert("reason".to_owned(), reason.into());
    let answer = answer.map(|text| {
        let plain = text.chars().filter(|c| !c.is_control());
        plain.take(ANSWER_MAX).collect::<String>()
    });
    letter.fields.insert("answer".to_owned(), answer.into());
}

fn wait(letter: &Entry) -> Wait {
    let next = letter.fields.get("next_ms").and_then(Value::as_i64);
    Wait {
        next_ms: next.unwrap_or(0),
        until_ms: given_up_ms(letter),
    }
}

/// The letter, while it waits.
fn find(engine: &Engine, id: Id) -> Result<Option<Entry>> {
    let letter = engine.read()?.entry(Kind::Letter, id)?;
    Ok(letter.filter(|letter| Tray::of(letter) == Some(Tray::Waiting)))
}

/// Writes a letter that waits as it is to be, and forgets old ones; nothing when it waits no more.
fn write(engine: &Engine, id: Id, change: impl FnOnce(Entry) -> Entry) -> Result<Option<Entry>> {
    let _turn = engine.post.write();
    let Some(letter) = find(engine, id)? else {
        return Ok(None);
    };
    let changed = change(letter);
    let mut batch = engine.batch(None, "letter.report", Vec::new(), Value::Null);
    batch.entries.push(changed.clone());
    forget_old(engine, &mut batch)?;
    engine.commit(batch)?;
    Ok(Some(changed))
}

fn forget_old(engine: &Engine, batch: &mut Batch) -> Result<()> {
    let snapshot = engine.read()?;
    for tray in [Tray::Parked, Tray::Sent] {
        let query = EntryQuery {
            span: i64::MIN..batch.note.at_ms - KEPT_MS,
            limit: FORGOTTEN,
            ..EntryQuery::all(Kind::Letter, tray.id())
        };
        let old = snapshot.entries(&query)?;
        let old = old.into_iter().map(|letter| (Kind::Letter, letter.id));
        batch.erases.extend(old);
    }
    Ok(())
}
