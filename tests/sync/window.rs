//! The desktop's engine with its router, asked as the window asks it.

use crate::desk::Office;
use crate::server::PASSWORD;
use axum::body::Body;
use axum::http::{Request, header};
use cordboard_api::{LocalOwner, Mode, Options};
use cordboard_engine::replica::set_first_page;
use cordboard_engine::{Engine, Surroundings};
use cordboard_link::Connection;
use cordboard_store::{SqliteStore, sqlite};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;
use tower::ServiceExt;

/// How long a test waits for what happens in the background.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Window {
    pub dir: PathBuf,
    router: axum::Router,
    connection: Arc<Connection>,
    running: Option<JoinHandle<()>>,
}

impl Window {
    /// The program over an office in this directory.
    pub fn open(dir: &Path) -> Self {
        std::fs::create_dir_all(dir).unwrap();
        let store = SqliteStore::open(&dir.join("office.cordboard"), sqlite::Options::default());
        std::fs::write(dir.join("pepper.key"), [7; 32]).unwrap();
        let surroundings = Surroundings::with_pepper([7; 32]);
        let engine = Arc::new(Engine::with(Arc::new(store.unwrap()), surroundings).unwrap());
        // Also a small office comes in several pages.
        set_first_page(&engine, 3);
        let connection = Connection::open(Arc::clone(&engine), dir).unwrap();
        let options = Options {
            mode: Mode::Desktop,
            connection: Some(Arc::clone(&connection)),
            ..Options::default()
        };
        Self {
            dir: dir.to_owned(),
            router: cordboard_api::router(engine, options),
            connection,
            running: None,
        }
    }

    /// Begins what goes on in the background.
    pub fn run(&mut self) {
        let connection = Arc::clone(&self.connection);
        self.running = Some(tokio::spawn(connection.run()));
    }

    pub async fn ask(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(match body {
                Value::Null => String::new(),
                body => body.to_string(),
            }))
            .unwrap();
        request.extensions_mut().insert(LocalOwner);
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status().as_u16();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        (status, serde_json::from_slice(&bytes).unwrap_or_default())
    }

    /// Sends and reads bytes, as they are.
    pub async fn raw(&self, method: &str, path: &str, body: Vec<u8>) -> (u16, Vec<u8>) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .body(Body::from(body))
            .unwrap();
        request.extensions_mut().insert(LocalOwner);
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status().as_u16();
        let bytes = answer.into_body().collect().await.unwrap().to_bytes();
        (status, bytes.to_vec())
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.ask("GET", path, Value::Null).await;
        assert_eq!(status, 200, "{path}: {answer}");
        answer
    }

    pub async fn connect(&self, office: &Office, username: &str, bring: bool) {
        let body = json!({
            "address": office.server.address, "username": username, "password": PASSWORD, "bring": bring,
        });
        let (status, answer) = self.ask("POST", "/console/sync/connection", body).await;
        assert_eq!(status, 200, "{answer}");
    }

    /// Asks for the state until it is this one.
    pub async fn until(&self, state: &str) -> Value {
        let begun = Instant::now();
        loop {
            let status = self.get("/console/sync").await;
            if status["state"] == state && status["busy"] == false {
                return status;
            }
            assert!(begun.elapsed() < PATIENCE, "waiting for {state}: {status}");
            tokio::task::yield_now().await;
        }
    }

    pub async fn now(&self) {
        let (status, answer) = self.ask("POST", "/console/sync/now", Value::Null).await;
        assert_eq!(status, 204, "{answer}");
    }

    /// Changes a field of a user as the console does, from what it shows.
    pub async fn types(&self, user: &str, field: &str, value: &str) {
        let path = format!("/console/users/{user}");
        let seen = self.get(&path).await["fields"][field].clone();
        let mut change = json!({ "path": format!("/{field}"), "to": value });
        if !seen.is_null() {
            change["from"] = seen;
        }
        let (status, answer) = self
            .ask("PATCH", &path, json!({ "changes": [change] }))
            .await;
        assert_eq!(status, 200, "{answer}");
    }

    /// Every byte of the files of the office: data, log and index.
    pub fn bytes(&self) -> Vec<u8> {
        let files = std::fs::read_dir(&self.dir).unwrap();
        let files = files
            .map(|file| file.unwrap().path())
            .filter(|path| path.is_file());
        files
            .flat_map(|file| std::fs::read(file).unwrap())
            .collect()
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.abort();
        }
    }
}
