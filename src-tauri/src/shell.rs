//! Puts the program together: plugins, office, window; and runs it until the window is closed.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

use cordboard_desktop::arguments::{Arguments, place_of};
use cordboard_store::directory;
use cordboard_store::directory::backup::restore;
use tauri::{AppHandle, Context, Manager, Wry};
use tauri_plugin_window_state::StateFlags;

use crate::copies::{self, Picked};
use crate::events::{self, Subscriptions};
use crate::office::{Office, OpenError};
use crate::settings::Settings;
use crate::{autostart, crash, downloads, failure, http_request, menu, window};
#[cfg(target_os = "linux")]
use crate::{notices, tray};

/// Why the office could not be opened, for the page that says so.
static FAILURE: OnceLock<OpenError> = OnceLock::new();

/// The directory of the office that is open.
static OPEN: OnceLock<PathBuf> = OnceLock::new();

/// Runs the console; returns when its window is closed.
pub(crate) fn run(arguments: &Arguments, context: impl FnOnce() -> Context) -> ExitCode {
    if !has_display() {
        failure::report(
            "there is no display to open a window on. `cordboard-server serve` serves the same console to a browser.",
        );
        return ExitCode::FAILURE;
    }
    match start(arguments, context()) {
        Ok(0) if FAILURE.get().is_none() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            failure::report(&format!("the window could not be opened: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(not(target_os = "linux")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Builds the program and runs it to its exit code.
fn start(arguments: &Arguments, context: Context) -> tauri::Result<i32> {
    let instance = arguments.instance_name(&context.config().identifier);
    let arguments = arguments.clone();
    let named = arguments.named_dir().cloned();
    let mut builder = tauri::Builder::default()
        // First, so that a second program ends before it touches any file.
        .plugin(only_instance(instance))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_store::Builder::default().build())
        .plugin(window_state())
        .register_uri_scheme_protocol(failure::SCHEME, |_, _| failure::page(FAILURE.get()))
        .manage(Subscriptions::default())
        .manage(Picked::default())
        .on_window_event(window::on_event)
        .invoke_handler(tauri::generate_handler![
            http_request::http_request,
            events::subscribe_events,
            events::unsubscribe_events,
            copies::pick_folder,
            copies::save_copy,
            copies::check_copy,
            copies::restore_copy,
            copies::known_offices,
            copies::open_office,
            crash::crash_report,
            crash::forget_crashes,
            downloads::save_file,
            autostart::kiosk_autostart,
            #[cfg(target_os = "linux")]
            notices::show_notice,
            #[cfg(target_os = "linux")]
            tray::show_tray,
        ]);
    #[cfg(target_os = "linux")]
    {
        builder = builder.manage(cordboard_desktop::tray::Tray::default());
    }
    // The kiosk has no menu: neither to reload nor to quit.
    if !arguments.kiosk {
        builder = builder
            .menu(menu::build)
            .on_menu_event(|app, event| menu::on_event(app, &event));
    }
    let app = builder
        .setup(move |app| Ok(open(app.handle(), &arguments)?))
        .build(context)?;
    let code = app.run_return(|_, _| {});
    fold_log();
    copies::restore_at_the_end(named.as_deref())?;
    Ok(code)
}

/// Opens the office and its window, or the page that says why that cannot be.
fn open(app: &AppHandle, arguments: &Arguments) -> tauri::Result<()> {
    #[cfg(unix)]
    end_when_asked(app.clone());
    let home = app.path().app_data_dir()?;
    crash::watch(&home);
    let dir = arguments.data_dir(&home);
    let restored = arguments
        .restore
        .as_deref()
        .map(|copy| restore(copy, &dir, true));
    let restored = restored.transpose().map_err(OpenError::from);
    match restored.and_then(|_| Office::open(&dir, arguments.demo, arguments.kiosk)) {
        Ok(office) => {
            app.manage(office);
            OPEN.get_or_init(|| dir.clone());
            if arguments.kiosk {
                return window::open_kiosk(app);
            }
            let settings = Settings::open(app)?;
            if !arguments.demo {
                settings.remember_office(&dir);
            }
            app.manage(settings);
            window::open(app, arguments.place())
        }
        Err(error) => {
            failure::report(&error.sentences());
            FAILURE.get_or_init(|| error);
            failure::show(app)
        }
    }
}

/// Who copies the one file of an office that is closed has all of it.
fn fold_log() {
    let folded = OPEN.get().map(|dir| directory::fold_log(dir));
    if let Some(Err(error)) = folded {
        tracing::warn!(%error, "the log beside the office file stays");
    }
}

/// Ends in order, as if the window had been closed, when the system asks for it (at log-out, say).
#[cfg(unix)]
fn end_when_asked(app: AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};
    // Taken up before anything is opened: who asks early is heard, too.
    match tauri::async_runtime::block_on(async { signal(SignalKind::terminate()) }) {
        Ok(mut asked) => {
            tauri::async_runtime::spawn(async move {
                asked.recv().await;
                app.exit(0);
            });
        }
        Err(error) => tracing::warn!(%error, "the end of the session will not be noticed"),
    }
}

fn only_instance(name: String) -> tauri::plugin::TauriPlugin<Wry> {
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(name)
        .callback(|app, line, _| {
            window::present_main(app);
            if let (Some(window), Some(place)) = (window::main(app), place_of(&line)) {
                window::go(&window, &place);
            }
        })
        .build()
}

/// Remembers where and how large the window was; when it becomes visible is our own decision.
fn window_state() -> tauri::plugin::TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .with_denylist(&["failure", window::KIOSK])
        .build()
}
