//! Puts the surfaces together.

use crate::body::BODY_MAX;
use crate::caller::refuse_other_sites;
use crate::problem::Problem;
use crate::state::{Api, Options};
use crate::{
    ahead_of_copy, console, crossbar, once, openapi, owner_lock, pages, portsip, provision,
    reseller, sync,
};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use cordboard_engine::Engine;
use std::any::Any;
use std::sync::Arc;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::decompression::RequestDecompressionLayer;

/// Every surface over one engine.
pub fn router(engine: Arc<Engine>, options: Options) -> Router {
    let api = Api::new(engine, options);
    let (console, _) = console::routes().split_for_parts();
    let (sync, _) = sync::routes().split_for_parts();
    let sync = sync.layer(RequestDecompressionLayer::new());
    Router::new()
        .merge(console)
        .merge(crossbar::routes())
        .merge(portsip::routes())
        .merge(reseller::routes())
        .merge(provision::routes())
        .merge(sync)
        .route(
            "/healthz",
            get(|| async { Json(serde_json::json!({ "status": "ok" })) }),
        )
        .route(
            "/console/openapi.json",
            get(|| async { Json(openapi::console()) }),
        )
        .fallback(fallback)
        .route(
            "/v2/openapi.json",
            get(|| async { (ANY_SITE, Json(openapi::crossbar())) }),
        )
        .route("/docs/crossbar", get(|| async { documentation() }))
        .layer(from_fn_with_state(api.clone(), once::once))
        .layer(from_fn_with_state(api.clone(), ahead_of_copy::pass_on))
        .layer(from_fn_with_state(api.clone(), owner_lock::refuse))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(from_fn(refuse_other_sites))
        .layer(map_response(shape_answer))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(after_panic))
        .with_state(api)
}

/// Pages of any site may read what describes an interface.
const ANY_SITE: [(HeaderName, HeaderValue); 1] = [(
    header::ACCESS_CONTROL_ALLOW_ORIGIN,
    HeaderValue::from_static("*"),
)];

fn documentation() -> Response {
    pages::plain(crossbar::openapi::page())
}

/// Addresses of the API that do not exist are problems; all others are pages.
async fn fallback(State(api): State<Api>, request: Request) -> Response {
    let (method, uri) = (request.method().clone(), request.uri().clone());
    if crossbar::owns(uri.path()) {
        return crossbar::dispatch(State(api), request).await;
    }
    if portsip::owns(uri.path()) {
        return portsip::dispatch(State(api), request).await;
    }
    if reseller::owns(uri.path()) {
        return reseller::dispatch(State(api), request).await;
    }
    let first = uri
        .path()
        .trim_start_matches('/')
        .split('/')
        .next()
        .unwrap_or_default();
    if matches!(first, "console" | "api" | "sync") {
        return Problem::not_found().into_response();
    }
    pages::page(method, uri).await
}

/// Answers are not kept by browsers; what the framework answers itself becomes a problem document.
async fn shape_answer(mut response: Response) -> Response {
    if response.status() == StatusCode::METHOD_NOT_ALLOWED && !has_shape(&response) {
        let allow = response.headers().get(header::ALLOW).cloned();
        response = Problem::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "this address does not take this method",
        )
        .into_response();
        if let Some(allow) = allow {
            response.headers_mut().insert(header::ALLOW, allow);
        }
    }
    let headers = response.headers_mut();
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}

/// Marks an answer that has the shape of its dialect already, whatever its status.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shaped;

fn has_shape(response: &Response) -> bool {
    let is_problem = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "application/problem+json");
    is_problem || response.extensions().get::<Shaped>().is_some()
}

fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response {
    let cause = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("unknown")
        .to_owned();
    Problem::from(cordboard_engine::Error::internal(cause)).into_response()
}
