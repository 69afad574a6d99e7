//! Files that the page gives to the person.

use cordboard_desktop::downloads;
use tauri::{AppHandle, Manager};

/// Writes a file into the person's downloads, under a name that is free there, and answers its path. (WebKitGTK would do
/// it by itself for a link, but not where every page is first asked for, as here.)
#[tauri::command]
pub(crate) fn save_file(app: AppHandle, name: String, text: String) -> Result<String, String> {
    let folder = app.path().download_dir().or_else(|_| app.path().home_dir());
    let saved = folder
        .map_err(|error| error.to_string())
        .and_then(|folder| {
            downloads::save(&folder, &name, &text).map_err(|error| error.to_string())
        });
    saved.map(|path| path.display().to_string())
}
