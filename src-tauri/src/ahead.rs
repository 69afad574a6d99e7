//! What the page needs for its first picture, answered before it can ask: while WebKit is still starting, the engine has
//! nothing else to do. Should the page ask for something else first, it asks as always.

use cordboard_api::carry;
use serde_json::{Value, json};

use crate::office::Office;

/// A script that leaves the answers where `ui/src/platform/tauri.ts` looks for them.
pub(crate) fn script(office: &Office, settings: &Value) -> String {
    let ask = |head, body: String| async move {
        carry::good_answer(office.router(), office.seat(), head, &body).await
    };
    let answers = tauri::async_runtime::block_on(cordboard_api::ahead::answers(ask));
    let ahead = json!({ "answers": answers, "settings": settings });
    format!("window.cordboardAhead={ahead};")
}
