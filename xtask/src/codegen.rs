//! Generated files: the OpenAPI documents from the routers, and the TypeScript types from these.

use crate::failure::{Failure, Result};
use crate::root::folder;
use std::path::{Path, PathBuf};
use std::process::Command;

const OPENAPI: &str = "docs/openapi/console.json";
const CROSSBAR: &str = "docs/openapi/crossbar.json";
const PORTSIP: &str = "docs/openapi/portsip.json";
const RESELLER: &str = "docs/openapi/reseller.json";
const SYNC: &str = "docs/openapi/sync.json";
const TYPES: &str = "ui/src/api/schema.ts";

/// Writes the files, or with `check` only compares.
pub(crate) fn run(check: bool) -> Result<()> {
    let document = serde_json::to_string_pretty(&cordboard_api::openapi::console())? + "\n";
    settle(Path::new(OPENAPI), document.as_bytes(), check)?;
    let document = serde_json::to_string_pretty(&cordboard_api::openapi::crossbar())? + "\n";
    settle(Path::new(CROSSBAR), document.as_bytes(), check)?;
    let portsip = serde_json::to_string_pretty(&cordboard_api::openapi::portsip())? + "\n";
    settle(Path::new(PORTSIP), portsip.as_bytes(), check)?;
    let reseller = serde_json::to_string_pretty(&cordboard_api::openapi::reseller())? + "\n";
    settle(Path::new(RESELLER), reseller.as_bytes(), check)?;
    let sync = serde_json::to_string_pretty(&cordboard_api::openapi::sync())? + "\n";
    settle(Path::new(SYNC), sync.as_bytes(), check)?;
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
