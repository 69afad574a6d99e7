//! What may stand in a phone's file, and how it is written there.

use super::{Key, PhoneConfig, Secret, Transport};
use crate::dial_number;
use std::borrow::Cow;

/// A setting that no phone's file can hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{setting} cannot be written into the phone's file: {detail}")]
pub struct Unwritable {
    /// Which setting, e.g. `keys.2`.
    pub setting: String,
    /// What is wrong with it. It never repeats the value.
    pub detail: &'static str,
}

/// The most characters of a name on a phone's screen.
const SHOWN_MAX: usize = 99;

/// The same settings with names and labels that every screen can show: in one line, of characters that are printed.
pub(super) fn printable(config: &PhoneConfig) -> PhoneConfig {
    let mut config = config.clone();
    shown(&mut config.account.label);
    shown(&mut config.account.display_name);
    for key in config.keys_mut() {
        if let Key::Blf { label, .. } | Key::SpeedDial { label, .. } | Key::Park { label, .. } = key
        {
            shown(label);
        }
    }
    config
}

fn shown(text: &mut String) {
    let printed = text.chars().map(|c| if breaks(c) { ' ' } else { c });
    let kept: String = printed.take(SHOWN_MAX).collect();
    let kept = kept.trim();
    // Without its signs it is a text like any other.
    *text = match kept {
        CLEARS => "NULL".to_owned(),
        kept => kept.to_owned(),
    };
}

/// A word of its own to Yealink phones: it clears the setting.
const CLEARS: &str = "%NULL%";

/// What no line holds, and what XML does not have.
fn breaks(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// Finds what cannot be written, so that the writers need not ask.
pub(super) fn check(config: &PhoneConfig) -> Result<(), Unwritable> {
    let account = &config.account;
    for (setting, value) in [
        ("user_name", account.user_name.as_str()),
        ("auth_name", &account.auth_name),
        ("password", secret(&account.password)),
        ("web_password", secret(&config.web_password)),
        ("folder_url", &config.folder_url),
    ] {
        plain(setting, value)?;
    }
    for (setting, value) in [
        ("server", &account.server),
        ("ntp_server", &config.ntp_server),
    ] {
        let host = |c: char| c.is_ascii_alphanumeric() || ".-_:[]".contains(c);
        if value.is_empty() || !value.chars().all(host) {
            return Err(unwritable(setting, "it is no host name and no address"));
        }
    }
    for codec in &config.codecs {
        if codec.is_empty() || !codec.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(unwritable(
                "codecs",
                "a codec is named by letters and digits",
            ));
        }
    }
    dialable("pickup_code", &config.pickup_code)?;
    if let Some(number) = &account.voicemail_number {
        dialable("voicemail_number", number)?;
    }
    for (setting, key) in config.named_keys() {
        match key {
            Key::Blf { number, .. } | Key::SpeedDial { number, .. } | Key::Park { number, .. } => {
                dialable(&setting, number)?;
            }
            Key::Line | Key::Nothing => {}
        }
    }
    Ok(())
}

/// What is written of it; nothing when it is left out.
fn secret(secret: &Option<Secret>) -> &str {
    secret.as_ref().map_or("", Secret::text)
}

fn unwritable(setting: &str, detail: &'static str) -> Unwritable {
    Unwritable {
        setting: setting.to_owned(),
        detail,
    }
}

/// One line of text, of characters that XML has.
fn plain(setting: &str, value: &str) -> Result<(), Unwritable> {
    if value.chars().any(breaks) {
        return Err(unwritable(
            setting,
            "it holds a character that is not printed",
        ));
    }
    if value.trim() == CLEARS {
        return Err(unwritable(
            setting,
            "this text means an empty setting to some phones",
        ));
    }
    Ok(())
}

fn dialable(setting: &str, number: &str) -> Result<(), Unwritable> {
    match dial_number::normal_form(number) {
        Ok(normal) if normal == number => Ok(()),
        _ => Err(unwritable(setting, "it is no number that can be dialled")),
    }
}

/// A text as XML writes it, between tags and within quotes.
pub(super) fn xml(text: &str) -> Cow<'_, str> {
    quick_xml::escape::escape(text)
}

/// An offset from UTC in hours, such as `+1` or `-3:30`.
pub(super) fn offset(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    match minutes % 60 {
        0 => format!("{sign}{}", minutes / 60),
        rest => format!("{sign}{}:{rest:02}", minutes / 60),
    }
}

/// The transport as most vendors number it.
pub(super) const fn transport_number(transport: Transport) -> u8 {
    match transport {
        Transport::Udp => 0,
        Transport::Tcp => 1,
        Transport::Tls => 2,
    }
}
