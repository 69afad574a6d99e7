//! Starting the kiosk when somebody signs in to the computer: an entry in the desktop's autostart folder, as the desktop
//! entry specification has it. It only reads, writes and removes that one file of its own.

use std::io;
use std::path::{Path, PathBuf};

/// The entry's file, in the autostart folder.
const FILE: &str = "org.cordboard.kiosk.desktop";

/// Whether the kiosk starts by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Autostart {
    /// With every sign-in to this computer's account.
    On,
    /// Only when it is started by hand.
    Off,
}

/// What there was to do.
#[derive(Debug, PartialEq, Eq)]
pub struct Done {
    /// The entry's file.
    pub file: PathBuf,
    /// Whether it is there now.
    pub on: bool,
}

/// Does it for this program and the person who runs it, and says what it did.
pub fn set_here(wanted: Autostart, data: Option<&Path>) -> io::Result<String> {
    let done = set(wanted, &config_dir()?, &std::env::current_exe()?, data)?;
    let file = done.file.display();
    Ok(match done.on {
        true => format!("the reception starts with every sign-in from now on ({file})"),
        false => format!("the reception no longer starts by itself ({file} is not there)"),
    })
}

/// Where the person who runs this program keeps settings.
fn config_dir() -> io::Result<PathBuf> {
    let set_to = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let config = set_to("XDG_CONFIG_HOME").map(PathBuf::from);
    let below_home = || set_to("HOME").map(|home| PathBuf::from(home).join(".config"));
    let nowhere = || {
        io::Error::new(
            io::ErrorKind::NotFound,
            "neither HOME nor XDG_CONFIG_HOME is set",
        )
    };
    config.or_else(below_home).ok_or_else(nowhere)
}

/// Whether the kiosk of the office in `data`, or of the program's own office, starts with the sign-in of the person who
/// runs this program; after switching it where `wanted` says so.
pub fn switch_here(wanted: Option<bool>, data: Option<&Path>) -> io::Result<bool> {
    match wanted {
        Some(true) => drop(set_here(Autostart::On, data)?),
        Some(false) => drop(set_here(Autostart::Off, data)?),
        None => {}
    }
    is_on(&config_dir()?, data)
}

/// The same for the entry below `config`. One that starts another office, or that the desktop was told to leave out, is
/// not on.
pub fn is_on(config: &Path, data: Option<&Path>) -> io::Result<bool> {
    let entry = match std::fs::read_to_string(config.join("autostart").join(FILE)) {
        Ok(entry) => entry,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    // The program may have moved since.
    let wanted = arguments(data)?;
    let starts =
        |line: &str| line.starts_with("Exec=\"") && line.ends_with(&format!("\" {wanted}"));
    let left_out = |line: &str| ["Hidden=true", "X-GNOME-Autostart-enabled=false"].contains(&line);
    Ok(entry.lines().any(starts) && !entry.lines().any(left_out))
}

/// Writes or removes the entry below `config` (`$XDG_CONFIG_HOME`), for `program` on the office in `data`, or on the
/// program's own office. Removing one that is not there is no error.
pub fn set(
    wanted: Autostart,
    config: &Path,
    program: &Path,
    data: Option<&Path>,
) -> io::Result<Done> {
    let folder = config.join("autostart");
    let file = folder.join(FILE);
    let on = wanted == Autostart::On;
    if on {
        let entry = entry(program, data)?;
        std::fs::create_dir_all(&folder)?;
        // In one step, so that no half of it is ever started.
        let new = folder.join(format!(".{FILE}.new"));
        std::fs::write(&new, entry)?;
        std::fs::rename(&new, &file)?;
    } else if let Err(error) = std::fs::remove_file(&file)
        && error.kind() != io::ErrorKind::NotFound
    {
        return Err(error);
    }
    Ok(Done { file, on })
}

/// The entry's text.
fn entry(program: &Path, data: Option<&Path>) -> io::Result<String> {
    let line = format!("{} {}", quoted(program)?, arguments(data)?);
    Ok(format!(
        "[Desktop Entry]\nType=Application\nVersion=1.5\nName=Cordboard reception\nName[de]=Cordboard-Empfang\n\
         Name[ar]=استقبال Cordboard\nComment=The reception, full screen and locked\nExec={line}\nIcon=cordboard\n\
         Terminal=false\nX-GNOME-Autostart-enabled=true\n"
    ))
}

/// What the program is told on its `Exec` line.
fn arguments(data: Option<&Path>) -> io::Result<String> {
    Ok(match data {
        Some(data) => format!("--kiosk --data {}", quoted(&std::path::absolute(data)?)?),
        None => "--kiosk".to_owned(),
    })
}

/// A path as one argument of an `Exec` line: in quotes, with what those leave special escaped, then escaped again as a
/// text of the file; and `%`, which would stand for a file to open, doubled.
fn quoted(path: &Path) -> io::Result<String> {
    let unusable = || {
        let detail = format!("{} cannot stand in an autostart entry", path.display());
        io::Error::new(io::ErrorKind::InvalidInput, detail)
    };
    let text = path.to_str().ok_or_else(unusable)?;
    if text.chars().any(char::is_control) {
        return Err(unusable());
    }
    let mut argument = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '`' | '$' | '\\' => argument.extend(['\\', letter]),
            '%' => argument.push_str("%%"),
            _ => argument.push(letter),
        }
    }
    argument.push('"');
    Ok(argument.replace('\\', "\\\\"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exec_of(entry: &str) -> &str {
        let line = entry.lines().find(|line| line.starts_with("Exec="));
        line.unwrap().trim_start_matches("Exec=")
    }

    /// Reads an `Exec` line as a desktop does: the file's escapes first, then the quotes.
    fn read(exec: &str) -> Vec<String> {
        let mut text = String::new();
        let mut letters = exec.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => text.push(letters.next().unwrap()),
                _ => text.push(letter),
            }
        }
        let (mut arguments, mut current, mut inside) = (Vec::new(), String::new(), false);
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => inside = !inside,
                '\\' if inside => current.push(letters.next().unwrap()),
                '%' => current.push(letters.next_if_eq(&'%').unwrap()),
                ' ' if !inside => arguments.push(std::mem::take(&mut current)),
                _ => current.push(letter),
            }
        }
        arguments.push(current);
        arguments
    }

    #[test]
    fn the_entry_starts_the_kiosk_on_the_office_it_was_made_for() {
        let entry = entry(
            Path::new("/usr/bin/cordboard"),
            Some(Path::new("/srv/office")),
        )
        .unwrap();
        assert!(
            entry.starts_with("[Desktop Entry]\nType=Application\n"),
            "{entry}"
        );
        assert_eq!(
            exec_of(&entry),
            r#""/usr/bin/cordboard" --kiosk --data "/srv/office""#
        );
        let own = super::entry(Path::new("/usr/bin/cordboard"), None).unwrap();
        assert_eq!(exec_of(&own), r#""/usr/bin/cordboard" --kiosk"#);
    }

    #[test]
    fn no_letter_of_a_path_becomes_an_argument_a_command_or_a_line() {
        for path in [
            "/srv/Müller & Söhne/office",
            "/srv/100%u/office",
            "/srv/a\" --demo \"/b",
            "/srv/$HOME/`id`/x",
            "/srv/back\\slash\\",
            "/srv/two  spaces;rm -rf",
        ] {
            let entry = entry(Path::new("/opt/my apps/cordboard"), Some(Path::new(path))).unwrap();
            let wanted = ["/opt/my apps/cordboard", "--kiosk", "--data", path];
            assert_eq!(read(exec_of(&entry)), wanted, "{entry}");
        }
        let line_end = entry(
            Path::new("/usr/bin/cordboard"),
            Some(Path::new("/srv/a\nExec=x")),
        );
        assert!(line_end.is_err());
    }

    #[test]
    fn it_is_written_and_removed_and_removing_it_again_is_no_error() {
        let home = tempfile::tempdir().unwrap();
        let set = |wanted| set(wanted, home.path(), Path::new("/usr/bin/cordboard"), None).unwrap();
        let done = set(Autostart::On);
        assert!(done.on && done.file.is_file());
        assert_eq!(
            done.file,
            home.path().join("autostart/org.cordboard.kiosk.desktop")
        );
        assert!(!set(Autostart::Off).file.exists());
        assert!(!set(Autostart::Off).on);
        assert_eq!(
            std::fs::read_dir(home.path().join("autostart"))
                .unwrap()
                .count(),
            0
        );
    }

    #[test]
    fn it_is_on_for_the_office_it_starts_until_it_or_the_desktop_leaves_it_out() {
        let home = tempfile::tempdir().unwrap();
        let (config, program) = (home.path(), Path::new("/usr/bin/cordboard"));
        let [own, other] = [None, Some(Path::new("/srv/the \"other\" office"))];
        let on = |data| is_on(config, data).unwrap();
        assert!(!on(own) && !on(other));
        let done = set(Autostart::On, config, program, own).unwrap();
        assert!(on(own) && !on(other));
        set(
            Autostart::On,
            config,
            Path::new("/opt/new/cordboard"),
            other,
        )
        .unwrap();
        assert!(!on(own) && on(other));
        let entry = std::fs::read_to_string(&done.file).unwrap();
        for line in ["X-GNOME-Autostart-enabled=false", "Hidden=true"] {
            let told = entry.replace("X-GNOME-Autostart-enabled=true", line);
            std::fs::write(&done.file, told).unwrap();
            assert!(!on(other), "{line}");
        }
        set(Autostart::Off, config, program, other).unwrap();
        assert!(!on(other));
    }
}
