//! `/user/recordings`: the recordings of a person's calls, and reporting them.

use super::answer::Answer;
use super::call::Call;
use super::entries::{self, Sort};
use super::failure::Failure;
use super::list::{FIVE, asked};
use super::routes::Route;
use super::shape::{COUNT, ID, Member, Of, TEXT, joined, member, required};
use cordboard_engine::entries::delete;
use cordboard_model::Kind;
use cordboard_model::filter::Field;
use serde_json::{Value, json};

/// Whose voices, and when.
const CALL: &[Member] = &[
    member("caller", TEXT),
    member("callee", TEXT),
    member("started_at", Of::Time),
    member("ended_at", Of::Time),
];
const DURATION: &[Member] = &[member("duration", COUNT)];
const FILE: &[Member] = &[
    member("file_name", TEXT),
    member("file_size", COUNT),
    member("file_url", TEXT),
];
const OWNER: &[Member] = &[required("owner", TEXT)];
const FILE_ID: &[Member] = &[member("file_id", TEXT)];

const ROW: &[Member] = joined!(ID, CALL);
const RECORDING: &[Member] = joined!(CALL, DURATION, FILE);
/// What a switch reports.
const REPORT: &[Member] = joined!(OWNER, CALL, DURATION, FILE_ID);

const LIST: &[Member] = &[
    required("count", COUNT),
    required("items", Of::List(&Of::Object(ROW))),
];
const DETAIL: &[Member] = &[required("items", Of::List(&Of::Object(RECORDING)))];

/// What the list can be asked about.
const FIELDS: &[Field] = asked!(ROW);

const RECORDINGS: Sort = Sort {
    kind: Kind::Recording,
    row: ROW,
    fields: FIELDS,
};

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/recordings", "recordings.list", "List one's recordings", list).query(FIVE).shows(LIST),
    Route::get("user/recordings/{id}", "recordings.read", "Read a recording", read).shows(DETAIL),
    Route::post("user/recordings/{id}/destroy", "recordings.destroy", "Delete a recording", destroy).removes(),
    Route::post("ingest/recordings", "ingest.recordings", "Report a recording", report).body(REPORT).makes(ID),
];

fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    entries::list(call, &RECORDINGS)
}

/// The documented answer holds a list under `items`.
fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = entries::read(call, Kind::Recording, "recording")?;
    let item = Value::Object(entries::shown(RECORDING, &found));
    Ok(Answer::ok(json!({ "items": [item] })))
}

fn destroy(call: &Call<'_>) -> Result<Answer, Failure> {
    let which = entries::which(call, Kind::Recording, "recording")?;
    delete::run(call.engine, &call.principal, which)?;
    Ok(Answer::gone())
}

fn report(call: &Call<'_>) -> Result<Answer, Failure> {
    entries::report(call, Kind::Recording, REPORT)
}
