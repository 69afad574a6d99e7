//! The console window: how it is built, when it becomes visible, and where it may go.

use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::window::Color;
use tauri::{
    AppHandle, Manager, Theme, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, Window,
    WindowEvent, Wry,
};

use crate::ahead;
use crate::crash;
use crate::events::Subscriptions;
use crate::office::Office;
use crate::settings::Settings;

const LABEL: &str = "main";
/// The window of the reception, with a capability of its own.
pub(crate) const KIOSK: &str = "kiosk";

/// The page's `--frame` (ui/src/design/tokens.css), so that nothing flashes before its first picture.
const LIGHT: Color = Color(0xe9, 0xe7, 0xe1, 0xff);
const DARK: Color = Color(0x1d, 0x21, 0x22, 0xff);

/// The console window, while it is open.
pub(crate) fn main(app: &AppHandle) -> Option<WebviewWindow> {
    app.get_webview_window(LABEL)
}

/// Builds the reception's window: full screen, without a frame, a menu or tools, on one page that it never leaves. It
/// closes when the engine has taken the PIN, or when the system ends the program.
pub(crate) fn open_kiosk(app: &AppHandle) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    app.manage(crate::awake::keep());
    let window = WebviewWindowBuilder::new(app, KIOSK, WebviewUrl::App("kiosk".into()))
        .title("Cordboard")
        .inner_size(1280.0, 800.0)
        .decorations(false)
        .fullscreen(true)
        .disable_drag_drop_handler()
        .on_navigation(|url| is_our_page(url) && url.path() == "/kiosk")
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|window, payload| {
            if payload.event() == PageLoadEvent::Started {
                window.state::<Subscriptions>().end_all();
            }
        })
        .build()?;
    reload_when_its_process_ends(&window)?;
    present(&window);
    Ok(())
}

/// Whoever stands before the reception does not close it, and a console that is kept in the tray is only hidden.
pub(crate) fn on_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::CloseRequested { api, .. } = event else {
        return;
    };
    if window.label() == KIOSK {
        api.prevent_close();
    } else if window.label() == LABEL && stays_in_tray(window.app_handle()) {
        api.prevent_close();
        if let Err(error) = window.hide() {
            tracing::warn!(%error, "the window could not be hidden");
        }
    }
}

/// Only where it can be found again.
#[cfg(target_os = "linux")]
fn stays_in_tray(app: &AppHandle) -> bool {
    let is_seen = app.state::<cordboard_desktop::tray::Tray>().is_seen();
    is_seen && Settings::of(app).closes_to_tray()
}

#[cfg(not(target_os = "linux"))]
fn stays_in_tray(_: &AppHandle) -> bool {
    false
}

/// Builds the console window. It shows itself as soon as it has its size and place, in the colour of the page, so that
/// the system draws its frame while the page is being read.
pub(crate) fn open(app: &AppHandle, place: Option<&str>) -> tauri::Result<()> {
    let settings: tauri::State<'_, Settings<Wry>> = Settings::of(app);
    let theme = settings.theme();
    let zoom = settings.zoom();
    let page = place.map(|place| WebviewUrl::App(format!("index.html#{place}").into()));
    let window = WebviewWindowBuilder::new(app, LABEL, page.unwrap_or_default())
        .title("Cordboard")
        .inner_size(1200.0, 780.0)
        .min_inner_size(720.0, 480.0)
        .visible(false)
        .theme(theme)
        .background_color(if theme == Some(Theme::Dark) {
            DARK
        } else {
            LIGHT
        })
        .initialization_script(ahead::script(&app.state::<Office>(), &settings.all()))
        .disable_drag_drop_handler()
        .on_navigation(is_our_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|window, payload| {
            // The page that had subscribed is gone, be it by a reload.
            if payload.event() == PageLoadEvent::Started {
                window.state::<Subscriptions>().end_all();
            }
        })
        .build()?;
    if theme.is_none() && window.theme()? == Theme::Dark {
        window.set_background_color(Some(DARK))?;
    }
    Settings::on_theme(app, follow_theme);
    window.set_zoom(zoom)?;
    reload_when_its_process_ends(&window)?;
    present(&window);
    Ok(())
}

/// WebKit draws the page in a process of its own; when that one dies, the page is asked for anew and a report is kept.
#[cfg(target_os = "linux")]
fn reload_when_its_process_ends(window: &WebviewWindow) -> tauri::Result<()> {
    window.with_webview(|view| {
        webkit2gtk::WebViewExt::connect_web_process_terminated(&view.inner(), |view, reason| {
            crash::keep(&format!("the process of the page ended: {reason:?}"));
            webkit2gtk::WebViewExt::reload(view);
        });
    })
}

#[cfg(not(target_os = "linux"))]
fn reload_when_its_process_ends(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Lets the window's own parts (menu bar, background) follow the theme that the page has just been given.
fn follow_theme(app: &AppHandle, chosen: Option<Theme>) {
    let Some(window) = main(app) else { return };
    let followed = window.set_theme(chosen).and_then(|()| {
        let dark = chosen.map_or_else(|| window.theme(), Ok)? == Theme::Dark;
        window.set_background_color(Some(if dark { DARK } else { LIGHT }))
    });
    if let Err(error) = followed {
        tracing::warn!(%error, "the window could not take the theme");
    }
}

/// Shows a place of the console. A `place` is made by [`cordboard_desktop::deep_link::place`] or written in this program.
pub(crate) fn go(window: &WebviewWindow, place: &str) {
    if let Err(error) = window.eval(format!("location.hash='{place}'")) {
        tracing::warn!(%error, "the window could not go to a place");
    }
}

/// Brings the console before the person's eyes, also out of the tray.
pub(crate) fn present_main(app: &AppHandle) {
    if let Some(window) = main(app) {
        present(&window);
    }
}

/// Brings the window before the person's eyes.
pub(crate) fn present(window: &WebviewWindow) {
    let shown = window
        .show()
        .and_then(|()| window.unminimize())
        .and_then(|()| window.set_focus());
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be shown");
    }
}

/// The window never leaves the console: no other site gets to speak to the shell.
fn is_our_page(url: &Url) -> bool {
    let packaged = url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost");
    let development = cfg!(not(feature = "custom-protocol")) && url.host_str() == Some("localhost");
    packaged || development
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_never_navigates_to_another_site() {
        for (url, ours) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("https://example.org/", false),
            ("http://127.0.0.1:8123/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,x", false),
            ("about:blank", false),
            ("blob:tauri://localhost/0c5b", false),
        ] {
            assert_eq!(is_our_page(&url.parse().unwrap()), ours, "{url}");
        }
    }
}
