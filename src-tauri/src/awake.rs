//! Keeps the screen from sleeping while the kiosk is shown, as a video player does.

/// What keeps it awake for as long as it is held.
#[cfg(target_os = "linux")]
pub(crate) struct Awake(#[allow(dead_code)] zbus::blocking::Connection);

/// Asks the desktop. Where nothing listens on the session bus the screen sleeps as it is set to.
#[cfg(target_os = "linux")]
pub(crate) fn keep() -> Option<Awake> {
    let name = "org.freedesktop.ScreenSaver";
    let path = "/org/freedesktop/ScreenSaver";
    let what = ("Cordboard", "The reception is shown");
    let asked = zbus::blocking::Connection::session().and_then(|bus| {
        bus.call_method(Some(name), path, Some(name), "Inhibit", &what)?;
        Ok(Awake(bus))
    });
    asked
        .inspect_err(|error| tracing::warn!(%error, "the screen may go to sleep"))
        .ok()
}
