//! Signing in to a Crossbar server.

use super::accepted;
use crate::document::plain_id;
use crate::failure::Failure;
use crate::side::{Answer, Question, Side};
use hyper::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;

/// How many tokens come back in a second, where a server's bucket of sign-ins is as it comes.
const TOKENS_PER_S: u64 = 10;
/// The longest a sign-in waits for them by itself.
const PAUSE_MAX: Duration = Duration::from_secs(10);

/// A session from a user name and password, and the account of the user.
pub(crate) async fn sign_in(
    side: &impl Side,
    (username, password): (&str, &str),
    realm: Option<&str>,
) -> Result<(String, String), Failure> {
    use md5::{Digest, Md5};
    let digest = Md5::digest(format!("{username}:{password}"));
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut body = json!({ "credentials": digest, "method": "md5" });
    if let Some(realm) = realm {
        // A realm is written like a name of the network; anything else is the account's name.
        let key = if realm.contains('.') {
            "account_realm"
        } else {
            "account_name"
        };
        body[key] = realm.into();
    }
    open(side, "/v2/user_auth", body).await
}

/// How long until this sign-in can be paid for, when it was refused for its price and that is soon: every attempt costs
/// tokens, and they come back with time, ten in a second where nobody has set something else.
fn until_enough_tokens(answer: &Answer) -> Option<Duration> {
    let tokens = answer.body.get("tokens")?;
    let number = |key| tokens.get(key).and_then(Value::as_u64);
    let missing = number("consumed")?.saturating_sub(number("remaining")?);
    let pause = Duration::from_secs(missing.div_ceil(TOKENS_PER_S));
    (answer.status == StatusCode::TOO_MANY_REQUESTS && pause <= PAUSE_MAX).then_some(pause)
}

/// A session from an API key, and the account of the key.
pub(crate) async fn open_with_key(
    side: &impl Side,
    key: &str,
) -> Result<(String, String), Failure> {
    open(side, "/v2/api_auth", json!({ "api_key": key })).await
}

async fn open(side: &impl Side, path: &str, body: Value) -> Result<(String, String), Failure> {
    let question = Question::with(Method::PUT, path, json!({ "data": body }));
    let mut answer = side.ask(question.clone()).await?;
    if let Some(pause) = until_enough_tokens(&answer) {
        tokio::time::sleep(pause).await;
        answer = side.ask(question).await?;
    }
    match answer.status.as_u16() {
        400 | 401 | 403 | 423 => return Err(Failure::WrongPassword),
        429 => return Err(Failure::TooOften),
        _ => {}
    }
    let envelope = accepted(answer)?;
    let token = envelope.get("auth_token").and_then(Value::as_str);
    let token = token.filter(|token| !token.is_empty() && token.len() <= 8_192);
    let token = token.ok_or_else(|| Failure::odd("a sign-in gave no token"))?;
    let account = envelope.get("data").and_then(|data| data.get("account_id"));
    Ok((token.to_owned(), plain_id(account)?))
}
