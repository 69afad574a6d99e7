//! What changes and is in no record, for screens that show it at once: what goes on in meeting rooms, who is on a call.

use crate::authorise::sees;
use crate::feed::Event;
use crate::plane::News;
use crate::{Engine, Principal};
use cordboard_model::{Id, Kind};
use cordboard_store::Touched;

/// The news that the reader may know of, as events that say what to read again; each once.
pub fn events(engine: &Engine, principal: &Principal, news: &[News]) -> Vec<Event> {
    let tree = engine.tree();
    let seq = engine.seq();
    let mut events: Vec<Event> = Vec::new();
    for piece in news {
        let (topic, kind, id, account_id) = match *piece {
            News::Room {
                account_id,
                meeting_id,
            } => ("meeting.live", Kind::Meeting, meeting_id, account_id),
            News::Desk { account_id } => ("desk.live", Kind::Call, Id::default(), account_id),
            News::Person {
                account_id,
                user_id,
                ..
            } => ("user.live", Kind::User, user_id, account_id),
        };
        let event = Event {
            seq,
            topic: topic.to_owned(),
            ids: vec![Touched {
                kind,
                id,
                account_id,
            }],
        };
        if sees(&tree, principal, account_id) && !events.contains(&event) {
            events.push(event);
        }
    }
    events
}
