//! From the HTTP request to the HTTP response, in Kazoo's order of checks: route, token, account, rights, body, and
//! only then the operation.

use super::answer::Answer;
use super::call::{Call, OWN};
use super::collection::{self, Wanted};
use super::cors;
use super::failure::{Detail, Failure};
use super::identity::{self, Shown};
use super::kept::{Answers, Question, Rendered};
use super::outside::{Once, Outside};
use super::request::{Received, Request, Unreadable};
use super::routes::{self, Access, Route};
use crate::caller::vouched;
use crate::once::{Refusal, carried};
use crate::router::Shaped;
use crate::state::Api;
use crate::table::body::read;
use crate::table::lookup::Found;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, HeaderValue, Method, Request as Http, StatusCode, header};
use axum::response::Response;
use cordboard_engine::authorise::is_superduper;
use cordboard_engine::sessions::{fresh_token, resolve};
use cordboard_engine::{Engine, Principal};
use cordboard_model::roles::BuiltIn;
use cordboard_model::{Id, Role};
use serde_json::Value;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Answers one request of the dialect.
pub(crate) async fn dispatch(State(api): State<Api>, http: Http<Body>) -> Response {
    let (parts, body) = http.into_parts();
    let vouched = vouched(&parts.extensions);
    let request_id = request_id(&parts.headers);
    let received = Received {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        client: parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|ConnectInfo(address)| address.ip()),
        headers: parts.headers,
        body: read(body).await,
        request_id: request_id.clone(),
    };
    let engine = Arc::clone(&api.engine);
    let answers = Arc::clone(&api.answers);
    // What is known already needs no thread that may block.
    let is_plain_read =
        received.method == Method::GET && received.body.as_ref().is_some_and(Bytes::is_empty);
    let request = match is_plain_read {
        true => Ok(Request::read(received)),
        false => Err(received),
    };
    if let Ok(request) = &request
        && let Some(mut response) = known_answer(&engine, &answers, request)
    {
        response.extensions_mut().insert(Shaped);
        return response;
    }
    let answered = match request {
        Ok(mut request) if is_short(&request) => {
            let respond = || respond(&engine, &answers, &mut request, vouched);
            catch_unwind(AssertUnwindSafe(respond)).map_err(|_| "it panicked".to_owned())
        }
        request => {
            let respond = move || {
                let mut request = request.unwrap_or_else(Request::read);
                respond(&engine, &answers, &mut request, vouched)
            };
            let answered = tokio::task::spawn_blocking(carried(respond)).await;
            answered.map_err(|stopped| stopped.to_string())
        }
    };
    let mut response = answered.unwrap_or_else(|stopped| {
        // The operation panicked; its words stand in the log.
        let failure = Failure::inside(&stopped);
        let outside = Outside {
            request_id: &request_id,
            token: None,
            now_ms: api.engine.now_ms(),
            pretty: false,
        };
        outside.refusal(failure, &Value::Null, "")
    });
    response.extensions_mut().insert(Shaped);
    response
}

/// Refuses a request before anything of it was looked at.
pub(crate) fn refuse(api: &Api, headers: &HeaderMap, refusal: Refusal) -> Response {
    let request_id = request_id(headers);
    let outside = Outside {
        request_id: &request_id,
        token: None,
        now_ms: api.engine.now_ms(),
        pretty: false,
    };
    let failure = match refusal {
        Refusal::Key(refused) => Failure::system(refused.status, refused.code, &refused.text),
        Refusal::Engine(error) => Failure::from(error),
    };
    let mut response = outside.refusal(failure, &Value::Null, "");
    cors::allow(response.headers_mut(), &[]);
    response.extensions_mut().insert(Shaped);
    response
}

/// The client's own name for the request, else a fresh one.
fn request_id(headers: &HeaderMap) -> String {
    let given = headers
        .get("x-request-id")
        .and_then(|id| id.to_str().ok())
        .filter(|id| !id.is_empty() && id.len() <= 128);
    given.map_or_else(|| fresh_token().chars().take(32).collect(), str::to_owned)
}

/// Whether the request reads one record, or a page of rows that are kept: a few looks into a file that the system has
/// in memory, which cost less than handing them to another thread.
fn is_short(request: &Request) -> bool {
    let shows_token = matches!(identity::shown(request), Some(Shown::Token(_)));
    let Found::Operation(route, _) = routes::find(&request.method, &request.segments) else {
        return false;
    };
    shows_token
        && match route.operation {
            "users.read" | "groups.read" | "devices.read" => true,
            "users.list" => Wanted::of(request).is_ok_and(|wanted| wanted.is_short()),
            _ => false,
        }
}

/// The answer to a read whose caller and content are remembered.
fn known_answer(engine: &Engine, answers: &Answers, request: &Request) -> Option<Response> {
    let Some(Shown::Token(token)) = identity::shown(request) else {
        return None;
    };
    let resolved = resolve::remembered(engine, &token)?;
    let Found::Operation(route, params) = routes::find(&request.method, &request.segments) else {
        return None;
    };
    if !identity::is_of_named_account(engine, request, &resolved) || collection::wants_csv(request)
    {
        return None;
    }
    let call = Call {
        engine,
        principal: acting(engine, resolved.principal),
        in_own_role: resolved.principal,
        request,
        token: Some(token),
        held: resolved.held,
        params,
    };
    let account_id = admit(&call, route).ok()??;
    let question = Question::of(request, route, &call.principal, account_id)?;
    let rendered = answers.get(engine, &question)?;
    let mut outside = Outside::of(engine, request);
    outside.token.clone_from(&call.token);
    let response = outside.show(request, &rendered, &Once::default());
    let methods = routes::methods(&request.segments);
    Some(finish(request, response, &methods))
}

fn respond(
    engine: &Engine,
    answers: &Answers,
    request: &mut Request,
    vouched: Principal,
) -> Response {
    if request
        .segments
        .first()
        .is_some_and(|first| first == "account")
    {
        let own = ["accounts".into(), OWN.into()];
        request.segments.splice(..1, own);
    }
    let methods = routes::methods(&request.segments);
    let response = if request.method == Method::OPTIONS {
        Response::new(Body::empty())
    } else {
        answer(engine, answers, request, vouched)
    };
    finish(request, response, &methods)
}

/// Adds the headers that every answer has.
fn finish(request: &Request, mut response: Response, methods: &[Method]) -> Response {
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&request.request_id) {
        headers.insert("x-request-id", id);
    }
    cors::allow(headers, methods);
    if response.status() == StatusCode::METHOD_NOT_ALLOWED
        && let Some(allowed) = response
            .headers()
            .get(header::ACCESS_CONTROL_ALLOW_METHODS)
            .cloned()
    {
        response.headers_mut().insert(header::ALLOW, allowed);
    }
    response
}

/// As whom the caller acts: Kazoo leaves it to the operator whether a user's level means anything.
fn acting(engine: &Engine, principal: Principal) -> Principal {
    match principal {
        Principal::User {
            user_id,
            account_id,
            permissions,
            ..
        } if !engine.settings().enforce_priv_level => Principal::User {
            user_id,
            account_id,
            role: Role::Admin,
            permissions: permissions.and(BuiltIn::Admin.permissions()),
        },
        known => known,
    }
}

fn answer(engine: &Engine, answers: &Answers, request: &Request, vouched: Principal) -> Response {
    let since = engine.seq();
    let mut outside = Outside::of(engine, request);
    let (resolved, token) = match identity::resolve(engine, request) {
        Ok(known) => known,
        Err(error) => return outside.refusal(error.into(), &Value::Null, ""),
    };
    let in_own_role = match resolved.principal {
        Principal::Anonymous => vouched,
        known => known,
    };
    let principal = acting(engine, in_own_role);
    outside.token.clone_from(&token);
    let mut call = Call {
        engine,
        principal,
        in_own_role,
        request,
        token,
        held: resolved.held,
        params: Vec::new(),
    };
    match run(&mut call) {
        Ok((answer, question)) => {
            let keep = |rendered: &Arc<Rendered>| {
                if let Some(question) = question {
                    answers.keep(question, rendered, since);
                }
            };
            outside.render(&call, answer, keep)
        }
        Err(failure) => {
            let missing = match *failure.detail {
                Detail::Missing(what) => named_in_path(&call, what),
                _ => String::new(),
            };
            outside.refusal(failure, &request.data, &missing)
        }
    }
}

/// The answer, and the question to keep it under, if it may be kept.
fn run(call: &mut Call<'_>) -> Result<(Answer, Option<Question>), Failure> {
    let request = call.request;
    let route = match routes::find(&request.method, &request.segments) {
        Found::Operation(route, params) => {
            call.params = params;
            route
        }
        Found::OtherMethod => return Err(Failure::invalid_method()),
        Found::Nothing => return Err(Failure::not_found()),
    };
    let account_id = admit(call, route)?;
    match &request.unreadable {
        None => {
            let answer = (route.handler)(call)?;
            let question =
                account_id.and_then(|id| Question::of(request, route, &call.principal, id));
            Ok((answer, question))
        }
        Some(Unreadable::TooLarge) => Err(Failure::too_large()),
        Some(Unreadable::NoJson(text)) => Err(Failure::body("validation error", text)),
        Some(Unreadable::NoEnvelope) => {
            let text = "the body must be an object with a key \"data\"";
            Err(Failure::body("invalid request envelope", text))
        }
    }
}

/// Lets the caller pass, or says why not; the account in the path, if there is one and he sees it.
fn admit(call: &Call<'_>, route: &Route) -> Result<Option<Id>, Failure> {
    if route.access == Access::Public {
        return Ok(None);
    }
    if call.principal == Principal::Anonymous {
        return Err(Failure::invalid_credentials());
    }
    let is_named = call.params.iter().any(|(name, _)| *name == "ACCOUNT_ID");
    let account_id = match is_named {
        true => Some(call.account()?),
        false => None,
    };
    let may = match route.access {
        Access::Admin => call.principal.is_admin(),
        Access::Top => is_superduper(&call.engine.tree(), &call.principal),
        Access::Public | Access::SignedIn => true,
    };
    if !may {
        return Err(Failure::forbidden());
    }
    Ok(account_id)
}

/// What the path calls the thing that was not found.
fn named_in_path(call: &Call<'_>, what: &str) -> String {
    let wanted = match what {
        "account" => "ACCOUNT_ID",
        "user" => "USER_ID",
        "group" => "GROUP_ID",
        "phone" => "DEVICE_ID",
        _ => "",
    };
    let named = call.param(wanted);
    let last = call.params.last().map_or("", |(_, text)| text.as_str());
    if named.is_empty() { last } else { named }.to_owned()
}
