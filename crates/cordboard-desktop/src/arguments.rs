//! The command line of the desktop console. It can be read, and `--help` answered, without a display.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::autostart::Autostart;
use crate::deep_link;
use clap::Parser;
use cordboard_store::directory::OFFICE_FILE;

/// Opens the Cordboard console on this computer's office file.
#[derive(Debug, Clone, Parser)]
#[command(name = "cordboard", version, about)]
pub struct Arguments {
    /// Directory that holds the office file (made when it is not there)
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,

    /// An office file to open, as a file manager gives it, or a link to a place in the console (cordboard://…)
    #[arg(value_name = "FILE|LINK", value_parser = opened, conflicts_with_all = ["data", "demo"])]
    pub opened: Option<Opened>,

    /// Open the demonstration office, kept apart from your own data
    #[arg(long, conflicts_with = "data")]
    pub demo: bool,

    /// Show the reception: full screen and locked, as a kiosk that an admin enrols with a code
    #[arg(long)]
    pub kiosk: bool,

    /// Start the reception with every sign-in to this computer's account, or no longer; opens nothing now
    #[arg(long, value_name = "on|off", value_enum, hide_possible_values = true, requires = "kiosk", conflicts_with_all = ["demo", "restore"])]
    pub autostart: Option<Autostart>,

    /// Put the copy in this directory in the office's place before opening it; what it replaces is kept beside it
    #[arg(long, value_name = "DIR", conflicts_with = "demo")]
    pub restore: Option<PathBuf>,

    /// Draw without the graphics card, when the window stays empty or flickers
    #[arg(long)]
    pub safe_graphics: bool,
}

/// What the program was started with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// The directory of an office file.
    Office(PathBuf),
    /// The console's address of what a link leads to.
    Place(String),
}

fn opened(given: &str) -> Result<Opened, String> {
    if given.starts_with(deep_link::SCHEME) {
        let place = deep_link::place(given).ok_or("this link leads nowhere in the console")?;
        return Ok(Opened::Place(place));
    }
    directory_of(given.strip_prefix("file://").unwrap_or(given)).map(Opened::Office)
}

/// The place that another start of the program, with this command line, wanted to show.
pub fn place_of(line: &[String]) -> Option<String> {
    match Arguments::try_parse_from(line).ok()?.opened? {
        Opened::Place(place) => Some(place),
        Opened::Office(_) => None,
    }
}

/// The directory of an office file. A copy under another name is refused: its directory may hold a live office.
fn directory_of(file: &str) -> Result<PathBuf, String> {
    let file = std::path::absolute(file).map_err(|error| error.to_string())?;
    match (file.parent(), file.ends_with(OFFICE_FILE)) {
        (Some(dir), true) => Ok(dir.to_owned()),
        _ => Err(format!("open a copy as {OFFICE_FILE} in its own directory")),
    }
}

impl Arguments {
    /// The directory that was named, if one was.
    pub fn named_dir(&self) -> Option<&PathBuf> {
        let opened = match &self.opened {
            Some(Opened::Office(dir)) => Some(dir),
            _ => None,
        };
        self.data.as_ref().or(opened)
    }

    /// Where in the console to begin, if a link said so.
    pub fn place(&self) -> Option<&str> {
        match &self.opened {
            Some(Opened::Place(place)) => Some(place),
            _ => None,
        }
    }

    /// The directory of the office file; `home` is the program's own data directory.
    pub fn data_dir(&self, home: &Path) -> PathBuf {
        match self.named_dir() {
            Some(dir) => dir.clone(),
            None if self.demo => home.join("demo"),
            None => home.to_path_buf(),
        }
    }

    /// A name that two programs share exactly when they would open the same office file: a second one hands over
    /// to the first instead of opening a window of its own.
    pub fn instance_name(&self, identifier: &str) -> String {
        match self.named_dir() {
            Some(dir) => {
                let whole = std::path::absolute(dir).unwrap_or_else(|_| dir.clone());
                let mut hasher = DefaultHasher::new();
                whole.hash(&mut hasher);
                format!("{identifier}.at{:016x}", hasher.finish())
            }
            None if self.demo => format!("{identifier}.demo"),
            None => identifier.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &[&str]) -> Arguments {
        Arguments::parse_from(std::iter::once(&"cordboard").chain(line))
    }

    #[test]
    fn the_demo_office_never_lies_in_the_directory_of_the_own_office() {
        let home = Path::new("/home/anna/.local/share/cordboard");
        assert_eq!(parse(&[]).data_dir(home), home);
        assert_eq!(parse(&["--demo"]).data_dir(home), home.join("demo"));
    }

    #[test]
    fn an_office_file_is_opened_in_its_directory_and_is_one_instance_with_it() {
        let file = parse(&["/srv/office/office.cordboard"]);
        assert_eq!(file.data_dir(Path::new("/home")), Path::new("/srv/office"));
        let directory = parse(&["--data", "/srv/office"]);
        assert_eq!(file.instance_name("x"), directory.instance_name("x"));
        assert_eq!(
            file.opened,
            parse(&["file:///srv/office/office.cordboard"]).opened
        );
        assert!(Arguments::try_parse_from(["cordboard", "/srv/copy.db"]).is_err());
    }

    #[test]
    fn a_link_opens_its_place_in_the_own_office_and_one_that_leads_nowhere_is_refused() {
        let id = "0".repeat(31) + "a";
        let link = format!("cordboard://user/{id}");
        let linked = parse(&[&link]);
        assert_eq!(
            linked.place(),
            Some(format!("/users/{id}/forwarding").as_str())
        );
        assert_eq!(linked.instance_name("x"), "x");
        assert_eq!(
            place_of(&["cordboard".into(), link]),
            linked.place().map(str::to_owned)
        );
        assert!(Arguments::try_parse_from(["cordboard", "cordboard://shutdown"]).is_err());
    }

    #[test]
    fn offices_in_different_directories_are_different_instances() {
        let names = [&[][..], &["--demo"], &["--data", "/a"], &["--data", "/b"]]
            .map(|line| parse(line).instance_name("org.x"));
        assert_eq!(std::collections::HashSet::from(names.clone()).len(), 4);
        let again = parse(&["--data", "/a"]).instance_name("org.x");
        assert_eq!(again, names[2]);
    }
}
