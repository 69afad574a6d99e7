//! A copy asks what happened (S-34 to S-45).

use super::ledger;
use super::roots;
use super::told::Told;
use crate::{Engine, Error, Principal, Result};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cordboard_model::Id;
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
        Some(token) => match position(engine, principal, incarnation, token) {
            Some(position) => Some(position),
            None => return Ok(PullAnswer::Resync),
        },
    };
    let wish = (pull.limit, pull.check);
    let told = Told {
        engine,
        snapshot: &*snapshot,
    };
    let told = page(&told, incarnation, &roots, from.as_ref(), wish)?;
    Ok(answer(told, |position| token(engine, principal, position)))
}

/// How many bytes of a token are its seal.
const SEAL: usize = 16;

/// The position with a seal that only this server can make, for this caller and these data (S-35). It is as short as it
/// can be: most pulls are this token and little else.
fn token(engine: &Engine, principal: &Principal, position: &Position) -> String {
    let mut bytes = vec![u8::from(position.whole)];
    bytes.extend(position.seen.to_be_bytes());
    bytes.extend(position.given.to_be_bytes());
    for root in &position.roots {
        bytes.extend(root.as_bytes());
    }
    let seal = seal(engine, principal, position.incarnation, &bytes);
    bytes.extend(seal);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn position(
    engine: &Engine,
    principal: &Principal,
    incarnation: Id,
    token: &str,
) -> Option<Position> {
    let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
    let (said, shown) = bytes.split_at_checked(bytes.len().checked_sub(SEAL)?)?;
    let right = seal(engine, principal, incarnation, said);
    bool::from(right.as_slice().ct_eq(shown)).then_some(())?;
    let (whole, rest) = said.split_first()?;
    let (seen, rest) = rest.split_first_chunk()?;
    let (given, roots) = rest.split_first_chunk()?;
    let roots = roots.chunks(16).map(|id| id.try_into().map(Id::from_bytes));
    Some(Position {
        incarnation,
        roots: roots.collect::<std::result::Result<_, _>>().ok()?,
        seen: u64::from_be_bytes(*seen),
        given: u64::from_be_bytes(*given),
        whole: *whole == 1,
    })
}

fn seal(engine: &Engine, principal: &Principal, incarnation: Id, said: &[u8]) -> Vec<u8> {
    let who = principal.actor().map(|id| id.to_string());
    let who = who.unwrap_or_default();
    let said = URL_SAFE_NO_PAD.encode(said);
    let text = format!("place in the feed {incarnation} of {who}: {said}");
    let mut seal = engine.pepper.keyed(&text);
    seal.truncate(SEAL);
    seal
}
