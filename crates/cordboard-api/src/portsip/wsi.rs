//! `/wsi`: the live feed of the dialect over a WebSocket. A client signs in, subscribes to topics, gets the state as it
//! is, and from then on what changes.
//!
//! Responsible for the connection: reading commands, waking the [`Reader`] when something changed, and sending what it
//! tells. Nothing is kept for a client that does not take what it is sent: it is dropped, and subscribes again.

mod cdrs;
mod command;
mod extensions;
mod people;
mod queues;
mod reader;

use super::dispatch::refusal;
use super::failure::Failure;
use crate::state::Api;
use axum::Router;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use cordboard_engine::plane::News;
use cordboard_store::Seq;
use reader::{Heard, Reader, Told};
use std::future::pending;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at, timeout, timeout_at};

/// How many bytes a command has at most.
const COMMAND_MAX: usize = 64 * 1024;
/// Within this time a client signs in.
const SIGN_IN: Duration = Duration::from_secs(10);
/// So often a client is asked whether it is still there.
const PING: Duration = Duration::from_secs(30);
/// How the connection is closed when the session ended.
const SESSION_ENDED: u16 = close_code::POLICY;

/// The one address.
pub(super) fn routes() -> Router<Api> {
    Router::new().route("/wsi", get(open))
}

async fn open(State(api): State<Api>, request: Request) -> Response {
    let (mut parts, _) = request.into_parts();
    let client = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let client = client.map(|ConnectInfo(address)| address.ip());
    let header = parts.headers.get(header::AUTHORIZATION);
    let token = header.and_then(|value| super::request::bearer(value.to_str().ok()?));
    let reader = Reader::new(client, token.map(str::to_owned));
    let Ok(upgrade) = WebSocketUpgrade::from_request_parts(&mut parts, &()).await else {
        let message = "this address speaks WebSocket";
        let code = "UPGRADE_REQUIRED";
        return refusal(&Failure::new(StatusCode::UPGRADE_REQUIRED, code, message));
    };
    upgrade
        .max_message_size(COMMAND_MAX)
        .max_frame_size(COMMAND_MAX)
        .on_upgrade(move |socket| async move {
            let connection = Connection::new(socket, api);
            connection.talk(reader).await;
        })
}

/// A client on the line.
struct Connection {
    socket: WebSocket,
    latest: watch::Receiver<Seq>,
    news: broadcast::Receiver<News>,
    closing: Option<watch::Receiver<bool>>,
    pings: Interval,
    /// Something came from the client since it was last asked.
    is_there: bool,
    deadline: Instant,
    api: Api,
}

/// What woke the connection.
enum Woken {
    Told(Heard),
    /// Nothing that anybody has to hear.
    Nothing,
    /// The client is gone, or the program ends.
    Over(Option<u16>),
}

impl Connection {
    fn new(socket: WebSocket, api: Api) -> Self {
        let mut pings = interval_at(Instant::now() + PING, PING);
        pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            socket,
            latest: api.engine.watch(),
            news: api.engine.news(),
            closing: api.options.closing.clone(),
            pings,
            is_there: true,
            deadline: Instant::now() + SIGN_IN,
            api,
        }
    }

    async fn talk(mut self, mut reader: Reader) {
        loop {
            let heard = match self.wait(reader.has_signed_in()).await {
                Woken::Told(heard) => heard,
                Woken::Nothing => continue,
                Woken::Over(code) => return self.close(code).await,
            };
            let mut next = Some(heard);
            while let Some(heard) = next.take() {
                let engine = Arc::clone(&self.api.engine);
                let hearing = tokio::task::spawn_blocking(move || {
                    let told = reader.hear(&engine, heard);
                    (reader, told)
                });
                // An operation that panicked has said why in the log.
                let Ok((kept, told)) = hearing.await else {
                    return self.close(Some(close_code::ERROR)).await;
                };
                reader = kept;
                let Told {
                    messages,
                    more,
                    has_ended,
                } = told;
                for message in messages {
                    if !self.send(Message::text(message.to_string())).await {
                        return;
                    }
                }
                if has_ended {
                    return self.close(Some(SESSION_ENDED)).await;
                }
                next = more.then_some(Heard::Changes);
            }
        }
    }

    /// Waits for whatever happens next.
    async fn wait(&mut self, has_signed_in: bool) -> Woken {
        let deadline = self.deadline;
        let closing = async {
            match &mut self.closing {
                Some(closing) => closing.wait_for(|closing| *closing).await.is_ok(),
                None => pending().await,
            }
        };
        tokio::select! {
            message = self.socket.recv() => {
                self.is_there = true;
                match message {
                    Some(Ok(Message::Text(text))) => Woken::Told(Heard::Command(text.to_string())),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => Woken::Nothing,
                    Some(Ok(Message::Binary(_))) => Woken::Over(Some(close_code::UNSUPPORTED)),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => Woken::Over(None),
                }
            }
            changed = self.latest.changed() => match changed {
                Ok(()) => Woken::Told(Heard::Changes),
                Err(_) => Woken::Over(Some(close_code::AWAY)),
            },
            news = self.news.recv() => match news {
                Ok(news) => Woken::Told(Heard::News(news)),
                Err(RecvError::Lagged(_)) => Woken::Told(Heard::Missed),
                Err(RecvError::Closed) => Woken::Over(Some(close_code::AWAY)),
            },
            _ = closing => Woken::Over(Some(close_code::AWAY)),
            _ = timeout_at(deadline, pending::<()>()), if !has_signed_in => Woken::Over(Some(SESSION_ENDED)),
            _ = self.pings.tick() => self.ping().await,
        }
    }

    async fn ping(&mut self) -> Woken {
        let was_there = std::mem::take(&mut self.is_there);
        match was_there && self.send(Message::Ping(Vec::new().into())).await {
            true => Woken::Nothing,
            false => Woken::Over(None),
        }
    }

    /// Sends; false when the client does not take it in time.
    async fn send(&mut self, message: Message) -> bool {
        let sending = self.socket.send(message);
        matches!(
            timeout(self.api.options.patience, sending).await,
            Ok(Ok(()))
        )
    }

    async fn close(mut self, code: Option<u16>) {
        if let Some(code) = code {
            let reason = "".into();
            let _ = self
                .send(Message::Close(Some(CloseFrame { code, reason })))
                .await;
        }
    }
}
