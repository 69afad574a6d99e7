//! Copies of the office file, and the other offices on this computer: what the page asks of the shell about them.
//!
//! The page never names a path. It acts on the folder that the person has picked last in the system's own dialog, or on
//! one of the offices that were opened before.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use cordboard_store::directory::OFFICE_FILE;
use cordboard_store::directory::backup::{self, BackupError, Checked};
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

/// A copy that was made, or was read through and found whole.
#[derive(Serialize)]
pub(crate) struct Copy {
    path: PathBuf,
    records: u64,
    bytes: u64,
}

impl Copy {
    fn new(path: PathBuf, checked: Checked) -> Self {
        let Checked { records, bytes } = checked;
        Self {
            path,
            records,
            bytes,
        }
    }
}

/// Why something was not done: a name that the page has words for, and what exactly it was.
#[derive(Serialize)]
pub(crate) struct Refused {
    code: &'static str,
    detail: String,
}

impl From<BackupError> for Refused {
    fn from(error: BackupError) -> Self {
        Self {
            code: error.code(),
            detail: error.to_string(),
        }
    }
}

impl From<std::io::Error> for Refused {
    fn from(error: std::io::Error) -> Self {
        Self {
            code: "system",
            detail: error.to_string(),
        }
    }
}

/// The offices of this computer.
#[derive(Serialize)]
pub(crate) struct Offices {
    /// The directory of the one that is open here.
    here: PathBuf,
    /// Whether that is the demonstration, which has no place of its own to be put back into.
    demo: bool,
    /// Those that were opened before, the newest first.
    others: Vec<PathBuf>,
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
    let office = path.join(OFFICE_FILE).is_file();
    Ok(Some(Folder { path, office }))
}

/// Copies the office into a new folder, named by the time, inside of the picked one; people go on working meanwhile.
#[tauri::command]
pub(crate) async fn save_copy(
    office: State<'_, Office>,
    picked: State<'_, Picked>,
) -> Result<Copy, Refused> {
    let now = chrono::Local::now().format("Cordboard %Y-%m-%d %H.%M.%S");
    let to = picked.get()?.join(now.to_string());
    let dir = office.dir().to_owned();
    on_a_thread(move || Ok(Copy::new(to.clone(), backup::back_up(&dir, &to)?))).await
}

/// Reads the copy in the picked folder through and through.
#[tauri::command]
pub(crate) async fn check_copy(picked: State<'_, Picked>) -> Result<Copy, Refused> {
    let copy = picked.get()?;
    on_a_thread(move || Ok(Copy::new(copy.clone(), backup::check(&copy)?))).await
}

/// Ends the program, puts the copy in the picked folder in the office's place, and starts again.
#[tauri::command]
pub(crate) fn restore_copy(app: AppHandle, picked: State<'_, Picked>) -> Result<(), Refused> {
    let copy = picked.get()?;
    backup::check(&copy)?;
    *RESTORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(copy);
    app.exit(0);
    Ok(())
}

/// The office that is open here, and those that were opened before.
#[tauri::command]
pub(crate) fn offices(office: State<'_, Office>, settings: State<'_, Settings<Wry>>) -> Offices {
    let mut others = settings.offices();
    others.retain(|dir| dir != office.dir() && dir.join(OFFICE_FILE).is_file());
    Offices {
        here: office.dir().to_owned(),
        demo: office.is_demo(),
        others,
    }
}

/// Opens another office in a window of its own: the one of this number among [`offices`], or the picked folder's.
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
            let known = offices(office, settings).others.into_iter().nth(number);
            known.ok_or(BackupError::Missing(PathBuf::new()))?
        }
    };
    let program = std::env::current_exe()?;
    Command::new(program).arg("--data").arg(dir).spawn()?;
    Ok(())
}

/// Starts the program anew on the office in `dir` when a copy is to be put back; returns when there is none.
pub(crate) fn restore_at_the_end(dir: Option<&Path>) -> std::io::Result<()> {
    let copy = RESTORE
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    let Some(copy) = copy else { return Ok(()) };
    let mut again = Command::new(std::env::current_exe()?);
    again.arg("--restore").arg(copy);
    if let Some(dir) = dir {
        again.arg("--data").arg(dir);
    }
    #[cfg(unix)]
    return Err(std::os::unix::process::CommandExt::exec(&mut again));
    #[cfg(not(unix))]
    again.spawn().map(drop)
}

async fn on_a_thread(
    work: impl FnOnce() -> Result<Copy, BackupError> + Send + 'static,
) -> Result<Copy, Refused> {
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(done) => Ok(done?),
        Err(stopped) => Err(std::io::Error::other(stopped).into()),
    }
}
