//! Rules about where things stand and how large they are.

use super::{Broken, File};
use crate::root::folder;

const LINES_MAX: usize = 800;
const SHELL_LINES_MAX: usize = 1000;

/// Written by programs, so their length is nobody's choice.
fn is_generated(file: &File) -> bool {
    file.path == "ui/src/api/schema.ts"
}

pub(crate) fn short_files(files: &[File]) -> Vec<Broken> {
    files
        .iter()
        .filter(|file| file.is_source() && !is_generated(file))
        .filter_map(|file| {
            let lines = file.text.lines().count();
            (lines > LINES_MAX)
                .then(|| Broken(format!("{} has {lines} lines; divide it", file.path)))
        })
        .collect()
}

pub(crate) fn no_catch_all_names(files: &[File]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| file.is_source()) {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let stem = name.split('.').next().unwrap_or_default();
        if name == "mod.rs"
            || matches!(
                stem,
                "utils" | "util" | "helpers" | "helper" | "common" | "misc"
            )
        {
            broken.push(Broken(format!(
                "{}: name the file after what it does",
                file.path
            )));
        }
        for line in file.text.lines() {
            let mut words = line
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .filter(|word| !word.is_empty());
            let defines = words
                .any(|word| matches!(word, "struct" | "enum" | "trait" | "class" | "interface"));
            let defined = words.next().unwrap_or_default();
            let vague = ["Manager", "Service", "Helper", "Util", "Utils", "Processor"];
            if defines && vague.iter().any(|ending| defined.ends_with(ending)) {
                broken.push(Broken(format!(
                    "{}: {defined} says nothing; name what it is",
                    file.path
                )));
            }
        }
    }
    broken
}

/// Under `crates/cordboard-engine/src/<domain>/` a file with a public `run` is a verb and has exactly one.
pub(crate) fn one_verb_a_file(files: &[File]) -> Vec<Broken> {
    files
        .iter()
        .filter(|file| file.path.starts_with("crates/cordboard-engine/src/"))
        .filter_map(|file| {
            let runs = file
                .text
                .lines()
                .filter(|line| line.starts_with("pub fn run"))
                .count();
            (runs > 1).then(|| {
                Broken(format!(
                    "{} holds {runs} verbs; one verb is one file",
                    file.path
                ))
            })
        })
        .collect()
}

pub(crate) fn small_shell(files: &[File]) -> Vec<Broken> {
    let shell = files
        .iter()
        .filter(|file| file.path.starts_with("src-tauri/") && file.is(".rs"));
    let lines: usize = shell.map(|file| file.text.lines().count()).sum();
    if lines < SHELL_LINES_MAX {
        return Vec::new();
    }
    vec![Broken(format!(
        "src-tauri has {lines} lines of Rust; move work into the crates"
    ))]
}

pub(crate) fn numbered_migrations(files: &[File]) -> Vec<Broken> {
    let mut names: Vec<&str> = files
        .iter()
        .filter(|file| file.path.starts_with("migrations/") && file.is(".sql"))
        .filter_map(|file| file.path.rsplit('/').next())
        .collect();
    names.sort_unstable();
    let right = |(index, name): (usize, &&str)| name.starts_with(&format!("{:04}_", index + 1));
    match names.iter().enumerate().find(|pair| !right(*pair)) {
        Some((index, name)) => vec![Broken(format!("{name} should be number {:04}", index + 1))],
        None => Vec::new(),
    }
}

/// ARCHITECTURE.md names every crate, and every top folder.
pub(crate) fn map_names_every_part(files: &[File]) -> Vec<Broken> {
    let map = std::fs::read_to_string(folder().join("ARCHITECTURE.md")).unwrap_or_default();
    let mut parts: Vec<&str> = files
        .iter()
        .filter_map(|file| match file.path.strip_prefix("crates/") {
            Some(rest) => rest.split('/').next(),
            None => file.path.split_once('/').map(|(top, _)| top),
        })
        .filter(|part| !part.starts_with('.'))
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
        .into_iter()
        .filter(|part| !map.contains(part))
        .map(|part| Broken(format!("ARCHITECTURE.md does not name {part}")))
        .collect()
}
