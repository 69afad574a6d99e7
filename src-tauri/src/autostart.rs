//! Whether the reception of the open office starts with the desktop: the page asks and switches, for this computer alone.

use cordboard_desktop::autostart;
use tauri::{AppHandle, Manager, State};

use crate::office::Office;

/// Switches it where `wanted` says so, and answers whether it is on; nothing where this cannot be had: with the
/// demonstration, and on other systems than Linux.
#[tauri::command]
pub(crate) fn kiosk_autostart(
    app: AppHandle,
    office: State<'_, Office>,
    wanted: Option<bool>,
) -> Result<Option<bool>, String> {
    if office.is_demo() || cfg!(not(target_os = "linux")) {
        return Ok(None);
    }
    let home = app
        .path()
        .app_data_dir()
        .map_err(|error| error.to_string())?;
    let named = Some(office.dir()).filter(|dir| *dir != home);
    let on = autostart::switch_here(wanted, named);
    on.map(Some).map_err(|error| error.to_string())
}
