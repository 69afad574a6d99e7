//! A call between a user's devices and a number: the answer is the call as it is placed.
//!
//! The phones ring where a telephone plane is connected; without one the call is refused.

use super::one::place;
use crate::crossbar::answer::Answer;
use crate::crossbar::call::Call;
use crate::crossbar::failure::Failure;
use crate::crossbar::request::{Request, truth};
use cordboard_engine::belongings::Place;
use cordboard_engine::calls::start;
use cordboard_engine::sessions::fresh_token;
use cordboard_engine::users::quick_call::{self as ringing, Output};
use cordboard_engine::{Error, Principal};
use cordboard_model::Record;
use regex::RegexBuilder;
use serde_json::{Value, json};

/// Seconds that the devices ring when nobody says.
const TIMEOUT: u64 = 30;
/// A shorter time than this, in seconds, cannot be asked for.
const TIMEOUT_OVER: u64 = 3;
/// The most bytes that a client's pattern takes when it is compiled.
const PATTERN_BYTES: usize = 64 * 1024;

pub(super) fn originate(call: &Call<'_>) -> Result<Answer, Failure> {
    let is_nobody = call.principal == Principal::Anonymous;
    let input = ringing::Input {
        place: if is_nobody {
            unchecked(call)?
        } else {
            place(call)?
        },
        nobody_may: call.engine.settings().allow_anonymous_quickcall,
    };
    let found = ringing::run(call.engine, &call.principal, input)?;
    let number = dialled(call)?;
    let media = media(call.request)?;
    let answer = request(call, &found, (&number, media));
    let timeout_s = answer.get("timeout").and_then(Value::as_u64);
    ring(call, &found, number, timeout_s)?;
    Ok(Answer::ok(answer).revision(found.user.rev))
}

/// Starts the call. For somebody without an extension, and a number that no phone of the plane can dial, the answer is
/// the call as it would be placed.
fn ring(
    call: &Call<'_>,
    found: &Output,
    number: String,
    timeout_s: Option<u64>,
) -> Result<(), Failure> {
    let seconds = timeout_s.and_then(|seconds| u32::try_from(seconds).ok());
    let input = start::Input {
        place: Place {
            account_id: found.account.id,
            id: found.user.id,
        },
        number,
        timeout_s: seconds.unwrap_or(30),
    };
    match start::for_user(call.engine, &found.user, &input) {
        Ok(_) | Err(Error::Invalid(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The user in the path of a caller who may not learn whether the account is there.
fn unchecked(call: &Call<'_>) -> Result<cordboard_engine::belongings::Place, Failure> {
    let id = |name| call.id(name).map_err(|_| Failure::invalid_credentials());
    Ok(cordboard_engine::belongings::Place {
        account_id: id("ACCOUNT_ID")?,
        id: id("USER_ID")?,
    })
}

/// The number to dial, after the client's filter.
fn dialled(call: &Call<'_>) -> Result<String, Failure> {
    let number = call.param("PHONE_NUMBER");
    let filter = call.request.parameter("number_filter").unwrap_or("false");
    let number = match truth(filter) {
        Some(false) => number.to_owned(),
        Some(true) => number.chars().filter(|c| c.is_alphanumeric()).collect(),
        None => {
            let pattern = RegexBuilder::new(filter)
                .size_limit(PATTERN_BYTES)
                .build()
                .map_err(|_| unusable("number_filter", filter))?;
            let captured = pattern.captures(number).and_then(|found| found.get(1));
            captured.map_or(number, |found| found.as_str()).to_owned()
        }
    };
    match number.trim() {
        "" => Err(unusable("number", call.param("PHONE_NUMBER"))),
        number => Ok(number.to_owned()),
    }
}

fn media(request: &Request) -> Result<&'static str, Failure> {
    match request.parameter("media") {
        None | Some("process") => Ok("process"),
        Some("bypass") => Ok("bypass"),
        Some(other) => {
            let text = "Value not found in enumerated list of values";
            let error = json!({ "message": text, "target": ["process", "bypass"], "value": other });
            Err(Failure::field_with("media", "enum", error))
        }
    }
}

fn unusable(field: &str, value: &str) -> Failure {
    let error = json!({ "message": "Value cannot be used", "value": value });
    Failure::field_with(field, "invalid", error)
}

/// The call, as Kazoo writes one.
fn request(call: &Call<'_>, found: &Output, (number, media): (&str, &str)) -> Value {
    let request = call.request;
    let parameter = |dash: &str| {
        let underscore = dash.replace('-', "_");
        request.parameter(dash).or(request.parameter(&underscore))
    };
    let timeout = parameter("timeout").and_then(|text| text.parse().ok());
    let timeout = timeout.filter(|timeout| *timeout > TIMEOUT_OVER);
    let early = parameter("ignore-early-media").and_then(truth);
    // With several devices each of them would answer at once.
    let auto_answer =
        found.phones.len() == 1 && parameter("auto_answer").and_then(truth).unwrap_or(true);
    let cid_number = parameter("cid-number").unwrap_or(number);
    let endpoint = |phone: &Record| endpoint(found, phone, (cid_number, auto_answer));
    let endpoints: Vec<Value> = found.phones.iter().map(endpoint).collect();
    let callee = |part| {
        found
            .phones
            .iter()
            .find_map(|phone| callee(found, phone, part))
    };
    json!({
        "application_name": "transfer",
        "application_data": { "route": number },
        "continue_on_fail": false,
        "custom_channel_vars": {
            "account_id": id_of(&found.account),
            "authorizing_id": id_of(&found.user),
            "authorizing_type": "user",
            "inherit_codec": "false",
            "retain_cid": "true",
        },
        "dial_endpoint_method": "simultaneous",
        "endpoints": endpoints,
        "export_custom_channel_vars": ["Account-ID", "Retain-CID", "Authorizing-ID", "Authorizing-Type"],
        "ignore_early_media": early.unwrap_or(true),
        "media": media,
        "msg_id": request.request_id,
        "outbound_call_id": call_id(),
        "outbound_callee_id_name": callee("name").unwrap_or_else(|| found.user.label()),
        "outbound_callee_id_number": callee("number").unwrap_or_else(|| number.to_owned()),
        "outbound_caller_id_name": parameter("cid-name").unwrap_or("Device QuickCall"),
        "outbound_caller_id_number": cid_number,
        "timeout": timeout.unwrap_or(TIMEOUT),
    })
}

fn endpoint(found: &Output, phone: &Record, (number, auto_answer): (&str, bool)) -> Value {
    let registered = text(phone, &["sip", "username"]).unwrap_or_default();
    let realm = text(phone, &["sip", "realm"]).unwrap_or(found.account.text("realm"));
    let either = |path: &[&str]| at(phone, path).or_else(|| at(&found.user, path));
    let presence = either(&["presence_id"])
        .and_then(Value::as_str)
        .or(Some(found.user.text("extension_number")).filter(|text| !text.is_empty()));
    let codecs = either(&["media", "audio", "codecs"]).cloned();
    let secure = either(&["media", "encryption", "enforce_security"]).cloned();
    let mut variables = json!({
        "account_id": id_of(&found.account),
        "authorizing_id": id_of(&found.user),
        "media_encryption_enforce_security": secure.unwrap_or(false.into()),
        "owner_id": id_of(&found.user),
        "sip_invite_domain": realm,
    });
    if let (true, Some(variables)) = (auto_answer, variables.as_object_mut()) {
        variables.insert("auto_answer".into(), true.into());
    }
    json!({
        "codecs": codecs.unwrap_or_else(|| json!(["PCMU"])),
        "custom_channel_vars": variables,
        "custom_sip_headers": { "x_kazoo_aor": format!("sip:{registered}@{realm}") },
        "endpoint_id": id_of(phone),
        "invite_format": text(phone, &["sip", "invite_format"]).unwrap_or("contact"),
        "outbound_call_id": call_id(),
        "presence_id": presence.unwrap_or(registered),
        "to_did": number,
        "to_realm": realm,
        "to_user": registered,
        "to_username": registered,
    })
}

/// A part of how the called side is shown: as its device says, else as its user does.
fn callee(found: &Output, phone: &Record, part: &str) -> Option<String> {
    let said = |record| text(record, &["caller_id", "internal", part]).map(str::to_owned);
    said(phone)
        .or_else(|| said(&found.user))
        .or_else(|| match part {
            "number" => Some(found.user.text("extension_number").to_owned())
                .filter(|number| !number.is_empty()),
            _ => None,
        })
}

fn at<'a>(record: &'a Record, path: &[&str]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    rest.iter()
        .try_fold(record.fields.get(*first)?, |value, key| value.get(key))
}

fn text<'a>(record: &'a Record, path: &[&str]) -> Option<&'a str> {
    at(record, path)?.as_str().filter(|text| !text.is_empty())
}

fn id_of(record: &Record) -> String {
    record.id.to_string()
}

fn call_id() -> String {
    let token = fresh_token();
    format!("{}-quickcall", token.get(..32).unwrap_or(&token))
}
