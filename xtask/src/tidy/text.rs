//! Rules about what stands in the files.
//!
//! They read lines and words, not syntax: a rule that somebody wants to get around can be got around. They are
//! there so that nobody breaks a rule without noticing. Comments are never looked at.

mod css;
mod imports;

#[cfg(test)]
mod tests;

use super::{Broken, File};

pub(crate) use css::logical_css;

/// The lines of a file that are no comments, with their numbers.
fn lines(file: &File) -> impl Iterator<Item = (usize, &str)> {
    let comment = if file.is(".sql") { "--" } else { "//" };
    file.text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(move |(_, line)| !line.trim_start().starts_with(comment))
}

fn lines_with<'a>(file: &'a File, words: &'a [&str]) -> impl Iterator<Item = (usize, &'a str)> {
    lines(file).filter_map(|(number, line)| {
        let found = words.iter().find(|word| line.contains(**word));
        found.map(|word| (number, *word))
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
    /// Paths that no `use` may name.
    const PATHS: &[&str] = &[
        "std::env",
        "std::fs",
        "std::net",
        "std::os",
        "std::process",
        "std::thread",
        "std::time::Instant",
        "std::time::SystemTime",
        "std::time::UNIX_EPOCH",
        "getrandom",
        "rand",
        "tokio",
    ];
    /// What no line may say, with or without a `use` before it.
    const WORDS: &[&str] = &[
        "std::env",
        "std::fs",
        "std::net",
        "std::process",
        "std::thread",
        "Instant::now",
        "SystemTime",
        "UNIX_EPOCH",
        "Utc::now",
        "Local::now",
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
    let mut broken = Vec::new();
    for file in files.iter().filter(pure) {
        let says = |what: &str| format!("{what} is given to this crate, not taken");
        let named = imports::paths(&file.text).into_iter().filter(|(_, path)| {
            PATHS.iter().any(|forbidden| {
                path.strip_prefix(forbidden)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
            })
        });
        broken.extend(named.map(|(line, path)| at(file, line, says(&path))));
        let used = lines_with(file, WORDS).filter(|(line, _)| {
            !file
                .text
                .lines()
                .nth(line - 1)
                .is_some_and(imports::is_import)
        });
        broken.extend(used.map(|(line, word)| at(file, line, says(word))));
    }
    broken
}

pub(crate) fn platform_seam(files: &[File]) -> Vec<Broken> {
    const SEAM: &str = "ui/src/platform/tauri.ts";
    // However it is imported (from, for its effect, when needed, as a mock): the name stands behind a quote.
    const NAMES: &[&str] = &["\"@tauri-apps", "'@tauri-apps", "`@tauri-apps"];
    files
        .iter()
        .filter(|file| file.path.starts_with("ui/src/") && file.path != SEAM)
        .filter(|file| file.is(".ts") || file.is(".tsx"))
        // This test of the same rule names what it looks for.
        .filter(|file| file.path != "ui/src/platform/seam.test.ts")
        .flat_map(|file| {
            lines_with(file, NAMES)
                .map(|(line, _)| at(file, line, format!("only {SEAM} imports @tauri-apps/*")))
        })
        .collect()
}

pub(crate) fn no_json_in_sql(files: &[File]) -> Vec<Broken> {
    files
        .iter()
        .filter(|file| file.is(".sql") || file.path.starts_with("crates/cordboard-store/src/"))
        .flat_map(|file| {
            lines(file).filter_map(|(number, line)| {
                looks_inside_json(line, file.is(".sql")).map(|word| {
                    at(
                        file,
                        number,
                        format!("{word}: index what is asked for in a column"),
                    )
                })
            })
        })
        .collect()
}

/// The word in a line that reads or writes parts of a JSON text, or makes SQL do things by itself.
fn looks_inside_json(line: &str, is_sql: bool) -> Option<String> {
    let line = line.to_lowercase();
    let words: Vec<&str> = line.split_whitespace().collect();
    if let Some(trigger) = words
        .windows(2)
        .find(|pair| matches!(pair, ["create", "trigger"]))
    {
        return Some(trigger.join(" "));
    }
    let call = line.match_indices('(').find_map(|(open, _)| {
        let before = line.get(..open).unwrap_or_default().trim_end();
        let name = before
            .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .unwrap_or_default();
        // A list that is made of rows is not looked into.
        let is_made = name == "json_group_array";
        let is_json = name.starts_with("json_") || name.starts_with("jsonb_");
        (is_json && !is_made).then(|| name.to_owned())
    });
    // In Rust an arrow stands before a type; only in SQL it stands before a path in quotes or a parameter.
    let arrow = line.match_indices("->").find(|(place, _)| {
        let rest = line.get(place + 2..).unwrap_or_default();
        let behind = rest.trim_start_matches('>').trim_start();
        is_sql || rest.starts_with('>') || behind.starts_with(['\'', '?', ':'])
    });
    call.or_else(|| arrow.map(|_| "->".to_owned()))
}

/// Where the program itself waits, for a time that a server has named; no test stands there.
const WAITS: &[&str] = &["crates/cordboard-remote/src/crossbar/session.rs"];

pub(crate) fn honest_tests(files: &[File]) -> Vec<Broken> {
    const IN_RUST: &[&str] = &[
        "#[ignore",
        "sleep(",
        "sleep_ms(",
        "sleep_until(",
        "park_timeout(",
    ];
    const IN_SCRIPTS: &[&str] = &[
        ".skip(",
        ".skip.",
        ".skipIf(",
        ".only(",
        ".only.",
        ".fixme(",
        ".todo(",
        "skip: true",
        "only: true",
        "todo: true",
        "xit(",
        "xtest(",
        "xdescribe(",
        "waitForTimeout(",
    ];
    let mut broken = Vec::new();
    for file in files.iter().filter(|file| !file.is_rule()) {
        let is_script = [".ts", ".tsx", ".mjs"].iter().any(|end| file.is(end));
        for (number, line) in lines(file) {
            let found = if file.is(".rs") {
                let attribute = line.contains("cfg_attr(") && line.contains("ignore");
                let found = find(IN_RUST, line);
                let found =
                    found.filter(|word| *word != "sleep(" || !WAITS.contains(&file.path.as_str()));
                found.or(attribute.then_some("ignore"))
            } else if is_script {
                find(IN_SCRIPTS, line).or_else(|| waits(file, line).then_some("setTimeout"))
            } else {
                None
            };
            broken.extend(found.map(|word| at(file, number, format!("{word} has no place here"))));
        }
    }
    broken
}

/// A word in a line that does not stand in the middle of a longer one.
fn find(words: &[&'static str], line: &str) -> Option<&'static str> {
    words.iter().copied().find(|word| {
        line.match_indices(word).any(|(place, _)| {
            let before = line.get(..place).and_then(|text| text.chars().next_back());
            !word.starts_with(char::is_alphanumeric)
                || before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
        })
    })
}

/// A test that waits for a time instead of for something to happen. Without a number of milliseconds it only lets
/// what is due run; `test.setTimeout` gives a test more time; what polls for a condition stands in support files.
fn waits(file: &File, line: &str) -> bool {
    let name = file.path.rsplit('/').next().unwrap_or_default();
    let is_test = name.contains(".test.") || name.contains(".spec.");
    is_test
        && line.match_indices("setTimeout(").any(|(place, call)| {
            let before = line.get(..place).unwrap_or_default();
            let arguments = line.get(place + call.len()..).unwrap_or_default();
            let arguments = arguments.split(')').next().unwrap_or_default();
            !before.ends_with("test.") && arguments.contains(',')
        })
}

pub(crate) fn no_leftovers(files: &[File]) -> Vec<Broken> {
    const WORDS: &[&str] = &["todo!(", "unimplemented!(", "TODO", "FIXME"];
    files
        .iter()
        .filter(|file| (file.is_source() || file.is(".sql")) && !file.is_rule())
        .flat_map(|file| {
            // In comments above all, so that these are looked at here.
            file.text
                .lines()
                .enumerate()
                .filter(|(_, line)| find(WORDS, line).is_some())
                .map(|(index, _)| at(file, index + 1, "finish it, or write an issue"))
        })
        .collect()
}
