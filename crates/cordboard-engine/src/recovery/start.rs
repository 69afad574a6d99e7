//! Asking for a link.
//!
//! Whether the user exists, is disabled, or has no address: the answer is the same, and so is the work, down to the
//! commit. Only the mailbox learns it.

use super::{EXPIRES, LIFETIME_MS, page};
use crate::account_hint::{AccountHint, candidates};
use crate::bucket::{self, Tokens};
use crate::mail::Outgoing;
use crate::sessions::kept::open::account_enabled;
use crate::{Engine, Error, Result, listing, sessions, users};
use cordboard_model::schema::Violation;
use cordboard_model::{Fields, Id, Kind, Record};
use std::net::IpAddr;

/// A user who just got a link gets no second one for so many milliseconds.
const PAUSE_MS: i64 = 60 * 1000;
/// How many links that nobody followed are forgotten by one request.
const FORGOTTEN: usize = 32;

/// Who wants to get back in, and where the link leads.
#[derive(Clone)]
pub struct Input {
    /// The account.
    pub account: AccountHint,
    /// The user name.
    pub username: String,
    /// The page that takes the link: `http(s)://...`, of a server in the settings or on this machine; the link is this
    /// with `?recovery=` and a number behind it.
    pub ui_url: String,
    /// Where the client is; `None` inside the program.
    pub client: Option<IpAddr>,
}

/// Sends the link, if there is a user to send it to.
pub fn run(engine: &Engine, input: Input) -> Result<Tokens> {
    check(&input)?;
    page::check(&input.ui_url, &engine.settings().recovery_pages)?;
    let tokens = bucket::charge(engine, input.client, &input.account.spelled())?;
    let reset_id = sessions::fresh_token();
    let user = engine.retry(|| {
        let user = find(engine, &input)?;
        keep(engine, &reset_id, user.as_ref())?;
        Ok(user)
    })?;
    if let Some(user) = user {
        let letter = letter(engine, &user, &input.ui_url, &reset_id);
        if let Err(error) = engine.mailer.send(&letter) {
            tracing::error!(%error, "a letter could not be handed over");
        }
    }
    Ok(tokens)
}

fn check(input: &Input) -> Result<()> {
    let mut broken = Vec::new();
    let url = input.ui_url.trim();
    let is_page = url.starts_with("https://") || url.starts_with("http://");
    if url.is_empty() {
        let detail = "name the page that takes the link";
        broken.push(Violation::new("/ui_url", "required", detail));
    } else if url.len() < 14 {
        let detail = "use an address of at least 14 characters";
        broken.push(Violation::new("/ui_url", "minLength", detail).with_target(14));
    } else if url.len() > 2000 {
        let detail = "use an address of at most 2000 characters";
        broken.push(Violation::new("/ui_url", "maxLength", detail).with_target(2000));
    } else if !is_page || url.chars().any(|c| c.is_control() || c.is_whitespace()) {
        let detail = "use an address that begins with https:// or http://";
        broken.push(Violation::new("/ui_url", "wrong_format", detail).with_target("uri"));
    }
    if input.username.trim().is_empty() {
        let detail = "name the user";
        broken.push(Violation::new("/username", "required", detail));
    }
    if broken.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(broken))
    }
}

/// The user who gets a link now.
fn find(engine: &Engine, input: &Input) -> Result<Option<Record>> {
    let account_id = candidates(engine, &input.account)?.first().copied();
    let user = users::by_username(engine, account_id, &input.username)?;
    let Some(user) = user.filter(|user| may_return(engine, user)) else {
        return Ok(None);
    };
    let open = engine
        .read()?
        .records(Kind::Recovery, Some(user.id), None, FORGOTTEN)?;
    let just_now = engine.now_ms() - PAUSE_MS;
    let paused = open.iter().any(|known| known.created_ms > just_now);
    Ok(Some(user).filter(|user| !paused && !user.text("email").is_empty()))
}

/// True for a user who could sign in if he knew his password.
pub(super) fn may_return(engine: &Engine, user: &Record) -> bool {
    user.is_live()
        && user.flag("enabled", true)
        && account_enabled(engine, user.account_id) == Some(true)
}

/// Keeps the link's digest; where nobody is to get one, one that is over already.
pub(super) fn keep(engine: &Engine, reset_id: &str, user: Option<&Record>) -> Result<()> {
    let now_ms = engine.now_ms();
    let listed_under = user.map_or(Id::default(), |user| user.id);
    let until_ms = user.map_or(0, |_| now_ms + LIFETIME_MS);
    let mut fields = Fields::new();
    fields.insert(EXPIRES.into(), until_ms.into());
    let record = Record::new(
        Kind::Recovery,
        sessions::id_of(reset_id),
        Some(listed_under),
        fields,
        now_ms,
    );
    let touched = user
        .and_then(|user| Some(users::touched(user.id, user.account_id?)))
        .into_iter()
        .collect();
    let detail = serde_json::json!({ "label": user.map(Record::label) });
    let mut batch = engine.batch(None, "recovery.start", touched, detail);
    let old = engine
        .read()?
        .heads(Kind::Recovery, Some(listed_under), None, FORGOTTEN)?;
    let old = old.into_iter().map(|head| (Kind::Recovery, head.id));
    batch.erases.extend(old);
    batch.puts.push(listing::put(record));
    engine.commit(batch)?;
    Ok(())
}

pub(super) fn letter(engine: &Engine, user: &Record, url: &str, reset_id: &str) -> Outgoing {
    let tree = engine.tree();
    let account = user.account_id.and_then(|id| tree.leaf(id));
    let account = account.map(|leaf| leaf.name.as_str()).unwrap_or_default();
    let name = user.label();
    let username = user.text("username");
    Outgoing {
        to: user.text("email").to_owned(),
        subject: "Your new password".to_owned(),
        text: format!(
            "Hello {name},\n\nsomebody asked for a new password for \"{username}\" at {account}.\n\n\
             If it was you, follow this link within 24 hours and set one. It works once. If it was not you, there \
             is nothing to do: your password stays as it is.",
        ),
        link: format!("{}?recovery={reset_id}", url.trim()),
        at_ms: engine.now_ms(),
    }
}
