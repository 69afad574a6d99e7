//! The rules of the design that a program can check. Each rule is a function from the files to what breaks it.

mod dependencies;
mod layout;
mod text;

use crate::failure::{Failure, Result};
use crate::root;
use std::path::PathBuf;

/// A tracked file with its text.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl File {
    fn is(&self, ending: &str) -> bool {
        self.path.ends_with(ending)
    }

    fn is_source(&self) -> bool {
        [".rs", ".ts", ".tsx", ".mjs", ".css"]
            .iter()
            .any(|ending| self.is(ending))
    }

    /// The rules themselves hold the words that they look for.
    fn is_rule(&self) -> bool {
        self.path.starts_with("xtask/src/tidy/")
    }

    /// Rust code of tests, as opposed to what ships.
    fn is_test(&self) -> bool {
        self.path.starts_with("tests/") || self.path.contains("/tests/") || self.is("/tests.rs")
    }
}

/// A broken rule: where, and what to do.
pub(crate) struct Broken(pub(crate) String);

type Rule = (&'static str, fn(&[File]) -> Vec<Broken>);

const RULES: &[Rule] = &[
    ("files stay under 800 lines", layout::short_files),
    ("no catch-all names", layout::no_catch_all_names),
    ("one verb, one file, one function", layout::one_verb_a_file),
    (
        "the shell stays under 1000 lines of code",
        layout::small_shell,
    ),
    (
        "migrations are numbered without gaps",
        layout::numbered_migrations,
    ),
    ("the map names every part", layout::map_names_every_part),
    ("modules say what they are for", text::module_docs),
    (
        "the model knows no clock, file, thread or random source",
        text::pure_crates,
    ),
    (
        "only the platform seam imports the shell's packages",
        text::platform_seam,
    ),
    ("nothing queries inside JSON", text::no_json_in_sql),
    ("tests neither sleep nor are skipped", text::honest_tests),
    ("nothing is left to be written", text::no_leftovers),
    ("logical CSS properties only", text::logical_css),
];

/// Checks every rule and prints what breaks it.
pub(crate) fn run() -> Result<()> {
    let mut files = Vec::new();
    for path in root::files()? {
        files.extend(load(path));
    }
    let mut count = 0;
    for (name, rule) in RULES {
        count += report(name, rule(&files));
    }
    count += report("dependencies point one way", dependencies::one_way()?);
    println!("tidy: {} rules over {} files", RULES.len() + 1, files.len());
    if count > 0 {
        Err(Failure::Untidy(count))
    } else {
        Ok(())
    }
}

/// Files that are no text (icons, screenshots) are nobody's rule.
fn load(path: PathBuf) -> Option<File> {
    let text = root::read(&path).ok()?;
    Some(File {
        path: path.to_string_lossy().replace('\\', "/"),
        text,
    })
}

fn report(rule: &str, broken: Vec<Broken>) -> usize {
    for Broken(what) in &broken {
        println!("{rule}: {what}");
    }
    broken.len()
}
