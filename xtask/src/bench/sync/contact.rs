//! First contact with a large server, as the window makes it: connect, browse at once, and have the copy some time later.

use crate::bench::http::{Program, odd, seed};
use crate::failure::{Failure, Result};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use cordboard_api::{LocalOwner, Mode, Options};
use cordboard_engine::{Engine, Surroundings};
use cordboard_link::Connection;
use cordboard_store::{directory, sqlite};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower::ServiceExt;

/// How often it is looked how far the copy is.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// The desktop's router over an empty office.
struct Window {
    router: Router,
    connection: Arc<Connection>,
}

impl Window {
    fn open(dir: &Path) -> Result<Self> {
        let opened = directory::open(dir, sqlite::Options::default())?;
        let surroundings = Surroundings::with_pepper(opened.pepper);
        let engine = Arc::new(Engine::with(Arc::new(opened.store), surroundings)?);
        let connection = Connection::open(Arc::clone(&engine), dir)?;
        let options = Options {
            mode: Mode::Desktop,
            connection: Some(Arc::clone(&connection)),
            ..Options::default()
        };
        let router = cordboard_api::router(engine, options);
        Ok(Self { router, connection })
    }

    async fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .extension(LocalOwner)
            .body(Body::from(body.to_string()));
        let request = request.map_err(|error| Failure::Program(error.to_string()))?;
        let Ok(answer) = self.router.clone().oneshot(request).await;
        let status = answer.status();
        let bytes = to_bytes(answer.into_body(), usize::MAX).await;
        let bytes = bytes.map_err(|error| Failure::Program(error.to_string()))?;
        let answer: Value = serde_json::from_slice(&bytes)?;
        match status.is_success() {
            true => Ok(answer),
            false => Err(odd(&answer)),
        }
    }

    /// One window of the tree, as the screen asks for it.
    async fn browse(&self) -> Result<(Duration, Value)> {
        let begun = Instant::now();
        let body = json!({ "open": "all", "toggled": [], "from": 0, "count": 60 });
        let tree = self.ask("POST", "/console/tree/window", &body).await?;
        Ok((begun.elapsed(), tree))
    }
}

pub(crate) fn run(
    (accounts, users): (usize, usize),
    server: &Path,
    max_ms: Option<u32>,
) -> Result<()> {
    let dir = tempfile::tempdir()?;
    let data = dir.path().join("server");
    let seeded = seed(server, &data, (accounts, users))?;
    let program = Program::serve(server, &data)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let window = Window::open(&dir.path().join("desk"))?;
    let browsable = runtime.block_on(meet(&window, &program, &seeded, accounts))?;
    let ms = browsable.as_secs_f64() * 1e3;
    match max_ms.filter(|most| ms > f64::from(*most)) {
        Some(max_ms) => Err(Failure::Slow {
            what: "from connecting to the first rows of the tree",
            ms,
            max_ms,
        }),
        None => Ok(()),
    }
}

async fn meet(
    window: &Window,
    program: &Program,
    seeded: &Value,
    accounts: usize,
) -> Result<Duration> {
    tokio::spawn(Arc::clone(&window.connection).run());
    let begun = Instant::now();
    let sign_in = json!({
        "address": program.address, "username": seeded["username"], "password": seeded["password"],
    });
    window
        .ask("POST", "/console/sync/connection", &sign_in)
        .await?;
    let (_, tree) = window.browse().await?;
    let browsable = begun.elapsed();
    println!(
        "{accounts} accounts: {:.0} ms from connecting to the first rows of the tree, of {}",
        browsable.as_secs_f64() * 1e3,
        tree["total"]
    );
    let mut look = tokio::time::interval(LOOK_EVERY);
    let mut slowest = Duration::ZERO;
    let mut looks = 0;
    loop {
        look.tick().await;
        let status = window.ask("GET", "/console/sync", &Value::Null).await?;
        if status["percent"].is_null() {
            println!("complete after {:.1} s", begun.elapsed().as_secs_f64());
            println!(
                "meanwhile {looks} windows of the tree, the slowest in {:.0} ms",
                slowest.as_secs_f64() * 1e3
            );
            let (took, tree) = window.browse().await?;
            println!(
                "from its own file: {:.1} ms, of {}",
                took.as_secs_f64() * 1e3,
                tree["total"]
            );
            return Ok(browsable);
        }
        if looks % 10 == 0 {
            println!(
                "  {:.1} s: {} records, {} %",
                begun.elapsed().as_secs_f64(),
                status["fetched"],
                status["percent"]
            );
        }
        let (took, _) = window.browse().await?;
        slowest = slowest.max(took);
        looks += 1;
    }
}
