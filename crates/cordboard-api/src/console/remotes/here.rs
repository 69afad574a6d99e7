//! This file as one of the two sides: its own surface of the dialect, asked in the caller's name without a socket.

use crate::body::BODY_MAX;
use crate::caller::Acting;
use crate::state::Api;
use crate::{crossbar, portsip};
use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{Request, header};
use cordboard_engine::{Error, Principal};
use cordboard_remote::{Answer, Failure, Question, Side};
use serde_json::Value;

/// This file.
pub(super) struct Here {
    api: Api,
    principal: Principal,
}

impl Here {
    pub(super) fn new(api: Api, principal: Principal) -> Self {
        Self { api, principal }
    }
}

impl Side for Here {
    async fn ask(&self, question: Question) -> Result<Answer, Failure> {
        let inside =
            |error: Box<dyn std::error::Error + Send + Sync>| Failure::File(Error::internal(error));
        let body = question.body.map(|body| body.to_string());
        let request = Request::builder()
            .method(question.method)
            .uri(&question.path)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body.unwrap_or_default()));
        let mut request = request.map_err(|error| inside(error.into()))?;
        request.extensions_mut().insert(Acting(self.principal));
        let api = State(self.api.clone());
        let response = match crossbar::owns(request.uri().path()) {
            true => crossbar::dispatch(api, request).await,
            false => portsip::dispatch(api, request).await,
        };
        let (head, body) = response.into_parts();
        let body = to_bytes(body, BODY_MAX * 4).await;
        let body = body.map_err(|error| inside(error.into()))?;
        let body = match body.is_empty() {
            true => Value::Null,
            false => serde_json::from_slice(&body).map_err(|error| inside(error.into()))?,
        };
        Ok(Answer {
            status: head.status,
            body,
        })
    }
}
