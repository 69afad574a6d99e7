//! A target for webhooks on loopback that does what a test tells it: answers, fails, hangs, redirects.

use crate::http;
use std::collections::VecDeque;
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What the target does with a request.
pub enum Act {
    /// Answers with this status and body.
    Answer(u16, String),
    /// Takes the request and never answers.
    Hang,
    /// Sends it on.
    Redirect(u16, String),
}

pub use crate::http::Asked as Seen;

pub struct Listener {
    pub url: String,
    seen: Receiver<Seen>,
    plan: Arc<Mutex<VecDeque<Act>>>,
}

impl Listener {
    /// Answers everything with 200 until it is told otherwise.
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let (tell, seen) = channel();
        let plan: Arc<Mutex<VecDeque<Act>>> = Arc::default();
        let acts = Arc::clone(&plan);
        thread::spawn(move || {
            let mut hanging = Vec::new();
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { return };
                let Some(request) = http::read(&mut stream) else {
                    continue;
                };
                let act = acts.lock().unwrap().pop_front();
                if !told(&tell, request) {
                    return;
                }
                match act.unwrap_or(Act::Answer(200, String::new())) {
                    Act::Answer(status, body) => {
                        http::write(&mut stream, status, "", body.as_bytes());
                    }
                    Act::Redirect(status, to) => {
                        http::write(&mut stream, status, &format!("Location: {to}\r\n"), b"");
                    }
                    Act::Hang => hanging.push(stream),
                }
            }
        });
        Self { url, seen, plan }
    }

    /// What it does with the next requests, one after the other.
    pub fn will(&self, acts: impl IntoIterator<Item = Act>) {
        self.plan.lock().unwrap().extend(acts);
    }

    /// The next request, which must come within eight seconds.
    #[track_caller]
    pub fn next(&self) -> Seen {
        self.seen
            .recv_timeout(Duration::from_secs(8))
            .unwrap_or_else(|_| panic!("nothing was delivered within eight seconds"))
    }

    /// Nothing has come that was not looked at.
    pub fn is_quiet(&self) -> bool {
        self.seen.try_recv().is_err()
    }
}

fn told(tell: &Sender<Seen>, request: Seen) -> bool {
    tell.send(request).is_ok()
}
