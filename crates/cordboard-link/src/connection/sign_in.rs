//! Signing in at a server as somebody who may have a copy of the office.

use crate::http::{self, NetworkError, Question};
use cordboard_engine::{Error, Result};
use hyper::{Method, StatusCode};
use serde::Deserialize;
use serde_json::json;

/// After how many seconds a refused sign-in may be tried again, where the server does not say it.
const TRY_AGAIN_S: u64 = 60;

/// What a person says to connect.
pub struct SignIn {
    /// Where the server is, e.g. `https://office.example`.
    pub address: String,
    /// The user name there.
    pub username: String,
    /// The account's realm or name, where the user name alone does not tell.
    pub realm: Option<String>,
    /// The password. It is sent and not kept.
    pub password: String,
    /// Take what is in this computer's own office along to the server.
    pub bring: bool,
    /// What the sign-in is sealed with where there is no keychain; without it, it ends with the program.
    pub passphrase: Option<String>,
}

/// A session that was opened, of somebody who may have a copy.
pub(super) struct Opened {
    pub(super) token: String,
    /// The id of the person.
    pub(super) user: String,
    /// The id of his account.
    pub(super) account: String,
}

/// Signs in, and looks whether this person may have a copy.
pub(super) async fn open(address: &str, sign_in: &SignIn) -> Result<Opened> {
    let session = session(address, sign_in).await?;
    let user = session.user.filter(|_| session.role == "admin");
    let user = user.ok_or_else(not_an_admin)?;
    Ok(Opened {
        token: session.token,
        user: user.id,
        account: session.account.id,
    })
}

async fn session(address: &str, sign_in: &SignIn) -> Result<Session> {
    let mut body = json!({ "username": sign_in.username, "password": sign_in.password });
    if let Some(realm) = sign_in.realm.as_ref().filter(|realm| !realm.is_empty()) {
        body["realm"] = realm.clone().into();
    }
    let question = Question {
        method: Method::POST,
        url: format!("{address}/console/session"),
        token: None,
        content_type: Some("application/json"),
        body: serde_json::to_vec(&body).map_err(Error::internal)?,
        part: None,
    };
    let answer = http::ask(question).await;
    let answer = answer.map_err(|error| unreachable(&error))?;
    match answer.status {
        StatusCode::OK => serde_json::from_slice(&answer.body).map_err(|_| odd_server()),
        StatusCode::UNAUTHORIZED => Err(Error::WrongPassword),
        StatusCode::TOO_MANY_REQUESTS => Err(Error::TooManyRequests {
            retry_after_s: answer.retry_after_s.unwrap_or(TRY_AGAIN_S),
            tokens: None,
        }),
        _ => Err(odd_server()),
    }
}

#[derive(Deserialize)]
struct Session {
    token: String,
    user: Option<Named>,
    account: Named,
    role: String,
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

pub(super) fn refused(code: &'static str, detail: &str) -> Error {
    Error::Refused {
        code,
        detail: detail.to_owned(),
    }
}

fn unreachable(error: &NetworkError) -> Error {
    tracing::info!(%error, "signing in");
    refused(
        "server_unreachable",
        "the server cannot be reached; check the address and the network",
    )
}

fn odd_server() -> Error {
    refused(
        "odd_server",
        "there is something else than a Cordboard server at this address",
    )
}

fn not_an_admin() -> Error {
    refused(
        "not_an_admin",
        "only an administrator can have a copy of the office; ask one for the role",
    )
}

pub(super) fn other_user() -> Error {
    refused(
        "other_user",
        "this is somebody else's copy; sign in as that person, or use another office file",
    )
}
