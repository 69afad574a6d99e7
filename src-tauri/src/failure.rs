//! What a person sees when the console cannot start: one plain page instead of the console, the same sentence on
//! standard error, and exit code 1.

use std::io::Write;

use cordboard_desktop::failure;
use tauri::http::{Response, header};
use tauri::{AppHandle, WebviewUrl, WebviewWindowBuilder};

use crate::office::OpenError;

/// The scheme under which the page is shown. It has no access to any command.
pub(crate) const SCHEME: &str = "failure";

/// Says on standard error why the program ends.
pub(crate) fn report(sentence: &str) {
    // There is nowhere left to say that standard error is closed.
    let _ = writeln!(std::io::stderr(), "cordboard: {sentence}");
}

/// Opens the page that says what is wrong and what to do.
pub(crate) fn show(app: &AppHandle) -> tauri::Result<()> {
    let url = format!("{SCHEME}://localhost/");
    let url = WebviewUrl::CustomProtocol(url.parse().map_err(tauri::Error::InvalidUrl)?);
    WebviewWindowBuilder::new(app, "failure", url)
        .title("Cordboard")
        .inner_size(560.0, 300.0)
        .build()
        .map(drop)
}

/// The page itself.
pub(crate) fn page(error: Option<&OpenError>) -> Response<Vec<u8>> {
    let sentences = error.map(OpenError::sentences).unwrap_or_default();
    let body = failure::page(&sentences);
    let policy = "default-src 'none'; style-src 'unsafe-inline'";
    let response = Response::builder()
        .header(header::CONTENT_TYPE, "text/html; charset=utf-8")
        .header(header::CONTENT_SECURITY_POLICY, policy);
    response.body(body.into_bytes()).unwrap_or_default()
}
