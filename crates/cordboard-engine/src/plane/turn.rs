//! The plane's turn: what became due is done, and what was reported is taken in.

use super::live::Engaged;
use super::{CallEvent, News, Report};
use crate::meetings::rooms;
use crate::{Engine, calls, desks, phones};
use std::sync::PoisonError;

/// Wakes the plane and the rooms, takes in what was reported, and says when the next turn is wanted, in milliseconds
/// since the epoch. Called again and again by [`super::drive::run`], and by tests.
pub fn run(engine: &Engine) -> Option<i64> {
    let now_ms = engine.now_ms();
    rooms::tick(engine, now_ms);
    let mut plane_ms = None;
    // Twice, as what is heard may give the plane something to do.
    for _ in 0..2 {
        plane_ms = engine.live.plane().and_then(|plane| plane.wake(now_ms));
        hear(engine);
    }
    let rooms_ms = rooms::next_tick_ms(engine, now_ms);
    plane_ms.into_iter().chain(rooms_ms).min()
}

/// Takes in what was reported until now, in order.
pub(crate) fn hear(engine: &Engine) {
    let _one_at_a_time = engine
        .live
        .hearing
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    while let Some(report) = engine.live.reports.take() {
        if let Err(error) = take_in(engine, report) {
            tracing::error!(%error, "a report of the telephone plane could not be taken in");
        }
    }
}

fn take_in(engine: &Engine, report: Report) -> crate::Result<()> {
    match report {
        Report::Room { room, event } => rooms::hear(engine, room, event),
        Report::Registrations {
            account_id,
            user_id,
        } => {
            engine.live.tell(News::Person {
                account_id,
                user_id,
                call: false,
            });
            phones::arming::registered(engine, account_id, user_id);
        }
        Report::Call {
            call,
            account_id,
            event,
        } => match event {
            CallEvent::Rings(user_id) => {
                engine
                    .live
                    .engage(account_id, user_id, call, Engaged::Ringing);
            }
            CallEvent::Connected(user_id) => {
                engine
                    .live
                    .engage(account_id, user_id, call, Engaged::OnCall);
            }
            CallEvent::Left(user_id) => {
                engine.live.engage(account_id, user_id, call, Engaged::No);
            }
            CallEvent::Ended(record) => calls::ended(engine, account_id, call, &record)?,
        },
        Report::Desk { account_id, event } => desks::hear(engine, account_id, event),
        Report::Recorded(recording) => calls::recorded(engine, recording)?,
    }
    Ok(())
}
