//! The device itself: enrolling it, what it is told, leaving its locked screen, the office switch, and its feed.

use crate::body::{Json, Params};
use crate::caller::{AtKiosk, KIOSK_COOKIE};
use crate::console::events::{EventParams, told};
use crate::console::kiosks::KioskDuties;
use crate::console::shapes::Place;
use crate::events::{Event, Listener};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::sse::{self, Sse};
use axum::response::{IntoResponse, Response};
use chrono::SecondsFormat;
use cordboard_engine::kiosks::{enrol, leave, look, switch_hours};
use futures_util::stream::Stream;
use serde::{Deserialize, Serialize};
use std::convert::Infallible;
use std::net::SocketAddr;
use utoipa::ToSchema;

/// How long a browser keeps the cookie, in seconds: as long as browsers allow, and anew with every start.
const COOKIE_S: i64 = 400 * 24 * 3600;

/// What was typed at the device.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EnrolKiosk {
    /// The code on the admin's screen.
    code: String,
}

/// An enrolled device.
#[derive(Serialize, ToSchema)]
pub struct EnrolledKiosk {
    /// The token, for a device that keeps no cookies.
    token: String,
}

/// What a kiosk is told about itself.
#[derive(Serialize, ToSchema)]
pub struct KioskSelf {
    id: String,
    name: String,
    account: Place,
    /// The language that its office speaks; null when nobody said.
    language: Option<String>,
    /// Whose calls it works; null without a line.
    line: Option<KioskLine>,
    duties: KioskDuties,
    /// What carries calls; null when nothing does.
    plane: Option<KioskPlane>,
    /// What the office is by hand; null while its week holds.
    office_switch: Option<KioskOfficeSwitch>,
}

/// The line of a kiosk.
#[derive(Serialize, ToSchema)]
pub struct KioskLine {
    user_id: String,
    name: String,
    extension_number: String,
}

/// What carries calls.
#[derive(Serialize, ToSchema)]
pub struct KioskPlane {
    name: String,
    /// Whether it only plays telephone.
    simulated: bool,
}

/// What somebody made of the office by hand.
#[derive(Serialize, ToSchema)]
pub struct KioskOfficeSwitch {
    /// `open` or `closed`.
    to: &'static str,
    /// When the week holds again (RFC 3339); null: when somebody switches back.
    until: Option<String>,
}

/// The PIN of a kiosk.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskPin {
    pin: String,
}

/// What the office is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KioskHours {
    to: KioskHoursTo,
}

/// What the office can be made.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum KioskHoursTo {
    /// What its week says.
    Week,
    /// Open until midnight.
    Open,
    /// Closed until midnight, as at night.
    Closed,
}

fn cookie(token: &str, secure: bool) -> Option<(HeaderName, HeaderValue)> {
    let flag = if secure { "; Secure" } else { "" };
    let text = format!(
        "{KIOSK_COOKIE}={token}; Path=/console/kiosk; HttpOnly; SameSite=Strict; Max-Age={COOKIE_S}{flag}"
    );
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some((header::SET_COOKIE, value))
}

/// Enrols a device with the code on the admin's screen; the code works once.
#[utoipa::path(post, path = "/console/kiosk/enrolment", operation_id = "kiosk_enrol", tag = "kiosk",
    request_body = EnrolKiosk,
    responses((status = 201, body = EnrolledKiosk), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn enrol(State(api): State<Api>, request: Request) -> Result<Response, Problem> {
    use axum::extract::FromRequest;
    let address = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let client = address.map(|ConnectInfo(address)| address.ip());
    let Json(body): Json<EnrolKiosk> = Json::from_request(request, &api).await?;
    let code = body.code;
    let opened = api
        .run(move |engine| enrol::run(engine, &enrol::Input { code, client }))
        .await?;
    let set = cookie(&opened.token, api.options.secure_cookies);
    let token = opened.token;
    let mut response = (StatusCode::CREATED, axum::Json(EnrolledKiosk { token })).into_response();
    response.headers_mut().extend(set);
    Ok(response)
}

/// Tells a kiosk what it is.
#[utoipa::path(get, path = "/console/kiosk", operation_id = "kiosk_read", tag = "kiosk",
    responses((status = 200, body = KioskSelf), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn read(
    State(api): State<Api>,
    kiosk: AtKiosk,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let found = api
        .run(move |engine| look::run(engine, &kiosk.principal))
        .await?;
    let shown = KioskSelf {
        id: found.kiosk.id.to_string(),
        name: found.name,
        account: Place {
            id: found.kiosk.account_id.to_string(),
            name: found.account_name,
        },
        language: found.language,
        line: found.line.map(|user| KioskLine {
            user_id: user.id.to_string(),
            name: user.label(),
            extension_number: user.text("extension_number").to_owned(),
        }),
        duties: found.kiosk.duties.into(),
        plane: found.plane.map(|(name, simulated)| KioskPlane {
            name: name.to_owned(),
            simulated,
        }),
        office_switch: found.office_switch.map(|switch| KioskOfficeSwitch {
            to: if switch.open { "open" } else { "closed" },
            until: switch
                .until
                .map(|until| until.to_rfc3339_opts(SecondsFormat::Secs, true)),
        }),
    };
    let mut response = axum::Json(shown).into_response();
    // A device that identifies itself by its cookie gets it anew, so that it never ends while it is used.
    if !headers.contains_key(header::AUTHORIZATION) {
        let set = cookie(&kiosk.token, api.options.secure_cookies);
        response.headers_mut().extend(set);
    }
    Ok(response)
}

/// Looks whether this is the PIN that leaves the locked screen.
#[utoipa::path(post, path = "/console/kiosk/leave", operation_id = "kiosk_leave", tag = "kiosk",
    request_body = KioskPin,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn leave(
    State(api): State<Api>,
    kiosk: AtKiosk,
    Json(request): Json<KioskPin>,
) -> Result<StatusCode, Problem> {
    api.run(move |engine| leave::run(engine, &kiosk.principal, &request.pin))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Switches the office open or closed until midnight, or back to its week.
#[utoipa::path(put, path = "/console/kiosk/hours", operation_id = "kiosk_hours", tag = "kiosk",
    request_body = KioskHours,
    responses((status = 204), (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn switch_hours(
    State(api): State<Api>,
    kiosk: AtKiosk,
    Json(request): Json<KioskHours>,
) -> Result<StatusCode, Problem> {
    let to = match request.to {
        KioskHoursTo::Week => switch_hours::Switch::Week,
        KioskHoursTo::Open => switch_hours::Switch::Open,
        KioskHoursTo::Closed => switch_hours::Switch::Closed,
    };
    api.run(move |engine| switch_hours::run(engine, &kiosk.principal, to))
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Streams what happens in the kiosk's office; it ends when the kiosk is revoked.
#[utoipa::path(get, path = "/console/kiosk/events", operation_id = "kiosk_events", tag = "kiosk", params(EventParams),
    responses((status = 200, body = Event, content_type = "text/event-stream"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn listen(
    State(api): State<Api>,
    kiosk: AtKiosk,
    headers: HeaderMap,
    Params(params): Params<EventParams>,
) -> Result<Sse<impl Stream<Item = Result<sse::Event, Infallible>>>, Problem> {
    let listener = Listener::Kiosk(kiosk.token);
    Ok(told(api, listener, &headers, &params))
}
