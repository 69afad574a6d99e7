//! A peer on loopback that a test has in its hand: it answers what the test says, or passes on to a real server and
//! loses an answer at the worst moment.

use crate::http;
pub use crate::http::Asked;
use std::io::Read;
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread;

/// Status, headers with their ends of lines, body.
pub type Said = (u16, String, Vec<u8>);

/// Answers every request as the function says; nothing: it never does.
pub fn answering(say: impl Fn(&Asked) -> Option<Said> + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let say = Arc::new(say);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let say = Arc::clone(&say);
            thread::spawn(move || {
                let Some(asked) = http::read(&mut stream) else {
                    return;
                };
                match say(&asked) {
                    Some((status, headers, body)) => {
                        http::write(&mut stream, status, &headers, &body);
                    }
                    // It stays open for as long as the other side waits.
                    None => drop(stream.read_to_end(&mut Vec::new())),
                }
            });
        }
    });
    address
}

/// Passes on to a server. The answer to the write of this number is lost, once.
pub struct Losing {
    pub address: String,
    pub lost: Mutex<Receiver<()>>,
}

pub fn losing(server: &str, number: usize) -> Losing {
    let (tell, lost) = channel();
    let tell = Mutex::new(tell);
    let (server, writes) = (server.to_owned(), AtomicUsize::new(0));
    let client = reqwest::blocking::Client::new();
    let address = answering(move |asked| {
        let method = asked.method.parse().unwrap();
        let mut request = client.request(method, format!("{server}{}", asked.path));
        for (name, value) in &asked.headers {
            if !matches!(name.as_str(), "host" | "content-length" | "connection") {
                request = request.header(name, value);
            }
        }
        let answer = request.body(asked.body.clone()).send().ok()?;
        let is_write = asked.method != "GET" && !asked.path.contains("_auth");
        if is_write && writes.fetch_add(1, Ordering::SeqCst) + 1 == number {
            tell.lock().unwrap().send(()).ok();
            return None;
        }
        let status = answer.status().as_u16();
        let kind = "Content-Type: application/json\r\n".to_owned();
        Some((status, kind, answer.bytes().ok()?.to_vec()))
    });
    Losing {
        address,
        lost: Mutex::new(lost),
    }
}
