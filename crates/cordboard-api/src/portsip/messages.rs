//! `/user/external_messages`: what came from outside by text message, and what went there; and reporting it.

use super::answer::Answer;
use super::call::Call;
use super::entries::{self, Sort};
use super::failure::Failure;
use super::list::{FIVE, asked};
use super::routes::Route;
use super::shape::{COUNT, ID, Member, Of, TEXT, joined, member, required};
use cordboard_model::Kind;
use cordboard_model::filter::Field;

/// What is known of a message.
const CONTENT: &[Member] = &[
    member("config_id", TEXT),
    member("sender", TEXT),
    member("sender_name", TEXT),
    member("receiver", TEXT),
    member("receiver_name", TEXT),
    member("channel_name", TEXT),
    member("channel_number", TEXT),
    member("brand", TEXT),
    member("did", TEXT),
    member("msg_type", Of::Word(&["UNKNOWN", "SMS", "WHATSAPP"])),
    member("direction", Of::Word(&["IN", "OUT"])),
    member("content", TEXT),
    member("reason", TEXT),
    member("delivery", Of::Word(&["ERR", "SENT", "RECV", "DELIVERED"])),
    member("provider_msg_id", TEXT),
    member("created_at", Of::Time),
];
const OWNER: &[Member] = &[required("owner", TEXT)];

const MESSAGE: &[Member] = joined!(ID, CONTENT);
/// What a switch reports.
const REPORT: &[Member] = joined!(OWNER, CONTENT);

const LIST: &[Member] = &[
    required("count", COUNT),
    required("items", Of::List(&Of::Object(MESSAGE))),
];

/// What the list can be asked about.
const FIELDS: &[Field] = asked!(MESSAGE);

const MESSAGES: Sort = Sort {
    kind: Kind::Message,
    row: MESSAGE,
    fields: FIELDS,
};

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/external_messages", "external_messages.list", "List one's messages", list).query(FIVE).shows(LIST),
    Route::get("user/external_messages/{id}", "external_messages.read", "Read a message", read).shows(MESSAGE),
    Route::post("ingest/external_messages", "ingest.external_messages", "Report a message", report).body(REPORT).makes(ID),
];

fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    entries::list(call, &MESSAGES)
}

fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = entries::read(call, Kind::Message, "message")?;
    Ok(Answer::ok(entries::shown(MESSAGE, &found).into()))
}

fn report(call: &Call<'_>) -> Result<Answer, Failure> {
    entries::report(call, Kind::Message, REPORT)
}
