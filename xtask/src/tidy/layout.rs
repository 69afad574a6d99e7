//! Rules about where things stand and how large they are.

#[cfg(test)]
mod tests;

use super::{Broken, File};

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
        for line in file.text.lines().filter(|_| !file.is_rule()) {
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

/// Where the verbs are.
const ENGINE: &str = "crates/cordboard-engine/src/";
/// Folders of the engine without verbs: what is sent to watches and to people, the index over the tree, the telephone
/// plane, a file that is a copy, and example data.
const WITHOUT_VERBS: &[&str] = &["deliveries", "mail", "plane", "replica", "seed", "tree"];
/// Files beside verbs that several verbs use.
const SHARED: &[&str] = &[
    "accounts/listed.rs",
    "authorise/verb.rs",
    "blobs/arrive.rs",
    "calls/kept.rs",
    "calls/route.rs",
    "files/picture.rs",
    "files/sound.rs",
    "forwarding/person.rs",
    "holidays/selection.rs",
    "holidays/kept.rs",
    "installation/status.rs",
    "kiosks/tiles.rs",
    "lists/audit_log.rs",
    "lists/columns.rs",
    "lists/entry_log.rs",
    "lists/narrowing.rs",
    "lists/ordering.rs",
    "meetings/refusal.rs",
    "meetings/rooms.rs",
    "meetings/standing.rs",
    "phones/arming.rs",
    "phones/config.rs",
    "phones/keys.rs",
    "phones/log.rs",
    "phones/folder.rs",
    "phones/own.rs",
    "phones/owner.rs",
    "phones/registration.rs",
    "recovery/page.rs",
    "clients/sso.rs",
    "clients/tags.rs",
    "recovery/invitation.rs",
    "sessions/kept.rs",
    "sessions/limit.rs",
    "sessions/remembered.rs",
    "sync/aftermath.rs",
    "sync/ahead.rs",
    "sync/ground.rs",
    "sync/group.rs",
    "sync/ledger.rs",
    "sync/parcel.rs",
    "sync/part.rs",
    "sync/pending.rs",
    "sync/read.rs",
    "sync/told.rs",
    "users/assign.rs",
    "users/photo.rs",
];

/// What every verb asks, and so no verb, however often it decides.
const AUTHORISE: &str = "authorise.rs";

/// Each file directly in a domain's folder is one verb, with one function `run`; and no file of the engine decides
/// more than once for a caller.
pub(crate) fn one_verb_a_file(files: &[File]) -> Vec<Broken> {
    let mut broken = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.is(".rs") && !file.is_test())
    {
        let Some(place) = file.path.strip_prefix(ENGINE) else {
            continue;
        };
        let parts: Vec<&str> = place.split('/').collect();
        let is_verb = matches!(parts.as_slice(), [domain, _] if is_domain(files, domain))
            && !SHARED.contains(&place);
        let signatures = signatures(&file.text);
        let runs = signatures
            .iter()
            .filter(|signature| named(signature) == "run")
            .count();
        if is_verb && runs != 1 {
            broken.push(Broken(format!(
                "{}: a verb has one `pub fn run`, this has {runs}",
                file.path
            )));
        }
        let deciding = signatures
            .iter()
            .filter(|signature| signature.contains("&Principal"))
            .map(|signature| named(signature));
        let deciding: Vec<&str> = deciding.collect();
        if place != AUTHORISE && deciding.len() > 1 {
            broken.push(Broken(format!(
                "{} holds {} verbs ({}); one verb is one file",
                file.path,
                deciding.len(),
                deciding.join(", ")
            )));
        }
    }
    broken
}

/// A folder belongs to a domain unless its module is itself the verb, which the folder only divides.
fn is_domain(files: &[File], name: &str) -> bool {
    let module = format!("{ENGINE}{name}.rs");
    let is_one_verb = files
        .iter()
        .filter(|file| file.path == module)
        .flat_map(|file| signatures(&file.text))
        .any(|signature| named(&signature) == "run");
    !is_one_verb && !WITHOUT_VERBS.contains(&name)
}

/// The public functions of a module, each from its name up to its body.
fn signatures(text: &str) -> Vec<String> {
    let text = format!("\n{text}");
    text.split("\npub fn ")
        .skip(1)
        .map(|rest| rest.split('{').next().unwrap_or_default().to_owned())
        .collect()
}

fn named(signature: &str) -> &str {
    signature
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
        .unwrap_or_default()
}

pub(crate) fn small_shell(files: &[File]) -> Vec<Broken> {
    let shell = files
        .iter()
        .filter(|file| file.path.starts_with("src-tauri/") && file.is(".rs"));
    let lines: usize = shell.map(|file| lines_of_code(&file.text)).sum();
    if lines < SHELL_LINES_MAX {
        return Vec::new();
    }
    vec![Broken(format!(
        "src-tauri has {lines} lines of code; move work into the crates"
    ))]
}

/// The lines that do something: no comments, no blank lines, and not the unit tests at the end (docs/adr/0008).
fn lines_of_code(text: &str) -> usize {
    let code = text.split("#[cfg(test)]\nmod tests").next();
    let lines = code.unwrap_or_default().lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count()
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

/// ARCHITECTURE.md names every crate and every top folder, as code: `ui`, `ui/` or `crates/cordboard-api`.
pub(crate) fn map_names_every_part(files: &[File]) -> Vec<Broken> {
    const MAP: &str = "ARCHITECTURE.md";
    let map = files.iter().find(|file| file.path == MAP);
    let map = map.map(|file| file.text.as_str()).unwrap_or_default();
    // Every second piece stands between backticks.
    let code = map.split('`').skip(1).step_by(2);
    let is_end = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.');
    let named: Vec<&str> = code.flat_map(|code| code.split(is_end)).collect();
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
        .filter(|part| !named.contains(part))
        .map(|part| Broken(format!("{MAP} does not name {part}")))
        .collect()
}
