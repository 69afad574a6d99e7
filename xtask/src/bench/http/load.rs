//! Asking for the same thing again and again, over connections that stay open.

use super::program::Program;
use crate::failure::{Failure, Result};
use reqwest::blocking::Client;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How many clients ask at once.
const CLIENTS: usize = 4;

/// A request that is repeated.
pub(crate) struct Ask<'a> {
    program: &'a Program,
    http: Client,
    url: String,
    token: Option<String>,
    /// Each time with another parameter that means nothing, so that no kept answer fits.
    anew: Option<AtomicU32>,
    /// The bytes of the answer's body.
    pub(crate) size: usize,
}

impl<'a> Ask<'a> {
    pub(crate) fn new(program: &'a Program, path: &str, token: Option<&str>) -> Result<Self> {
        let mut ask = Self {
            program,
            http: Client::new(),
            url: format!("{}{path}", program.address),
            token: token.map(str::to_owned),
            anew: None,
            size: 0,
        };
        ask.size = ask.send()?;
        Ok(ask)
    }

    /// The same, so that the server makes each answer anew.
    pub(crate) fn anew(mut self) -> Self {
        let sign = if self.url.contains('?') { '&' } else { '?' };
        self.url = format!("{}{sign}turn=", self.url);
        self.anew = Some(AtomicU32::new(0));
        self
    }

    /// Asks once; gives the size of the answer.
    pub(crate) fn send(&self) -> Result<usize> {
        let mut request = match &self.anew {
            Some(turn) => {
                let turn = turn.fetch_add(1, Ordering::Relaxed);
                self.http.get(format!("{}{turn}", self.url))
            }
            None => self.http.get(&self.url),
        };
        if let Some(token) = &self.token {
            request = request.header("x-auth-token", token).bearer_auth(token);
        }
        let answer = request.send()?;
        let status = answer.status();
        let size = answer.bytes()?.len();
        match status.is_success() {
            true => Ok(size),
            false => Err(Failure::Program(format!("{}: {status}", self.url))),
        }
    }
}

/// The processor time that one request costs the program, from as many as fit into this time.
pub(crate) fn cost(ask: &Ask<'_>, time: Duration) -> Result<Duration> {
    ask.send()?;
    let before = ask.program.cpu()?;
    let asked = AtomicU32::new(0);
    let end = Instant::now() + time;
    let clients = || -> Result<()> {
        while Instant::now() < end {
            ask.send()?;
            asked.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(clients)).collect();
        for thread in threads {
            thread
                .join()
                .map_err(|_| Failure::Program("a client failed".into()))??;
        }
        Ok::<(), Failure>(())
    })?;
    let used = ask.program.cpu()?.saturating_sub(before);
    Ok(used / asked.load(Ordering::Relaxed).max(1))
}
