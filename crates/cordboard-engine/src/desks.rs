//! The desks of attendants: a pure machine for each account ([`cordboard_model::switchboard`]), held in memory, that
//! asks the plane and believes its reports. After a restart nobody waits at a desk.

use crate::calls::{self, route};
use crate::plane::{Ending, Line, News, Order, Plane, Stop};
use crate::{Engine, Error, Result};
use cordboard_model::switchboard::{
    Command, Effect, Party, PlaneEvent, Refusal, Switchboard, command, hear as machine_hears,
};
use cordboard_model::{Id, Kind, Record};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// For how long a colleague is rung whom the desk asks, or who is handed a call that comes back, in seconds.
const ASKED_S: u32 = 20;

/// What goes on at the desks, by account. Held while effects go to the plane, so that they go there in their order.
#[derive(Default)]
pub(crate) struct Desks(Mutex<HashMap<Id, Switchboard>>);

impl Desks {
    fn hold(&self) -> MutexGuard<'_, HashMap<Id, Switchboard>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The desks of an account as they are now.
    pub(crate) fn look(&self, account_id: Id) -> Switchboard {
        self.hold().get(&account_id).cloned().unwrap_or_default()
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Error::Refused {
            code: refusal.code(),
            detail: refusal.to_string(),
        }
    }
}

/// Does what an attendant wants, and asks the plane for it.
pub(crate) fn act(engine: &Engine, desk: &Line, call: Id, wanted: Command) -> Result<()> {
    let plane = engine.plane().ok_or(Error::NoPlane)?;
    let account = engine
        .live(Kind::Account, desk.account_id)?
        .ok_or(Error::NotFound("account"))?;
    {
        let mut desks = engine.live.desks.hold();
        let board = desks.entry(desk.account_id).or_default();
        // Where a call goes depends on records: found before anything is done with it.
        let route = Route::of(engine, &account, desk, &wanted)?;
        let at = (desk.user_id, call);
        let effects = command(board, at, wanted, engine.now_ms())?;
        for effect in effects {
            order(&*plane, desk, effect, &route);
        }
        if board.is_empty() {
            desks.remove(&desk.account_id);
        }
    }
    let account_id = desk.account_id;
    engine.live.tell(News::Desk { account_id });
    Ok(())
}

/// Takes in what the plane reports.
pub(crate) fn hear(engine: &Engine, account_id: Id, event: PlaneEvent) {
    let Some(plane) = engine.plane() else {
        return;
    };
    {
        let mut desks = engine.live.desks.hold();
        let board = desks.entry(account_id).or_default();
        let effects = machine_hears(board, event, engine.now_ms());
        // What follows from a report concerns calls and legs that the plane knows; whose desk it is does not matter.
        let desk = Line {
            account_id,
            realm: String::new(),
            user_id: Id::default(),
            number: String::new(),
        };
        for effect in effects {
            order(&*plane, &desk, effect, &Route::default());
        }
        if board.is_empty() {
            desks.remove(&account_id);
        }
    }
    engine.live.tell(News::Desk { account_id });
}

/// Where a call that is handed on, or made, goes.
#[derive(Debug, Clone)]
struct Route {
    stops: Vec<Stop>,
    ending: Ending,
    to: Party,
}

impl Default for Route {
    fn default() -> Self {
        Self {
            stops: Vec::new(),
            ending: Ending::Nothing,
            to: Party::default(),
        }
    }
}

impl Route {
    fn of(engine: &Engine, account: &Record, desk: &Line, wanted: &Command) -> Result<Self> {
        let (to, through) = match wanted {
            Command::Blind { to, through } => (to, *through),
            Command::Safe { to, through, .. } | Command::Ask { to, through, .. } => (to, *through),
            Command::Dial { to } => (to, false),
            Command::Voicemail { of } => {
                return Ok(Self {
                    ending: Ending::Voicemail(of.number.clone()),
                    ..Self::default()
                });
            }
            _ => return Ok(Self::default()),
        };
        let user = match to.user_id {
            Some(id) => engine.live(Kind::User, id)?,
            None => None,
        };
        let to = to.clone();
        let Some(user) = user else {
            return Ok(Self {
                stops: vec![stop(&to.number, None)],
                ending: Ending::Nothing,
                to,
            });
        };
        if through {
            let line = calls::line(&user, account);
            return Ok(Self {
                stops: vec![stop(&to.number, Some(line))],
                ending: Ending::Nothing,
                to,
            });
        }
        let (stops, ending) = route::of(engine, account, &user, &desk.number)?;
        Ok(Self { stops, ending, to })
    }

    /// Who rings when the call is to come back to the desk.
    fn briefly(&self) -> Vec<Stop> {
        let brief = |stop: &Stop| Stop {
            seconds: stop.seconds.min(ASKED_S),
            ..stop.clone()
        };
        self.stops.iter().map(brief).collect()
    }
}

fn stop(number: &str, line: Option<Line>) -> Stop {
    Stop {
        number: number.to_owned(),
        line,
        seconds: ASKED_S,
    }
}

fn order(plane: &dyn Plane, desk: &Line, effect: Effect, route: &Route) {
    let order = match effect {
        Effect::Answer(call) => Order::Answer(call),
        Effect::Hold(call) => Order::Hold(call),
        Effect::Resume(call) => Order::Resume(call),
        Effect::Park(call) => Order::Park(call),
        Effect::HangUp(call) => Order::HangUp(call),
        Effect::Drop(leg) => Order::Drop(leg),
        Effect::Join { call, leg } => Order::Join { call, leg },
        Effect::Ring { leg, .. } => Order::Ring {
            leg,
            stops: route.briefly(),
        },
        Effect::Send { call, .. } => Order::Send {
            call,
            stops: route.stops.clone(),
            ending: route.ending.clone(),
        },
        Effect::Voicemail { call, mailbox } => Order::Send {
            call,
            stops: Vec::new(),
            ending: Ending::Voicemail(mailbox),
        },
        Effect::Dial { call, .. } => Order::Dial {
            call,
            to: crate::plane::Party {
                number: route.to.number.clone(),
                display_name: route.to.name.clone(),
                user_id: route.to.user_id,
                domain: String::new(),
            },
            stops: route.stops.clone(),
            ending: route.ending.clone(),
        },
    };
    plane.desk(desk, &order);
}
