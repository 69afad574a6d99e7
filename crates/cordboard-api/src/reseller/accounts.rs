//! `resellers/accounts`: the accounts directly below the caller's, as his clients.

mod submission;

use super::answer::Answer;
use super::call::Call;
use super::failure::Failure;
use super::routes::Route;
use crate::table::shape::{COUNT, Member, Of, TEXT, member, required};
use axum::http::Method;
use chrono::DateTime;
use cordboard_engine::clients::{Client, add_tags, create, delete, list, read, update};
use cordboard_model::reseller::resource;
use serde_json::{Value, json};
use submission::Submission;

const PATH: &str = "2.0/resellers/accounts";
const ONE: &str = "2.0/resellers/accounts/{accountId}";

const NAME: Of = Of::Text(0, 255);
const SHORT: Of = Of::Text(0, 63);
const FILTER_TOOLS: [&str; 3] = ["scheduling", "call", "callTracking"];
const STATUS: &[&str] = &["enabled", "disabled"];

const WHITE_LABEL: Of = Of::Object(&[
    member("logoURL", NAME),
    member("emailAddress", NAME),
    member("headerBackgroundColor", SHORT),
    member("menuBackgroundColor", SHORT),
]);
const PREFERENCES: Of = Of::Object(&[
    member("timeZone", Of::Text(0, 64)),
    member("language", Of::Text(0, 35)),
    member("displayName", SHORT),
]);
const TAG: Of = Of::Object(&[
    member("id", TEXT),
    member("tag", Of::Text(0, 255)),
    member("color", Of::Text(0, 7)),
]);
const CURRENCY: Of = Of::Word(&["USD", "CAD", "EUR", "GBP", "JPY"]);
const TOOLS: Of = Of::List(&Of::Word(&["save", "scheduling", "call"]));

macro_rules! writable {
    ($($first:expr),*) => {
        &[
            $($first,)*
            member("firstName", NAME),
            member("lastName", NAME),
            member("password", SHORT),
            member("organization", Of::Text(0, 256)),
            member("preferences", PREFERENCES),
            member("currency", CURRENCY),
            member("resellerId", NAME),
            member("domain", SHORT),
            member("tools", TOOLS),
            member("whiteLabel", WHITE_LABEL),
            member("clientName", Of::Text(0, 128)),
            member("status", Of::Word(STATUS)),
            member("sendSignupEmail", Of::Flag),
            member("additionalUsers", Of::Whole(0, 1_000_000)),
            member("tags", Of::List(&TAG)),
        ]
    };
}

const INSERT: &[Member] = writable!(
    required("email", Of::Text(3, 255)),
    required("profile", Of::Object(&[required("id", Of::Text(1, 64))]))
);
const UPDATE: &[Member] = writable!(
    member("email", NAME),
    member("profile", Of::Object(&[member("id", Of::Text(1, 64))]))
);
const PATCH: &[Member] = &[member(
    "tags",
    Of::List(&Of::Object(&[
        required("id", TEXT),
        member("color", Of::Text(0, 7)),
    ])),
)];
const ACCOUNT: &[Member] = &[
    required("id", TEXT),
    member("userName", TEXT),
    member("firstName", NAME),
    member("lastName", NAME),
    member("email", NAME),
    member("organization", TEXT),
    required("preferences", PREFERENCES),
    member("currency", CURRENCY),
    member("resellerId", NAME),
    member("domain", SHORT),
    required(
        "created",
        Of::Object(&[required("dateTime", TEXT), required("timeZone", TEXT)]),
    ),
    required("ssoToken", TEXT),
    required("credit", Of::Number),
    required(
        "profile",
        Of::Object(&[required("id", TEXT), member("name", TEXT)]),
    ),
    required("tools", TOOLS),
    required("whiteLabel", WHITE_LABEL),
    required("clientName", TEXT),
    required("status", Of::Word(STATUS)),
    required("additionalUsers", COUNT),
    required("tags", Of::List(&TAG)),
];
const LIST: &[Member] = &[required("items", Of::List(&Of::Object(ACCOUNT)))];
const FILTERS: &[&str] = &[
    "search",
    "tools",
    "status",
    "createdStartDate",
    "createdEndDate",
    "userName",
];

/// The operations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    Route::new(&Method::GET, PATH, ("accounts.list", "List the accounts"), list_accounts).query(FILTERS).shows(LIST),
    Route::new(&Method::POST, PATH, ("accounts.insert", "Make an account with its first admin"), insert)
        .body(INSERT).shows(ACCOUNT),
    Route::new(&Method::GET, ONE, ("accounts.get", "Read an account by its id, resellerId or userName"), get).shows(ACCOUNT),
    Route::new(&Method::PUT, ONE, ("accounts.update", "Change an account"), change).body(UPDATE).shows(ACCOUNT),
    Route::new(&Method::POST, ONE, ("accounts.post", "Change an account, as PUT does"), change).body(UPDATE).shows(ACCOUNT),
    Route::new(&Method::PATCH, ONE, ("accounts.patch", "Add tags to an account"), patch).body(PATCH).shows(ACCOUNT),
    Route::new(&Method::DELETE, ONE, ("accounts.delete", "Delete an account"), remove),
];

fn shown(client: &Client) -> Value {
    let mut shown = resource(&client.shown());
    shown.insert("ssoToken".to_owned(), client.sso_token.clone().into());
    shown.into()
}

fn list_accounts(call: &Call<'_>) -> Result<Answer, Failure> {
    if let Some(username) = call.request.parameter("userName") {
        // Clients ask so whether an account is there.
        let client = read::run(call.engine, &call.principal, username)?;
        return Ok(Answer::ok(json!({ "items": [shown(&client)] })));
    }
    let word = |key: &str, words: &[&str]| match call.request.parameter(key) {
        Some(word) if !word.is_empty() && !words.contains(&word) => Err(Failure::field(
            key,
            format!("{key} is one of {}", words.join(", ")),
        )),
        word => Ok(word.filter(|word| !word.is_empty()).map(str::to_owned)),
    };
    let mut tools = Vec::new();
    let said = call.request.query.iter();
    for (_, words) in said.filter(|(key, _)| matches!(key.as_str(), "tools" | "tools[]")) {
        for tool in words.split(',').map(str::trim).filter(|it| !it.is_empty()) {
            if !FILTER_TOOLS.contains(&tool) {
                let message = format!("tools are {}", FILTER_TOOLS.join(", "));
                return Err(Failure::field("tools", message));
            }
            tools.push(tool.to_owned());
        }
    }
    let search = call.request.parameter("search").map(str::trim);
    let input = list::Input {
        search: search.filter(|text| !text.is_empty()).map(str::to_owned),
        tools,
        status: word("status", STATUS)?,
        created_after_ms: instant(call, "createdStartDate")?,
        created_before_ms: instant(call, "createdEndDate")?,
    };
    let clients = list::run(call.engine, &call.principal, &input)?;
    let items: Vec<Value> = clients.iter().map(shown).collect();
    Ok(Answer::ok(json!({ "items": items })))
}

/// A parameter that is an instant, in milliseconds since the epoch. A `+` that a client did not encode came as a blank.
fn instant(call: &Call<'_>, key: &str) -> Result<Option<i64>, Failure> {
    let Some(text) = call.request.parameter(key).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let at = DateTime::parse_from_rfc3339(&text.trim().replace(' ', "+"));
    let at =
        at.map_err(|_| Failure::field(key, "an instant is written like 2026-01-31T09:30:00Z"))?;
    Ok(Some(at.timestamp_millis()))
}

fn insert(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = Submission::of(call).create()?;
    let made = create::run(call.engine, &call.principal, input)?;
    Ok(Answer::ok(shown(&made)))
}

fn get(call: &Call<'_>) -> Result<Answer, Failure> {
    let client = read::run(call.engine, &call.principal, call.param("accountId"))?;
    Ok(Answer::ok(shown(&client)))
}

fn change(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = Submission::of(call).update(call.param("accountId"));
    let changed = update::run(call.engine, &call.principal, &input)?;
    Ok(Answer::ok(shown(&changed)))
}

fn patch(call: &Call<'_>) -> Result<Answer, Failure> {
    let input = add_tags::Input {
        name: call.param("accountId").to_owned(),
        tags: Submission::of(call).tags().unwrap_or_default(),
    };
    let changed = add_tags::run(call.engine, &call.principal, &input)?;
    Ok(Answer::ok(shown(&changed)))
}

fn remove(call: &Call<'_>) -> Result<Answer, Failure> {
    delete::run(call.engine, &call.principal, call.param("accountId"))?;
    Ok(Answer::gone())
}
