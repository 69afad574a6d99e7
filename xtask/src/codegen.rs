//! Generated files: the OpenAPI documents from the routers, the TypeScript types from these, and the list of licences.

mod licences;

use crate::failure::{Failure, Result};
use crate::root::folder;
use cordboard_api::openapi;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Makes a document.
type Make = fn() -> Value;

/// The OpenAPI documents, each with what makes it.
const DOCUMENTS: &[(&str, Make)] = &[
    (OPENAPI, openapi::console),
    ("docs/openapi/crossbar.json", openapi::crossbar),
    ("docs/openapi/portsip.json", openapi::portsip),
    ("docs/openapi/reseller.json", openapi::reseller),
    ("docs/openapi/sync.json", openapi::sync),
];
const OPENAPI: &str = "docs/openapi/console.json";
const LICENCES: &str = "ui/src/features/about/licences.json";
const TYPES: &str = "ui/src/api/schema.ts";

/// Writes the files, or with `check` only compares.
pub(crate) fn run(check: bool) -> Result<()> {
    for (name, document) in DOCUMENTS {
        let text = serde_json::to_string_pretty(&document())? + "\n";
        settle(Path::new(name), text.as_bytes(), check)?;
    }
    settle(Path::new(LICENCES), licences::document()?.as_bytes(), check)?;
    settle(Path::new(TYPES), &types()?, check)?;
    println!(
        "{}",
        if check {
            "generated files are up to date"
        } else {
            "generated files are written"
        }
    );
    Ok(())
}

/// What openapi-typescript makes of the committed document.
fn types() -> Result<Vec<u8>> {
    let tool = folder().join("node_modules/.bin/openapi-typescript");
    let made = Command::new(&tool)
        .arg(OPENAPI)
        // A field with a default may still be left out by whoever sends it.
        .args(["--default-non-nullable", "false"])
        .current_dir(folder())
        .output()
        .map_err(|_| {
            Failure::Program("openapi-typescript is not installed; run `npm ci` first".into())
        })?;
    if made.status.success() {
        return Ok(made.stdout);
    }
    Err(Failure::Program(
        String::from_utf8_lossy(&made.stderr).into_owned(),
    ))
}

fn settle(name: &Path, content: &[u8], check: bool) -> Result<()> {
    let path = folder().join(name);
    let same = std::fs::read(&path).is_ok_and(|known| known == content);
    if same {
        return Ok(());
    }
    if check {
        return Err(Failure::Stale(PathBuf::from(name)));
    }
    std::fs::write(&path, content).map_err(|source| Failure::File { path, source })
}
