//! The one place where the shell touches the engine: opens the office file and hands out its router and its feed.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use cordboard_api::events::{self, Event, Listener};
use cordboard_api::seat::Seat;
use cordboard_api::{Mode, Options};
use cordboard_engine::installation::status;
use cordboard_engine::plane::{drive, simulated};
use cordboard_engine::{Engine, Surroundings, seed};
use cordboard_link::Connection;
use cordboard_store::directory::backup::BackupError;
use cordboard_store::{directory, sqlite};
use futures_util::Stream;
use tokio::sync::watch;

/// Why an office cannot be opened.
#[derive(Debug, thiserror::Error)]
pub(crate) enum OpenError {
    /// Its directory or its file cannot be opened.
    #[error(transparent)]
    Directory(#[from] directory::OpenError),
    /// A copy could not be put in its place.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// What is in it cannot be read.
    #[error("the office cannot be read: {0}")]
    Engine(#[from] cordboard_engine::Error),
}

impl OpenError {
    /// What is wrong and what can be done, in sentences for a person.
    pub(crate) fn sentences(&self) -> String {
        match self {
            Self::Directory(error) => format!("{error}. {}", error.advice()),
            Self::Backup(error) => {
                format!(
                    "{error}. The office was not replaced by the copy: start Cordboard again without --restore, or put another copy back."
                )
            }
            Self::Engine(_) => format!("{self}. Put a backup in its place, and start again."),
        }
    }
}

/// The open office: the engine over its file, behind its router.
pub(crate) struct Office {
    dir: PathBuf,
    is_demo: bool,
    engine: Arc<Engine>,
    router: Router,
    /// As which kiosk the window asks; nothing when its owner sits before it.
    seat: Option<Seat>,
    /// Whoever gives the rooms and phones their turns ends with it.
    _open: watch::Sender<bool>,
    /// Held for as long as the office is open, so that no other program writes the same file.
    _lock: File,
}

impl Office {
    /// Opens the office in `dir`, making both when they are not there yet. A new demonstration office is filled
    /// with its example data.
    pub(crate) fn open(dir: &Path, demo: bool, kiosk: bool) -> Result<Self, OpenError> {
        let opened = directory::open(dir, sqlite::Options::default())?;
        let surroundings = Surroundings::with_pepper(opened.pepper);
        let engine = Engine::with(Arc::new(opened.store), surroundings)?;
        if demo && !status::is_installed(&engine) {
            seed::demo::run(&engine, None)?;
        }
        let engine = Arc::new(engine);
        if demo {
            simulated::attach(&engine);
        }
        let (open, closing) = watch::channel(false);
        tauri::async_runtime::spawn(drive::run(Arc::clone(&engine), closing.clone()));
        tauri::async_runtime::spawn(cordboard_post::run(Arc::clone(&engine), closing));
        let connection = Connection::open(Arc::clone(&engine), dir)?;
        tauri::async_runtime::spawn(Arc::clone(&connection).run());
        let options = Options {
            mode: Mode::Desktop,
            connection: Some(connection),
            ..Options::default()
        };
        let router = cordboard_api::router(Arc::clone(&engine), options);
        Ok(Self {
            dir: dir.to_owned(),
            is_demo: demo,
            engine,
            router,
            seat: kiosk.then(|| Seat::open(dir.join("kiosk.token"))),
            _open: open,
            _lock: opened.lock,
        })
    }

    /// The directory of its file.
    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether it is the demonstration.
    pub(crate) fn is_demo(&self) -> bool {
        self.is_demo
    }

    /// The engine's router. It is cheap to copy.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// What happens in the office after the change `after`, as its owner may see it, in batches.
    pub(crate) fn events(&self, after: u64) -> impl Stream<Item = Vec<Event>> + Send + use<> {
        let owner = Listener::Owner;
        let listener = self.seat.as_ref().map_or(owner, Seat::listener);
        events::stream(Arc::clone(&self.engine), listener, after, None)
    }

    /// The kiosk that the window is, if it is one.
    pub(crate) fn seat(&self) -> Option<&Seat> {
        self.seat.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demonstration_is_filled_once() {
        let dir = tempfile::tempdir().unwrap();
        let accounts = |office: &Office| office.engine.tree().len();
        let office = Office::open(dir.path(), true, false).unwrap();
        let filled = accounts(&office);
        assert!(filled > 10, "{filled} accounts");
        drop(office);
        assert_eq!(
            accounts(&Office::open(dir.path(), true, false).unwrap()),
            filled
        );
    }
}
