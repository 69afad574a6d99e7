//! The one connection of this computer's file with a server: made once by a person, kept up in the background.
//!
//! Responsible for signing in, for the token, for when to meet the server, and for saying how things stand. What to
//! ask and what answers mean is the copy's to say.

mod address;
mod listen;
mod sign_in;

use crate::vault::{Kept, Vault};
use crate::{Failure, Link, now_ms};
use address::address;
pub use address::address as server_address;
use cordboard_engine::replica::{OfficeCopy, Server};
use cordboard_engine::{Engine, Error, passphrase};
use cordboard_store::directory::backup::back_up;
use cordboard_sync::client::{Pace, Progress, Summary};
pub use sign_in::SignIn;
use sign_in::{open, other_user, refused};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, watch};

/// How often a copy looks for news when nobody tells it.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// How often it does so while the server tells it of news.
const LOOK_LISTENING: Duration = Duration::from_secs(300);

/// What is wrong, when something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The server is not reached: everything goes on here, and it is tried again.
    Unreachable,
    /// The server wants the password again.
    SignIn,
    /// The sign-in lies sealed: the passphrase is wanted.
    Locked,
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
    /// The server tells of news by itself.
    pub listening: bool,
}

#[derive(Default)]
struct Now {
    link: Option<Link>,
    kept: Option<Kept>,
    trouble: Option<Trouble>,
    last_met_ms: Option<i64>,
    next_try_ms: Option<i64>,
    busy: bool,
    listening: bool,
}

/// The connection; one for each open office.
pub struct Connection {
    engine: Arc<Engine>,
    vault: Vault,
    dir: PathBuf,
    copy: Mutex<Option<Arc<OfficeCopy>>>,
    now: Mutex<Now>,
    wake: Notify,
    /// The server told of something.
    news: Notify,
    /// The two have met, or the link is another one: it may be time to listen, or to stop it.
    turned: watch::Sender<()>,
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
            news: Notify::new(),
            turned: watch::Sender::new(()),
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
        let sealed_with = sign_in.passphrase.clone().filter(|text| !text.is_empty());
        if let Some(typed) = &sealed_with {
            passphrase::check(typed)?;
        }
        let opened = open(&address, &sign_in).await?;
        let server = Server {
            address: address.clone(),
            username: sign_in.username.trim().to_owned(),
            realm: sign_in.realm.clone(),
            paused: false,
        };
        let this = Arc::clone(self);
        let user_id = opened.user.parse().map_err(Error::internal)?;
        let under = opened.account.parse().map_err(Error::internal)?;
        let token = opened.token;
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
            let kept = this.vault.keep(&token, sealed_with.as_deref())?;
            let link = Link::new(Arc::clone(&copy), &address, &token);
            *this.copy.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
            this.begin_with(link, kept);
            Ok(())
        });
        done.await.map_err(Error::internal)?
    }

    fn begin_with(&self, link: Link, kept: Kept) {
        *self.now() = Now {
            link: Some(link),
            kept: Some(kept),
            ..Now::default()
        };
        self.turned.send_replace(());
        self.wake.notify_one();
    }

    /// Opens the sign-in that lies sealed, after a start.
    ///
    /// # Errors
    /// When nothing is sealed, or the passphrase is another one.
    pub fn unlock(&self, passphrase: &str) -> cordboard_engine::Result<()> {
        let copy = self.copy().filter(|_| self.vault.is_locked());
        let copy = copy.ok_or(Error::NotFound("sign-in"))?;
        let server = copy.server()?.ok_or(Error::NotFound("connection"))?;
        let token = self.vault.unlock(passphrase)?;
        let token = token.ok_or_else(|| {
            refused(
                "wrong_passphrase",
                "this is not the passphrase with which the sign-in was sealed",
            )
        })?;
        let link = Link::new(copy, &server.address, &token);
        self.begin_with(link, Kept::Passphrase);
        Ok(())
    }

    /// Whether the system keeps secrets. It may ask the system, once.
    pub fn has_keychain(&self) -> bool {
        self.vault.has_keychain()
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
            listening: now.listening,
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
        self.turned.send_replace(());
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

    /// The way to the server, for what only the server has; nothing while nobody is signed in there, or where this file
    /// is an office of its own.
    pub fn link(&self) -> Option<Link> {
        self.copy()?;
        self.now().link.clone()
    }

    /// Keeps the two together for as long as it is polled: sends what is done here, looks for what is new there, and
    /// waits longer after each failure.
    pub async fn run(self: Arc<Self>) {
        let this = Arc::clone(&self);
        let begun = tokio::task::spawn_blocking(move || this.take_up()).await;
        if !matches!(begun, Ok(Ok(()))) {
            tracing::warn!("the connection to the server could not be taken up; sign in again");
        }
        tokio::join!(self.exchange(), listen::go_on(&self));
    }

    async fn exchange(&self) {
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
                () = self.news.notified() => {}
                _ = commits.changed() => {}
            }
        };
        let look = match self.now().listening {
            true => LOOK_LISTENING,
            false => LOOK_EVERY,
        };
        if tokio::time::timeout(look, news).await.is_err()
            && let Some(copy) = self.copy()
            && let Err(error) = copy.poke(false)
        {
            tracing::warn!(%error, "the file could not be written");
        }
    }

    /// After a start: the token from where it was kept.
    fn take_up(&self) -> Result<(), Failure> {
        // Also where the server is not reached, or is not to be asked.
        if let Some(copy) = self.copy() {
            while copy.index()? {}
        }
        let (Some(copy), Some((token, kept))) = (self.copy(), self.vault.token()) else {
            if self.copy().is_some() {
                self.now().trouble = Some(match self.vault.is_locked() {
                    true => Trouble::Locked,
                    false => Trouble::SignIn,
                });
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
        // What was done and what happened goes before the bytes that nobody looks at yet; until a first picture can be
        // searched the server answers for it.
        while self.ready().is_some()
            && (link.index().await? || link.once().await? || link.fetch_next().await?)
        {}
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
            None => {
                now.last_met_ms = Some(now_ms());
                drop(now);
                self.turned.send_replace(());
            }
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
