//! A copy asks what happened (S-34 to S-45).

use super::ledger;
use super::roots;
use super::told::Told;
use crate::{Engine, Error, Principal, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cordboard_sync::server::Position;
use cordboard_sync::server::feed::{answer, page};
use cordboard_sync::{PullAnswer, PullRequest};
use subtle::ConstantTimeEq;

/// The next page.
pub fn run(engine: &Engine, principal: &Principal, pull: &PullRequest) -> Result<PullAnswer> {
    // A change of the tree that can be read here counts for the caller's rights, too.
    let _steady = engine.steady();
    let roots = match roots(engine, principal) {
        Err(Error::Forbidden(_)) => return Ok(PullAnswer::Revoked),
        known => known?,
    };
    let snapshot = engine.read()?;
    let known = ledger::known_incarnation(&*snapshot)?;
    let Some(incarnation) = known.filter(|known| *known == pull.incarnation) else {
        return Ok(PullAnswer::Incarnation);
    };
    let from = match &pull.token {
        None => None,
        Some(token) => match position(engine, principal, token) {
            Some(position) => Some(position),
            None => return Ok(PullAnswer::Resync),
        },
    };
    let wish = (pull.limit, pull.check);
    let told = page(&Told(&*snapshot), incarnation, &roots, from.as_ref(), wish)?;
    Ok(answer(told, |position| token(engine, principal, position)))
}

/// The position with a seal that only this server can make, for this caller (S-35).
fn token(engine: &Engine, principal: &Principal, position: &Position) -> String {
    let text = serde_json::to_string(position).unwrap_or_default();
    let seal = seal(engine, principal, &text);
    format!("{}.{seal}", URL_SAFE_NO_PAD.encode(text))
}

fn position(engine: &Engine, principal: &Principal, token: &str) -> Option<Position> {
    let (text, shown) = token.split_once('.')?;
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
    let right = seal(engine, principal, &text);
    bool::from(right.as_bytes().ct_eq(shown.as_bytes())).then_some(())?;
    serde_json::from_str(&text).ok()
}

fn seal(engine: &Engine, principal: &Principal, text: &str) -> String {
    let who = principal.actor().map(|id| id.to_string());
    let who = who.unwrap_or_default();
    engine
        .pepper
        .name_of(&format!("place in the feed of {who}: {text}"))
}
