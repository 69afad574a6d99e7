//! Lets Tauri read `tauri.conf.json` and the capabilities, and generates one permission for each of our own
//! commands, so that a window can call only what `capabilities/` names.

/// Our commands, by name. A command that is missing here cannot be called from any window.
const COMMANDS: &[&str] = &[
    "check_copy",
    "crash_report",
    "forget_crashes",
    "http_request",
    "kiosk_autostart",
    "known_offices",
    "open_office",
    "pick_folder",
    "restore_copy",
    "save_copy",
    "save_file",
    "show_notice",
    "show_tray",
    "subscribe_events",
    "unsubscribe_events",
];

fn main() {
    // The pages are built into the program; a file among them may be new.
    println!("cargo::rerun-if-changed=../ui/dist");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo::error={error:#}");
    }
}
