//! Files that the page gives to the person: an export, a card. They go into the folder that the desktop has for what was
//! fetched, under a name that is free there; the page never says where.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The longest name, in characters; file systems take 255 bytes.
const NAME_MAX: usize = 60;
/// How many files of one name are told apart by a number.
const SAME_MAX: u32 = 1000;

/// Writes a file into `folder` and answers its path. Whatever the name says, nothing outside of the folder is written
/// and nothing in it replaced.
pub fn save(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let name = safe(name);
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, format!(".{ending}")),
        _ => (name.as_str(), String::new()),
    };
    for number in 0..SAME_MAX {
        let number = match number {
            0 => String::new(),
            more => format!(" ({more})"),
        };
        let path = folder.join(format!("{stem}{number}{ending}"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    let detail = format!("there are too many files named {name}");
    Err(io::Error::new(io::ErrorKind::AlreadyExists, detail))
}

/// A name that is one and hides nothing: no folder, no dot in front, nothing that a system reads as more than a letter.
fn safe(name: &str) -> String {
    let letters = name.chars().map(|letter| match letter {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
        letter if letter.is_control() => ' ',
        letter => letter,
    });
    let whole: String = letters.collect();
    let whole = whole.trim().trim_start_matches('.').trim();
    let (stem, ending) = whole.rsplit_once('.').unwrap_or((whole, ""));
    let stem: String = stem.chars().take(NAME_MAX).collect();
    match (stem.trim(), ending) {
        ("", _) => "Cordboard".to_owned(),
        (stem, "") => stem.to_owned(),
        (stem, ending) => format!("{stem}.{}", ending.chars().take(8).collect::<String>()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_is_never_replaced() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("Downloads");
        let first = save(&folder, "People.csv", "one").unwrap();
        let second = save(&folder, "People.csv", "two").unwrap();
        assert_eq!(first, folder.join("People.csv"));
        assert_eq!(second, folder.join("People (1).csv"));
        assert_eq!(std::fs::read_to_string(first).unwrap(), "one");
        assert_eq!(std::fs::read_to_string(second).unwrap(), "two");
    }

    #[test]
    fn whatever_a_name_says_the_file_lies_in_the_folder_and_can_be_seen() {
        let dir = tempfile::tempdir().unwrap();
        let long = "ä".repeat(300) + ".csv";
        for name in [
            "../../.bashrc",
            "/etc/passwd",
            "a/b\\c:d.csv",
            "",
            "...",
            "\u{0}\n.vcf",
            &long,
            "مكتب.csv",
        ] {
            let path = save(dir.path(), name, "x").unwrap();
            assert_eq!(path.parent(), Some(dir.path()), "{name}");
            let written = path.file_name().unwrap().to_str().unwrap();
            assert!(
                !written.starts_with('.') && written.len() < 250,
                "{written}"
            );
        }
        assert!(dir.path().join("مكتب.csv").exists());
    }
}
