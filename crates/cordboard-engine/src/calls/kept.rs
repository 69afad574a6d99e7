//! What is kept of calls and recordings: an entry for each person who took part.

use crate::plane::{CallRecord, Party, Recording};
use crate::{Engine, Result, files};
use chrono::{DateTime, SecondsFormat};
use cordboard_model::{Fields, Id, Kind};
use cordboard_store::{Assert, Entry, Touched};
use serde_json::{Value, json};

/// The number of the service that keeps messages.
const VOICEMAIL: &str = "777";

/// Enters the call for every user of the account who took part.
pub(super) fn call(
    engine: &Engine,
    account_id: Id,
    call_id: &str,
    record: &CallRecord,
) -> Result<()> {
    let fields = document(call_id, record);
    let mut people: Vec<Id> = [&record.caller, &record.callee]
        .into_iter()
        .filter_map(|side| side.user_id)
        .collect();
    people.dedup();
    for owner_id in people {
        write(
            engine,
            account_id,
            owner_id,
            Kind::Call,
            record.started_ms,
            fields.clone(),
            None,
        )?;
    }
    Ok(())
}

/// Enters the recording for its owner, with the sound as a file.
pub(super) fn recording(engine: &Engine, recording: Recording) -> Result<()> {
    let seconds = (recording.ended_ms - recording.started_ms).max(0) / 1000;
    let name = if recording.simulated {
        "simulated-recording.wav"
    } else {
        "recording.wav"
    };
    let document = json!({
        "caller": recording.caller,
        "callee": recording.callee,
        "started_at": instant(recording.started_ms),
        "ended_at": instant(recording.ended_ms),
        "duration": seconds,
        "file_name": name,
        "file_size": recording.wav.len(),
        "simulated": recording.simulated,
    });
    write(
        engine,
        recording.account_id,
        recording.owner_id,
        Kind::Recording,
        recording.started_ms,
        fields(document),
        Some(recording.wav),
    )
}

fn write(
    engine: &Engine,
    account_id: Id,
    owner_id: Id,
    kind: Kind,
    at_ms: i64,
    mut document: Fields,
    sound: Option<Vec<u8>>,
) -> Result<()> {
    let id = engine.new_id();
    let about = vec![Touched {
        kind,
        id,
        account_id,
    }];
    let mut batch = engine.batch(None, &format!("{kind}.report"), about, json!({}));
    batch.asserts.push(Assert::Live {
        kind: Kind::User,
        id: owner_id,
    });
    if let Some(bytes) = sound {
        let name = document.get("file_name").and_then(Value::as_str);
        let name = name.unwrap_or("recording.wav").to_owned();
        let new = files::New {
            account_id,
            owner_id: Some(owner_id),
            name: &name,
            bytes,
        };
        let file = files::add_used(engine, &mut batch, new);
        document.insert("file_id".into(), file.id.to_string().into());
        document.insert("file_url".into(), files::address(&file).into());
    }
    batch.entries.push(Entry {
        kind,
        id,
        account_id,
        owner_id,
        at_ms,
        rev: 0,
        fields: document,
    });
    engine.commit(batch)?;
    Ok(())
}

fn document(call_id: &str, record: &CallRecord) -> Fields {
    let inside = |side: &Party| side.user_id.is_some() || !side.domain.is_empty();
    let direction = match (inside(&record.caller), inside(&record.callee)) {
        (false, true) if record.from_outside => "INBOUND_CALL",
        (_, true) => "EXTENSION_CALL",
        (_, false) => "OUTBOUND_CALL",
    };
    let talked_ms = record
        .answered_ms
        .map_or(0, |answered| (record.ended_ms - answered).max(0));
    let end = match (record.answered_ms, record.ended_by_caller) {
        (None, true) => "CANCELLED",
        (_, true) => "CALLER_DISCONNECTED",
        (_, false) => "CALLEE_DISCONNECTED",
    };
    fields(json!({
        "caller": record.caller.number,
        "caller_domain": record.caller.domain,
        "caller_display_name": record.caller.display_name,
        "callee": record.callee.number,
        "callee_domain": record.callee.domain,
        "callee_display_name": record.callee.display_name,
        "started_at": instant(record.started_ms),
        "rang_at": record.rang_ms.map(instant),
        "answered_at": record.answered_ms.map(instant),
        "ended_at": instant(record.ended_ms),
        "call_id": call_id,
        "direction": direction,
        "end_reason": end,
        "status_code": record.status_code,
        "destination": record.voicemail.as_ref().unwrap_or(&record.callee.number),
        "service_number": record.voicemail.as_ref().map(|_| VOICEMAIL),
        "duration": talked_ms / 1000,
        "user_data": record.simulated.then_some("simulated"),
    }))
}

/// The keys of an object that have a value.
fn fields(document: Value) -> Fields {
    match document {
        Value::Object(mut fields) => {
            fields.retain(|_, value| !value.is_null());
            fields
        }
        _ => Fields::new(),
    }
}

fn instant(at_ms: i64) -> Value {
    DateTime::from_timestamp_millis(at_ms).map_or(Value::Null, |at| {
        at.to_rfc3339_opts(SecondsFormat::Secs, true).into()
    })
}
