//! The menu bar: what belongs to the window and not to the page.

use tauri::menu::{Menu, MenuBuilder, MenuEvent, MenuItem, SubmenuBuilder};
use tauri::{AppHandle, Manager, WebviewWindow, Wry};

use crate::settings::Settings;
use crate::window;

/// The sizes that "larger" and "smaller" step through.
const ZOOM_STEPS: &[f64] = &[
    0.5, 0.67, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0,
];

/// Items that press one of the page's own shortcuts (ui/src/app/shortcuts.ts), which knows what is possible where.
const FILE: &[(&str, &str, &str)] = &[
    ("press-a", "New &Account…", "Alt+A"),
    ("press-p", "New &Person…", "Alt+P"),
    ("go-/settings", "&Offices and Copies…", ""),
    ("press-l", "&Lock the Screen", "Alt+L"),
    ("quit", "&Quit", "CmdOrCtrl+Q"),
];

/// The editing commands, under WebKit's names. The page's fields know the keys by themselves, so none are bound
/// here: a bound key would be taken away from them.
const EDIT: &[(&str, &str, &str)] = &[
    ("Undo", "&Undo", ""),
    ("Redo", "&Redo", ""),
    ("Cut", "Cu&t", ""),
    ("Copy", "&Copy", ""),
    ("Paste", "&Paste", ""),
    ("SelectAll", "Select &All", ""),
];

const HELP: &[(&str, &str, &str)] = &[("go-/about", "&About Cordboard", "")];

const VIEW: &[(&str, &str, &str)] = &[
    ("reload", "&Reload", "F5"),
    ("zoom-in", "Zoom &In", "CmdOrCtrl+="),
    ("zoom-out", "Zoom &Out", "CmdOrCtrl+-"),
    ("zoom-reset", "&Actual Size", "CmdOrCtrl+0"),
    ("full-screen", "&Full Screen", "F11"),
];

/// Builds the menu bar.
pub(crate) fn build(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let menu = |title: &str, items: &[(&str, &str, &str)]| {
        items
            .iter()
            .try_fold(SubmenuBuilder::new(app, title), |menu, (id, text, keys)| {
                let keys = Some(*keys).filter(|keys| !keys.is_empty());
                Ok(menu.item(&MenuItem::with_id(app, *id, text, true, keys)?))
            })
            .and_then(SubmenuBuilder::build)
    };
    MenuBuilder::new(app)
        .item(&menu("&File", FILE)?)
        .item(&menu("&Edit", EDIT)?)
        .item(&menu("&View", VIEW)?)
        .item(&menu("&Help", HELP)?)
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
        "press-a" => window.eval(press('a')),
        "press-p" => window.eval(press('p')),
        "press-l" => window.eval(press('l')),
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
        place if place.starts_with("go-") => {
            window::go(&window, place.trim_start_matches("go-"));
            Ok(())
        }
        command => edit(&window, command),
    };
    if let Err(error) = done {
        tracing::warn!(%error, item = event.id().as_ref(), "a menu item failed");
    }
}

fn press(key: char) -> String {
    format!("dispatchEvent(new KeyboardEvent('keydown', {{ key: '{key}', altKey: true }}))")
}

fn zoom_by<'a>(
    window: &WebviewWindow,
    step: impl FnOnce(f64) -> Option<&'a f64>,
) -> tauri::Result<()> {
    let settings = Settings::of(window.app_handle());
    step(settings.zoom()).map_or(Ok(()), |zoom| {
        settings.set_zoom(*zoom);
        window.set_zoom(*zoom)
    })
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
fn edit(window: &WebviewWindow, command: &str) -> tauri::Result<()> {
    window.eval(format!("document.execCommand('{command}')"))
}
