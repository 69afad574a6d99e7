//! Notices of the desktop, for the page that decides what is worth one.

use cordboard_desktop::notices;
use tauri::AppHandle;

use crate::window;

/// Shows a notice and answers, once it is gone, whether the person clicked it; then the window is before his eyes.
#[tauri::command]
pub(crate) async fn show_notice(
    app: AppHandle,
    title: String,
    text: String,
) -> Result<bool, String> {
    let clicked = notices::show(&title, &text)
        .await
        .map_err(|error| error.to_string())?;
    if clicked {
        window::present_main(&app);
    }
    Ok(clicked)
}
