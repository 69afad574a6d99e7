//! The one connection of this computer's file with a server: made once by a person, kept up in the background.
//!
//! Responsible for signing in, for the token, for when to meet the server, and for saying how things stand. What to
//! ask and what answers mean is the copy's to say.

use crate::http::{self, NetworkError, Question};
use crate::vault::{Kept, Vault};
use crate::{Failure, Link, now_ms};
use cordboard_engine::replica::{OfficeCopy, Server};
use cordboard_engine::{Engine, Error};
use cordboard_store::directory::backup::back_up;
use cordboard_sync::client::{Pace, Progress, Summary};
use hyper::{Method, StatusCode};
use serde::Deserialize;
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use url::Url;

/// How often a copy looks for news when nobody tells it.
const LOOK_EVERY: Duration = Duration::from_secs(15);

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
}

/// What is wrong, when something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The server is not reached: everything goes on here, and it is tried again.
    Unreachable,
    /// The server wants the password again.
    SignIn,
    /// The person has no access any more.
    Revoked,
    /// The server answered what this program does not understand.
    Odd,
    /// The file of this computer cannot be written.
    File,
}

/// How things stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The server, as the person named it.
    pub server: Server,
    /// What waits and what needs a person.
    pub summary: Summary,
    /// How far the first picture is.
    pub progress: Option<Progress>,
    /// Open conflicts.
    pub conflicts: usize,
    /// What is wrong.
    pub trouble: Option<Trouble>,
    /// When the two met last, in milliseconds since the epoch.
    pub last_met_ms: Option<i64>,
    /// When it is tried again after a failure, in milliseconds since the epoch.
    pub next_try_ms: Option<i64>,
    /// Requests are under way.
    pub busy: bool,
    /// Where the token is kept; nothing while there is none.
    pub kept: Option<Kept>,
}

#[derive(Default)]
struct Now {
    link: Option<Link>,
    kept: Option<Kept>,
    trouble: Option<Trouble>,
    last_met_ms: Option<i64>,
    next_try_ms: Option<i64>,
    busy: bool,
}

/// The connection; one for each open office.
pub struct Connection {
    engine: Arc<Engine>,
    vault: Vault,
    dir: PathBuf,
    copy: Mutex<Option<Arc<OfficeCopy>>>,
    now: Mutex<Now>,
    wake: Notify,
}

impl Connection {
    /// The connection of an office, as its file knows it.
    ///
    /// # Errors
    /// When the file cannot be read or no HTTP client can be made.
    pub fn open(engine: Arc<Engine>, dir: &Path) -> cordboard_engine::Result<Arc<Self>> {
        let copy = match OfficeCopy::is_in(&engine) {
            true => Some(Arc::new(OfficeCopy::open(Arc::clone(&engine))?)),
            false => None,
        };
        let connection = Self {
            engine,
            vault: Vault::of_directory(dir),
            dir: dir.to_owned(),
            copy: Mutex::new(copy),
            now: Mutex::default(),
            wake: Notify::new(),
        };
        Ok(Arc::new(connection))
    }

    /// The copy, when this file is one.
    pub fn copy(&self) -> Option<Arc<OfficeCopy>> {
        let copy = self.copy.lock().unwrap_or_else(PoisonError::into_inner);
        copy.clone()
    }

    fn now(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Signs in to a server and makes this file a copy of what may be seen there; or signs in again.
    ///
    /// # Errors
    /// In words for the person.
    pub async fn connect(self: &Arc<Self>, sign_in: SignIn) -> cordboard_engine::Result<()> {
        let address = address(&sign_in.address)?;
        let session = self.session(&address, &sign_in).await?;
        let user = session.user.ok_or_else(not_an_admin)?;
        if session.role != "admin" {
            return Err(not_an_admin());
        }
        let server = Server {
            address: address.clone(),
            username: sign_in.username.trim().to_owned(),
            realm: sign_in.realm.clone(),
            paused: false,
        };
        let user_id = user.id.parse().map_err(Error::internal)?;
        let under = session.account.id.parse().map_err(Error::internal)?;
        let this = Arc::clone(self);
        let token = session.token;
        let bring = sign_in.bring.then_some(under);
        let done = tokio::task::spawn_blocking(move || {
            let engine = Arc::clone(&this.engine);
            let copy = match this.copy() {
                Some(copy) if copy.user()? == Some(user_id) => copy,
                // Somebody else's copy never becomes mine: what it holds is his.
                Some(_) => return Err(other_user()),
                None => {
                    this.keep_own_office()?;
                    Arc::new(OfficeCopy::begin(engine, user_id, bring)?)
                }
            };
            copy.set_server(&server)?;
            let kept = this.vault.keep(&token);
            let link = Link::new(Arc::clone(&copy), &address, &token);
            *this.copy.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
            *this.now() = Now {
                link: Some(link),
                kept: Some(kept),
                ..Now::default()
            };
            this.wake.notify_one();
            Ok(())
        });
        done.await.map_err(Error::internal)?
    }

    /// An office of one's own is kept beside the copy before the file becomes one, whatever comes along.
    fn keep_own_office(&self) -> cordboard_engine::Result<()> {
        if self.engine.tree().root().is_none() {
            return Ok(());
        }
        let names = (1..).map(|number: u32| self.dir.join(format!("before-connecting-{number}")));
        let place = names.into_iter().find(|place| !place.exists());
        let place = place.ok_or(Error::NotFound("directory"))?;
        back_up(&self.dir, &place)
            .map(drop)
            .map_err(Error::internal)
    }

    async fn session(&self, address: &str, sign_in: &SignIn) -> cordboard_engine::Result<Session> {
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
        };
        let answer = http::ask(question).await;
        let answer = answer.map_err(|error| unreachable(&error))?;
        match answer.status {
            StatusCode::OK => serde_json::from_slice(&answer.body).map_err(|_| odd_server()),
            StatusCode::UNAUTHORIZED => Err(Error::WrongPassword),
            StatusCode::TOO_MANY_REQUESTS => Err(Error::TooManyRequests {
                retry_after_s: 60,
                tokens: None,
            }),
            _ => Err(odd_server()),
        }
    }

    /// How things stand; nothing while there is no connection.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn standing(&self) -> cordboard_engine::Result<Option<Standing>> {
        let Some(copy) = self.copy() else {
            return Ok(None);
        };
        let Some(server) = copy.server()? else {
            return Ok(None);
        };
        let (summary, progress, conflicts) =
            (copy.status()?, copy.progress()?, copy.open_conflicts()?);
        let now = self.now();
        Ok(Some(Standing {
            server,
            summary,
            progress,
            conflicts,
            trouble: now.trouble,
            last_met_ms: now.last_met_ms,
            next_try_ms: now.next_try_ms,
            busy: now.busy,
            kept: now.kept,
        }))
    }

    /// Holds the exchange, or goes on with it. What was fetched so far is kept.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn pause(&self, paused: bool) -> cordboard_engine::Result<()> {
        let copy = self.copy().ok_or(Error::NotFound("connection"))?;
        let server = copy.server()?.ok_or(Error::NotFound("connection"))?;
        copy.set_server(&Server { paused, ..server })?;
        copy.poke(false)?;
        self.wake.notify_one();
        Ok(())
    }

    /// Meets the server now.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn meet_now(&self) -> cordboard_engine::Result<()> {
        let copy = self.copy().ok_or(Error::NotFound("connection"))?;
        copy.poke(false)?;
        self.wake.notify_one();
        Ok(())
    }

    /// The way to the server for what this file cannot answer yet: until the first picture is complete.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stand_in(&self) -> cordboard_engine::Result<Option<Link>> {
        match self.copy() {
            // Nor while the first picture is being taken over.
            Some(copy) if self.engine.tree().root().is_none() || !copy.has_base()? => {
                Ok(self.now().link.clone())
            }
            _ => Ok(None),
        }
    }

    /// Keeps the two together for as long as it is polled: sends what is done here, looks for what is new there, and
    /// waits longer after each failure.
    pub async fn run(self: Arc<Self>) {
        let this = Arc::clone(&self);
        let begun = tokio::task::spawn_blocking(move || this.take_up()).await;
        if !matches!(begun, Ok(Ok(()))) {
            tracing::warn!("the connection to the server could not be taken up; sign in again");
        }
        let mut pace = Pace::default();
        let mut commits = self.engine.watch();
        loop {
            let Some(link) = self.ready() else {
                self.wake.notified().await;
                continue;
            };
            self.now().busy = true;
            let met = self.meet(&link).await;
            self.note(met, &mut pace);
            commits.borrow_and_update();
            if pace.pause_ms(now_ms()) == 0 && self.has_unsent() {
                continue;
            }
            self.rest(&pace, &mut commits).await;
        }
    }

    /// Waits until there is something to do.
    async fn rest(&self, pace: &Pace, commits: &mut tokio::sync::watch::Receiver<u64>) {
        let failing_ms = pace.pause_ms(now_ms());
        if failing_ms > 0 {
            // What is done here does not shorten the pause after a failure; who asks for it by hand does.
            let pause = Duration::from_millis(failing_ms.unsigned_abs());
            let _ = tokio::time::timeout(pause, self.wake.notified()).await;
            return;
        }
        let news = async {
            tokio::select! {
                () = self.wake.notified() => {}
                _ = commits.changed() => {}
            }
        };
        if tokio::time::timeout(LOOK_EVERY, news).await.is_err()
            && let Some(copy) = self.copy()
            && let Err(error) = copy.poke(false)
        {
            tracing::warn!(%error, "the file could not be written");
        }
    }

    /// After a start: the token from where it was kept.
    fn take_up(&self) -> Result<(), Failure> {
        let (Some(copy), Some((token, kept))) = (self.copy(), self.vault.token()) else {
            if self.copy().is_some() {
                self.now().trouble = Some(Trouble::SignIn);
            }
            return Ok(());
        };
        if let Some(server) = copy.server()? {
            let link = Link::new(copy, &server.address, &token);
            let mut now = self.now();
            (now.link, now.kept) = (Some(link), Some(kept));
        }
        Ok(())
    }

    fn ready(&self) -> Option<Link> {
        let server = self.copy()?.server().ok()??;
        self.now().link.clone().filter(|_| !server.paused)
    }

    fn has_unsent(&self) -> bool {
        let copy = self.copy();
        copy.is_some_and(|copy| copy.has_unsent().unwrap_or(false))
    }

    async fn meet(&self, link: &Link) -> Result<(), Failure> {
        while self.ready().is_some() && link.once().await? {}
        Ok(())
    }

    fn note(&self, met: Result<(), Failure>, pace: &mut Pace) {
        let trouble = match met {
            Ok(()) => {
                pace.answered();
                None
            }
            Err(failure) => {
                tracing::info!(%failure, "the server was not met");
                pace.failed(now_ms(), rand::random());
                Some(match failure {
                    Failure::SignIn => Trouble::SignIn,
                    Failure::Revoked => Trouble::Revoked,
                    Failure::Network(_) => Trouble::Unreachable,
                    Failure::Status(status) if status.is_server_error() => Trouble::Unreachable,
                    Failure::Status(_) | Failure::Words(_) => Trouble::Odd,
                    Failure::File(_) | Failure::Stopped(_) => Trouble::File,
                })
            }
        };
        let mut now = self.now();
        now.busy = false;
        now.trouble = trouble;
        now.next_try_ms = trouble.map(|_| now_ms() + pace.pause_ms(now_ms()));
        match trouble {
            None => now.last_met_ms = Some(now_ms()),
            Some(Trouble::SignIn) => {
                now.link = None;
                now.kept = None;
                drop(now);
                self.vault.forget();
            }
            Some(_) => {}
        }
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

/// The address as requests need it. Passwords do not travel in the clear, except within this computer.
fn address(typed: &str) -> cordboard_engine::Result<String> {
    let wrong = |detail: &str| Error::invalid("/address", "address", detail);
    let typed = typed.trim();
    let whole = match typed.contains("://") {
        true => typed.to_owned(),
        false => format!("https://{typed}"),
    };
    let whole = whole.trim_end_matches('/').to_owned();
    let url =
        Url::parse(&whole).map_err(|_| wrong("an address looks like https://office.example"))?;
    let host = url.host_str().unwrap_or_default();
    let is_local = matches!(host, "localhost" | "127.0.0.1" | "[::1]");
    match (url.scheme(), is_local) {
        ("https", _) | ("http", true) => Ok(whole),
        ("http", false) => Err(wrong(
            "use https: over http everybody on the way could read the password",
        )),
        _ => Err(wrong("an address begins with https://")),
    }
}

fn refused(code: &'static str, detail: &str) -> Error {
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

fn other_user() -> Error {
    refused(
        "other_user",
        "this is somebody else's copy; sign in as that person, or use another office file",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_only_travels_encrypted_or_within_this_computer() {
        for (typed, whole) in [
            ("office.example", Some("https://office.example")),
            (" https://office.example/ ", Some("https://office.example")),
            ("http://127.0.0.1:8123", Some("http://127.0.0.1:8123")),
            ("http://office.example", None),
            ("ftp://office.example", None),
            ("https://", None),
        ] {
            assert_eq!(address(typed).ok().as_deref(), whole, "{typed}");
        }
    }
}
