//! PouchDB and pouchdb-server, from npm, with the same documents.

use super::Figures;
use crate::failure::{Failure, Result};
use crate::root::folder;
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Where the packages and the script are.
const FOLDER: &str = "tests/bench-sync";

pub(crate) fn run(dir: &Path, documents: &[Value], edits: usize) -> Result<Figures> {
    let place = folder().join(FOLDER);
    if !place.join("node_modules").exists() {
        println!("installing PouchDB into {FOLDER}");
        let mut install = Command::new("npm");
        install.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
        let done = install.current_dir(&place).status()?;
        if !done.success() {
            return Err(Failure::Program("npm ci failed".into()));
        }
    }
    let mut lines = String::new();
    for document in documents {
        let _ = writeln!(lines, "{document}");
    }
    let file = dir.join("documents.jsonl");
    std::fs::write(&file, lines)?;
    let measured = Command::new("node")
        .arg("bench.mjs")
        .arg(&file)
        .arg(dir.join("pouch"))
        .arg(edits.to_string())
        .current_dir(&place)
        .stderr(Stdio::inherit())
        .output()?;
    if !measured.status.success() {
        return Err(Failure::Program("PouchDB was not measured".into()));
    }
    let figures: Value = serde_json::from_slice(&measured.stdout)?;
    let ms = |name: &str| Duration::from_secs_f64(figures[name].as_f64().unwrap_or(0.0) / 1e3);
    let number = |name: &str| figures[name].as_u64().unwrap_or(0);
    Ok(Figures {
        documents: documents.len(),
        pull: ms("pull_ms"),
        push: ms("push_ms"),
        idle: (number("idle_requests"), number("idle_bytes")),
    })
}
