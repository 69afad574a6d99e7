//! `/provision/{folder}/{file}`: what phones fetch when they start. Nobody signs in; the folder is the secret.

use crate::state::Api;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use cordboard_engine::phones::fetch;
use std::sync::Arc;

/// The addresses of the files.
pub(crate) fn routes() -> Router<Api> {
    Router::new().route("/provision/{folder}/{file}", get(file))
}

/// Every refusal looks the same: whoever guesses learns nothing.
async fn file(
    State(api): State<Api>,
    Path((folder, file)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text("host").unwrap_or("localhost").to_owned();
    let scheme = match text("x-forwarded-proto") {
        Some("https") => "https",
        _ => "http",
    };
    let folder_url = format!("{scheme}://{host}/provision/{folder}/");
    let engine = Arc::clone(&api.engine);
    let found = tokio::task::spawn_blocking(move || {
        let input = fetch::Input {
            folder: &folder,
            file_name: &file,
            host: name_of(&host),
            folder_url: &folder_url,
        };
        fetch::run(&engine, input)
    });
    match found.await {
        Ok(Ok(file)) => ([(header::CONTENT_TYPE, file.mime)], file.text).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// The host without its port; an IPv6 address keeps its brackets.
fn name_of(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    }
}
