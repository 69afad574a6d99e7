//! What the console asks for its first picture, so that a shell can have the answers ready before the page asks.
//!
//! It knows the questions and their order; it asks nobody itself, and decides nothing about who may ask.

use crate::frame::RequestHead;
use serde_json::{Value, json};

/// Puts the questions of `ui/src/api/ahead.ts`, in its order and word for word. `ask` gives the body of a good answer, and
/// nothing otherwise; then the page asks by itself. Gives what is known as `{method, path, body, answer}`.
pub async fn answers<Asking>(ask: impl Fn(RequestHead, String) -> Asking) -> Vec<Value>
where
    Asking: Future<Output = Option<String>>,
{
    let mut known = Vec::new();
    let installation = put(&ask, "GET", "installation", String::new(), &mut known).await;
    if installation.is_none_or(|installation| installation["installed"] != true) {
        return known;
    }
    let session = put(&ask, "GET", "session", String::new(), &mut known).await;
    let top = session
        .as_ref()
        .and_then(|session| session["account"]["id"].as_str());
    if let Some(top) = top {
        let tree = format!(r#"{{"open":"none","toggled":["{top}"],"from":0,"count":100}}"#);
        put(&ask, "POST", "tree/window", tree, &mut known).await;
    }
    known
}

async fn put<Asking>(
    ask: &impl Fn(RequestHead, String) -> Asking,
    method: &str,
    name: &str,
    body: String,
    known: &mut Vec<Value>,
) -> Option<Value>
where
    Asking: Future<Output = Option<String>>,
{
    let path = format!("/console/{name}");
    let json = ("content-type".to_owned(), "application/json".to_owned());
    let head = RequestHead {
        method: method.to_owned(),
        path: path.clone(),
        headers: vec![json],
    };
    let answer = ask(head, body.clone()).await?;
    known.push(json!({ "method": method, "path": path, "body": body, "answer": answer }));
    serde_json::from_str(&answer).ok()
}
