//! Rules about what stands in the files.

use super::{Broken, File};

fn lines_with<'a>(file: &'a File, words: &'a [&str]) -> impl Iterator<Item = (usize, &'a str)> {
    file.text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter_map(|(index, line)| {
            words
                .iter()
                .find(|word| line.contains(**word))
                .map(|word| (index + 1, *word))
        })
}

fn at(file: &File, line: usize, what: impl std::fmt::Display) -> Broken {
    Broken(format!("{}:{line}: {what}", file.path))
}

pub(crate) fn module_docs(files: &[File]) -> Vec<Broken> {
    files
        .iter()
        .filter(|file| file.is(".rs") && !file.is("/tests.rs"))
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| {
            Broken(format!(
                "{} does not open with `//!` and what it is for",
                file.path
            ))
        })
        .collect()
}

pub(crate) fn pure_crates(files: &[File]) -> Vec<Broken> {
    const IMPURE: &[&str] = &[
        "std::fs",
        "std::net",
        "std::thread",
        "std::time::Instant",
        "SystemTime",
        "Utc::now",
        "Local::now",
        "std::env",
        "std::process",
        "rand::",
        "getrandom",
        "now_v7",
        "new_v4",
    ];
    let pure = |file: &&File| {
        ["crates/cordboard-model/src/", "crates/cordboard-sync/src/"]
            .iter()
            .any(|dir| file.path.starts_with(dir))
            && !file.is_test()
    };
    files
        .iter()
        .filter(pure)
        .flat_map(|file| {
            lines_with(file, IMPURE).map(|(line, word)| {
                at(
                    file,
                    line,
                    format!("{word} is given to this crate, not taken"),
                )
            })
        })
        .collect()
}

pub(crate) fn platform_seam(files: &[File]) -> Vec<Broken> {
    files
        .iter()
        .filter(|file| file.path.starts_with("ui/src/") && file.path != "ui/src/platform/tauri.ts")
        .filter(|file| file.is(".ts") || file.is(".tsx"))
        .flat_map(|file| {
            lines_with(
                file,
                &[
                    "from \"@tauri-apps",
                    "from '@tauri-apps",
                    "import(\"@tauri-apps",
                ],
            )
            .map(|(line, _)| {
                at(
                    file,
                    line,
                    "only ui/src/platform/tauri.ts imports @tauri-apps/*",
                )
            })
        })
        .collect()
}

pub(crate) fn no_json_in_sql(files: &[File]) -> Vec<Broken> {
    const INSIDE: &[&str] = &[
        "json_extract",
        "json_each",
        "json_tree",
        "->>",
        "json_set",
        "CREATE TRIGGER",
    ];
    files
        .iter()
        .filter(|file| file.is(".sql") || file.path.starts_with("crates/cordboard-store/src/"))
        .flat_map(|file| {
            lines_with(file, INSIDE).map(|(line, word)| {
                at(
                    file,
                    line,
                    format!("{word}: index what is asked for in a column"),
                )
            })
        })
        .collect()
}

pub(crate) fn honest_tests(files: &[File]) -> Vec<Broken> {
    // Written in two pieces, so that this file does not break its own rule.
    let words = [
        concat!("#[ign", "ore"),
        concat!("thread::sl", "eep"),
        concat!("time::sl", "eep"),
        concat!(".sk", "ip("),
        concat!("it.on", "ly("),
        concat!("test.on", "ly("),
        concat!("waitForTime", "out("),
    ];
    files
        .iter()
        .filter(|file| file.is(".rs") || file.is(".ts") || file.is(".tsx") || file.is(".mjs"))
        .flat_map(|file| {
            let is_script = !file.is(".rs");
            lines_with(file, &words)
                // `.skip(` is an iterator's in Rust and a test runner's elsewhere.
                .filter(move |(_, word)| is_script || *word != words[3])
                .map(|(line, word)| (line, word.to_owned()))
                .collect::<Vec<_>>()
                .into_iter()
                .map(|(line, word)| at(file, line, format!("{word} has no place here")))
        })
        .collect()
}

pub(crate) fn no_leftovers(files: &[File]) -> Vec<Broken> {
    let words = [
        concat!("tod", "o!("),
        concat!("unimpl", "emented!("),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
    ];
    files
        .iter()
        .filter(|file| file.is_source())
        .flat_map(|file| {
            file.text
                .lines()
                .enumerate()
                .filter(|(_, line)| words.iter().any(|word| line.contains(word)))
                .map(|(index, _)| at(file, index + 1, "finish it, or write an issue"))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Right-to-left languages work because nothing says left or right.
pub(crate) fn logical_css(files: &[File]) -> Vec<Broken> {
    const PHYSICAL: &[&str] = &[
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        "text-align: left",
        "text-align: right",
        "float: left",
        "float: right",
    ];
    files
        .iter()
        .filter(|file| file.is(".css"))
        .flat_map(|file| {
            lines_with(file, PHYSICAL)
                .map(|(line, word)| at(file, line, format!("{word}: use the logical property")))
        })
        .collect()
}
