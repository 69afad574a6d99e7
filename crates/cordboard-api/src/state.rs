//! What every handler can reach.

use crate::crossbar::Answers;
use crate::once::{UnderWay, carried};
use crate::problem::Problem;
use cordboard_engine::{Engine, Error};
use cordboard_link::Connection;
use cordboard_remote::Remotes;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// In which program the router runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mode {
    /// In the desktop window, over the owner's own file.
    Desktop,
    /// Behind a socket.
    #[default]
    Server,
}

/// How the router is set up.
#[derive(Clone)]
pub struct Options {
    /// In which program it runs.
    pub mode: Mode,
    /// The session cookie is only sent over HTTPS.
    pub secure_cookies: bool,
    /// Proxies whose word about a request is believed (`X-Forwarded-Proto`, `-Host`, `-For`).
    pub trusted_proxies: Vec<IpAddr>,
    /// Turns true when the program is about to end; endless answers end then.
    pub closing: Option<watch::Receiver<bool>>,
    /// How long a client of the live feed may take for one message before it is dropped.
    pub patience: Duration,
    /// What connects the file to a server elsewhere, in programs that can.
    pub connection: Option<Arc<Connection>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            mode: Mode::default(),
            secure_cookies: false,
            trusted_proxies: Vec::new(),
            closing: None,
            patience: Duration::from_secs(10),
            connection: None,
        }
    }
}

/// The state behind every handler.
#[derive(Clone)]
pub struct Api {
    /// The engine.
    pub engine: Arc<Engine>,
    /// The set-up.
    pub options: Options,
    /// Answers of the Crossbar dialect that still hold.
    pub(crate) answers: Arc<Answers>,
    /// Requests with a key of their caller that are under way.
    pub(crate) under_way: UnderWay,
    /// Servers elsewhere whose people are kept here too.
    pub(crate) remotes: Arc<Remotes>,
}

impl Api {
    /// The state over an engine.
    pub(crate) fn new(engine: Arc<Engine>, options: Options) -> Self {
        let answers = Arc::default();
        let is_own = options.mode == Mode::Desktop;
        let remotes = Arc::new(Remotes::new(Arc::clone(&engine), is_own));
        Self {
            engine,
            options,
            answers,
            under_way: UnderWay::default(),
            remotes,
        }
    }

    /// Runs a verb on a thread that may block, since the engine reads files and waits for the disk.
    pub async fn run<T, F>(&self, verb: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnOnce(&Engine) -> cordboard_engine::Result<T> + Send + 'static,
    {
        let engine = Arc::clone(&self.engine);
        match tokio::task::spawn_blocking(carried(move || verb(&engine))).await {
            Ok(done) => done.map_err(Problem::from),
            Err(stopped) => Err(Problem::from(Error::internal(stopped))),
        }
    }
}
