//! Meeting rooms below `/user/meetings`: the rooms of the tenant, and what goes on in them.

mod conduct;
mod document;
mod participants;
mod room;

use super::list::FIVE;
use super::routes::Route;
use super::shape::{CALLER_IDS, COUNT, ID, Member, Of, TEXT, joined, member, required};

const MODE: Of = Of::Word(&["AUDIO", "VIDEO"]);
const CONTROL: Of = Of::Word(&["FREE", "MASTER"]);
const LAYOUT: Of = Of::Word(&document::LAYOUTS);
const PIN: Of = Of::Text(0, 6);
const TEXTS: Of = Of::List(&TEXT);

/// What both bodies have.
const SETTINGS: &[Member] = &[
    member("control", CONTROL),
    member("height", Of::Whole(144, 1920)),
    member("width", Of::Whole(144, 1920)),
    member("bitrate", Of::Whole(128, 10240)),
    member("framerate", Of::Whole(5, 30)),
    member("layout", LAYOUT),
    member("language", TEXT),
    member("admin_pin", PIN),
    member("room_pin", PIN),
    member("enable_recording", Of::Flag),
    member("enable_prompt", Of::Flag),
    member("scheduled_start_at", Of::Time),
    member("scheduled_end_at", Of::Time),
    member("internal_invitees", TEXTS),
    member("external_invitees", TEXT),
    member("close_on_nobody", Of::Flag),
    member("outbound_caller_ids", CALLER_IDS),
    member("custom_options", TEXT),
];
const WHAT: &[Member] = &[required("mode", MODE)];
const ABOUT: &[Member] = &[
    required("subject", Of::Text(1, 64)),
    required("timezone", Of::Text(1, 64)),
];
/// How many people a room takes; whoever makes one does not choose.
const CAPACITY: &[Member] = &[member("capacity", Of::Whole(1, 200))];
const CREATED: &[Member] = &[
    required("created_at", Of::Time),
    required("ownership", Of::Flag),
];
const NUMBER: &[Member] = &[required("extension_number", TEXT)];
const PLACE: &[Member] = &[
    required("domain", TEXT),
    member("sbc_host", TEXT),
    member("sbc_port", COUNT),
    member("token", TEXT),
];

const CREATE: &[Member] = joined!(WHAT, ABOUT, SETTINGS);
const UPDATE: &[Member] = joined!([ABOUT], CAPACITY, SETTINGS);
const MADE: &[Member] = joined!(ID, NUMBER);
/// What lists show.
const SUMMARY: &[Member] = joined!(MADE, WHAT, ABOUT, CREATED, CAPACITY, SETTINGS);
const MEETING: &[Member] = joined!(MADE, WHAT, ABOUT, CREATED, PLACE, CAPACITY, SETTINGS);
const LIST: &[Member] = &[
    required("count", COUNT),
    required("items", Of::List(&Of::Object(SUMMARY))),
];
const STATUS: &[Member] = &[
    required("status", Of::Word(&["ONLINE", "OFFLINE", "ON_CALL"])),
    required("locked", Of::Flag),
    required("muted", Of::Flag),
    required("recording", Of::Flag),
];
const POSITION: Of = Of::Whole(-1, 8);
const PARTICIPANT: &[Member] = &[
    required("id", TEXT),
    required("display_name", TEXT),
    required("muted", Of::Flag),
    required("chairman", Of::Flag),
    required("position", POSITION),
];
const PARTICIPANTS: &[Member] = &[required("items", Of::List(&Of::Object(PARTICIPANT)))];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/meetings", "meetings.list", "List the tenant's meeting rooms", room::list)
        .query(FIVE).shows(LIST),
    Route::post("user/meetings", "meetings.create", "Make a meeting room", room::create)
        .body(CREATE).makes(MADE),
    Route::get("user/meetings/{id}", "meetings.read", "Read a meeting room", room::read).shows(MEETING),
    Route::post("user/meetings/{id}", "meetings.update", "Change a meeting room", room::update).body(UPDATE),
    Route::post("user/meetings/{id}/destroy", "meetings.destroy", "Delete a meeting room", room::destroy).removes(),
    Route::get("user/meetings/{id}/status", "meetings.status", "Tell whether a room is open", conduct::status)
        .shows(STATUS),
    Route::post("user/meetings/{id}/mute", "meetings.mute", "Mute everybody in a room", conduct::mute),
    Route::post("user/meetings/{id}/unmute", "meetings.unmute", "Unmute everybody in a room", conduct::unmute),
    Route::post("user/meetings/{id}/lock", "meetings.lock", "Let nobody else into a room", conduct::lock),
    Route::post("user/meetings/{id}/unlock", "meetings.unlock", "Let people into a room again", conduct::unlock),
    Route::post("user/meetings/{id}/start", "meetings.start", "Open a room", conduct::start),
    Route::post("user/meetings/{id}/stop", "meetings.stop", "Close a room", conduct::stop),
    Route::post("user/meetings/{id}/start_recording", "meetings.start_recording", "Record a room", conduct::record),
    Route::post("user/meetings/{id}/stop_recording", "meetings.stop_recording", "Stop recording a room", conduct::stop_recording),
    Route::get("user/meetings/{id}/participants", "participants.list", "List who is in a room", participants::list)
        .shows(PARTICIPANTS),
    Route::post("user/meetings/{id}/participants/layout", "participants.layout", "Say who is shown, in order", participants::layout)
        .body(&[required("items", TEXTS)]),
    Route::post("user/meetings/{id}/participants/invite", "participants.invite", "Ring somebody, who joins when he answers", participants::invite)
        .body(&[required("number", TEXT)]),
    Route::get("user/meetings/{id}/participants/{participant_id}", "participants.read", "Read who somebody in a room is", participants::read)
        .shows(PARTICIPANT),
    Route::post("user/meetings/{id}/participants/{participant_id}/mute", "participants.mute", "Mute somebody in a room", participants::mute),
    Route::post("user/meetings/{id}/participants/{participant_id}/unmute", "participants.unmute", "Unmute somebody in a room", participants::unmute),
    Route::post("user/meetings/{id}/participants/{participant_id}/chairman", "participants.chairman", "Give somebody the chair", participants::chairman),
    Route::post("user/meetings/{id}/participants/{participant_id}/position", "participants.position", "Put somebody into a cell of the picture", participants::position)
        .body(&[required("position", POSITION)]),
    Route::post("user/meetings/{id}/participants/{participant_id}/destroy", "participants.destroy", "Drop somebody from a room", participants::destroy)
        .removes(),
];
