//! The menu bar: what belongs to the window and not to the page.

use tauri::menu::{AboutMetadata, Menu, MenuBuilder, MenuEvent, MenuItem, SubmenuBuilder};
use tauri::{AppHandle, Manager, WebviewWindow, Wry};

use crate::settings::Settings;
use crate::window;

/// The sizes that "larger" and "smaller" step through.
const ZOOM_STEPS: &[f64] = &[
    0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0,
];

/// Builds the menu bar.
pub(crate) fn build(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let item =
        |id: &str, text: &str, keys: Option<&str>| MenuItem::with_id(app, id, text, true, keys);
    let file = SubmenuBuilder::new(app, "&File")
        .item(&item("quit", "&Quit", Some("CmdOrCtrl+Q"))?)
        .build()?;
    let view = SubmenuBuilder::new(app, "&View")
        .item(&item("reload", "&Reload", Some("F5"))?)
        .separator()
        .item(&item("zoom-in", "Zoom &In", Some("CmdOrCtrl+="))?)
        .item(&item("zoom-out", "Zoom &Out", Some("CmdOrCtrl+-"))?)
        .item(&item("zoom-reset", "&Actual Size", Some("CmdOrCtrl+0"))?)
        .separator()
        .item(&item("full-screen", "&Full Screen", Some("F11"))?)
        .build()?;
    let help = SubmenuBuilder::new(app, "&Help")
        .about(Some(about(app)))
        .build()?;
    MenuBuilder::new(app)
        .items(&[&file, &edit_menu(app)?, &view, &help])
        .build()
}

fn about(app: &AppHandle) -> AboutMetadata<'static> {
    AboutMetadata {
        name: Some("Cordboard".to_owned()),
        version: Some(app.package_info().version.to_string()),
        comments: Some("The console of an office's telephony".to_owned()),
        license: Some("MIT OR Apache-2.0".to_owned()),
        icon: app
            .default_window_icon()
            .cloned()
            .map(tauri::image::Image::to_owned),
        ..AboutMetadata::default()
    }
}

/// The editing menu. The keys themselves are the page's own and work without it, so none are bound here: a bound
/// key would be taken away from the page's fields.
#[cfg(target_os = "linux")]
fn edit_menu(app: &AppHandle) -> tauri::Result<tauri::menu::Submenu<Wry>> {
    let mut menu = SubmenuBuilder::new(app, "&Edit");
    for (id, text) in [
        ("Undo", "&Undo"),
        ("Redo", "&Redo"),
        ("Cut", "Cu&t"),
        ("Copy", "&Copy"),
        ("Paste", "&Paste"),
        ("SelectAll", "Select &All"),
    ] {
        menu = menu.item(&MenuItem::with_id(app, id, text, true, None::<&str>)?);
    }
    menu.build()
}

#[cfg(not(target_os = "linux"))]
fn edit_menu(app: &AppHandle) -> tauri::Result<tauri::menu::Submenu<Wry>> {
    SubmenuBuilder::new(app, "&Edit")
        .undo()
        .redo()
        .separator()
        .cut()
        .copy()
        .paste()
        .select_all()
        .build()
}

/// Does what a menu item says.
pub(crate) fn on_event(app: &AppHandle, event: &MenuEvent) {
    let Some(window) = window::main(app) else {
        return;
    };
    let done = match event.id().as_ref() {
        "quit" => {
            app.exit(0);
            Ok(())
        }
        "reload" => window.reload(),
        "zoom-in" => zoom_by(&window, |now| {
            ZOOM_STEPS.iter().find(|step| **step > now + 0.01)
        }),
        "zoom-out" => zoom_by(&window, |now| {
            ZOOM_STEPS.iter().rev().find(|step| **step < now - 0.01)
        }),
        "zoom-reset" => zoom_by(&window, |_| Some(&1.0)),
        "full-screen" => window
            .is_fullscreen()
            .and_then(|full| window.set_fullscreen(!full)),
        command => edit(&window, command),
    };
    if let Err(error) = done {
        tracing::warn!(%error, item = event.id().as_ref(), "a menu item failed");
    }
}

fn zoom_by<'a>(
    window: &WebviewWindow,
    step: impl FnOnce(f64) -> Option<&'a f64>,
) -> tauri::Result<()> {
    let settings = window.state::<Settings<Wry>>();
    let Some(zoom) = step(settings.zoom()) else {
        return Ok(());
    };
    settings.set_zoom(*zoom);
    window.set_zoom(*zoom)
}

/// Lets WebKit do one of its editing commands in the field that has the focus.
#[cfg(target_os = "linux")]
fn edit(window: &WebviewWindow, command: &str) -> tauri::Result<()> {
    let command = command.to_owned();
    window.with_webview(move |view| {
        webkit2gtk::WebViewExt::execute_editing_command(&view.inner(), &command);
    })
}

#[cfg(not(target_os = "linux"))]
fn edit(_window: &WebviewWindow, _command: &str) -> tauri::Result<()> {
    Ok(())
}
