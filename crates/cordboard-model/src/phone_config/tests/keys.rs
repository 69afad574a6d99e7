//! Where the keys of phones stand in their files.

use super::labels::settings;
use super::*;

/// So many watched colleagues: 201 and on.
fn watching(keys: usize) -> PhoneConfig {
    let mut config = config();
    config.keys = (1..=keys)
        .map(|number| Key::Blf {
            number: format!("2{number:02}"),
            label: format!("Key {number}"),
        })
        .collect();
    config
}

#[test]
fn every_key_of_a_grandstream_phone_has_the_numbers_of_its_vendor_and_none_twice() {
    let config = watching(30);
    let file = Vendor::Grandstream.file(&config).unwrap();
    // The first, the last of the first seven, and both ends of the two rows after them.
    for (place, [mode, account, name, value]) in [
        (1, [323, 301, 302, 303]),
        (7, [329, 319, 320, 321]),
        (8, [353, 354, 355, 356]),
        (18, [393, 394, 395, 396]),
        (19, [1440, 1441, 1442, 1443]),
        (24, [1460, 1461, 1462, 1463]),
    ] {
        let key = format!(
            "<P{mode}>1</P{mode}>\n    <P{account}>0</P{account}>\n    <P{name}>Key {place}</P{name}>\n    \
             <P{value}>2{place:02}</P{value}>\n"
        );
        assert!(file.contains(&key), "key {place}\n{file}");
    }
    assert!(!file.contains("Key 25"), "{file}");
    let (names, _) = read(&file);
    let mut numbers: Vec<_> = names.iter().filter(|name| name.starts_with('P')).collect();
    let settings = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), settings);
}

#[test]
fn the_keys_of_a_fanvil_phone_stand_on_the_pages_of_its_screen() {
    let mut config = watching(7);
    config.keys_per_page = Some(6);
    let file = Vendor::Fanvil.file(&config).unwrap();
    let found = settings(Vendor::Fanvil, &file);
    let keys = "sysConf/dsskey/internal";
    let read = |ending: &str| -> Vec<&str> {
        let path = format!("{keys}{ending}");
        let of = found.iter().filter(|(key, _)| *key == path);
        of.map(|(_, value)| value.as_str()).collect()
    };
    assert_eq!(read("@index"), ["1", "2"]);
    assert_eq!(
        read("/Fkey@index"),
        ["1", "2", "3", "4", "5", "6", "1", "2"]
    );
    let titles = [
        "101", "Key 1", "Key 2", "Key 3", "Key 4", "Key 5", "Key 6", "Key 7",
    ];
    assert_eq!(read("/Fkey/Title"), titles);
    assert_eq!(read("/Fkey/Value")[7], "207@1/ba*97207");
    assert!(!file.contains("dssSide"));
}
