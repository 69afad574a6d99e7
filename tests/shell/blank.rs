//! A WebKitGTK window with nothing in it: what `startup.mjs` compares the console's start with. Not shipped.

#[cfg(target_os = "linux")]
fn main() -> Result<(), gtk::glib::BoolError> {
    use gtk::prelude::{ContainerExt, GtkWindowExt, WidgetExt};
    use webkit2gtk::WebViewExt;

    // As the console does, so that both start under the same conditions.
    #[allow(unsafe_code)]
    // SAFETY: nothing else runs yet.
    unsafe {
        std::env::set_var("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    }
    gtk::init()?;
    let window = gtk::Window::new(gtk::WindowType::Toplevel);
    window.set_default_size(1200, 780);
    let view = webkit2gtk::WebView::new();
    view.load_html(
        "<!doctype html><title>blank</title><body style='background:#14585c'>",
        None,
    );
    window.add(&view);
    window.show_all();
    gtk::main();
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn main() {}
