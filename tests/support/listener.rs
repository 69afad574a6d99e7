//! A target for webhooks on loopback that does what a test tells it: answers, fails, hangs, redirects.

use serde_json::Value;
use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
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

/// A request that came.
#[derive(Debug)]
pub struct Seen {
    pub method: String,
    pub path: String,
    /// By their names in lower case.
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Seen {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

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
                let Some(request) = read(&mut stream) else {
                    continue;
                };
                let act = acts.lock().unwrap().pop_front();
                if !told(&tell, request) {
                    return;
                }
                match act.unwrap_or(Act::Answer(200, String::new())) {
                    Act::Answer(status, body) => answer(&mut stream, status, "", &body),
                    Act::Redirect(status, to) => {
                        answer(&mut stream, status, &format!("Location: {to}\r\n"), "");
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

fn read(stream: &mut TcpStream) -> Option<Seen> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        match line.trim().split_once(':') {
            None => break,
            Some((name, value)) => {
                headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
            }
        }
    }
    let length = headers.get("content-length");
    let length = length.map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Seen {
        method,
        path,
        headers,
        body: String::from_utf8(body).unwrap(),
    })
}

fn answer(stream: &mut TcpStream, status: u16, headers: &str, body: &str) {
    let length = body.len();
    let text = format!(
        "HTTP/1.1 {status} Said\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    );
    // Who asked may be gone.
    let _ = stream.write_all(text.as_bytes());
}
