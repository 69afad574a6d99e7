//! `/provision/{folder}/{file}`: what phones fetch when they start. Nobody signs in; the folder is the secret, and the
//! answer another one, so that it is given only where nobody reads along.

use crate::state::Api;
use crate::way::Way;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use cordboard_engine::phones::fetch;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// When a refusal is given, counted from the question: longer than any of them takes, so that none tells by its time how
/// far the guess got.
const REFUSED_AFTER: Duration = Duration::from_millis(50);

/// The addresses of the files.
pub(crate) fn routes() -> Router<Api> {
    let all = any(answer);
    Router::new()
        .route("/provision", all.clone())
        .route("/provision/", all.clone())
        .route("/provision/{*rest}", all)
}

/// Every refusal looks the same and takes the same time, whatever is wrong: whoever guesses learns nothing.
async fn answer(State(api): State<Api>, way: Way, request: Request) -> Response {
    let asked = Instant::now();
    match file(&api, way, request).await {
        Some(file) => ([(header::CONTENT_TYPE, file.mime)], file.text).into_response(),
        None => {
            let waited = std::future::pending::<()>();
            let _ = tokio::time::timeout_at(asked + REFUSED_AFTER, waited).await;
            StatusCode::NOT_FOUND.into_response()
        }
    }
}

async fn file(api: &Api, way: Way, request: Request) -> Option<fetch::File> {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_question = *request.method() == Method::HEAD;
    // As it was written: a name with an escape in it is no phone's.
    let rest = request.uri().path().strip_prefix("/provision/");
    let (folder, file) = rest.and_then(|rest| rest.split_once('/')).unzip();
    let folder = folder.unwrap_or_default().to_owned();
    let file = file.filter(|_| is_read).unwrap_or_default().to_owned();
    let agent = text(request.headers(), header::USER_AGENT.as_str());
    let engine = Arc::clone(&api.engine);
    let found = tokio::task::spawn_blocking(move || {
        let ip = way.ip.map(|ip| ip.to_string()).unwrap_or_default();
        let input = fetch::Input {
            folder: &folder,
            file_name: &file,
            host: way.name(),
            folder_url: &way.folder_url(&folder),
            is_question,
            source: fetch::Source {
                ip: &ip,
                user_agent: &agent,
                is_private: way.is_private,
            },
        };
        fetch::run(&engine, input)
    });
    found.await.ok()?.ok()
}

fn text(headers: &HeaderMap, name: &str) -> String {
    let text = headers.get(name).and_then(|value| value.to_str().ok());
    text.unwrap_or_default().to_owned()
}
