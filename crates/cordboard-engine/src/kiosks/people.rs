//! Some people of the board, as they are now: what a kiosk reads again when the feed names them.

use super::attending;
use crate::authorise::Verb;
use crate::forwarding::person::Colleagues;
use crate::plane::live::Engaged;
use crate::{Engine, Error, Principal, Result, registrations};
use chrono::{DateTime, Utc};
use cordboard_model::call_rules::{Final, Question, who_rings};
use cordboard_model::{Id, Kind, Record};

/// How many people are read at once.
pub const PEOPLE_MAX: usize = 500;

/// A person as the board shows him.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// The user's record, of which a surface shows what a staff directory does.
    pub user: Record,
    /// What he does with his phones.
    pub call: Doing,
    /// Whether one of his phones can be reached; `None` where nothing tells.
    pub registered: Option<bool>,
    /// Where calls to him go now instead of his own phones.
    pub forwards: Option<Forward>,
}

/// What somebody does with his phones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    /// Nothing.
    Idle,
    /// One of them rings.
    Ringing,
    /// He talks.
    Talking,
}

/// Where calls go that do not ring at the person's own phones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Forward {
    /// To a number outside, or to a colleague by his name.
    To {
        /// The number.
        number: String,
        /// The colleague's name; empty for a number outside.
        name: String,
    },
    /// To his mailbox.
    Voicemail,
    /// Nowhere: they are refused.
    HangUp,
}

/// Reads those of these people who are there and enabled.
pub fn run(engine: &Engine, principal: &Principal, ids: &[Id]) -> Result<Vec<Tile>> {
    let kiosk = attending(engine, principal, Verb::Attend)?;
    if ids.len() > PEOPLE_MAX {
        let detail = "ask for at most 500 people at once";
        return Err(Error::invalid("/ids", "maxItems", detail));
    }
    let tiles = Tiles::of(engine, kiosk.account_id)?;
    let snapshot = engine.read()?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        let user = snapshot.get(Kind::User, *id)?.filter(Record::is_live);
        let user = user.filter(|user| user.account_id == Some(kiosk.account_id));
        if let Some(user) = user.filter(|user| user.flag("enabled", true)) {
            found.push(tiles.tile(&user)?);
        }
    }
    Ok(found)
}

/// What makes tiles of users, read once for all of them.
pub(super) struct Tiles<'a> {
    engine: &'a Engine,
    account_id: Id,
    colleagues: Colleagues<'a>,
    at: DateTime<Utc>,
}

impl<'a> Tiles<'a> {
    pub(super) fn of(engine: &'a Engine, account_id: Id) -> Result<Self> {
        let account = engine.live(Kind::Account, account_id)?;
        let account = account.ok_or(Error::NotFound("account"))?;
        Ok(Self {
            engine,
            account_id,
            colleagues: Colleagues::of(engine, engine.read()?, account)?,
            at: DateTime::from_timestamp_millis(engine.now_ms()).unwrap_or_default(),
        })
    }

    pub(super) fn tile(&self, user: &Record) -> Result<Tile> {
        let call = match self.engine.live.engaged(user.id) {
            Engaged::No => Doing::Idle,
            Engaged::Ringing => Doing::Ringing,
            Engaged::OnCall => Doing::Talking,
        };
        let known = registrations::of(self.engine, user, self.account_id)?;
        let registered = match (known.is_empty(), self.engine.plane()) {
            (false, _) => Some(true),
            (true, Some(_)) => Some(false),
            (true, None) => None,
        };
        Ok(Tile {
            user: user.clone(),
            call,
            registered,
            forwards: self.forwards(user)?,
        })
    }

    /// What the person's own rules do with a call now, if it does not ring at his phones first. A call that only goes
    /// elsewhere because he talks is no forwarding: he is busy.
    fn forwards(&self, user: &Record) -> Result<Option<Forward>> {
        let mut person = self.colleagues.person(user)?;
        person.in_call = false;
        let answer = self.colleagues.unless_failed(who_rings(&Question {
            person: &person,
            caller: "",
            at: self.at,
            state: None,
            directory: &self.colleagues,
            own_rules_only: true,
        }))?;
        let outcome = answer.outcome;
        let own = |id| id == Some(user.id);
        if outcome.rings.iter().any(|ringing| own(ringing.user_id)) {
            return Ok(None);
        }
        Ok(Some(match outcome.ends {
            Final::External | Final::Colleague => {
                let found = crate::calls::by_number(self.engine, self.account_id, &outcome.target)?;
                Forward::To {
                    number: outcome.target,
                    name: found.map(|found| found.label()).unwrap_or_default(),
                }
            }
            Final::Voicemail => Forward::Voicemail,
            Final::HangUp => Forward::HangUp,
        }))
    }
}
