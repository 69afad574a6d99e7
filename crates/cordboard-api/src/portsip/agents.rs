//! What agents of call queues are doing.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::routes::Route;
use super::shape::{Member, Of, TEXT, required};
use cordboard_engine::agents::set::{self, Says};
use cordboard_engine::agents::{Agent, read};
use serde_json::json;

const AGENT: &[Member] = &[
    required("extension_number", TEXT),
    required("display_name", TEXT),
    required("skill_level", Of::Whole(1, 100)),
    required(
        "status",
        Of::Word(&[
            "READY",
            "NOT_READY",
            "QUEUE_CALL",
            "OTHER_CALL",
            "WRAP_UP",
            "BREAK",
            "LUNCH",
            "LOGGED_OUT",
            "OFFLINE",
        ]),
    ),
];
/// What can be said.
const SAYS: &[(&str, Says)] = &[
    ("READY", Says::Ready),
    ("NOT_READY", Says::NotReady),
    ("WRAP_UP", Says::WrapUp),
    ("BREAK", Says::Break),
    ("LUNCH", Says::Lunch),
    ("LOGGED_IN", Says::LoggedIn),
    ("LOGGED_OUT", Says::LoggedOut),
];
const SAID: &[Member] = &[required(
    "status",
    Of::Word(&[
        "READY",
        "NOT_READY",
        "WRAP_UP",
        "BREAK",
        "LUNCH",
        "LOGGED_IN",
        "LOGGED_OUT",
    ]),
)];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/call_queues/{id}/agent", "agent.read", "Tell what the caller does in a queue", own).shows(AGENT),
    Route::post("user/call_queues/{id}/agent", "agent.update", "Say what the caller does in a queue", say_own).body(SAID),
    Route::get("users/{id}/call_queues/{queue_id}/agent", "users.agent.read", "Tell what a user does in a queue", of_user)
        .shows(AGENT),
    Route::post("users/{id}/call_queues/{queue_id}/agent", "users.agent.update", "Say what a user does in a queue", say_of_user)
        .body(SAID),
];

fn me(call: &Call<'_>) -> Result<Agent, Failure> {
    Ok(Agent {
        user: call.me()?,
        queue_id: call.id("id", "queue")?,
    })
}

fn somebody(call: &Call<'_>) -> Result<Agent, Failure> {
    Ok(Agent {
        user: call.place("id", "user")?,
        queue_id: call.id("queue_id", "queue")?,
    })
}

fn own(call: &Call<'_>) -> Result<Answer, Failure> {
    show(call, me(call)?)
}

fn of_user(call: &Call<'_>) -> Result<Answer, Failure> {
    show(call, somebody(call)?)
}

fn say_own(call: &Call<'_>) -> Result<Answer, Failure> {
    say(call, me(call)?)
}

fn say_of_user(call: &Call<'_>) -> Result<Answer, Failure> {
    say(call, somebody(call)?)
}

fn show(call: &Call<'_>, agent: Agent) -> Result<Answer, Failure> {
    let found = read::run(call.engine, &call.principal, agent)?;
    Ok(Answer::ok(json!({
        "extension_number": found.user.text("extension_number"),
        "display_name": found.user.label(),
        "skill_level": found.skill_level,
        "status": found.status,
    })))
}

fn say(call: &Call<'_>, agent: Agent) -> Result<Answer, Failure> {
    let word = call.text("status");
    let (_, says) = SAYS
        .iter()
        .copied()
        .find(|(known, _)| *known == word)
        .ok_or_else(|| Failure::field("status", "enum", "one of the words of an agent"))?;
    let input = set::Input { agent, says };
    set::run(call.engine, &call.principal, input)?;
    Ok(Answer::done())
}
