//! Changing a watch, also switching it off and on.

use super::{check, find, redacted};
use crate::deliveries::index;
use crate::rewrite::{self, Rewrite};
use crate::{Engine, Error, Principal, Result, belongings, clients};
use cordboard_model::schema::Violation;
use cordboard_model::webhook::address;
use cordboard_model::{Fields, Id, Record, Role};
use serde_json::Value;

/// What to make of which watch.
pub struct Input {
    /// The watch.
    pub id: Id,
    /// From its fields, secrets too, to those it is to have; asked again when others wrote meanwhile.
    pub rewrite: Rewrite,
}

/// Changes it. While it is off nothing is noted for it, and what was noted before waits until it is on again.
pub fn run(engine: &Engine, principal: &Principal, input: &Input) -> Result<Record> {
    let account_id = clients::reseller_of(engine, principal)?;
    let changed = engine.retry(|| {
        let _steady = engine.steady();
        clients::reseller_of(engine, principal)?;
        let current = find(engine, account_id, input.id)?;
        let now_ms = engine.now_ms();
        let edited = rewrite::apply(&current, &*input.rewrite, Role::Admin, &[], now_ms)?;
        stay_home(&current.fields, &edited.record.fields)?;
        check(engine, account_id, &edited.record)?;
        let verb = "watch.update";
        belongings::replace(engine, principal, verb, (current, edited), Vec::new())
    })?;
    index::refresh(engine, account_id)?;
    engine.deliveries.hurried(input.id);
    Ok(redacted(changed))
}

/// Secrets that are kept go to no other server than before, where somebody could read them who never may: whoever names
/// another one types them again.
fn stay_home(before: &Fields, after: &Fields) -> Result<()> {
    let text = |fields: &Fields, part: &str, key: &str| {
        let inside = fields.get(part).and_then(|it| it.get(key));
        inside.and_then(Value::as_str).map(str::to_owned)
    };
    let origin = |text: Option<String>| {
        let url = address::parse(&text.unwrap_or_default()).ok();
        url.map(|url| url.origin())
    };
    let target = |fields: &Fields| {
        let address = fields.get("address").and_then(Value::as_str);
        origin(address.map(str::to_owned))
    };
    let tokens = |fields: &Fields| origin(text(fields, "oauth2", "access_token_url"));
    let moved = target(before) != target(after);
    let either = moved || tokens(before) != tokens(after);
    let secrets = [
        ("basic_auth", "password", moved),
        ("oauth2", "client_secret", either),
        ("oauth2", "refresh_token", either),
    ];
    let kept = |part, key| {
        let known = text(before, part, key);
        known.is_some() && known == text(after, part, key)
    };
    let broken = secrets
        .into_iter()
        .filter(|(part, key, moved)| *moved && kept(*part, *key));
    let detail = "the address leads to another server: give this again";
    let broken =
        broken.map(|(part, key, _)| Violation::new(format!("/{part}/{key}"), "required", detail));
    let broken: Vec<Violation> = broken.collect();
    if broken.is_empty() {
        Ok(())
    } else {
        Err(Error::Invalid(broken))
    }
}
