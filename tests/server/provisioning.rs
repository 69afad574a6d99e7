//! `/provision`: what a guesser learns of it, which is nothing, and who gets a file at all.

use crate::server::{PASSWORD, Server, init};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;

/// An answer as it came over the wire, without its date.
#[derive(Debug, PartialEq, Eq)]
struct Raw {
    status: String,
    rest: String,
}

/// Sends a request whose path nobody tidies up before.
fn raw(server: &Server, method: &str, path: &str, headers: &[&str]) -> Raw {
    let address = server.address.strip_prefix("http://").unwrap();
    let mut socket = TcpStream::connect(address).unwrap();
    let host = match headers.iter().any(|line| line.starts_with("Host:")) {
        true => String::new(),
        false => format!("Host: {address}\r\n"),
    };
    let more: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
    let request = format!("{method} {path} HTTP/1.1\r\n{host}{more}Connection: close\r\n\r\n");
    socket.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (status, rest) = answer.split_once("\r\n").unwrap_or_default();
    let kept = rest.lines().filter(|line| !line.starts_with("date:"));
    Raw {
        status: status.to_owned(),
        rest: kept.collect::<Vec<_>>().join("\n"),
    }
}

struct Desk {
    server: Server,
    token: String,
    account: String,
}

impl Desk {
    fn new(data: &Path, more: &[&str]) -> Self {
        let made = init(data);
        let account = made["account_id"].as_str().unwrap().to_owned();
        let server = Server::serving(data, ("error", std::process::Stdio::inherit()), more);
        let body = json!({ "username": "admin", "password": PASSWORD });
        let mut desk = Self {
            server,
            account,
            token: String::new(),
        };
        let session = desk.call("POST", "/console/session", Some(body));
        desk.token = session["token"].as_str().unwrap().to_owned();
        desk
    }

    fn call(&self, method: &str, path: &str, body: Option<Value>) -> Value {
        let client = reqwest::blocking::Client::new();
        let url = format!("{}{path}", self.server.address);
        let mut request = client.request(method.parse().unwrap(), url);
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().unwrap();
        assert!(answer.status().is_success(), "{method} {path}");
        answer.json().unwrap_or(Value::Null)
    }

    /// A phone of nobody; gives its id.
    fn phone(&self, mac: &str) -> String {
        let path = format!("/console/accounts/{}/records/phone", self.account);
        let provision = json!({ "endpoint_brand": "Yealink", "endpoint_model": "T46U" });
        let fields = json!({ "name": "Lobby", "mac_address": mac, "provision": provision });
        let made = self.call("POST", &path, Some(json!({ "fields": fields })));
        made["id"].as_str().unwrap().to_owned()
    }

    fn file(&self, phone: &str) -> Value {
        self.call("GET", &format!("/console/phones/{phone}/file"), None)
    }

    /// The path at which the phone fetches its file.
    fn path(&self, phone: &str) -> String {
        let file = self.file(phone);
        let address = file["address"].as_str().unwrap();
        let at = address.find("/provision/").unwrap();
        address[at..].to_owned()
    }
}

/// The same numbers in every run.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        self.0 >> 16
    }

    fn hex(&mut self, digits: usize) -> String {
        let mut text = String::new();
        while text.len() < digits {
            text.push_str(&format!("{:012x}", self.next() & 0xffff_ffff_ffff));
        }
        text.truncate(digits);
        text
    }
}

/// Guesses by somebody who knows much: the address of a phone, or its folder, but not both in one line.
fn random_guesses(folder: &str) -> Vec<String> {
    let mut numbers = Numbers(7);
    let mut guesses = Vec::new();
    for _ in 0..1_100 {
        let mac = match numbers.next() % 3 {
            0 => "001565aabb01".to_owned(),
            _ => format!("001565{}", numbers.hex(6)),
        };
        let folder = match numbers.next() % 4 {
            0 => folder.to_owned(),
            1 => format!("{}{}", &folder[..31], "g"),
            _ => numbers.hex(32),
        };
        let file = match numbers.next() % 5 {
            0 => format!("y0000000000{:02}.cfg", numbers.next() % 100),
            1 => format!("cfg{mac}.bak"),
            2 => "000000000000.cfg".to_owned(),
            3 => format!("phone{mac}.cfg"),
            _ => format!("{mac}.cfg"),
        };
        guesses.push(format!("/provision/{folder}/{file}"));
    }
    guesses
}

/// Ways to write around the folder that belongs to the phone.
fn tricks(folder: &str) -> Vec<String> {
    vec![
        "/provision".to_owned(),
        "/provision/".to_owned(),
        format!("/provision/{folder}"),
        format!("/provision/{folder}/"),
        format!("/provision/{folder}/../../console/session"),
        format!("/provision/{folder}/..%2f..%2fhealthz"),
        format!("/provision/{folder}/%2e%2e/001565aabb01.cfg"),
        format!("/provision/{folder}/./001565aabb01.cfg"),
        format!("/provision/{folder}//001565aabb01.cfg"),
        format!("/provision//{folder}/001565aabb01.cfg"),
        format!("/provision/{folder}/001565aabb01.cfg/"),
        format!("/provision/{folder}/001565aabb01.cfg%00.xml"),
        format!("/provision/{folder}/001565aabb01.cfg;x=1"),
        format!("/provision/{folder}/00%31565aabb01.cfg"),
        format!("/provision/{folder}/..\\001565aabb01.cfg"),
        format!("/provision/{}/001565aabb01.cfg", folder.to_uppercase()),
        format!("/provision/{folder}x/001565aabb01.cfg"),
        format!("/provision/{}/001565aabb01.cfg", &folder[..31]),
        format!("/provision/{}/001565aabb01.cfg", "a".repeat(4_000)),
        format!("/provision/{folder}/{}.cfg", "0".repeat(4_000)),
        format!("/provision/{folder}/y000000000108.cfg"),
    ]
}

#[test]
fn a_thousand_guesses_and_every_trick_with_the_path_get_one_and_the_same_answer() {
    let data = tempfile::tempdir().unwrap();
    let desk = Desk::new(data.path(), &[]);
    let phone = desk.phone("001565aabb01");
    let path = desk.path(&phone);
    let (folder, _) = path
        .strip_prefix("/provision/")
        .unwrap()
        .split_once('/')
        .unwrap();
    let refusal = raw(&desk.server, "GET", "/provision/x/y", &[]);
    assert_eq!(refusal.status, "HTTP/1.1 404 Not Found");
    assert!(
        refusal.rest.ends_with("\n\n") || refusal.rest.ends_with('\n'),
        "{refusal:?}"
    );
    let mut guesses = random_guesses(folder);
    guesses.retain(|guess| *guess != path);
    assert!(guesses.len() > 1_000, "{}", guesses.len());
    guesses.extend(tricks(folder));
    // Several at a time: a refusal takes its time.
    let (server, refusal) = (&desk.server, &refusal);
    std::thread::scope(|scope| {
        for part in guesses.chunks(guesses.len().div_ceil(16)) {
            scope.spawn(move || {
                for guess in part {
                    assert_eq!(&raw(server, "GET", guess, &[]), refusal, "{guess}");
                }
            });
        }
    });
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"] {
        assert_eq!(&raw(server, method, &path, &[]), refusal, "{method}");
    }
    assert_eq!(desk.file(&phone)["fetches"], json!([]));
    assert_eq!(raw(server, "GET", &path, &[]).status, "HTTP/1.1 200 OK");
}

#[test]
fn a_file_goes_over_https_or_stays_on_this_machine_and_each_fetch_is_noted() {
    let data = tempfile::tempdir().unwrap();
    let desk = Desk::new(data.path(), &["--trusted-proxy", "127.0.0.1"]);
    let phone = desk.phone("001565aabb02");
    let path = desk.path(&phone);
    let https = [
        "Host: pbx.example",
        "X-Forwarded-Proto: https",
        "User-Agent: Yealink T46U",
    ];
    for plain in [
        &["Host: pbx.example"][..],
        &["Host: pbx.example", "X-Forwarded-Proto: http"],
    ] {
        assert_eq!(
            raw(&desk.server, "GET", &path, plain).status,
            "HTTP/1.1 404 Not Found"
        );
    }
    let file = desk.file(&phone);
    assert_eq!(file["fetches"][0]["outcome"], "refused_plain");
    assert_eq!(file["is_changed"], Value::Null);
    let asked = raw(&desk.server, "HEAD", &path, &https);
    assert_eq!(asked.status, "HTTP/1.1 200 OK");
    let file = desk.file(&phone);
    assert_eq!(file["fetches"][0]["outcome"], "asked");
    assert_eq!(file["is_changed"], Value::Null);
    let got = raw(&desk.server, "GET", &path, &https);
    assert_eq!(got.status, "HTTP/1.1 200 OK");
    assert!(
        got.rest
            .contains("account.1.sip_server.1.address = pbx.example")
    );
    let file = desk.file(&phone);
    let noted = &file["fetches"][0];
    assert_eq!(noted["outcome"], "fetched");
    assert_eq!(
        (&noted["ip"], &noted["user_agent"]),
        (&json!("127.0.0.1"), &json!("Yealink T46U"))
    );
    assert_eq!(file["is_changed"], false);
    let folder = path.split('/').nth(2).unwrap();
    assert!(!noted.to_string().contains(folder));
    // The address in the console names the way that the console was reached: here without HTTPS.
    assert_eq!(file["is_private"], false);
}

#[test]
fn nobody_becomes_private_by_saying_so() {
    let data = tempfile::tempdir().unwrap();
    let desk = Desk::new(data.path(), &[]);
    let path = desk.path(&desk.phone("001565aabb03"));
    for headers in [
        &["X-Forwarded-Proto: https"][..],
        &["Host: pbx.example", "X-Forwarded-Proto: https"],
        &["Host: pbx.example"],
        &["Forwarded: proto=https"],
    ] {
        let answer = raw(&desk.server, "GET", &path, headers);
        assert_eq!(answer.status, "HTTP/1.1 404 Not Found", "{headers:?}");
    }
    assert_eq!(
        raw(&desk.server, "GET", &path, &[]).status,
        "HTTP/1.1 200 OK"
    );
}
