//! The window's settings, kept by `tauri-plugin-store` in `settings.json` in the program's data directory. The
//! page reads and writes the same store; the shell only acts on the few keys that concern the window.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use cordboard_desktop::offices::remember;
use serde_json::Value;
use tauri::{AppHandle, Listener, Manager, Runtime, Theme};
use tauri_plugin_store::{Store, StoreExt};

const FILE: &str = "settings.json";
const THEME: &str = "theme";
const ZOOM: &str = "zoom";
const OFFICES: &str = "offices";
const CLOSE_TO_TRAY: &str = "closeToTray";

/// The settings of this window. Cheap to copy.
pub(crate) struct Settings<R: Runtime>(Arc<Store<R>>);

impl<R: Runtime> Settings<R> {
    /// Opens the settings. A file that cannot be read counts as empty: nobody should lose the console over it.
    pub(crate) fn open(app: &AppHandle<R>) -> tauri::Result<Self> {
        app.store(FILE)
            .map(Self)
            .map_err(|error| tauri::Error::Anyhow(error.into()))
    }

    /// The theme that the person chose, or none to follow the desktop.
    pub(crate) fn theme(&self) -> Option<Theme> {
        read_theme(&self.0.get(THEME)?)
    }

    /// Calls `change` with the theme each time one is written. The store is locked meanwhile: `change` must not
    /// read it.
    pub(crate) fn on_theme(
        app: &AppHandle<R>,
        change: impl Fn(&AppHandle<R>, Option<Theme>) + Send + 'static,
    ) {
        let handle = app.clone();
        app.listen_any("store://change", move |event| {
            let written: Value = serde_json::from_str(event.payload()).unwrap_or_default();
            if written["key"] == THEME {
                change(&handle, read_theme(&written["value"]));
            }
        });
    }

    /// The settings that [`Settings::open`] has opened for this program.
    pub(crate) fn of(app: &AppHandle<R>) -> tauri::State<'_, Self> {
        app.state::<Self>()
    }

    /// How much larger than designed everything is drawn; 1 when nothing sensible is set.
    pub(crate) fn zoom(&self) -> f64 {
        self.0
            .get(ZOOM)
            .and_then(|value| value.as_f64())
            .filter(|zoom| (0.5..=3.0).contains(zoom))
            .unwrap_or(1.0)
    }

    /// Whether closing the window leaves the program in the tray.
    pub(crate) fn closes_to_tray(&self) -> bool {
        self.0
            .get(CLOSE_TO_TRAY)
            .is_some_and(|value| value == "yes")
    }

    /// Everything that is set, as the page reads it key by key.
    pub(crate) fn all(&self) -> Value {
        self.0.entries().into_iter().collect()
    }

    /// The directories of the offices that were opened on this computer, the newest first.
    pub(crate) fn offices(&self) -> Vec<PathBuf> {
        let known = self.0.get(OFFICES).unwrap_or_default();
        serde_json::from_value(known).unwrap_or_default()
    }

    /// Remembers that the office in this directory was opened.
    pub(crate) fn remember_office(&self, dir: &Path) {
        let (known, offices) = (self.offices(), remember(self.offices(), dir));
        if known != offices {
            self.0.set(OFFICES, serde_json::json!(offices));
        }
    }

    /// Remembers the zoom; the store writes itself to disk shortly after.
    pub(crate) fn set_zoom(&self, zoom: f64) {
        self.0.set(ZOOM, zoom);
    }
}

fn read_theme(value: &Value) -> Option<Theme> {
    match value.as_str()? {
        "light" => Some(Theme::Light),
        "dark" => Some(Theme::Dark),
        _ => None,
    }
}
