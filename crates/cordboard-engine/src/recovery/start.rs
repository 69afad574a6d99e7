//! Asking for a link.
//!
//! Whether the user exists, is disabled, or has no address: the answer is the same, and so is the work, down to the
//! commit. Only the mailbox learns it.

use super::{EXPIRES, LIFETIME_MS, page};
use crate::account_hint::{AccountHint, candidates};
use crate::bucket::{self, Tokens};
use crate::mail::letter::{self, Content, Draft, Sort};
use crate::mail::texts;
use crate::sessions::kept::open::account_enabled;
use crate::sessions::sign_in;
use crate::{Engine, Error, Result, accounts, listing, sessions, users};
use cordboard_model::schema::Violation;
use cordboard_model::text::name_key;
use cordboard_model::{Fields, Id, Kind, Record};
use cordboard_store::{Batch, Entry};
use std::net::IpAddr;

/// A user who just got a link gets no second one for so many milliseconds.
const PAUSE_MS: i64 = 60 * 1000;
/// How many links that nobody followed are forgotten by one request.
const FORGOTTEN: usize = 32;

/// Who wants to get back in, and where the link leads.
#[derive(Clone)]
pub struct Input {
    /// The account; nothing where the user is named as when he signs in.
    pub account: Option<AccountHint>,
    /// The user name, and where no account is named with an `@` and its realm behind it.
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
    let spelled = match &input.account {
        Some(account) => account.spelled(),
        None => name_key(&input.username),
    };
    let tokens = bucket::charge(engine, input.client, &spelled)?;
    let reset_id = sessions::fresh_token();
    engine.retry(|| {
        let user = find(engine, &input)?;
        let letter = match &user {
            Some(user) => Some(letter(engine, user, &input.ui_url, &reset_id)?),
            None => None,
        };
        keep(engine, &reset_id, user.as_ref(), letter)
    })?;
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
    let user = match &input.account {
        Some(account) => {
            let account_id = candidates(engine, account)?.first().copied();
            users::by_username(engine, account_id, &input.username)?
        }
        None => sign_in::by_text(engine, &input.username)?,
    };
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

/// Keeps the link's digest, with the letter that holds the link; where nobody is to get one, a digest that is over
/// already.
fn keep(
    engine: &Engine,
    reset_id: &str,
    user: Option<&Record>,
    letter: Option<Entry>,
) -> Result<()> {
    let touched = user
        .and_then(|user| Some(users::touched(user.id, user.account_id?)))
        .into_iter()
        .collect();
    let detail = serde_json::json!({ "label": user.map(Record::label) });
    let mut batch = engine.batch(None, "recovery.start", touched, detail);
    put_digest(engine, &mut batch, reset_id, user)?;
    batch.entries.extend(letter);
    engine.commit(batch)?;
    Ok(())
}

/// Adds the link's digest to a batch, in the place of older ones.
pub(super) fn put_digest(
    engine: &Engine,
    batch: &mut Batch,
    reset_id: &str,
    user: Option<&Record>,
) -> Result<()> {
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
    let old = engine
        .read()?
        .heads(Kind::Recovery, Some(listed_under), None, FORGOTTEN)?;
    let old = old.into_iter().map(|head| (Kind::Recovery, head.id));
    batch.erases.extend(old);
    batch.puts.push(listing::put(record));
    Ok(())
}

fn letter(engine: &Engine, user: &Record, url: &str, reset_id: &str) -> Result<Entry> {
    let account_id = user.account_id.ok_or(Error::NotFound("user"))?;
    let account = accounts::find(engine, account_id)?;
    with_link(engine, (user, &account), Sort::Recovery, (url, reset_id))
}

/// A letter with the link to a page.
pub(super) fn with_link(
    engine: &Engine,
    (user, account): (&Record, &Record),
    sort: Sort,
    (url, reset_id): (&str, &str),
) -> Result<Entry> {
    let language = match user.text("language") {
        "" => account.text("language"),
        own => own,
    };
    let (name, account_name) = (user.label(), account.label());
    let values = [
        ("name", name.as_str()),
        ("username", user.text("username")),
        ("account", account_name.as_str()),
    ];
    let (subject, text) = texts::write(sort, language, &values);
    let link = format!("{}?recovery={reset_id}", url.trim());
    letter::entry(
        engine,
        Draft {
            account_id: account.id,
            to: user.text("email").to_owned(),
            sort,
            subject,
            content: Content {
                text,
                link: Some(link),
                calendar: None,
            },
            useless_ms: Some(engine.now_ms() + LIFETIME_MS),
        },
    )
}
