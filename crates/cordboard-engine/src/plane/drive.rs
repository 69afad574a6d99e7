//! Gives the plane its turns while the program runs.

use super::turn;
use crate::Engine;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;

/// Between two turns at least, in milliseconds, unless something was reported.
const PAUSE_MIN_MS: i64 = 50;
/// Between two turns at most, in milliseconds.
const PAUSE_MAX_MS: i64 = 30_000;

/// Gives turns until `closing` says true.
pub async fn run(engine: Arc<Engine>, mut closing: watch::Receiver<bool>) {
    let reports = engine.live.reports.clone();
    loop {
        let turning = Arc::clone(&engine);
        let turned = tokio::task::spawn_blocking(move || {
            let next = turn::run(&turning);
            let now_ms = turning.now_ms();
            next.map_or(PAUSE_MAX_MS, |at_ms| at_ms.saturating_sub(now_ms))
        });
        let Ok(pause_ms) = turned.await else {
            return;
        };
        let pause_ms = pause_ms.clamp(PAUSE_MIN_MS, PAUSE_MAX_MS);
        let pause = Duration::from_millis(u64::try_from(pause_ms).unwrap_or_default());
        tokio::select! {
            _ = tokio::time::timeout(pause, reports.arrived()) => {}
            _ = closing.wait_for(|closing| *closing) => return,
        }
    }
}
