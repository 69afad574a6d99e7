//! Copies of the office file, and the other offices on this computer: what the page asks of the shell about them.
//!
//! The page never names a path. It acts on the folder that the person has picked last in the system's own dialog, or on
//! one of the offices that were opened before.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use cordboard_desktop::copies::{self, Copy, Refused};
use cordboard_desktop::offices::{self, Offices};
use serde::Serialize;
use tauri::{AppHandle, State, WebviewWindow, Wry};
use tauri_plugin_dialog::DialogExt;

use crate::office::Office;
use crate::settings::Settings;

/// The folder that was picked last.
#[derive(Default)]
pub(crate) struct Picked(Mutex<Option<PathBuf>>);

impl Picked {
    fn get(&self) -> Result<PathBuf, Refused> {
        let picked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        picked.clone().ok_or(Refused {
            code: "missing",
            detail: "no folder has been picked".to_owned(),
        })
    }
}

/// The copy that takes the office's place when the program has ended; it starts itself again then.
static RESTORE: Mutex<Option<PathBuf>> = Mutex::new(None);

/// A folder that was picked.
#[derive(Serialize)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Whether an office is in it.
    office: bool,
}

/// Lets the person pick a folder; nothing when he picked none.
#[tauri::command]
pub(crate) async fn pick_folder(
    window: WebviewWindow,
    picked: State<'_, Picked>,
    title: String,
) -> Result<Option<Folder>, Refused> {
    let (tell, told) = tokio::sync::oneshot::channel();
    let dialog = window.dialog().file().set_title(title).set_parent(&window);
    dialog.pick_folder(|folder| {
        // The page may have gone in the meantime.
        let _ = tell.send(folder.and_then(|folder| folder.into_path().ok()));
    });
    let Ok(Some(path)) = told.await else {
        return Ok(None);
    };
    *picked.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(path.clone());
    let office = offices::is_office(&path);
    Ok(Some(Folder { path, office }))
}

/// Copies the office into a new folder inside of the picked one.
#[tauri::command]
pub(crate) async fn save_copy(
    office: State<'_, Office>,
    picked: State<'_, Picked>,
) -> Result<Copy, Refused> {
    let (dir, folder) = (office.dir().to_owned(), picked.get()?);
    on_a_thread(move || copies::save(&dir, &folder)).await
}

/// Reads the copy in the picked folder through and through.
#[tauri::command]
pub(crate) async fn check_copy(picked: State<'_, Picked>) -> Result<Copy, Refused> {
    let folder = picked.get()?;
    on_a_thread(move || copies::check(&folder)).await
}

/// Ends the program, puts the copy in the picked folder in the office's place, and starts again.
#[tauri::command]
pub(crate) fn restore_copy(app: AppHandle, picked: State<'_, Picked>) -> Result<(), Refused> {
    let copy = copies::check(&picked.get()?)?;
    *RESTORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy.path);
    app.exit(0);
    Ok(())
}

/// The office that is open here, and those that were opened before.
#[tauri::command]
pub(crate) fn known_offices(
    office: State<'_, Office>,
    settings: State<'_, Settings<Wry>>,
) -> Offices {
    Offices::new(office.dir(), office.is_demo(), settings.offices())
}

/// Opens another office in a window of its own: the one of this number among the others, or the picked folder's.
#[tauri::command]
pub(crate) fn open_office(
    office: State<'_, Office>,
    settings: State<'_, Settings<Wry>>,
    picked: State<'_, Picked>,
    number: Option<usize>,
) -> Result<(), Refused> {
    let dir = match number {
        None => picked.get()?,
        Some(number) => {
            let others = known_offices(office, settings).others;
            let gone = || std::io::Error::other("this office is not there any more");
            others.into_iter().nth(number).ok_or_else(gone)?
        }
    };
    Ok(offices::open(&dir)?)
}

/// Starts the program anew when a copy is to be put back; returns when there is none, or when that cannot be.
pub(crate) fn restore_at_the_end(named: Option<&Path>) -> std::io::Result<()> {
    let copy = RESTORE
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    copy.map_or(Ok(()), |copy| Err(offices::start_again(&copy, named)))
}

async fn on_a_thread(
    work: impl FnOnce() -> Result<Copy, Refused> + Send + 'static,
) -> Result<Copy, Refused> {
    let done = tauri::async_runtime::spawn_blocking(work).await;
    done.map_err(std::io::Error::other)?
}
