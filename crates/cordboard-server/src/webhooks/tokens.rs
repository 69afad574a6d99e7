//! OAuth 2 tokens of watches: asked for when they are needed, and kept in memory only.

use super::sender::Failed;
use cordboard_engine::deliveries::request::OAuth2;
use cordboard_model::Id;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use url::form_urlencoded::Serializer;

/// How long a token is taken to be good when nobody says, in seconds.
const LIFETIME_S: u64 = 300;
/// How long before its end a token is not used any more, in seconds.
const MARGIN_S: u64 = 30;

/// What came of asking.
pub(super) struct Got {
    pub(super) access_token: String,
    pub(super) refresh_token: Option<String>,
    lifetime_s: u64,
}

/// The tokens that are good, by watch.
#[derive(Default)]
pub(super) struct Tokens {
    known: Mutex<HashMap<Id, Known>>,
}

struct Known {
    /// For whom it was asked; a watch that was changed asks again.
    oauth2: OAuth2,
    access_token: String,
    until: Instant,
}

impl Tokens {
    pub(super) fn get(&self, watch: Id, oauth2: &OAuth2) -> Option<String> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(&watch)?;
        let fits = is_same(&known.oauth2, oauth2) && Instant::now() < known.until;
        fits.then(|| known.access_token.clone())
    }

    pub(super) fn keep(&self, watch: Id, oauth2: &OAuth2, got: Got) {
        let lifetime = Duration::from_secs(got.lifetime_s.saturating_sub(MARGIN_S));
        let known = Known {
            oauth2: oauth2.clone(),
            access_token: got.access_token,
            until: Instant::now() + lifetime,
        };
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(watch, known);
    }

    pub(super) fn forget(&self, watch: Id) {
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        all.remove(&watch);
    }
}

/// The same grant; the token to renew may have been renewed itself.
fn is_same(one: &OAuth2, other: &OAuth2) -> bool {
    let other = OAuth2 {
        refresh_token: one.refresh_token.clone(),
        ..other.clone()
    };
    *one == other
}

/// The body with which a token is asked for.
pub(super) fn form(oauth2: &OAuth2) -> String {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", &oauth2.grant_type);
    form.append_pair("client_id", &oauth2.client_id);
    let is_refresh = oauth2.grant_type == "refresh_token";
    for (name, value) in [
        ("client_secret", &oauth2.client_secret),
        ("refresh_token", &oauth2.refresh_token),
        ("scope", &oauth2.scope),
    ] {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty())
            && (is_refresh || name != "refresh_token")
        {
            form.append_pair(name, value);
        }
    }
    form.finish()
}

/// Reads the answer; nothing of it is repeated, since it may hold tokens.
pub(super) fn read(status: u16, body: &str) -> Result<Got, Failed> {
    if !(200..=299).contains(&status) {
        return Err(format!("the token address answered {status}"));
    }
    let answer: Value = serde_json::from_str(body).unwrap_or_default();
    let text = |key: &str| answer.get(key).and_then(Value::as_str).map(str::to_owned);
    let Some(access_token) = text("access_token").filter(|token| !token.is_empty()) else {
        return Err("the token address answered without an access_token".to_owned());
    };
    let lifetime_s = answer.get("expires_in").and_then(Value::as_u64);
    Ok(Got {
        access_token,
        refresh_token: text("refresh_token").filter(|token| !token.is_empty()),
        lifetime_s: lifetime_s.unwrap_or(LIFETIME_S).min(86_400 * 365),
    })
}
