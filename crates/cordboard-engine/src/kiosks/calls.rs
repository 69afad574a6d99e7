//! The calls at a kiosk's line, and those that are parked in its office.

use super::{attending, colleague};
use crate::authorise::Verb;
use crate::plane::Line;
use crate::principal::Kiosk;
use crate::{Engine, Error, Principal, Result, calls};
use cordboard_model::Kind;
use cordboard_model::switchboard::Call;

/// Why a kiosk works no calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// Nothing carries calls.
    NoPlane,
    /// The kiosk has no line, or its person has no extension.
    NoLine,
}

/// The calls.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// Now, in milliseconds since the epoch, so that a clock that is wrong shows right times.
    pub now_ms: i64,
    /// Why there can be none.
    pub idle: Option<Idle>,
    /// Those at the line, in the order in which they came.
    pub calls: Vec<Call>,
    /// Those that are parked.
    pub parked: Vec<Call>,
}

/// Lists them.
pub fn run(engine: &Engine, principal: &Principal) -> Result<Output> {
    let kiosk = attending(engine, principal, Verb::Attend)?;
    let board = engine.live.desks.look(kiosk.account_id);
    let idle = match (engine.plane(), line(engine, kiosk)) {
        (None, _) => Some(Idle::NoPlane),
        (Some(_), Err(_)) => Some(Idle::NoLine),
        (Some(_), Ok(_)) => None,
    };
    let calls = kiosk.line.map(|desk| board.at(desk).cloned().collect());
    Ok(Output {
        now_ms: engine.now_ms(),
        idle,
        calls: calls.unwrap_or_default(),
        parked: board.parked().cloned().collect(),
    })
}

/// The line whose calls the kiosk works.
pub(super) fn line(engine: &Engine, kiosk: Kiosk) -> Result<Line> {
    let none = || Error::Refused {
        code: "no_line",
        detail: "this kiosk has no line with an extension; an admin gives it one".to_owned(),
    };
    let user = colleague(engine, kiosk.account_id, kiosk.line.ok_or_else(none)?);
    let user = user.map_err(|_| none())?;
    let account = engine.live(Kind::Account, kiosk.account_id)?;
    let line = calls::line(&user, &account.ok_or_else(none)?);
    if line.number.is_empty() {
        Err(none())
    } else {
        Ok(line)
    }
}
