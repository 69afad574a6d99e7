//! An office in memory behind the real router, for tests that speak HTTP without a socket.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use cordboard_api::{LocalOwner, Options, router};
use cordboard_engine::installation::install;
use cordboard_engine::plane::simulated;
use cordboard_engine::{Engine, Principal, sessions};
use cordboard_model::Fields;
use cordboard_store::Store;
use cordboard_store::memory::MemoryStore;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::sync::Arc;
use tower::ServiceExt;

pub const PASSWORD: &str = "correct horse";

/// Who sends a request.
#[derive(Clone)]
pub enum As {
    Nobody,
    Owner,
    Token(String),
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub body: Value,
    pub kind: String,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    /// The body of an answer that must have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self.body
    }

    /// A problem with this status and code, as a problem document.
    #[track_caller]
    pub fn refused(self, status: u16, code: &str) -> Value {
        assert_eq!(
            (self.status.as_u16(), self.code()),
            (status, code),
            "{}",
            self.body
        );
        assert_eq!(self.kind, "application/problem+json");
        assert!(!self.body["detail"].as_str().unwrap_or_default().is_empty());
        self.body
    }
}

pub struct Office {
    pub engine: Arc<Engine>,
    pub router: Router,
    pub root: String,
    pub admin: String,
}

impl Office {
    /// An installation "Acme" with the admin `admin`; nobody is signed in.
    pub fn new() -> Self {
        Self::over(Arc::new(MemoryStore::new()))
    }

    /// The same with simulated phones.
    pub fn with_phones() -> Self {
        Self::filled(Arc::new(MemoryStore::new()), |engine| {
            simulated::attach(engine);
        })
    }

    /// The same over another store.
    pub fn over(store: Arc<dyn Store>) -> Self {
        Self::filled(store, |_| {})
    }

    /// The same with more data, which are written past HTTP because there are so many of them.
    pub fn filled(store: Arc<dyn Store>, fill: impl FnOnce(&Engine)) -> Self {
        Self::set_up(store, Options::default(), fill)
    }

    /// The same with a router that is set up differently.
    pub fn set_up(store: Arc<dyn Store>, options: Options, fill: impl FnOnce(&Engine)) -> Self {
        let engine = Arc::new(Engine::open(store).unwrap());
        let mut fields = Fields::new();
        fields.insert("username".into(), "admin".into());
        let input = install::Input {
            organisation: "Acme".into(),
            realm: "acme.example".into(),
            timezone: Some("Europe/Berlin".into()),
            admin: Some(install::Admin {
                fields,
                password: PASSWORD.into(),
            }),
            setup_token: None,
        };
        let made = install::run(&engine, &Principal::Owner, input).unwrap();
        fill(&engine);
        Self {
            engine: Arc::clone(&engine),
            router: router(engine, options),
            root: made.account_id.to_string(),
            admin: made.user_id.unwrap().to_string(),
        }
    }

    pub async fn raw(&self, who: &As, request: Request<Body>) -> Answer {
        let mut request = request;
        match who {
            As::Nobody => {}
            As::Owner => {
                request.extensions_mut().insert(LocalOwner);
            }
            As::Token(token) => {
                let value = format!("Bearer {token}").parse().unwrap();
                request.headers_mut().insert(header::AUTHORIZATION, value);
            }
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let kind = response
            .headers()
            .get(header::CONTENT_TYPE)
            .map(|kind| kind.to_str().unwrap().to_owned());
        let headers = response.headers().clone();
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer {
            status,
            body,
            kind: kind.unwrap_or_default(),
            headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    pub async fn call(&self, who: &As, method: &str, path: &str, body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        let body = match body {
            Some(body) => {
                request = request.header(header::CONTENT_TYPE, "application/json");
                Body::from(body.to_string())
            }
            None => Body::empty(),
        };
        self.raw(who, request.body(body).unwrap()).await
    }

    pub async fn get(&self, who: &As, path: &str) -> Answer {
        self.call(who, "GET", path, None).await
    }

    pub async fn post(&self, who: &As, path: &str, body: Value) -> Answer {
        self.call(who, "POST", path, Some(body)).await
    }

    pub async fn patch(&self, who: &As, path: &str, changes: Value) -> Answer {
        self.call(who, "PATCH", path, Some(json!({ "changes": changes })))
            .await
    }

    pub async fn delete(&self, who: &As, path: &str) -> Answer {
        self.call(who, "DELETE", path, None).await
    }

    /// Signs in; the name may carry its realm.
    pub async fn sign_in(&self, username: &str) -> As {
        let body = json!({ "username": username, "password": PASSWORD });
        let session = self
            .post(&As::Nobody, "/console/session", body)
            .await
            .expect(200);
        As::Token(session["token"].as_str().unwrap().to_owned())
    }

    /// A new account below another; gives its id.
    pub async fn account(&self, parent: &str, name: &str) -> String {
        let body = json!({ "parent_id": parent, "fields": { "name": name } });
        id(&self
            .post(&As::Owner, "/console/accounts", body)
            .await
            .expect(201))
    }

    /// A new user with the password of all tests; gives his id.
    pub async fn user(&self, account: &str, username: &str, role: &str) -> String {
        let body = json!({
            "fields": { "first_name": username, "username": username, "role": role },
            "password": PASSWORD,
        });
        id(&self
            .post(
                &As::Owner,
                &format!("/console/accounts/{account}/users"),
                body,
            )
            .await
            .expect(201))
    }
}

pub fn id(record: &Value) -> String {
    record["id"].as_str().unwrap().to_owned()
}

/// All rows of a page or a list.
#[track_caller]
pub fn rows(answer: Answer) -> Vec<Value> {
    answer.expect(200)["rows"].as_array().unwrap().clone()
}

/// A token that nobody holds.
pub fn made_up_token() -> As {
    As::Token(sessions::fresh_token())
}
