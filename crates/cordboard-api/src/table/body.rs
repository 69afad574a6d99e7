//! Reading the body of a request to its end.

use crate::body::BODY_MAX;
use axum::body::{Body, Bytes};
use futures_util::StreamExt;

/// The body, or nothing when it is too long. It is read to its end all the same: a client that is still sending
/// would not see an answer.
pub(crate) async fn read(body: Body) -> Option<Bytes> {
    let mut kept = Vec::new();
    let mut fits = true;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let Ok(chunk) = chunk else { break };
        fits = fits && kept.len() + chunk.len() <= BODY_MAX;
        if fits {
            kept.extend_from_slice(&chunk);
        } else {
            kept = Vec::new();
        }
    }
    fits.then(|| kept.into())
}
