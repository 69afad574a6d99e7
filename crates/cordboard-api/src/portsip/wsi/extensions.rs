//! `extension_events`: whether people can be reached, whether they are on a call, and what they say.

use super::command::Refused;
use super::reader::View;
use crate::portsip::status::said;
use cordboard_engine::accounts::fetch as account;
use cordboard_engine::belongings::Place;
use cordboard_engine::presence::status::{self, Output, Status};
use cordboard_engine::users::{by_extension, summaries};
use cordboard_engine::{Error, Result};
use cordboard_model::{Fields, Id};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Whom a client follows.
#[derive(Default)]
pub(super) struct Extensions {
    /// Everybody whom he may follow, also those who come later.
    is_all: bool,
    followed: HashMap<Id, Followed>,
}

/// What he heard of somebody last.
#[derive(PartialEq)]
struct Followed {
    number: String,
    presence: &'static str,
    note: String,
}

impl Followed {
    fn of(seen: &Output) -> Self {
        Self {
            number: seen.user.text("extension_number").to_owned(),
            presence: said(&seen.user).name(),
            note: seen.user.text("presence_note").to_owned(),
        }
    }
}

impl Extensions {
    /// Nobody is followed.
    pub(super) fn is_empty(&self) -> bool {
        !self.is_all && self.followed.is_empty()
    }

    /// Follows those with these numbers, or everybody whom the client may follow; gives how they are now. One number
    /// that may not be followed refuses all.
    pub(super) fn subscribe(
        &mut self,
        view: &View<'_>,
        numbers: Option<&[String]>,
    ) -> std::result::Result<Value, Refused> {
        let people = match numbers {
            Some(numbers) => numbers
                .iter()
                .map(|number| of_number(view, number))
                .collect::<Result<Vec<Id>>>()?,
            None => everybody(view)?,
        };
        let seen = people.into_iter().map(|id| Ok((id, look(view, id)?)));
        let seen: Vec<(Id, Output)> = seen.collect::<Result<_>>()?;
        self.is_all |= numbers.is_none();
        let realm = realm(view)?;
        let statuses = seen.iter().map(|(id, seen)| {
            self.followed.insert(*id, Followed::of(seen));
            status(view, &realm, seen)
        });
        let statuses = statuses.collect();
        Ok(all(view, statuses))
    }

    /// Follows those with these numbers no more, or nobody.
    pub(super) fn unsubscribe(&mut self, numbers: Option<&[String]>) {
        self.is_all = false;
        match numbers {
            None => self.followed.clear(),
            Some(numbers) => self
                .followed
                .retain(|_, known| !numbers.contains(&known.number)),
        }
    }

    /// Somebody was written: he may say something else now.
    pub(super) fn changed(&mut self, view: &View<'_>, id: Id) -> Result<Option<Value>> {
        if !self.is_all && !self.followed.contains_key(&id) {
            return Ok(None);
        }
        let Some(seen) = readable(look(view, id))? else {
            self.followed.remove(&id);
            return Ok(None);
        };
        let now = Followed::of(&seen);
        let before = self.followed.get(&id);
        if before == Some(&now) || now.number.is_empty() {
            return Ok(None);
        }
        let realm = realm(view)?;
        let told = match before {
            None => all(view, vec![status(view, &realm, &seen)]),
            Some(_) => {
                let mut event = head(view, &realm, &seen, "extension_presence");
                event["presence"] = now.presence.into();
                event["presence_note"] = now.note.as_str().into();
                event
            }
        };
        self.followed.insert(id, now);
        Ok(Some(told))
    }

    /// Somebody is rung, begins or ends a call; or his registrations are others now.
    pub(super) fn engaged(&self, view: &View<'_>, id: Id, call: bool) -> Result<Option<Value>> {
        if !self.followed.contains_key(&id) {
            return Ok(None);
        }
        let Some(seen) = readable(look(view, id))? else {
            return Ok(None);
        };
        let realm = realm(view)?;
        Ok(Some(match call {
            true => {
                let mut event = head(view, &realm, &seen, "extension_call");
                event["call_status"] = call_status(&seen).into();
                event
            }
            false => all(view, vec![status(view, &realm, &seen)]),
        }))
    }

    /// How everybody is who is followed.
    pub(super) fn again(&self, view: &View<'_>) -> Result<Option<Value>> {
        if self.is_empty() {
            return Ok(None);
        }
        let realm = realm(view)?;
        let mut statuses = Vec::new();
        for id in self.followed.keys() {
            let seen = readable(look(view, *id))?;
            statuses.extend(seen.map(|seen| status(view, &realm, &seen)));
        }
        Ok(Some(all(view, statuses)))
    }
}

fn of_number(view: &View<'_>, number: &str) -> Result<Id> {
    let user = by_extension::run(view.engine, &view.principal, view.account_id, number)?;
    Ok(user.id)
}

/// Those who have an extension: of all for who manages users, else oneself.
fn everybody(view: &View<'_>) -> Result<Vec<Id>> {
    if !view.principal.manages_users() {
        return Ok(view.principal.actor().into_iter().collect());
    }
    let numbers = summaries::View {
        name: "extensions",
        of: |user| {
            let number = user.fields.get("extension_number").cloned();
            Fields::from_iter(number.map(|number| ("number".to_owned(), number)))
        },
    };
    let rows = summaries::run(view.engine, &view.principal, view.account_id, numbers)?;
    let with_number = rows.iter().filter(|row| !row.fields.is_empty());
    Ok(with_number.map(|row| row.id).collect())
}

fn look(view: &View<'_>, id: Id) -> Result<Output> {
    let account_id = view.account_id;
    status::run(view.engine, &view.principal, Place { account_id, id })
}

/// Nothing where somebody is gone, or may not be read any more.
fn readable<T>(seen: Result<T>) -> Result<Option<T>> {
    match seen {
        Ok(seen) => Ok(Some(seen)),
        Err(Error::NotFound(_) | Error::Forbidden(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

fn realm(view: &View<'_>) -> Result<String> {
    let account = account::run(view.engine, &view.principal, view.account_id)?;
    Ok(account.record.text("realm").to_owned())
}

fn call_status(seen: &Output) -> &'static str {
    match (seen.status, seen.rings) {
        (Status::OnCall, _) => "ON_CALL",
        (_, true) => "RINGING",
        _ => "",
    }
}

/// Seconds since the epoch, as a text.
pub(super) fn seconds(view: &View<'_>) -> String {
    (view.engine.now_ms() / 1000).to_string()
}

/// Of whom it is, and when.
fn one(view: &View<'_>, realm: &str, seen: &Output) -> Value {
    json!({
        "extension": format!("sip:{}@{realm}", seen.user.text("extension_number")),
        "extension_id": seen.user.id,
        "time": seconds(view),
    })
}

fn head(view: &View<'_>, realm: &str, seen: &Output, kind: &str) -> Value {
    let mut event = one(view, realm, seen);
    event["event_type"] = kind.into();
    event["tenant_id"] = view.account_id.to_string().into();
    event
}

/// How somebody is.
fn status(view: &View<'_>, realm: &str, seen: &Output) -> Value {
    let mut status = one(view, realm, seen);
    let push = seen.registrations.iter().any(|phone| phone.enable_push);
    status["call_status"] = call_status(seen).into();
    status["online"] = (!seen.registrations.is_empty()).into();
    status["push_online"] = push.into();
    status["presence"] = said(&seen.user).name().into();
    status["presence_note"] = seen.user.text("presence_note").into();
    status
}

fn all(view: &View<'_>, statuses: Vec<Value>) -> Value {
    json!({
        "event_type": "extension_status",
        "tenant_id": view.account_id,
        "status": statuses,
    })
}
