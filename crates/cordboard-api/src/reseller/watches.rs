//! `resellers/accounts/watch`: who is told of changes of the caller's accounts, and what was sent.

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::routes::Route;
use crate::table::shape::{COUNT, Member, Of, TEXT, member, required};
use axum::http::Method;
use chrono::{DateTime, SecondsFormat, Utc};
use cordboard_engine::Error;
use cordboard_engine::watches::requests::{self, Request};
use cordboard_engine::watches::{create, delete, list, read, replay, rewrite, test};
use cordboard_model::reseller::watch::{fields, name_of, resource};
use cordboard_model::{Fields, Record};
use serde_json::{Value, json};

const PATH: &str = "2.0/resellers/accounts/watch";
const ONE: &str = "2.0/resellers/accounts/watch/{watchId}";
const TEST: &str = "2.0/resellers/accounts/watch/{watchId}/test";
const REQUESTS: &str = "2.0/resellers/accounts/watch/{watchId}/requests";
const REPLAY: &str = "2.0/resellers/accounts/watch/{watchId}/requests/{requestId}/replay";

const NAME: Of = Of::Text(0, 255);
const ADDRESS: Of = Of::Text(1, 2000);
const URL: Of = Of::Text(0, 2000);
const METHOD: Of = Of::Word(&["POST", "PUT", "PATCH", "GET", "DELETE"]);
const STATUS: Of = Of::Word(&["enabled", "disabled"]);
const EVENTS: Of = Of::List(&Of::Word(&["created", "updated", "deleted"]));
const GRANT: Of = Of::Word(&["refresh_token", "client_credentials"]);
const SIGNATURE: Of = Of::Object(&[
    member("enabled", Of::Flag),
    member("cryptoKeyIds", Of::List(&Of::Text(1, 64))),
]);
const OPEN: Of = Of::Object(&[]);

macro_rules! watch {
    ($($first:expr),* ; $password:expr) => {
        &[
            $($first,)*
            member("name", NAME),
            member("method", METHOD),
            member("status", STATUS),
            member("events", EVENTS),
            member("httpRequestHeader", OPEN),
            member("schema", Of::Any),
            member("addPreviousData", Of::Flag),
            member("basicAuth", Of::Object($password)),
            member("oauth2Auth", OAUTH2),
            member("signature", SIGNATURE),
        ]
    };
}

const BASIC: &[Member] = &[
    member("username", NAME),
    member("password", Of::Text(0, 1024)),
];
const OAUTH2: Of = Of::Object(&[
    member("grantType", GRANT),
    member("clientId", Of::Text(0, 1024)),
    member("clientSecret", Of::Text(0, 4096)),
    member("refreshToken", Of::Text(0, 8192)),
    member("authUrl", URL),
    member("accessTokenUrl", URL),
    member("redirectUri", URL),
    member("scope", URL),
]);
const INSERT: &[Member] = watch!(required("address", ADDRESS); BASIC);
const UPDATE: &[Member] = watch!(member("address", ADDRESS); BASIC);
const WATCH: &[Member] =
    watch!(required("id", TEXT), required("address", ADDRESS); &[member("username", NAME)]);
const LIST: &[Member] = &[required("items", Of::List(&Of::Object(WATCH)))];
const REQUEST: &[Member] = &[
    required("id", TEXT),
    required("objectEvent", TEXT),
    required("objectId", TEXT),
    required(
        "status",
        Of::Word(&["pending", "retrying", "delivered", "parked"]),
    ),
    required("created", Of::Time),
    member("attempts", COUNT),
    member("sent", Of::Time),
    member("next", Of::Time),
    member("duration", COUNT),
    member(
        "request",
        Of::Object(&[
            required("address", TEXT),
            required("method", TEXT),
            required("headers", OPEN),
            member("body", TEXT),
        ]),
    ),
    member(
        "response",
        Of::Object(&[
            member("statusCode", COUNT),
            member("body", TEXT),
            member("errorMessage", TEXT),
        ]),
    ),
];
const LOG: &[Member] = &[required("items", Of::List(&Of::Object(REQUEST)))];
const MADE: &[Member] = &[required("id", TEXT)];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::new(&Method::POST, PATH, ("watches.insert", "Watch for changes of the accounts"), insert).body(INSERT).shows(WATCH),
    Route::new(&Method::GET, PATH, ("watches.list", "List the watches"), list_watches).shows(LIST),
    Route::new(&Method::GET, ONE, ("watches.get", "Read a watch"), get).shows(WATCH),
    Route::new(&Method::PUT, ONE, ("watches.update", "Change a watch, or pause it"), change).body(UPDATE).shows(WATCH),
    Route::new(&Method::POST, ONE, ("watches.post", "Change a watch, as PUT does"), change).body(UPDATE).shows(WATCH),
    Route::new(&Method::DELETE, ONE, ("watches.delete", "Delete a watch"), remove),
    Route::new(&Method::POST, TEST, ("watches.test", "Send something to a watch to try it"), try_out).shows(MADE),
    Route::new(&Method::GET, REQUESTS, ("watches.requests", "List what was sent in the last ten days"), log).shows(LOG),
    Route::new(&Method::POST, REPLAY, ("watches.replay", "Send something again"), again).shows(MADE),
];

fn shown(watch: &Record) -> Value {
    resource(watch).into()
}

/// The refusal, with fields named as the dialect names them.
fn named(error: Error) -> Failure {
    match error {
        Error::Invalid(mut broken) => {
            for violation in &mut broken {
                if let Some(name) = name_of(&violation.path) {
                    violation.path = name;
                }
            }
            Failure::violations(broken)
        }
        other => other.into(),
    }
}

fn insert(call: &Call<'_>) -> Result<Answer, Failure> {
    let fields = fields(call.body, &Fields::new());
    let made = create::run(call.engine, &call.principal, fields).map_err(named)?;
    Ok(Answer::ok(shown(&made)))
}

fn list_watches(call: &Call<'_>) -> Result<Answer, Failure> {
    let watches = list::run(call.engine, &call.principal)?;
    let items: Vec<Value> = watches.iter().map(shown).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn get(call: &Call<'_>) -> Result<Answer, Failure> {
    let id = call.id("watchId", "watch")?;
    let watch = read::run(call.engine, &call.principal, id)?;
    Ok(Answer::ok(shown(&watch)))
}

fn change(call: &Call<'_>) -> Result<Answer, Failure> {
    let body = call.body.clone();
    let input = rewrite::Input {
        id: call.id("watchId", "watch")?,
        rewrite: Box::new(move |current| Ok(fields(&body, current))),
    };
    let changed = rewrite::run(call.engine, &call.principal, &input).map_err(named)?;
    Ok(Answer::ok(shown(&changed)))
}

fn remove(call: &Call<'_>) -> Result<Answer, Failure> {
    let id = call.id("watchId", "watch")?;
    delete::run(call.engine, &call.principal, id)?;
    Ok(Answer::gone())
}

fn try_out(call: &Call<'_>) -> Result<Answer, Failure> {
    let id = call.id("watchId", "watch")?;
    let delivery = test::run(call.engine, &call.principal, id)?;
    Ok(Answer::ok(json!({ "id": delivery.to_string() })))
}

fn log(call: &Call<'_>) -> Result<Answer, Failure> {
    let id = call.id("watchId", "watch")?;
    let requests = requests::run(call.engine, &call.principal, id)?;
    let items: Vec<Value> = requests.iter().map(logged).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

fn again(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = replay::Input {
        watch_id: call.id("watchId", "watch")?,
        delivery_id: call.id("requestId", "request")?,
    };
    replay::run(call.engine, &call.principal, input)?;
    Ok(Answer::ok(json!({ "id": input.delivery_id.to_string() })))
}

fn logged(request: &Request) -> Value {
    let Request { delivery, log } = request;
    let mut shown = json!({
        "id": delivery.id.to_string(),
        "objectEvent": delivery.fields.get("event"),
        "objectId": delivery.fields.get("object_id"),
        "status": request.status(),
        "created": instant(delivery.at_ms),
    });
    let (Some(shown_fields), Some(log)) = (shown.as_object_mut(), log) else {
        return shown;
    };
    let number = |key: &str| log.fields.get(key).and_then(Value::as_i64);
    let value = |key: &str| log.fields.get(key).cloned().unwrap_or(Value::Null);
    let mut set = |key: &str, value: Value| shown_fields.insert(key.to_owned(), value);
    set("attempts", value("attempts"));
    set("duration", value("duration_ms"));
    set("request", value("request"));
    let of_response = |key: &str| {
        let response = log.fields.get("response");
        response
            .and_then(|it| it.get(key))
            .cloned()
            .unwrap_or(Value::Null)
    };
    set(
        "response",
        json!({
            "statusCode": of_response("status"),
            "body": of_response("body"),
            "errorMessage": of_response("error"),
        }),
    );
    for (key, ms) in [("sent", number("sent_ms")), ("next", number("next_ms"))] {
        if let Some(ms) = ms {
            set(key, instant(ms));
        }
    }
    shown
}

pub(super) fn instant(ms: i64) -> Value {
    let at = DateTime::<Utc>::from_timestamp_millis(ms).unwrap_or_default();
    at.to_rfc3339_opts(SecondsFormat::Millis, true).into()
}
