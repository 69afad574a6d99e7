//! Settings that WebKitGTK reads from the environment, made before GTK starts.

/// Turns off WebKit's DMABUF renderer unless the person has chosen otherwise.
///
/// With some graphics drivers that renderer shows a blank or frozen window (tauri issues 9304 and 13885). A console
/// of text and lists gains nothing from it, and needs a quarter less memory without.
///
/// With `safe_graphics` nothing is drawn by the graphics card at all, for a window that stays empty or flickers all the
/// same.
pub(crate) fn apply_workarounds(safe_graphics: bool) {
    const ALWAYS: &[&str] = &["WEBKIT_DISABLE_DMABUF_RENDERER"];
    const SAFE: &[&str] = &["WEBKIT_DISABLE_COMPOSITING_MODE", "LIBGL_ALWAYS_SOFTWARE"];
    if !cfg!(target_os = "linux") {
        return;
    }
    let wanted = ALWAYS.iter().chain(SAFE.iter().filter(|_| safe_graphics));
    for variable in wanted.filter(|variable| std::env::var_os(variable).is_none()) {
        // SAFETY: `main` calls this first, before any thread exists that could read the environment.
        #[allow(unsafe_code)]
        unsafe {
            std::env::set_var(variable, "1");
        }
    }
}
