//! The real server program in its own process, over its own directory.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

pub const PASSWORD: &str = "correct horse";

/// A server that listens. It is killed when dropped.
pub struct Server {
    pub child: Child,
    pub address: String,
    stdout: BufReader<ChildStdout>,
}

/// Runs a command to its end.
pub fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cordboard-server"));
    command
        .stdin(Stdio::null())
        .env_remove("CORDBOARD_LOG")
        .env_remove("CORDBOARD_PASSWORD");
    command
}

/// Sets up "Acme" with the admin `admin`; gives what `init` printed.
pub fn init(data: &Path) -> serde_json::Value {
    let data = data.to_str().unwrap();
    let done = run(&[
        "init",
        "--data",
        data,
        "--name",
        "Acme Telecom",
        "--realm",
        "acme.example",
        "--username",
        "admin",
        "--password",
        PASSWORD,
    ]);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let text = String::from_utf8(done.stdout).unwrap();
    assert_eq!(text.lines().count(), 1, "{text}");
    serde_json::from_str(&text).unwrap()
}

impl Server {
    pub fn start(data: &Path) -> Self {
        Self::logging(data, "warn", Stdio::inherit())
    }

    /// The same with simulated phones, which it warns of in its log.
    pub fn simulating(data: &Path) -> Self {
        Self::serving(data, ("error", Stdio::inherit()), &["--simulate-phones"])
    }

    /// The same with this much in the log, which goes there.
    pub fn logging(data: &Path, filter: &str, log: Stdio) -> Self {
        Self::serving(data, (filter, log), &[])
    }

    /// The same with further arguments.
    pub fn serving(data: &Path, (filter, log): (&str, Stdio), more: &[&str]) -> Self {
        let mut child = program()
            .args([
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log",
                filter,
                "--data",
            ])
            .arg(data)
            .args(more)
            .stderr(log)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("said {line:?}"))
            .to_owned();
        Self {
            child,
            address,
            stdout,
        }
    }

    /// The next line it prints.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.read_line(&mut line).unwrap();
        line
    }

    /// What is left of its output once it has ended.
    pub fn rest(&mut self) -> String {
        let mut text = String::new();
        self.stdout.read_to_string(&mut text).unwrap();
        text
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
