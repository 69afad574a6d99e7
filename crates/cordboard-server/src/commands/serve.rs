//! `serve`: the HTTP server.

use super::{open, print};
use crate::arguments::Serve;
use crate::failure::Failure;
use crate::webhooks;
use cordboard_api::{Mode, Options, router};
use cordboard_engine::Engine;
use cordboard_engine::installation::status;
use cordboard_engine::plane::{drive, simulated};
use cordboard_engine::sessions;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// How many verbs run at once.
const BLOCKING_MAX: usize = 64;
/// How long requests that are under way may take after the signal to end.
const GRACE: Duration = Duration::from_secs(10);

pub(crate) fn run(serve: Serve) -> Result<(), Failure> {
    // Verbs wait for the disk on blocking threads, and each reads through its own connection.
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .max_blocking_threads(BLOCKING_MAX)
        .enable_all()
        .build()?;
    let office = open(&serve.data)?;
    let ended = runtime.block_on(listen(serve, &office.engine));
    // Requests that did not end in time still hold the engine; the lock on the directory is given up after them.
    runtime.shutdown_timeout(GRACE);
    drop(office);
    ended
}

async fn listen(serve: Serve, engine: &Arc<Engine>) -> Result<(), Failure> {
    let unusable = |source| Failure::Listen {
        address: serve.listen,
        source,
    };
    let listener = TcpListener::bind(serve.listen).await.map_err(unusable)?;
    let address = listener.local_addr()?;
    let (close, closing) = watch::channel(false);
    let options = Options {
        mode: Mode::Server,
        secure_cookies: serve.secure_cookies,
        trusted_proxies: serve.trusted_proxies,
        closing: Some(closing.clone()),
        ..Options::default()
    };
    if serve.simulate_phones {
        simulate_phones(engine);
    }
    if serve.allow_private_webhooks {
        engine.allow_private_webhooks();
    }
    let telling = tokio::spawn(webhooks::run(Arc::clone(engine), closing.clone()));
    let posting = tokio::spawn(cordboard_post::run(Arc::clone(engine), closing.clone()));
    let driving = tokio::spawn(drive::run(Arc::clone(engine), closing.clone()));
    let setup = offer_setup(engine, address);
    let app = router(Arc::clone(engine), options);
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    print(&format!("listening on http://{address}"));
    if let Some(line) = setup {
        print(&line);
    }
    let mut stopped = closing.clone();
    // The limit of sign-ins counts by the caller's address.
    let app = app.into_make_service_with_connect_info::<SocketAddr>();
    let server = axum::serve(listener, app).with_graceful_shutdown(async move {
        let _ = stopped.wait_for(|closing| *closing).await;
    });
    let server = tokio::spawn(async move { server.await });
    tokio::select! {
        _ = terminate.recv() => tracing::info!("told to end; finishing what is under way"),
        _ = interrupt.recv() => tracing::info!("interrupted; finishing what is under way"),
    }
    let _ = close.send(true);
    if tokio::time::timeout(GRACE, server).await.is_err() {
        tracing::warn!(
            "some requests did not end within {} seconds",
            GRACE.as_secs()
        );
    }
    // It ends with its turn, which waits for nothing.
    let _ = driving.await;
    let _ = telling.await;
    let _ = posting.await;
    Ok(())
}

/// Connects virtual phones, and says so.
fn simulate_phones(engine: &Engine) {
    tracing::warn!("phones are simulated: nothing rings outside of this program");
    simulated::attach(engine);
}

/// A directory without an installation is set up in the browser, by whoever reads this output.
fn offer_setup(engine: &Engine, address: SocketAddr) -> Option<String> {
    if status::is_installed(engine) {
        return None;
    }
    let token = sessions::fresh_token();
    status::require_setup_token(engine, &token);
    Some(format!(
        "not set up yet: open http://{address}/welcome#token={token}"
    ))
}
