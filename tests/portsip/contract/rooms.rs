//! A meeting room, from making it to taking it away.

use super::walk::Walk;
use super::{Cast, first, id};
use serde_json::{Value, json};

/// How often somebody looks whether the invited person has come; each look is a whole request.
const LOOKS: usize = 2000;

pub async fn all(walk: &mut Walk, cast: &Cast) {
    let me = &*cast.pia_token;
    let mut body = json!({
        "mode": "VIDEO", "control": "FREE", "subject": "Monday", "timezone": "Europe/Berlin", "layout": "LAYOUT0",
        "internal_invitees": [cast.carl], "room_pin": "678",
        "outbound_caller_ids": [{ "provider_id": "p", "caller_id": "+4930", "description": "main" }],
    });
    let made = walk.ask(me, "POST user/meetings", &[], body.clone()).await;
    let room = id(&made);
    let room = room.as_str();
    walk.act(me, "GET user/meetings", &[]).await;
    walk.act(me, "GET user/meetings/{id}", &[room]).await;
    body.as_object_mut().unwrap().remove("mode");
    body["capacity"] = 12.into();
    walk.ask(me, "POST user/meetings/{id}", &[room], body).await;
    let act = |action: &str| format!("POST user/meetings/{{id}}/{action}");
    walk.act(me, &act("start"), &[room]).await;
    for number in ["101", "102"] {
        let invitation = json!({ "number": number });
        walk.ask(me, &act("participants/invite"), &[room], invitation)
            .await;
    }
    let people = arrived(walk, me, room, 2).await;
    walk.act(me, "GET user/meetings/{id}/status", &[room]).await;
    for action in [
        "mute",
        "unmute",
        "lock",
        "unlock",
        "start_recording",
        "stop_recording",
    ] {
        walk.act(me, &act(action), &[room]).await;
    }
    let person = first(&people, "id");
    let ids: Vec<&Value> = people["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["id"])
        .collect();
    walk.ask(
        me,
        &act("participants/layout"),
        &[room],
        json!({ "items": ids }),
    )
    .await;
    let one = "participants/{participant_id}";
    let read = format!("GET user/meetings/{{id}}/{one}");
    walk.act(me, &read, &[room, person]).await;
    for action in ["mute", "unmute", "chairman"] {
        walk.act(me, &act(&format!("{one}/{action}")), &[room, person])
            .await;
    }
    let position = act(&format!("{one}/position"));
    walk.ask(me, &position, &[room, person], json!({ "position": 1 }))
        .await;
    walk.act(me, &act(&format!("{one}/destroy")), &[room, person])
        .await;
    walk.act(me, &act("stop"), &[room]).await;
    walk.act(me, &act("destroy"), &[room]).await;
}

/// Looks until so many people are in the room.
async fn arrived(walk: &mut Walk, me: &str, room: &str, count: usize) -> Value {
    for _ in 0..LOOKS {
        let path = format!("user/meetings/{room}/participants");
        let found = walk.look(me, &path).await;
        if found["items"]
            .as_array()
            .is_some_and(|items| items.len() >= count)
        {
            break;
        }
    }
    walk.act(me, "GET user/meetings/{id}/participants", &[room])
        .await
}
