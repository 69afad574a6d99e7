//! `/user/cdrs`: a person's calls, what came since a client looked last, and reporting them.

use super::answer::Answer;
use super::call::Call;
use super::entries::{self, Sort};
use super::failure::Failure;
use super::list::{FIVE, asked};
use super::person::person;
use super::routes::Route;
use super::shape::{
    CHANGE as CHANGE_TYPE, COUNT, ID, Member, Of, TEXT, TOKEN, joined, member, required,
};
use super::time::milliseconds;
use cordboard_engine::changes::{calls, token};
use cordboard_model::Kind;
use cordboard_model::filter::Field;
use cordboard_model::sync_token::SyncList;
use serde_json::{Value, json};

const LONG: Of = Of::Text(0, 1024);
const NUMBER: Of = Of::Text(0, 256);
const WHOLE: Of = Of::Whole(i64::MIN, i64::MAX);
const DIRECTION: Of = Of::Word(&[
    "INBOUND_CALL",
    "OUTBOUND_CALL",
    "EXTENSION_CALL",
    "INBOUND_OUTBOUND_CALL",
]);
const END: Of = Of::Word(&[
    "CALLER_DISCONNECTED",
    "CALLEE_DISCONNECTED",
    "BLIND_TRANSFER_COMPLETED",
    "CONSULT_TRANSFER_COMPLETED",
    "REPLACED",
    "REFERRED",
    "REDIRECTED",
    "CANCELLED",
]);
const REROUTE: Of = Of::Word(&["TRANSFER", "OVERFLOW"]);

/// Who called whom, and how it went.
const COURSE: &[Member] = &[
    member("caller", NUMBER),
    member("caller_domain", LONG),
    member("caller_display_name", LONG),
    member("callee", NUMBER),
    member("callee_domain", LONG),
    member("callee_display_name", LONG),
    member("started_at", Of::Time),
    member("rang_at", Of::Time),
    member("answered_at", Of::Time),
    member("ended_at", Of::Time),
    member("call_id", LONG),
    member("direction", DIRECTION),
    member("end_reason", END),
    member("reroute_reason", REROUTE),
    member("status_code", WHOLE),
    member("destination", LONG),
    member("outbound_caller_id", Of::Text(0, 64)),
    member("did_cid", LONG),
    member("trunk", LONG),
];
const DURATION: &[Member] = &[member("duration", COUNT)];
const NOTES: &[Member] = &[member("service_number", LONG), member("user_data", TEXT)];
const COST: &[Member] = &[member("cost", Of::Number), member("billed_account", LONG)];
const OWNER: &[Member] = &[required("owner", TEXT)];

/// A call in a list.
pub(super) const ROW: &[Member] = joined!(ID, COURSE, DURATION, NOTES);
/// A call with all of it.
const CDR: &[Member] = joined!(COURSE, NOTES, COST);
/// What a switch reports.
const REPORT: &[Member] = joined!(OWNER, COURSE, DURATION, NOTES, COST);

/// What a client that follows the list hears of a call.
const NEWS: &[Member] = &[
    member("caller", NUMBER),
    member("callee", NUMBER),
    member("started_at", Of::Time),
    member("answered_at", Of::Time),
    member("ended_at", Of::Time),
    member("outbound_caller_id", Of::Text(0, 64)),
    member("did_cid", LONG),
    member("trunk", LONG),
    member("status_code", WHOLE),
];

const LIST: &[Member] = &[
    required("count", COUNT),
    required("items", Of::List(&Of::Object(ROW))),
];
const DETAIL: &[Member] = &[required("items", Of::Object(CDR))];
const CHANGE: &[Member] = &[
    required("id", TEXT),
    required("change_type", CHANGE_TYPE),
    required("items", Of::List(&Of::Object(NEWS))),
];
const DIFF: &[Member] = &[
    required("token", TEXT),
    required("items", Of::List(&Of::Object(CHANGE))),
];

/// What the list can be asked about.
const FIELDS: &[Field] = asked!(ROW);

const CALLS: Sort = Sort {
    kind: Kind::Call,
    row: ROW,
    fields: FIELDS,
};

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::get("user/cdrs", "cdrs.list", "List one's calls", list).query(FIVE).shows(LIST),
    Route::get("user/cdrs/{id}", "cdrs.read", "Read a call", read).shows(DETAIL),
    Route::post("user/cdrs/sync_tokens", "cdrs.token", "Begin to follow one's calls", begin).query(&["date_from"]).makes(TOKEN),
    Route::post("user/cdrs/sync_tokens/{token}/diff", "cdrs.diff", "What came since", diff).shows(DIFF),
    Route::post("ingest/cdrs", "ingest.cdrs", "Report a call", report).body(REPORT).makes(ID),
];

fn list(call: &Call<'_>) -> Result<Answer, Failure> {
    entries::list(call, &CALLS)
}

/// The documented answer holds one object under `items`.
fn read(call: &Call<'_>) -> Result<Answer, Failure> {
    let found = entries::read(call, Kind::Call, "cdr")?;
    let items = Value::Object(entries::shown(CDR, &found));
    Ok(Answer::ok(json!({ "items": items })))
}

fn begin(call: &Call<'_>) -> Result<Answer, Failure> {
    let from_ms = match call.request.parameter("date_from") {
        None | Some("") => None,
        Some(text) => Some(milliseconds(text).ok_or_else(|| {
            let detail = "an instant is written like 2026-01-31T09:30:00Z";
            Failure::field("date_from", "wrong_format", detail)
        })?),
    };
    let asked = (SyncList::Cdrs, person(call)?);
    let token = token::run(call.engine, &call.principal, asked, from_ms)?;
    Ok(Answer::created(json!({ "token": token })))
}

fn diff(call: &Call<'_>) -> Result<Answer, Failure> {
    let (engine, principal) = (call.engine, &call.principal);
    let (token, found) = calls::run(engine, principal, person(call)?, call.param("token"))?;
    let items = found.iter().map(|entry| {
        let items = Value::Object(entries::shown(NEWS, entry));
        json!({ "id": entry.id.to_string(), "change_type": "CREATED", "items": [items] })
    });
    let items: Vec<Value> = items.collect();
    Ok(Answer::ok(json!({ "token": token, "items": items })))
}

fn report(call: &Call<'_>) -> Result<Answer, Failure> {
    entries::report(call, Kind::Call, REPORT)
}
