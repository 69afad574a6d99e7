//! Mail that leaves the program: what is to be sent, and the seam where it goes out.
//!
//! A text can hold a link that opens an account, so nothing of a letter is ever logged.

use std::fmt;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A letter.
#[derive(Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// The address.
    pub to: String,
    /// The subject, one line.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The link that the reader is to follow; as secret as a password.
    pub link: String,
    /// When, in milliseconds since the epoch.
    pub at_ms: i64,
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outgoing(..)")
    }
}

/// Sends letters. Called while a request waits, so it hands over and returns.
pub trait Mailer: Send + Sync + 'static {
    /// Takes the letter over.
    fn send(&self, letter: &Outgoing) -> io::Result<()>;
}

/// A program without mail: letters are dropped, and the log says so.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoMail;

impl Mailer for NoMail {
    fn send(&self, _: &Outgoing) -> io::Result<()> {
        tracing::warn!("a letter was dropped: this program has no outbox");
        Ok(())
    }
}

/// Lays every letter into a directory as a file that mail programs understand, readable by its owner only.
#[derive(Debug, Clone)]
pub struct Outbox {
    dir: PathBuf,
}

impl Outbox {
    /// An outbox in this directory, which is made with the first letter.
    pub fn new(dir: impl Into<PathBuf>) -> Self {
        Self { dir: dir.into() }
    }
}

impl Mailer for Outbox {
    fn send(&self, letter: &Outgoing) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.dir)?;
        let name: u64 = rand::random();
        let name = format!("{}-{name:016x}", letter.at_ms);
        // Whoever collects the letters sees whole ones only.
        let unfinished = self.dir.join(format!("{name}.part"));
        let mut file = private_file(&unfinished)?;
        file.write_all(message(letter).as_bytes())?;
        drop(file);
        std::fs::rename(&unfinished, self.dir.join(format!("{name}.eml")))
    }
}

fn private_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The letter as RFC 5322 text, in UTF-8.
fn message(letter: &Outgoing) -> String {
    let date = chrono::DateTime::<chrono::Utc>::from_timestamp_millis(letter.at_ms)
        .unwrap_or_default()
        .to_rfc2822();
    let id: u128 = rand::random();
    let lines: Vec<&str> = letter.text.lines().chain(["", &letter.link]).collect();
    format!(
        "Date: {date}\r\nFrom: Cordboard <noreply@localhost>\r\nTo: {to}\r\nSubject: {subject}\r\n\
         Message-ID: <{id:032x}@localhost>\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n",
        to = one_line(&letter.to),
        subject = one_line(&letter.subject),
        body = lines.join("\r\n"),
    )
}

/// A header takes one line: a line break in an address would begin headers of the writer's choice.
fn one_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Outgoing {
        Outgoing {
            to: "anna@acme.example\r\nBcc: all@acme.example".into(),
            subject: "Hello".into(),
            text: "Dear Anna,\nfollow the link.".into(),
            link: "https://console.example/?recovery=abc".into(),
            at_ms: 1_700_000_000_000,
        }
    }

    #[test]
    fn a_letter_is_one_private_file_and_no_address_adds_headers() {
        let dir = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(dir.path().join("outbox"));
        outbox.send(&letter()).unwrap();
        outbox.send(&letter()).unwrap();
        let files: Vec<PathBuf> = std::fs::read_dir(dir.path().join("outbox"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        assert_eq!(files.len(), 2);
        let text = std::fs::read_to_string(&files[0]).unwrap();
        assert!(files[0].extension().unwrap() == "eml");
        assert!(
            text.contains("\r\nTo: anna@acme.exampleBcc: all@acme.example\r\n"),
            "{text}"
        );
        assert!(
            text.contains("\r\n\r\nDear Anna,\r\nfollow the link.\r\n\r\nhttps://"),
            "{text}"
        );
        assert!(
            text.starts_with("Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"),
            "{text}"
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(&files[0]), 0o600);
            assert_eq!(mode(&dir.path().join("outbox")), 0o700);
        }
    }

    #[test]
    fn a_letter_is_not_printed() {
        assert_eq!(format!("{:?}", letter()), "Outgoing(..)");
    }
}
