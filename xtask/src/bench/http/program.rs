//! The programs that are measured, each in its own process.

use crate::failure::{Failure, Result};
use axum::Router;
use axum::routing::get;
use reqwest::blocking::Client;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::net::TcpListener;

/// Linux counts the processor time of processes in hundredths of a second.
const TICK: Duration = Duration::from_millis(10);

/// A program that listens. It is killed when dropped.
pub(crate) struct Program {
    child: Child,
    pub(crate) address: String,
}

/// Fills a directory with so many accounts and users; gives what the program said about the installation.
pub(crate) fn seed(server: &Path, data: &Path, wanted: (usize, usize)) -> Result<Value> {
    seed_with(server, data, wanted, &[])
}

/// As [`seed`], with more options of the program.
pub(crate) fn seed_with(
    server: &Path,
    data: &Path,
    (accounts, users): (usize, usize),
    more: &[&str],
) -> Result<Value> {
    let done = Command::new(server)
        .args([
            "seed",
            "--users",
            &users.to_string(),
            "--log",
            "error",
            "--accounts",
            &accounts.to_string(),
            "--data",
        ])
        .arg(data)
        .args(more)
        .stderr(Stdio::inherit())
        .output()?;
    if !done.status.success() {
        return Err(Failure::Program("seeding failed".into()));
    }
    Ok(serde_json::from_slice(&done.stdout)?)
}

/// Answers 2 KB of text until it is killed: what axum itself costs.
pub(crate) fn answer_hello() -> Result<()> {
    let text: String = "Hello there. ".chars().cycle().take(2048).collect();
    let text: &'static str = Box::leak(text.into_boxed_str());
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("listening on http://{}", listener.local_addr()?);
        let app = Router::new().route("/", get(move || async move { text }));
        axum::serve(listener, app).await?;
        Ok(())
    })
}

impl Program {
    /// The server over a directory.
    pub(crate) fn serve(server: &Path, data: &Path) -> Result<Self> {
        let mut command = Command::new(server);
        command
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log",
                "error",
                "--data",
            ])
            .arg(data);
        Self::start(command)
    }

    /// This program again, as the one that says hello.
    pub(crate) fn hello() -> Result<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["bench", "hello"]);
        Self::start(command)
    }

    fn start(mut command: Command) -> Result<Self> {
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.as_mut() {
            BufReader::new(stdout).read_line(&mut line)?;
        }
        let address = line.trim().strip_prefix("listening on ").map(str::to_owned);
        match address {
            Some(address) => Ok(Self { child, address }),
            None => {
                child.kill()?;
                Err(Failure::Program(format!(
                    "instead of its address a program said {line:?}"
                )))
            }
        }
    }

    /// The processor time it has used so far, in its own code and in the system's.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name stands in brackets and may hold anything; the times are the 12th and 13th word behind it.
        let behind = stat.rsplit(')').next().unwrap_or_default();
        let ticks: u32 = behind
            .split_whitespace()
            .skip(11)
            .take(2)
            .filter_map(|word| word.parse::<u32>().ok())
            .sum();
        Ok(TICK * ticks)
    }

    /// PUTs a document; gives the envelope.
    pub(crate) fn put(&self, path: &str, token: Option<&str>, data: &Value) -> Result<Value> {
        let request = Client::new()
            .put(format!("{}{path}", self.address))
            .header("x-auth-token", token.unwrap_or_default())
            .json(&json!({ "data": data }));
        let answer: Value = request.send()?.json()?;
        match answer["status"].as_str() {
            Some("success") => Ok(answer),
            _ => Err(super::odd(&answer)),
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
