//! From users to the tiles of the board. What tiles need beside the user is read once for all of them: an office of a
//! thousand costs as many questions as one of ten.

use super::people::{Doing, Forward, Tile};
use crate::forwarding::person;
use crate::plane::live::Engaged;
use crate::summaries::{self, View};
use crate::{Engine, Error, Result, calls, holidays, lists};
use chrono::{DateTime, Utc};
use cordboard_model::call_rules::{Directory, Final, Person, Question, Registration, who_rings};
use cordboard_model::text::name_key;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::Snapshot;
use std::collections::{HashMap, HashSet};

/// Whose a registration is, kept in memory.
const OWNERS: View = View {
    name: "kiosk.registrations",
    of: |record| {
        let owner = record.fields.get_key_value("owner_id");
        owner
            .map(|(key, id)| (key.clone(), id.clone()))
            .into_iter()
            .collect::<Fields>()
    },
};

/// What makes tiles of the users of one account.
pub(super) struct Tiles<'a> {
    engine: &'a Engine,
    account: Record,
    /// Of the whole account, and by person.
    holidays: HashMap<Option<Id>, Vec<Record>>,
    /// Those for whom a switch has reported a registration.
    reported: HashSet<Id>,
    names: Names,
    at: DateTime<Utc>,
}

impl<'a> Tiles<'a> {
    pub(super) fn of(engine: &'a Engine, snapshot: &dyn Snapshot, account_id: Id) -> Result<Self> {
        let account = snapshot.get(Kind::Account, account_id)?;
        let account = account
            .filter(Record::is_live)
            .ok_or(Error::NotFound("account"))?;
        let mut by_person: HashMap<Option<Id>, Vec<Record>> = HashMap::new();
        for day in holidays::kept::of_all(snapshot, account_id, usize::MAX)? {
            let whose = day.text("user_id").parse().ok();
            by_person.entry(whose).or_default().push(day);
        }
        let of = (Kind::Registration, account_id);
        let owners = summaries::rows_at(engine, snapshot, of, OWNERS)?;
        let people = lists::people_at(engine, snapshot, account_id)?;
        let owner = |fields: &Fields| fields.get("owner_id")?.as_str()?.parse().ok();
        Ok(Self {
            engine,
            reported: owners.iter().filter_map(|row| owner(&row.fields)).collect(),
            names: Names::of(people, account.clone()),
            account,
            holidays: by_person,
            at: DateTime::from_timestamp_millis(engine.now_ms()).unwrap_or_default(),
        })
    }

    pub(super) fn tile(&self, user: &Record) -> Result<Tile> {
        let call = match self.engine.live.engaged(user.id) {
            Engaged::No => Doing::Idle,
            Engaged::Ringing => Doing::Ringing,
            Engaged::OnCall => Doing::Talking,
        };
        let plane = self.engine.plane();
        let is_registered = self.reported.contains(&user.id)
            || plane.as_ref().is_some_and(|plane| {
                let line = calls::line(user, &self.account);
                !plane.registrations(&line).is_empty()
            });
        let registered = (is_registered || plane.is_some()).then_some(is_registered);
        Ok(Tile {
            user: user.clone(),
            call,
            registered,
            forwards: self.forwards(user, registered),
        })
    }

    /// What the person's own rules do with a call now, if it does not ring at his phones first. A call that only goes
    /// elsewhere because he talks is no forwarding: he is busy.
    fn forwards(&self, user: &Record, registered: Option<bool>) -> Option<Forward> {
        let of = |whose| self.holidays.get(&whose).map(Vec::as_slice);
        let own = of(Some(user.id)).unwrap_or_default().to_vec();
        let mut person =
            person::with_holidays(user, &self.account, own, of(None).unwrap_or_default());
        if self.engine.plane().is_some() {
            person.registration = match registered {
                Some(true) => Registration::Registered,
                _ => Registration::Unregistered,
            };
        }
        let answer = who_rings(&Question {
            person: &person,
            caller: "",
            at: self.at,
            state: None,
            directory: &self.names,
            own_rules_only: true,
        });
        let outcome = answer.outcome;
        let mut rings = outcome.rings.iter();
        if rings.any(|ringing| ringing.user_id == Some(user.id)) {
            return None;
        }
        Some(match outcome.ends {
            Final::External | Final::Colleague => Forward::To {
                name: self.names.name(&outcome.target),
                number: outcome.target,
            },
            Final::Voicemail => Forward::Voicemail,
            Final::HangUp => Forward::HangUp,
        })
    }
}

/// Who has which extension. Forwards are followed to the first colleague only, whose rules do not matter then.
struct Names {
    by_extension: HashMap<String, (Id, String)>,
    account: Record,
}

impl Names {
    fn of(people: Vec<lists::Person>, account: Record) -> Self {
        let known = people
            .into_iter()
            .filter(|one| !one.extension_number.is_empty());
        Self {
            by_extension: known
                .map(|one| (name_key(&one.extension_number), (one.id, one.name)))
                .collect(),
            account,
        }
    }

    fn name(&self, number: &str) -> String {
        let found = self.by_extension.get(&name_key(number));
        found.map(|(_, name)| name.clone()).unwrap_or_default()
    }
}

impl Directory for Names {
    fn by_extension(&self, number: &str) -> Option<Person> {
        let (id, name) = self.by_extension.get(&name_key(number))?;
        let mut fields = Fields::new();
        fields.insert("display_name".into(), name.as_str().into());
        fields.insert("extension_number".into(), number.into());
        let user = Record::new(Kind::User, *id, Some(self.account.id), fields, 0);
        Some(Person::from_records(&user, &self.account, &[]))
    }
}
