//! Copies of an office: whole, private, checked, and never in the place of something that was not asked to go.
#![allow(clippy::unwrap_used, clippy::panic)]

use cordboard_model::Kind;
use cordboard_store::directory::backup::{BackupError, Checked, back_up, check, restore};
use cordboard_store::directory::{OFFICE_FILE, OpenDirectory, OpenError, PEPPER_FILE, open};
use cordboard_store::sqlite::Options;
use cordboard_store::suite::{get, user, write};
use std::path::Path;

/// An open office in which this user is number 1.
fn office(dir: &Path, name: &str) -> OpenDirectory {
    let office = open(dir, Options::default()).unwrap();
    write(&office.store, [user(1, name)]);
    office
}

/// The name of user number 1.
fn name(dir: &Path) -> String {
    let office = open(dir, Options::default()).unwrap();
    let user = get(&office.store, Kind::User, 1).unwrap();
    user.fields["name"].as_str().unwrap().to_owned()
}

#[test]
fn a_copy_of_an_office_in_use_holds_what_was_acknowledged_and_opens_as_it_is() {
    let root = tempfile::tempdir().unwrap();
    let (dir, copy) = (
        root.path().join("office"),
        root.path().join("backups/monday"),
    );
    let used = office(&dir, "anna");
    let made = back_up(&dir, &copy).unwrap();
    assert_eq!(made.records, 1);
    write(&used.store, [user(2, "berta")]);
    assert_eq!(check(&copy).unwrap(), made);
    let copied = open(&copy, Options::default()).unwrap();
    assert_eq!(copied.pepper, used.pepper);
    assert!(get(&copied.store, Kind::User, 1).is_some());
    assert!(get(&copied.store, Kind::User, 2).is_none());
}

#[test]
fn a_copy_never_overwrites_and_what_is_no_office_is_not_copied() {
    let root = tempfile::tempdir().unwrap();
    let (dir, copy) = (root.path().join("office"), root.path().join("copy"));
    assert!(matches!(back_up(&dir, &copy), Err(BackupError::Missing(_))));
    drop(office(&dir, "anna"));
    back_up(&dir, &copy).unwrap();
    assert!(matches!(
        back_up(&dir, &copy),
        Err(BackupError::Occupied(_))
    ));
    assert_eq!(name(&copy), "anna");
}

#[cfg(unix)]
#[test]
fn a_copy_is_its_owners_only() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let (dir, copy) = (root.path().join("office"), root.path().join("copy"));
    drop(office(&dir, "anna"));
    back_up(&dir, &copy).unwrap();
    for (path, wanted) in [
        (copy.clone(), 0o700),
        (copy.join(OFFICE_FILE), 0o600),
        (copy.join(PEPPER_FILE), 0o600),
    ] {
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, wanted, "{}", path.display());
    }
}

#[test]
fn a_copy_is_put_back_into_an_empty_place_with_its_key() {
    let root = tempfile::tempdir().unwrap();
    let (dir, copy, new) = (
        root.path().join("a"),
        root.path().join("b"),
        root.path().join("c"),
    );
    let pepper = office(&dir, "anna").pepper;
    let made = back_up(&dir, &copy).unwrap();
    let (found, kept) = restore(&copy, &new, false).unwrap();
    assert_eq!((found.records, kept), (made.records, None));
    assert_eq!(name(&new), "anna");
    assert_eq!(open(&new, Options::default()).unwrap().pepper, pepper);
}

#[test]
fn an_office_is_only_replaced_when_that_is_said_and_is_kept_then() {
    let root = tempfile::tempdir().unwrap();
    let (dir, copy) = (root.path().join("office"), root.path().join("copy"));
    drop(office(&dir, "anna"));
    back_up(&dir, &copy).unwrap();
    drop(office(&dir, "berta"));
    let refused = restore(&copy, &dir, false).unwrap_err();
    assert!(matches!(refused, BackupError::Occupied(_)), "{refused}");
    assert_eq!(name(&dir), "berta");
    let (_, kept) = restore(&copy, &dir, true).unwrap();
    assert_eq!(name(&dir), "anna");
    assert_eq!(name(&kept.unwrap()), "berta");
}

#[cfg(unix)]
#[test]
fn a_copy_that_fails_half_way_leaves_nothing_and_can_be_tried_again() {
    let root = tempfile::tempdir().unwrap();
    let (dir, copy) = (root.path().join("office"), root.path().join("copy"));
    drop(office(&dir, "anna"));
    std::fs::create_dir(&copy).unwrap();
    // A name that is taken and leads nowhere: the data can be copied, and the key cannot.
    std::os::unix::fs::symlink(root.path().join("nowhere"), copy.join(PEPPER_FILE)).unwrap();
    let refused = back_up(&dir, &copy).unwrap_err();
    assert!(matches!(refused, BackupError::System { .. }), "{refused}");
    assert!(!copy.join(OFFICE_FILE).exists());
    back_up(&dir, &copy).unwrap();
    assert_eq!(name(&copy), "anna");
}

#[test]
fn a_restoration_that_was_cut_off_is_never_opened_as_an_empty_office_and_is_finished_by_another() {
    let root = tempfile::tempdir().unwrap();
    let (dir, copy) = (root.path().join("office"), root.path().join("copy"));
    drop(office(&dir, "anna"));
    back_up(&dir, &copy).unwrap();
    // As it is left when the machine stops between the two renames: the old office aside, the new one not yet there, and
    // a log of the old one that must not be taken for the new one's.
    let used = office(&dir, "berta");
    let log = std::fs::read(dir.join(format!("{OFFICE_FILE}-wal"))).unwrap();
    drop(used);
    std::fs::create_dir(dir.join("replaced-1")).unwrap();
    std::fs::rename(
        dir.join(OFFICE_FILE),
        dir.join("replaced-1").join(OFFICE_FILE),
    )
    .unwrap();
    std::fs::write(dir.join(format!("{OFFICE_FILE}-wal")), log).unwrap();
    std::fs::create_dir(dir.join("restored.part")).unwrap();
    std::fs::copy(
        copy.join(OFFICE_FILE),
        dir.join("restored.part").join(OFFICE_FILE),
    )
    .unwrap();
    let refused = open(&dir, Options::default()).unwrap_err();
    assert!(
        matches!(refused, OpenError::HalfRestored { .. }),
        "{refused}"
    );
    assert!(refused.advice().contains("restore"));
    assert!(!dir.join(OFFICE_FILE).exists());
    restore(&copy, &dir, false).unwrap();
    assert_eq!(name(&dir), "anna");
    assert!(dir.join("replaced-1").join(OFFICE_FILE).exists());
}

#[test]
fn an_office_that_is_replaced_keeps_what_was_only_in_its_log() {
    let root = tempfile::tempdir().unwrap();
    let (dir, copy, ended) = (
        root.path().join("office"),
        root.path().join("copy"),
        root.path().join("ended"),
    );
    let used = office(&dir, "berta");
    // What a program that was killed leaves: the log is not folded in.
    std::fs::create_dir(&ended).unwrap();
    for end in ["", "-wal", "-shm"] {
        let file = format!("{OFFICE_FILE}{end}");
        std::fs::copy(dir.join(&file), ended.join(&file)).unwrap();
    }
    std::fs::copy(dir.join(PEPPER_FILE), ended.join(PEPPER_FILE)).unwrap();
    drop(used);
    drop(office(&root.path().join("other"), "anna"));
    back_up(&root.path().join("other"), &copy).unwrap();
    let (_, kept) = restore(&copy, &ended, true).unwrap();
    assert_eq!(name(&ended), "anna");
    assert_eq!(name(&kept.unwrap()), "berta");
}

#[test]
fn an_office_that_a_program_has_open_is_not_replaced() {
    let root = tempfile::tempdir().unwrap();
    let (dir, copy) = (root.path().join("office"), root.path().join("copy"));
    let used = office(&dir, "anna");
    back_up(&dir, &copy).unwrap();
    let refused = restore(&copy, &dir, true).unwrap_err();
    let BackupError::Open(error) = refused else {
        panic!("{refused}");
    };
    assert!(matches!(*error, OpenError::Locked { .. }), "{error}");
    drop(used);
    assert_eq!(name(&dir), "anna");
}

#[test]
fn a_damaged_copy_is_found_before_anything_is_replaced() {
    let root = tempfile::tempdir().unwrap();
    let (dir, copy) = (root.path().join("office"), root.path().join("copy"));
    drop(office(&dir, "anna"));
    back_up(&dir, &copy).unwrap();
    let file = copy.join(OFFICE_FILE);
    let whole = std::fs::read(&file).unwrap();
    let cut = &whole[..whole.len() / 2];
    let other = b"a shopping list, and rather a long one ".repeat(400);
    for damaged in [cut, other.as_slice(), b""] {
        std::fs::write(&file, damaged).unwrap();
        let refused = restore(&copy, &dir, true).unwrap_err();
        assert!(matches!(refused, BackupError::Damaged { .. }), "{refused}");
        assert_eq!(name(&dir), "anna");
    }
    std::fs::write(&file, &whole).unwrap();
    std::fs::remove_file(copy.join(PEPPER_FILE)).unwrap();
    let refused = restore(&copy, &dir, true).unwrap_err();
    assert!(matches!(refused, BackupError::Missing(_)), "{refused}");
}

#[test]
fn a_copied_directory_with_a_log_beside_the_file_is_put_back_whole() {
    let root = tempfile::tempdir().unwrap();
    let (dir, copy, new) = (
        root.path().join("a"),
        root.path().join("b"),
        root.path().join("c"),
    );
    let used = office(&dir, "anna");
    std::fs::create_dir(&copy).unwrap();
    for entry in std::fs::read_dir(&dir).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), copy.join(entry.file_name())).unwrap();
    }
    drop(used);
    let (found, _): (Checked, _) = restore(&copy, &new, false).unwrap();
    assert_eq!(found.records, 1);
    assert_eq!(name(&new), "anna");
}
