//! A mail server on loopback that speaks just enough SMTP and does with each recipient what a test tells it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What happens to letters to an address.
#[derive(Clone)]
pub enum Fate {
    /// Refused with this answer when the address is named.
    Refused(&'static str),
    /// No answer comes when the address is named.
    Hangs,
    /// The letter is read and never acknowledged.
    Swallowed,
}

pub struct MailServer {
    pub port: u16,
    letters: Receiver<String>,
    fates: Arc<Mutex<BTreeMap<String, Fate>>>,
    said: Arc<Mutex<String>>,
}

impl MailServer {
    pub fn new() -> Self {
        Self::at(0)
    }

    /// At this port, which nobody else listens on any more.
    pub fn at(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (tell, letters) = channel();
        let server = Self {
            port,
            letters,
            fates: Arc::default(),
            said: Arc::default(),
        };
        let (fates, said) = (Arc::clone(&server.fates), Arc::clone(&server.said));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(stream) = stream else { return };
                let talk = Talk {
                    fates: Arc::clone(&fates),
                    said: Arc::clone(&said),
                    tell: tell.clone(),
                };
                thread::spawn(move || talk.run(stream));
            }
        });
        server
    }

    /// A port on which nobody listens.
    pub fn nowhere() -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap().port()
    }

    pub fn will(&self, address: &str, fate: Fate) {
        self.fates.lock().unwrap().insert(address.to_owned(), fate);
    }

    /// From now on all letters to this address go through.
    pub fn forgives(&self, address: &str) {
        self.fates.lock().unwrap().remove(address);
    }

    /// Everything that clients said but letters, in clear.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// The next letter that was acknowledged or swallowed, with its envelope before it.
    #[track_caller]
    pub fn next(&self) -> String {
        let letter = self.letters.recv_timeout(Duration::from_secs(8));
        letter.unwrap_or_else(|_| panic!("no letter came within eight seconds"))
    }

    pub fn is_quiet(&self) -> bool {
        self.letters.try_recv().is_err()
    }
}

struct Talk {
    fates: Arc<Mutex<BTreeMap<String, Fate>>>,
    said: Arc<Mutex<String>>,
    tell: Sender<String>,
}

impl Talk {
    /// One conversation, until somebody ends it.
    fn run(self, mut stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let (mut letter, mut swallows) = (String::new(), false);
        stream.write_all(b"220 mail.example\r\n").ok()?;
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            self.said.lock().unwrap().push_str(&line);
            let word = line.get(..4).unwrap_or_default().to_ascii_uppercase();
            let answer: &str = match word.as_str() {
                "EHLO" => "250-mail.example\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n",
                "AUTH" => "235 welcome\r\n",
                "MAIL" => {
                    letter = line.clone();
                    "250 ok\r\n"
                }
                "RCPT" => {
                    letter.push_str(&line);
                    match self.fate(&line) {
                        Some(Fate::Refused(answer)) => answer,
                        Some(Fate::Hangs) => return self.hang(&mut reader),
                        Some(Fate::Swallowed) => {
                            swallows = true;
                            "250 ok\r\n"
                        }
                        None => "250 ok\r\n",
                    }
                }
                "DATA" => {
                    stream.write_all(b"354 go on\r\n").ok()?;
                    self.read(&mut reader, &mut letter)?;
                    self.tell.send(std::mem::take(&mut letter)).ok()?;
                    if swallows {
                        return self.hang(&mut reader);
                    }
                    "250 kept\r\n"
                }
                "QUIT" => "221 bye\r\n",
                _ => "250 ok\r\n",
            };
            stream.write_all(answer.as_bytes()).ok()?;
        }
    }

    fn fate(&self, line: &str) -> Option<Fate> {
        let fates = self.fates.lock().unwrap();
        let named = fates
            .iter()
            .find(|(address, _)| line.contains(address.as_str()));
        named.map(|(_, fate)| fate.clone())
    }

    fn read(&self, reader: &mut BufReader<TcpStream>, letter: &mut String) -> Option<()> {
        loop {
            let mut line = String::new();
            reader
                .read_line(&mut line)
                .ok()
                .filter(|length| *length > 0)?;
            if line == ".\r\n" {
                return Some(());
            }
            letter.push_str(&line);
        }
    }

    /// Says nothing more until the client goes away.
    fn hang(&self, reader: &mut BufReader<TcpStream>) -> Option<()> {
        let mut line = String::new();
        while reader.read_line(&mut line).ok()? > 0 {}
        None
    }
}
