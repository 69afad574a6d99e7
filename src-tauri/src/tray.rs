//! The icon in the tray: shows what the page says, and carries what was picked to the page or the window.

use std::sync::Arc;

use cordboard_desktop::tray::{OPEN, Picture, Shown, Tray};
use tauri::ipc::Channel;
use tauri::{AppHandle, State};

use crate::window;

/// Shows this in the tray, and tells the page through `picked` what is picked there. False where there is no tray.
#[tauri::command]
pub(crate) async fn show_tray(
    app: AppHandle,
    tray: State<'_, Tray>,
    shown: Shown,
    picked: Channel<String>,
) -> Result<bool, String> {
    let icon = app
        .default_window_icon()
        .map(|icon| icon.clone().to_owned());
    let picture = icon.as_ref().map(|icon| Picture {
        width: icon.width(),
        height: icon.height(),
        rgba: icon.rgba(),
    });
    let desktop = app.clone();
    let pick = move |id: &str| match id {
        OPEN => window::present_main(&desktop),
        "quit" => desktop.exit(0),
        // The page may have gone in the meantime; the next one says anew what is shown.
        other => drop(picked.send(other.to_owned())),
    };
    Ok(tray.show(shown, picture, Arc::new(pick)).await)
}
