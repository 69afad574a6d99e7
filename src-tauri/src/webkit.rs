//! Settings that WebKitGTK reads from the environment, made before GTK starts.

/// Turns off WebKit's DMABUF renderer unless the person has chosen otherwise.
///
/// With some graphics drivers that renderer shows a blank or frozen window (tauri issues 9304 and 13885). A console
/// of text and lists gains nothing from it, and needs a quarter less memory without.
pub(crate) fn apply_workarounds() {
    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if cfg!(target_os = "linux") && std::env::var_os(VARIABLE).is_none() {
        // SAFETY: `main` calls this first, before any thread exists that could read the environment.
        #[allow(unsafe_code)]
        unsafe {
            std::env::set_var(VARIABLE, "1");
        }
    }
}
