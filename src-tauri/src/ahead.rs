//! What the page needs for its first picture, answered before it can ask: while WebKit is still starting, the engine has
//! nothing else to do. Should the page ask for something else first, it asks as always.

use axum::http::Method;
use cordboard_api::frame::RequestHead;
use serde_json::{Value, json};

use crate::http_request;
use crate::office::Office;

/// A script that leaves the answers where `ui/src/platform/tauri.ts` looks for them.
pub(crate) fn script(office: &Office, settings: &Value) -> String {
    let answers = tauri::async_runtime::block_on(answers(office));
    let ahead = json!({ "answers": answers, "settings": settings });
    format!("window.cordboardAhead={ahead};")
}

/// What `ui/src/api/ahead.ts` asks, in its order, word for word.
async fn answers(office: &Office) -> Vec<Value> {
    let mut answers = Vec::new();
    let Some(installation) = ask(office, Method::GET, "installation", "", &mut answers).await
    else {
        return answers;
    };
    if installation["installed"] == true {
        let session = ask(office, Method::GET, "session", "", &mut answers).await;
        if let Some(top) =
            session.and_then(|session| Some(session["account"]["id"].as_str()?.to_owned()))
        {
            let tree = format!(r#"{{"open":"none","toggled":["{top}"],"from":0,"count":100}}"#);
            ask(office, Method::POST, "tree/window", &tree, &mut answers).await;
        }
    }
    answers
}

/// Asks the engine as the page would; only a good answer is worth keeping.
async fn ask(
    office: &Office,
    method: Method,
    name: &str,
    body: &str,
    kept: &mut Vec<Value>,
) -> Option<Value> {
    let path = format!("/console/{name}");
    let json = ("content-type".to_owned(), "application/json".to_owned());
    let head = RequestHead {
        method: method.to_string(),
        path: path.clone(),
        headers: vec![json],
    };
    let answer = http_request::good_answer(office, head, body.as_bytes()).await?;
    kept.push(json!({ "method": method.as_str(), "path": path, "body": body, "answer": answer }));
    serde_json::from_str(&answer).ok()
}
