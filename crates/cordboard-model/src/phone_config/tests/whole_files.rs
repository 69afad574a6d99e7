//! Each vendor's file as a whole: what is added to one shows in a review.

use super::labels::settings;
use super::*;

/// With one key of each type, and a module.
fn desk() -> PhoneConfig {
    let mut config = config();
    config.account.display_name = "Ann <& \"Lee\">".to_owned();
    config.modules = vec![vec![
        Key::Nothing,
        Key::Blf {
            number: "103".to_owned(),
            label: "Café & Bar".to_owned(),
        },
    ]];
    config
}

#[test]
fn every_vendors_file_is_the_one_that_was_agreed() {
    let mut wrong = String::new();
    for (vendor, name, agreed) in [
        (
            Vendor::Yealink,
            "yealink.cfg",
            include_str!("../files/yealink.cfg"),
        ),
        (Vendor::Snom, "snom.xml", include_str!("../files/snom.xml")),
        (
            Vendor::Fanvil,
            "fanvil.cfg",
            include_str!("../files/fanvil.cfg"),
        ),
        (
            Vendor::Grandstream,
            "grandstream.xml",
            include_str!("../files/grandstream.xml"),
        ),
        (Vendor::Poly, "poly.cfg", include_str!("../files/poly.cfg")),
    ] {
        let file = vendor.file(&desk()).unwrap();
        if file != agreed {
            wrong.push_str(&format!("==== files/{name} would be\n{file}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}==== end");
}

#[test]
fn no_setting_stands_twice_in_a_file() {
    let file = Vendor::Yealink.file(&desk()).unwrap();
    let mut keys: Vec<String> = settings(Vendor::Yealink, &file)
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    let all = keys.len();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), all, "{file}");
}

#[test]
fn whoever_looks_at_a_file_reads_no_secret_in_it() {
    for vendor in Vendor::ALL {
        let file = vendor.file(&desk().masked()).unwrap();
        for secret in ["s3cret", "w3b", "/provision/"] {
            assert!(!file.contains(secret), "{file}");
        }
        assert!(file.contains("********"), "{file}");
        let (masked, whole) = (
            settings(vendor, &file),
            settings(vendor, &vendor.file(&desk()).unwrap()),
        );
        assert_eq!(masked.len(), whole.len());
    }
}

#[test]
fn a_file_without_the_password_says_all_else_and_says_nothing_of_it() {
    for vendor in Vendor::ALL {
        let whole = settings(vendor, &vendor.file(&desk()).unwrap());
        let left = settings(vendor, &vendor.file(&desk().without_password()).unwrap());
        let (password, _) = whole.iter().find(|(_, value)| value == "s3cret").unwrap();
        let attribute = format!("{password}@");
        let rest = whole
            .iter()
            .filter(|(key, _)| key != password && !key.starts_with(&attribute));
        // The setting is not there at all: an empty one would take the password from the phone.
        assert_eq!(left, rest.cloned().collect::<Vec<_>>(), "{vendor:?}");
    }
}
