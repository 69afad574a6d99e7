//! The one command through which the page talks to the engine: a framed HTTP request in, a framed answer out,
//! by way of the engine's router in this process.

use cordboard_api::seat::Then;
use cordboard_api::{carry, frame};
use tauri::ipc::InvokeBody;
use tauri::{AppHandle, State};

use crate::office::Office;

/// Answers one framed request of the page. Fails only when the bytes are no request at all.
#[tauri::command]
pub(crate) async fn http_request(
    request: tauri::ipc::Request<'_>,
    office: State<'_, Office>,
    app: AppHandle,
) -> Result<tauri::ipc::Response, String> {
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err("a request is sent as bytes".to_owned());
    };
    let (head, body) = frame::decode_request(bytes).map_err(|error| error.to_string())?;
    let (method, path) = (head.method.clone(), head.path.clone());
    let answer = carry::answer(office.router(), office.seat(), head, body).await;
    if let Some(seat) = office.seat() {
        match seat.took(&method, &path, &answer) {
            Ok(Then::Stays) => {}
            Ok(Then::Leaves) => app.exit(0),
            Err(error) => tracing::error!(%error, "the kiosk's token could not be kept"),
        }
    }
    let bytes = carry::framed(answer)
        .await
        .map_err(|error| error.to_string())?;
    Ok(tauri::ipc::Response::new(bytes))
}
