//! The libraries that are part of the programs, with their versions and licences, from what cargo and npm have locked.

use crate::failure::{Failure, Result};
use crate::root::{folder, read};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::process::Command;

/// The programs that are shipped. What only tests and builds need is part of neither.
const PROGRAMS: &[&str] = &["cordboard", "cordboard-server"];
/// The list is the same wherever it is made.
const TARGET: &str = "x86_64-unknown-linux-gnu";

/// One library: name, version, licence; in this order they are sorted.
type Part = (String, String, String);

/// The file, one library in each line.
pub(super) fn document() -> Result<String> {
    let mut parts = crates()?;
    parts.extend(packages()?);
    let lines: Vec<String> = parts
        .iter()
        .map(|(name, version, licence)| {
            json!({ "name": name, "version": version, "licence": licence }).to_string()
        })
        .collect();
    Ok(format!("[\n  {}\n]\n", lines.join(",\n  ")))
}

fn crates() -> Result<BTreeSet<Part>> {
    let asked = Command::new("cargo")
        .args(["metadata", "--locked", "--format-version", "1"])
        .args(["--filter-platform", TARGET])
        .current_dir(folder())
        .output()?;
    if !asked.status.success() {
        let text = String::from_utf8_lossy(&asked.stderr).into_owned();
        return Err(Failure::Program(text));
    }
    let known: Value = serde_json::from_slice(&asked.stdout)?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let by_id = |items: &Value| -> HashMap<String, Value> {
        let named = list(items).into_iter();
        named.map(|item| (text(&item["id"]), item)).collect()
    };
    let packages = by_id(&known["packages"]);
    let nodes = by_id(&known["resolve"]["nodes"]);
    let is_program = |package: &Value| PROGRAMS.contains(&text(&package["name"]).as_str());
    let own = packages.iter().filter(|(_, package)| is_program(package));
    let mut waiting: Vec<String> = own.map(|(id, _)| id.clone()).collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        for dependency in list(&nodes.get(&id).unwrap_or(&Value::Null)["deps"]) {
            if list(&dependency["dep_kinds"])
                .iter()
                .any(|kind| kind["kind"].is_null())
            {
                waiting.push(text(&dependency["pkg"]));
            }
        }
    }
    let shipped = seen.iter().filter_map(|id| packages.get(id));
    // Our own crates have no source to be had elsewhere.
    let foreign = shipped.filter(|package| !package["source"].is_null());
    Ok(foreign
        .map(|package| part(package, &package["name"]))
        .collect())
}

fn packages() -> Result<BTreeSet<Part>> {
    let locked: Value = serde_json::from_str(&read(Path::new("package-lock.json"))?)?;
    let all = locked["packages"].as_object().into_iter().flatten();
    let shipped = all.filter_map(|(path, package)| {
        let (_, name) = path.rsplit_once("node_modules/")?;
        let is_shipped = ["dev", "link", "optional"]
            .iter()
            .all(|mark| package[*mark] != true);
        is_shipped.then(|| part(package, &json!(name)))
    });
    Ok(shipped.collect())
}

fn part(package: &Value, name: &Value) -> Part {
    // `A/B` is how older packages say `A OR B`.
    let licence = text(&package["license"])
        .replace(" / ", "/")
        .replace('/', " OR ");
    (text(name), text(&package["version"]), licence)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_library_that_is_shipped_says_its_licence_and_those_of_tests_are_not_listed() {
        let parts: Value = serde_json::from_str(&document().unwrap()).unwrap();
        let parts = parts.as_array().unwrap();
        let has = |name: &str| parts.iter().any(|part| part["name"] == name);
        for shipped in ["rusqlite", "tauri", "react", "axum"] {
            assert!(has(shipped), "{shipped}");
        }
        for not_shipped in ["proptest", "vite", "cordboard-engine"] {
            assert!(!has(not_shipped), "{not_shipped}");
        }
        let silent = parts.iter().find(|part| part["licence"] == "");
        assert_eq!(silent, None);
    }
}
