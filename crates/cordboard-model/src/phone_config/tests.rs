use super::*;

mod keys;
mod labels;
mod whole_files;

use proptest::prelude::*;
use quick_xml::Reader;
use quick_xml::events::Event;

fn config() -> PhoneConfig {
    PhoneConfig {
        account: SipAccount {
            label: "101".to_owned(),
            display_name: "Ann Lee".to_owned(),
            user_name: "101".to_owned(),
            auth_name: "101".to_owned(),
            password: Some(Secret::new("s3cret")),
            server: "pbx.example.org".to_owned(),
            port: 5061,
            transport: Transport::Tls,
            voicemail_number: Some("777".to_owned()),
        },
        language: Some(Language::German),
        transfer: Transfer::Blind,
        utc_offset_min: 60,
        daylight_saving: true,
        ntp_server: "pool.ntp.org".to_owned(),
        codecs: vec!["PCMA".to_owned(), "G722".to_owned()],
        keys: vec![
            Key::Blf {
                number: "102".to_owned(),
                label: "Bob".to_owned(),
            },
            Key::SpeedDial {
                number: "0301234567".to_owned(),
                label: "Office".to_owned(),
            },
            Key::Park {
                number: "66".to_owned(),
                label: "Park".to_owned(),
            },
            Key::Line,
            Key::Nothing,
        ],
        keys_per_page: None,
        modules: Vec::new(),
        pickup_code: "*97".to_owned(),
        vlan: Some(Vlan {
            id: 20,
            priority: 5,
        }),
        pc_vlan: Some(Vlan {
            id: 21,
            priority: 0,
        }),
        web_password: Some(Secret::new("w3b")),
        folder_url: "https://pbx.example.org/provision/folder/".to_owned(),
    }
}

fn with_texts(text: &str) -> PhoneConfig {
    let mut config = config();
    config.account.label = text.to_owned();
    config.account.display_name = text.to_owned();
    config.account.user_name = text.to_owned();
    config.account.auth_name = text.to_owned();
    config.account.password = Some(Secret::new(text));
    config.web_password = Some(Secret::new(text));
    config.folder_url = text.to_owned();
    for key in &mut config.keys {
        if let Key::Blf { label, .. } | Key::SpeedDial { label, .. } | Key::Park { label, .. } = key
        {
            *label = text.to_owned();
        }
    }
    config
}

/// The names of elements and attributes of a file in order, and all its values.
fn read(file: &str) -> (Vec<String>, Vec<String>) {
    let (mut names, mut values) = (Vec::new(), Vec::new());
    let mut reader = Reader::from_str(file);
    let mut text = String::new();
    loop {
        let event = reader
            .read_event()
            .unwrap_or_else(|error| panic!("{error}\n{file}"));
        match event {
            Event::Text(part) => text.push_str(part.as_ref()),
            Event::GeneralRef(reference) => {
                let entity = format!("&{};", reference.as_ref() as &str);
                text.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            event => {
                values.push(std::mem::take(&mut text));
                match event {
                    Event::Start(element) | Event::Empty(element) => {
                        names.push(element.name().as_ref().to_owned());
                        for attribute in element.attributes() {
                            let attribute = attribute.unwrap();
                            names.push(attribute.key.as_ref().to_owned());
                            values.push(
                                quick_xml::escape::unescape(&attribute.value)
                                    .unwrap()
                                    .into_owned(),
                            );
                        }
                    }
                    Event::Eof => break,
                    Event::End(_) | Event::Decl(_) => {}
                    other => panic!("a file holds nothing like {other:?}"),
                }
            }
        }
    }
    (names, values)
}

#[test]
fn a_yealink_file_starts_with_its_version_and_is_lines_of_settings() {
    let file = Vendor::Yealink.file(&config()).unwrap();
    assert!(file.starts_with("#!version:1.0.0.1\n"));
    for line in [
        "account.1.enable = 1",
        "account.1.display_name = Ann Lee",
        "account.1.password = s3cret",
        "account.1.sip_server.1.address = pbx.example.org",
        "account.1.sip_server.1.port = 5061",
        "account.1.sip_server.1.transport_type = 2",
        "account.1.srtp_encryption = 2",
        "account.1.codec.g722.priority = 2",
        "linekey.1.type = 15",
        "linekey.2.type = 16",
        "linekey.2.value = 102",
        "linekey.2.extension = *97",
        "linekey.3.type = 13",
        "linekey.4.type = 10",
        "linekey.5.type = 15",
        "linekey.6.type = 0",
        "static.lang.gui = German",
        "local_time.time_zone = +1",
        "local_time.summer_time = 2",
        "static.network.vlan.internet_port_vid = 20",
        "static.network.vlan.pc_port_vid = 21",
        "static.security.user_password = admin:w3b",
        "transfer.dsskey_deal_type = 2",
    ] {
        assert!(file.lines().any(|found| found == line), "{line}\n{file}");
    }
}

#[test]
fn other_vendors_get_the_same_account_in_their_own_words() {
    for (vendor, parts) in [
        (
            Vendor::Snom,
            &[
                "<user_pass idx=\"1\" perm=\"R\">s3cret</user_pass>",
                "<user_outbound idx=\"1\" perm=\"R\">pbx.example.org:5061;transport=tls</user_outbound>",
                "<language perm=\"R\">Deutsch</language>",
                "<fkey idx=\"1\" context=\"active\" label=\"Bob\" perm=\"R\">blf 102|*97</fkey>",
                "<fkey idx=\"2\" context=\"active\" label=\"Office\" perm=\"R\">speed 0301234567</fkey>",
                "<setting_server perm=\"RW\">https://pbx.example.org/provision/folder/</setting_server>",
            ][..],
        ),
        (
            Vendor::Fanvil,
            &[
                "<RegisterPswd>s3cret</RegisterPswd>",
                "<Transport>3</Transport>",
                "<Fkey index=\"2\"><Type>1</Type><Value>102@1/ba*97102</Value><Title>Bob</Title></Fkey>",
                "<DefaultLanguage>de</DefaultLanguage>",
            ],
        ),
        (
            Vendor::Grandstream,
            &[
                "<P34>s3cret</P34>",
                "<P130>2</P130>",
                "<P323>1</P323>",
                "<P301>0</P301>",
                "<P302>Bob</P302>",
                "<P303>102</P303>",
                "<P326>-1</P326>",
            ],
        ),
        (
            Vendor::Poly,
            &[
                "reg.1.auth.password=\"s3cret\"",
                "reg.1.server.1.transport=\"TLS\"",
                "attendant.resourceList.1.address=\"102\"",
                "tcpIpApp.sntp.gmtOffset=\"3600\"",
                "lcl.ml.lang=\"German_Germany\"",
            ],
        ),
    ] {
        let file = vendor.file(&config()).unwrap();
        read(&file);
        for part in parts {
            assert!(file.contains(part), "{part}\n{file}");
        }
    }
}

#[test]
fn what_would_break_a_line_or_a_number_is_refused() {
    let setting = |change: &dyn Fn(&mut PhoneConfig)| {
        let mut config = config();
        change(&mut config);
        let settings = Vendor::ALL.map(|vendor| vendor.file(&config).unwrap_err().setting);
        assert!(settings.iter().all(|setting| *setting == settings[0]));
        settings[0].clone()
    };
    assert_eq!(
        setting(&|c| c.account.user_name = "101\naccount.1.password = x".into()),
        "user_name"
    );
    assert_eq!(
        setting(&|c| c.account.password = Some(Secret::new("a\u{2028}b"))),
        "password"
    );
    assert_eq!(
        setting(&|c| c.account.password = Some(Secret::new("%NULL%"))),
        "password"
    );
    assert_eq!(
        setting(&|c| c.account.server = "pbx;transport=udp".into()),
        "server"
    );
    assert_eq!(setting(&|c| c.ntp_server = String::new()), "ntp_server");
    assert_eq!(
        setting(&|c| c.codecs = vec!["pcma.enable = 0".into()]),
        "codecs"
    );
    assert_eq!(setting(&|c| c.pickup_code = "*97|x".into()), "pickup_code");
    let key = |number: &str| Key::Blf {
        number: number.into(),
        label: String::new(),
    };
    assert_eq!(
        setting(&|c| c.keys = vec![Key::Line, key("102|105")]),
        "keys.1"
    );
    let module = vec![vec![Key::Nothing], vec![key("")]];
    assert_eq!(setting(&|c| c.modules = module.clone()), "modules.1.0");
}

#[test]
fn secrets_are_never_printed() {
    let printed = format!("{:?}", config());
    assert!(
        !printed.contains("s3cret") && !printed.contains("w3b"),
        "{printed}"
    );
    let mut config = config();
    config.account.password = Some(Secret::new("s3cret\n"));
    assert!(
        !Vendor::Poly
            .file(&config)
            .unwrap_err()
            .to_string()
            .contains("s3cret")
    );
}

#[test]
fn every_phone_asks_for_the_file_of_its_vendor() {
    let mac: MacAddress = "00:15:65:AA:bb:cc".parse().unwrap();
    for vendor in Vendor::ALL {
        let name = vendor.file_name(&mac);
        assert_eq!(
            Request::of(&name),
            Some(Request::Phone(mac.clone())),
            "{name}"
        );
    }
    for name in [
        "snomD785-001565AABBCC.htm",
        "001565aabbcc.htm",
        "cfg001565aabbcc",
        "001565AABBCC.cfg",
    ] {
        assert_eq!(
            Request::of(name),
            Some(Request::Phone(mac.clone())),
            "{name}"
        );
    }
    let settings = Request::of("phone001565aabbcc.cfg").unwrap();
    assert_eq!(settings, Request::PolySettings(mac.clone()));
    for vendor in Vendor::ALL {
        let is_poly = vendor == Vendor::Poly;
        let phone = Request::Phone(mac.clone());
        assert_eq!(phone.is_for_settings(vendor), Some(!is_poly));
        assert_eq!(settings.is_for_settings(vendor), is_poly.then_some(true));
    }
    for name in [
        "",
        ".cfg",
        "001565aabbcc",
        "001565aabbc.cfg",
        "../001565aabbcc.cfg",
        "00-15-65-aa-bb-cc.cfg",
        "é.xml",
        "y000000000028.cfg",
        "000000000000.xml.cfg",
        "phone001565aabbcc.xml",
    ] {
        assert_eq!(Request::of(name), None, "{name}");
    }
}

#[test]
fn vendors_and_languages_are_found_by_their_names() {
    for vendor in Vendor::ALL {
        assert_eq!(
            Vendor::from_name(&format!(" {vendor:?} ").to_uppercase()),
            Some(vendor)
        );
        assert_eq!(Vendor::from_name(vendor.name()), Some(vendor));
    }
    assert_eq!(Vendor::from_name("Gigaset"), None);
    assert_eq!(Language::all().count(), 14);
    for (language, name) in Language::all() {
        assert_eq!(Language::from_name(name), Some(language));
        assert_eq!(name, format!("{language:?}").to_uppercase());
    }
}

#[test]
fn offsets_are_hours_with_minutes_where_there_are_some() {
    let offsets = [
        (0, "+0"),
        (60, "+1"),
        (-210, "-3:30"),
        (345, "+5:45"),
        (-5, "-0:05"),
    ];
    for (minutes, expected) in offsets {
        assert_eq!(text::offset(minutes), expected);
    }
}

proptest! {
    #[test]
    fn no_text_adds_a_setting_to_an_xml_file(text in "[-a<>&\"'=/;|%\\]! \u{e9}\u{4e2d}]{0,12}") {
        for vendor in [Vendor::Snom, Vendor::Fanvil, Vendor::Grandstream, Vendor::Poly] {
            let file = vendor.file(&with_texts(&text)).unwrap();
            let (names, values) = read(&file);
            let (expected, _) = read(&vendor.file(&with_texts("plain")).unwrap());
            // An empty folder is left out.
            prop_assert!(names == expected || text.is_empty(), "{file}");
            // The password is written as it is.
            prop_assert!(values.contains(&text), "{file}");
        }
    }

    #[test]
    fn no_text_adds_a_line_to_a_yealink_file(text in any::<String>()) {
        let keys = |file: &str| -> Vec<String> {
            file.lines().map(|line| line.split(" = ").next().unwrap_or("").to_owned()).collect()
        };
        if let Ok(file) = Vendor::Yealink.file(&with_texts(&text)) {
            let plain = Vendor::Yealink.file(&with_texts("plain")).unwrap();
            prop_assert_eq!(keys(&file), keys(&plain));
            let line = format!("account.1.password = {text}");
            prop_assert!(file.split('\n').any(|found| found == line));
        } else {
            let odd = |c: char| c.is_control() || "\u{2028}\u{2029}\u{fffe}\u{ffff}".contains(c);
            prop_assert!(text.chars().any(odd));
        }
    }
}
