//! A window with nothing in it: what `startup.mjs` compares the console's start with. Not shipped.

fn main() -> tauri::Result<()> {
    // As the console does, so that both start under the same conditions.
    #[allow(unsafe_code)]
    // SAFETY: nothing else runs yet.
    unsafe {
        std::env::set_var("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    }
    tauri::Builder::default()
        .register_uri_scheme_protocol("blank", |_, _| {
            let page = "<!doctype html><title>blank</title><body style='background:#14585c'>";
            tauri::http::Response::builder()
                .header("content-type", "text/html")
                .body(page.as_bytes().to_vec())
                .unwrap_or_default()
        })
        .setup(|app| {
            let url = tauri::WebviewUrl::CustomProtocol("blank://localhost/".parse()?);
            tauri::WebviewWindowBuilder::new(app, "blank", url)
                .inner_size(1200.0, 780.0)
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!("tauri.conf.json"))
}
