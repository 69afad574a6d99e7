//! Grandstream: XML with numbered settings.

use super::text::{transport_number, xml};
use super::{Key, Language, PhoneConfig};

/// The multi-purpose keys that have numbers: all of a GXP2160; a GXP2130 has the first eight.
const KEYS_MAX: usize = 24;

/// The numbers of a multi-purpose key's settings, of which there are three kinds in the vendor's configuration template of the
/// GXP21xx series.
struct Numbers {
    mode: usize,
    account: usize,
    name: usize,
    value: usize,
}

impl Numbers {
    /// Of the multi-purpose key in this place, from 1 on.
    fn of(place: usize) -> Self {
        let row = |first: usize| Self {
            mode: first,
            account: first + 1,
            name: first + 2,
            value: first + 3,
        };
        match place {
            ..=7 => Self {
                mode: 322 + place,
                ..row(297 + 3 * place)
            },
            8..=18 => row(353 + 4 * (place - 8)),
            _ => row(1440 + 4 * (place - 19)),
        }
    }
}

pub(super) fn file(config: &PhoneConfig) -> String {
    let account = &config.account;
    let mut settings = String::new();
    let mut set = |number: usize, value: &str| {
        settings.push_str(&format!("    <P{number}>{}</P{number}>\n", xml(value)));
    };
    set(271, "1");
    set(270, &account.label);
    set(47, &format!("{}:{}", account.server, account.port));
    set(35, &account.user_name);
    set(36, &account.auth_name);
    if let Some(password) = &account.password {
        set(34, password.text());
    }
    set(3, &account.display_name);
    if let Some(number) = &account.voicemail_number {
        set(33, number);
    }
    set(130, &transport_number(account.transport).to_string());
    set(30, &config.ntp_server);
    set(64, "auto");
    if let Some(code) = config.language.and_then(Language::code) {
        set(1362, code);
    }
    set(1347, &config.pickup_code);
    if let Some(vlan) = config.vlan {
        set(51, &vlan.id.to_string());
    }
    if let Some(password) = &config.web_password {
        set(2, password.text());
    }
    for (place, key) in (1..=KEYS_MAX).zip(&config.keys) {
        let (mode, number, label) = match key {
            Key::Blf { number, label } => ("1", number.as_str(), label.as_str()),
            Key::SpeedDial { number, label } => ("0", number.as_str(), label.as_str()),
            Key::Park { number, label } => ("9", number.as_str(), label.as_str()),
            // The line has keys of its own beside the screen; a multi-purpose key cannot be one.
            Key::Line | Key::Nothing => ("-1", "", ""),
        };
        let numbers = Numbers::of(place);
        set(numbers.mode, mode);
        set(numbers.account, "0");
        set(numbers.name, label);
        set(numbers.value, number);
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gs_provision version=\"1\">\n  \
         <config version=\"1\">\n{settings}  </config>\n</gs_provision>\n"
    )
}
