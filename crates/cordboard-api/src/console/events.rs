//! The event feed for browsers: server-sent events.

use crate::body::Params;
use crate::caller::Caller;
use crate::events::{Event, Listener, RESYNC, stream};
use crate::problem::Problem;
use crate::state::Api;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{self, KeepAlive, Sse};
use cordboard_engine::{Error, Principal, feed};
use futures_util::StreamExt;
use futures_util::stream::{Stream, iter, once};
use serde::Deserialize;
use std::convert::Infallible;
use utoipa::IntoParams;

/// Where to begin.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventParams {
    /// The number of the last event that was seen; the newest change when absent. `Last-Event-ID` goes before it.
    after: Option<u64>,
}

/// Streams what happens, as far as the caller may know of it.
#[utoipa::path(get, path = "/console/events", operation_id = "event_stream", tag = "events", params(EventParams),
    responses((status = 200, body = Event, content_type = "text/event-stream"),
        (status = "4XX", body = Problem, content_type = "application/problem+json")))]
pub async fn listen(
    State(api): State<Api>,
    caller: Caller,
    headers: HeaderMap,
    Params(params): Params<EventParams>,
) -> Result<Sse<impl Stream<Item = Result<sse::Event, Infallible>>>, Problem> {
    let listener = match (caller.principal, caller.token) {
        (Principal::Owner, _) => Listener::Owner,
        (Principal::User { .. } | Principal::Key { .. }, Some(token)) => Listener::Token(token),
        _ => return Err(Problem::from(Error::Unauthenticated)),
    };
    Ok(told(api, listener, &headers, &params))
}

/// The feed as one listener hears it.
pub(super) fn told(
    api: Api,
    listener: Listener,
    headers: &HeaderMap,
    params: &EventParams,
) -> Sse<impl Stream<Item = Result<sse::Event, Infallible>> + use<>> {
    let resumed = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok())
        .and_then(|id| id.parse().ok());
    let after = resumed
        .or(params.after)
        .unwrap_or_else(|| feed::latest(&api.engine));
    let events = stream(api.engine, listener, after, api.options.closing)
        .flat_map(|batch| iter(batch.into_iter().map(render)));
    // Said at once, so that the headers pass a proxy that waits for a first byte and the browser knows that it listens.
    let open = once(async { Ok(sse::Event::default().comment("open")) });
    Sse::new(open.chain(events)).keep_alive(KeepAlive::default())
}

fn render(event: Event) -> Result<sse::Event, Infallible> {
    let data = serde_json::to_string(&event).unwrap_or_default();
    let rendered = sse::Event::default().id(event.seq.to_string()).data(data);
    Ok(if event.topic == RESYNC {
        rendered.event(RESYNC)
    } else {
        rendered
    })
}
