//! Settings that WebKitGTK reads from the environment, made before GTK starts.

/// Turns off WebKit's DMABUF renderer unless the person has chosen otherwise.
///
/// With some graphics drivers that renderer shows a blank or frozen window (tauri issues 9304 and 13885). A console
/// of text and lists gains nothing from it, and needs a quarter less memory without.
///
/// JavaScriptCore compiles a function that was called some thirty times, and again better after some hundred. What starting
/// the console calls is not called again, and its compiled code stays: only what is truly called often is to be compiled.
///
/// With `safe_graphics` nothing is drawn by the graphics card at all, for a window that stays empty or flickers all the
/// same.
pub fn apply_workarounds(safe_graphics: bool) {
    const ALWAYS: &[(&str, &str)] = &[
        ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
        ("JSC_thresholdForJITSoon", "15000"),
        ("JSC_thresholdForJITAfterWarmUp", "15000"),
        ("JSC_thresholdForOptimizeSoon", "50000"),
        ("JSC_thresholdForOptimizeAfterWarmUp", "50000"),
        ("JSC_thresholdForOptimizeAfterLongWarmUp", "50000"),
    ];
    const SAFE: &[(&str, &str)] = &[
        ("WEBKIT_DISABLE_COMPOSITING_MODE", "1"),
        ("LIBGL_ALWAYS_SOFTWARE", "1"),
    ];
    if !cfg!(target_os = "linux") {
        return;
    }
    let wanted = ALWAYS.iter().chain(SAFE.iter().filter(|_| safe_graphics));
    for (variable, value) in wanted.filter(|(variable, _)| std::env::var_os(variable).is_none()) {
        // SAFETY: the program calls this first, before any thread exists that could read the environment.
        #[allow(unsafe_code)]
        unsafe {
            std::env::set_var(variable, value);
        }
    }
}
