//! How long the headless server takes from exec to its first answer.

use super::{median_of, show};
use crate::failure::{Failure, Result};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const WHAT: &str = "headless: exec to first 200";

pub(crate) fn run(accounts: usize, server: &Path, max_ms: Option<u32>) -> Result<()> {
    let dir = tempfile::tempdir()?;
    let data = dir.path();
    let seeded = Command::new(server)
        .args([
            "seed",
            "--accounts",
            &accounts.to_string(),
            "--users",
            "0",
            "--log",
            "error",
            "--data",
        ])
        .arg(data)
        .stdout(Stdio::null())
        .status()?;
    if !seeded.success() {
        return Err(Failure::Program("seeding failed".into()));
    }
    println!("{accounts} accounts");
    let time = median_of(15, || first_answer(server, data))?;
    show(WHAT, time, None);
    let ms = time.as_secs_f64() * 1e3;
    match max_ms {
        Some(max_ms) if ms > f64::from(max_ms) => Err(Failure::Slow {
            what: WHAT,
            ms,
            max_ms,
        }),
        _ => Ok(()),
    }
}

/// From starting the program until its answer is read. Ending it takes time too, which is not counted.
fn first_answer(server: &Path, data: &Path) -> Result<Duration> {
    let begun = Instant::now();
    let mut child = Command::new(server)
        .args([
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--log",
            "error",
            "--data",
        ])
        .arg(data)
        .stdout(Stdio::piped())
        .spawn()?;
    let answered = ask(&mut child);
    let taken = begun.elapsed();
    child.kill()?;
    child.wait()?;
    answered.map(|()| taken)
}

fn ask(child: &mut std::process::Child) -> Result<()> {
    let missing = || Failure::Program("the server did not say where it listens".into());
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().ok_or_else(missing)?).read_line(&mut line)?;
    let address = line
        .trim()
        .strip_prefix("listening on http://")
        .ok_or_else(missing)?;
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.starts_with("HTTP/1.1 200") {
        Ok(())
    } else {
        Err(Failure::Program(answer))
    }
}
