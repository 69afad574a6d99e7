//! A letter that shows whether the mail server works.

use crate::authorise::{scope, settings};
use crate::mail::letter::{Content, Draft, Sort, entry};
use crate::mail::texts;
use crate::{Engine, Error, Principal, Result, accounts};
use cordboard_model::Id;
use serde_json::json;

/// How long it is tried, in milliseconds: whoever waits for it has the answer before him.
const TRIED_MS: i64 = 600_000;
/// The longest address.
const ADDRESS_MAX: usize = 320;

/// To whom it goes.
#[derive(Debug, Clone)]
pub struct Input {
    /// The address.
    pub to: String,
    /// The language.
    pub language: String,
}

/// Writes it, due at once, and gives its id.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Id> {
    settings(&engine.tree(), principal)?;
    let account_id = scope(&engine.tree(), principal)?;
    let to = input.to.trim();
    let (name, host) = to.split_once('@').unwrap_or_default();
    let is_odd = |c: char| c.is_control() || c.is_whitespace();
    if name.is_empty() || host.is_empty() || to.len() > ADDRESS_MAX || to.contains(is_odd) {
        return Err(Error::invalid("/to", "email", "use one e-mail address"));
    }
    if engine.settings().smtp.is_none() {
        return Err(Error::Refused {
            code: "no_mail_server",
            detail: "name a mail server first".to_owned(),
        });
    }
    let account = accounts::find(engine, account_id)?;
    let (subject, text) = texts::write(
        Sort::Test,
        &input.language,
        &[("account", &account.label())],
    );
    let letter = entry(
        engine,
        Draft {
            account_id,
            to: to.to_owned(),
            sort: Sort::Test,
            subject,
            content: Content {
                text,
                ..Content::default()
            },
            useless_ms: Some(engine.now_ms() + TRIED_MS),
        },
    )?;
    let id = letter.id;
    let about = vec![accounts::touched(account_id)];
    let detail = json!({ "label": to });
    let mut batch = engine.batch(principal.actor(), "letter.test", about, detail);
    batch.entries.push(letter);
    engine.commit(batch)?;
    engine.post.hurry();
    Ok(id)
}
