//! Whether people can be reached: status, presence and registrations.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::routes::Route;
use super::shape::{Member, Of, TEXT, member, required};
use cordboard_engine::belongings::Place;
use cordboard_engine::plane::Registration;
use cordboard_engine::presence::set::{self, Presence};
use cordboard_engine::presence::status::{self, Status};
use cordboard_engine::registrations::remove;
use cordboard_model::Record;
use cordboard_model::call_rules::Presence as Kept;
use cordboard_model::portsip_presence::{Said, status as status_name};
use serde_json::{Value, json};

/// What a person can say.
const SAID: Of = Of::Word(&[
    "DO_NOT_DISTURB",
    "AVAILABLE",
    "AWAY",
    "BUSINESS_TRIP",
    "LUNCH",
]);

const REGISTRATION: &[Member] = &[
    required("instance_id", TEXT),
    required("user_agent", TEXT),
    required("application", TEXT),
    required("ip", TEXT),
    required("enable_push", Of::Flag),
    required("contact_address", TEXT),
];
const STATUS: &[Member] = &[
    required("status", Of::Word(&["ONLINE", "ON_CALL", "OFFLINE"])),
    required("presence", SAID),
    required("presence_note", TEXT),
    required("registration", Of::List(&Of::Object(REGISTRATION))),
    required("enable_dnd", Of::Flag),
    required("enable_acb", Of::Flag),
];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/status", "user.status", "Tell whether the caller can be reached", own).shows(STATUS),
    Route::post("user/presence", "user.presence", "Say what the caller does", say)
        .body(&[member("presence", SAID), member("presence_note", Of::Text(0, 128))]),
    Route::get("users/{id}/status", "users.status", "Tell whether a user can be reached", of_user).shows(STATUS),
    Route::post("users/{id}/status/{instance_id}/destroy_status", "users.destroy_status", "Drop a registration", drop_one)
        .removes(),
];

fn own(call: &Call<'_>) -> Result<Answer, Failure> {
    of(call, call.me()?)
}

fn of_user(call: &Call<'_>) -> Result<Answer, Failure> {
    of(call, call.place("id", "user")?)
}

fn of(call: &Call<'_>, user: Place) -> Result<Answer, Failure> {
    let found = status::run(call.engine, &call.principal, user)?;
    let said = said(&found.user);
    let in_call = found.status == Status::OnCall;
    let registered = !found.registrations.is_empty();
    let registrations: Vec<Value> = found.registrations.iter().map(registration).collect();
    Ok(Answer::ok(json!({
        "status": status_name(registered, in_call),
        "presence": said.name(),
        "presence_note": found.user.text("presence_note"),
        "registration": registrations,
        "enable_dnd": said == Said::DoNotDisturb,
        "enable_acb": found.user.flag("enable_acb", false),
    })))
}

/// What a user says.
pub(super) fn said(user: &Record) -> Said {
    let disturb = user.fields.get("do_not_disturb");
    let disturb = disturb.and_then(|switch| switch.get("enabled")?.as_bool());
    let presence = match user.text("presence") {
        "away" => Kept::Away,
        "lunch" => Kept::Lunch,
        "business_trip" => Kept::BusinessTrip,
        _ => Kept::Available,
    };
    Said::of(presence, disturb.unwrap_or(false))
}

fn registration(found: &Registration) -> Value {
    json!({
        "instance_id": found.instance_id,
        "user_agent": found.user_agent,
        "application": found.application,
        "ip": found.ip,
        "enable_push": found.enable_push,
        "contact_address": found.contact_address,
    })
}

fn say(call: &Call<'_>) -> Result<Answer, Failure> {
    let said = Said::from_name(call.text("presence"));
    let note = call.body().get("presence_note").and_then(Value::as_str);
    let input = set::Input {
        user: call.me()?,
        presence: said.map(|said| match said {
            Said::DoNotDisturb => Presence::DoNotDisturb,
            Said::Presence(Kept::Away) => Presence::Away,
            Said::Presence(Kept::Lunch) => Presence::Lunch,
            Said::Presence(Kept::BusinessTrip) => Presence::BusinessTrip,
            Said::Presence(_) => Presence::Available,
        }),
        note: note.map(str::to_owned),
    };
    set::run(call.engine, &call.principal, input)?;
    Ok(Answer::done())
}

fn drop_one(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = remove::Input {
        user: call.place("id", "user")?,
        instance_id: call.param("instance_id").to_owned(),
    };
    remove::run(call.engine, &call.principal, &input)?;
    Ok(Answer::gone())
}
