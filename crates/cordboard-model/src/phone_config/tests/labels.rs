//! Whatever people write on a key or call themselves: the file is whole, holds the same settings, and reads back.

use super::*;

/// Every setting of a file, as a phone would find it: where it stands, and what it is.
pub(super) fn settings(vendor: Vendor, file: &str) -> Vec<(String, String)> {
    match vendor {
        Vendor::Yealink => lines(file),
        _ => elements(file),
    }
}

fn lines(file: &str) -> Vec<(String, String)> {
    let mut all = file.split('\n');
    assert_eq!(all.next(), Some("#!version:1.0.0.1"));
    let set = all.filter(|line| !line.is_empty()).map(|line| {
        let (key, value) = line.split_once('=').unwrap();
        (key.trim().to_owned(), value.trim().to_owned())
    });
    set.collect()
}

fn elements(file: &str) -> Vec<(String, String)> {
    let (mut found, mut path, mut text) = (Vec::new(), Vec::<String>::new(), String::new());
    let mut reader = Reader::from_str(file);
    loop {
        match reader.read_event().unwrap() {
            Event::Text(part) => text.push_str(part.as_ref()),
            Event::GeneralRef(reference) => {
                let entity = format!("&{};", reference.as_ref() as &str);
                text.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            Event::Start(element) => {
                path.push(element.name().as_ref().to_owned());
                attributes(&element, &path, &mut found);
                text.clear();
            }
            Event::Empty(element) => {
                let mut path = path.clone();
                path.push(element.name().as_ref().to_owned());
                attributes(&element, &path, &mut found);
            }
            Event::End(_) => {
                found.push((path.join("/"), std::mem::take(&mut text).trim().to_owned()));
                path.pop();
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

fn attributes(
    element: &quick_xml::events::BytesStart<'_>,
    path: &[String],
    found: &mut Vec<(String, String)>,
) {
    for attribute in element.attributes() {
        let attribute = attribute.unwrap();
        let value = quick_xml::escape::unescape(&attribute.value).unwrap();
        let name: &str = attribute.key.as_ref();
        found.push((format!("{}@{name}", path.join("/")), value.into_owned()));
    }
}

fn labelled(text: &str) -> PhoneConfig {
    let mut config = config();
    config.modules = vec![config.keys.clone()];
    config.account.label = text.to_owned();
    config.account.display_name = text.to_owned();
    for key in config.keys_mut() {
        if let Key::Blf { label, .. } | Key::SpeedDial { label, .. } | Key::Park { label, .. } = key
        {
            *label = text.to_owned();
        }
    }
    config
}

/// What of a text a phone shows.
fn shown(text: &str) -> String {
    let plain = |c: char| !c.is_control() && !"\u{2028}\u{2029}\u{fffe}\u{ffff}".contains(c);
    let spaced = text.chars().map(|c| if plain(c) { c } else { ' ' });
    let kept: String = spaced.take(99).collect();
    match kept.trim() {
        "%NULL%" => "NULL".to_owned(),
        kept => kept.to_owned(),
    }
}

fn reads_back(text: &str) {
    for vendor in Vendor::ALL {
        let file = vendor.file(&labelled(text)).unwrap();
        let expected = settings(vendor, &vendor.file(&labelled("plain")).unwrap());
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(key, value)| match value.as_str() {
                "plain" => (key, shown(text)),
                _ => (key, value),
            })
            .collect();
        assert_eq!(settings(vendor, &file), expected, "{text:?}");
        assert!(expected.iter().any(|(_, value)| *value == shown(text)));
    }
}

#[test]
fn what_is_written_to_break_a_file_stays_a_label() {
    for text in [
        "",
        "Ann\naccount.1.password = x",
        "Ann\r\n#!version:1.0.0.1",
        "= 1",
        "%NULL%",
        " %NULL%\t",
        "</Title></Fkey><Fkey index=\"9\"><Type>1</Type>",
        "\" reg.1.auth.password=\"x",
        "<![CDATA[",
        "]]>",
        "<!--",
        "&lt;",
        "&#10;",
        "&undefined;",
        "\u{0}\u{b}\u{85}\u{2028}\u{fffe}",
        "Ä中\u{1f4de}\u{202e}",
        &"x".repeat(500),
    ] {
        reads_back(text);
    }
}

proptest! {
    #[test]
    fn any_label_reads_back_and_adds_nothing(text in any::<String>()) {
        reads_back(&text);
    }

    #[test]
    fn nor_does_a_label_of_what_the_formats_are_made_of(
        text in "[<>&\"'=/;|%#\\]\\[!\\-\n\r\t\u{0}\u{2028} a-c1NUL]{0,120}"
    ) {
        reads_back(&text);
    }
}
