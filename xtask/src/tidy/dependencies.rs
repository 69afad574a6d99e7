//! Dependencies point one way: model <- store <- engine <- api <- server and shell.

use super::Broken;
use crate::failure::{Failure, Result};
use crate::root::folder;
use serde_json::Value;
use std::process::Command;

/// What each member may depend on within the workspace.
const MAY: &[(&str, &[&str])] = &[
    ("cordboard-model", &[]),
    ("cordboard-sync", &["cordboard-model"]),
    ("cordboard-sim", &["cordboard-model", "cordboard-sync"]),
    ("cordboard-store", &["cordboard-model"]),
    (
        "cordboard-engine",
        &["cordboard-model", "cordboard-store", "cordboard-sync"],
    ),
    (
        "cordboard-link",
        &["cordboard-store", "cordboard-engine", "cordboard-sync"],
    ),
    (
        "cordboard-remote",
        &["cordboard-model", "cordboard-engine", "cordboard-link"],
    ),
    ("cordboard-post", &["cordboard-model", "cordboard-engine"]),
    (
        "cordboard-api",
        &[
            "cordboard-model",
            "cordboard-store",
            "cordboard-engine",
            "cordboard-sync",
            "cordboard-link",
            "cordboard-remote",
        ],
    ),
    (
        "cordboard-server",
        &[
            "cordboard-link",
            "cordboard-post",
            "cordboard-model",
            "cordboard-store",
            "cordboard-engine",
            "cordboard-sync",
            "cordboard-api",
        ],
    ),
    ("cordboard-desktop", &["cordboard-model", "cordboard-store"]),
    (
        "cordboard",
        &[
            "cordboard-desktop",
            "cordboard-post",
            "cordboard-model",
            "cordboard-store",
            "cordboard-engine",
            "cordboard-sync",
            "cordboard-link",
            "cordboard-api",
        ],
    ),
    (
        "xtask",
        &[
            "cordboard-model",
            "cordboard-store",
            "cordboard-sync",
            "cordboard-engine",
            "cordboard-link",
            "cordboard-api",
        ],
    ),
];

/// Packages that the pure crates must not use.
const IMPURE: &[&str] = &[
    "rusqlite",
    "tokio",
    "rand",
    "reqwest",
    "axum",
    "tauri",
    "getrandom",
];

/// Asks cargo for the direct dependencies of every member.
pub(crate) fn one_way() -> Result<Vec<Broken>> {
    let asked = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--locked"])
        .current_dir(folder())
        .output()?;
    if !asked.status.success() {
        return Err(Failure::Program(
            String::from_utf8_lossy(&asked.stderr).into_owned(),
        ));
    }
    let metadata: Value = serde_json::from_slice(&asked.stdout)?;
    let mut broken = Vec::new();
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let name = package["name"].as_str().unwrap_or_default();
        let normal = package["dependencies"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|dependency| dependency["kind"].is_null())
            .filter_map(|dependency| dependency["name"].as_str());
        for dependency in normal {
            broken.extend(judge(name, dependency));
        }
    }
    Ok(broken)
}

fn judge(name: &str, dependency: &str) -> Option<Broken> {
    let Some((_, may)) = MAY.iter().find(|(member, _)| *member == name) else {
        return Some(Broken(format!(
            "{name} has no row in xtask/src/tidy/dependencies.rs"
        )));
    };
    if dependency.starts_with("cordboard") && !may.contains(&dependency) {
        return Some(Broken(format!("{name} may not depend on {dependency}")));
    }
    if dependency.starts_with("tauri") && name != "cordboard" {
        return Some(Broken(format!(
            "{name} may not know the desktop shell ({dependency})"
        )));
    }
    let pure = matches!(name, "cordboard-model" | "cordboard-sync");
    if pure && IMPURE.contains(&dependency) {
        return Some(Broken(format!(
            "{name} is pure and may not depend on {dependency}"
        )));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dependency_that_points_the_other_way_is_reported() {
        assert!(judge("cordboard-model", "cordboard-store").is_some());
        assert!(judge("cordboard-engine", "tauri").is_some());
        assert!(judge("cordboard-model", "rand").is_some());
        assert!(judge("newcomer", "serde").is_some());
        assert!(judge("cordboard-api", "cordboard-engine").is_none());
    }
}
