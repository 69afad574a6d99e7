//! Fanvil: XML in the newer of its two dialects.

use super::text::xml;
use super::{Key, Language, PhoneConfig, Transport};

/// How often the phone registers, in seconds.
const REGISTER_S: u16 = 600;

pub(super) fn file(config: &PhoneConfig) -> String {
    let account = &config.account;
    let transport = match account.transport {
        Transport::Udp => 0,
        Transport::Tcp => 1,
        Transport::Tls => 3,
    };
    let language = match config.language {
        Some(Language::Chinese) => Some("cn"),
        language => language.and_then(Language::code),
    };
    let display = language.map_or_else(String::new, |language| {
        format!("    <display><DefaultLanguage>{language}</DefaultLanguage></display>\n")
    });
    let password = account
        .password
        .as_ref()
        .map_or_else(String::new, |password| {
            format!(
                "      <RegisterPswd>{}</RegisterPswd>\n",
                xml(password.text())
            )
        });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sysConf>\n  <Version>2.0000000000</Version>\n  <sip>\n    \
         <line index=\"1\">\n      <PhoneNumber>{user}</PhoneNumber>\n      <DisplayName>{name}</DisplayName>\n      \
         <RegisterAddr>{server}</RegisterAddr>\n      <RegisterPort>{port}</RegisterPort>\n      \
         <RegisterUser>{auth}</RegisterUser>\n{password}      \
         <RegisterTTL>{REGISTER_S}</RegisterTTL>\n      <EnableReg>1</EnableReg>\n      \
         <Transport>{transport}</Transport>\n    </line>\n  </sip>\n  <phone>\n{display}    \
         <date><EnableSNTP>1</EnableSNTP><SNTPServer>{ntp}</SNTPServer></date>\n  </phone>\n  <dsskey>\n\
         {keys}  </dsskey>\n</sysConf>\n",
        user = xml(&account.user_name),
        name = xml(&account.display_name),
        server = xml(&account.server),
        port = account.port,
        auth = xml(&account.auth_name),
        ntp = xml(&config.ntp_server),
        keys = keys(config),
    )
}

/// The keys by pages, each counted from 1 on: those of the screen for keys where it is known how many fit on it, else
/// one page beside the screen.
fn keys(config: &PhoneConfig) -> String {
    let first = (2, "SIP1".to_owned(), config.account.label.as_str());
    let others = config.keys.iter().map(|key| function(key, config));
    let all: Vec<_> = std::iter::once(first).chain(others).collect();
    let (element, per_page) = match config.keys_per_page {
        Some(per_page) => ("internal", per_page.max(1)),
        None => ("dssSide", all.len()),
    };
    let page = |(page, keys): (usize, &[_])| {
        let keys: String = (1..).zip(keys).map(fkey).collect();
        format!("    <{element} index=\"{page}\">\n{keys}    </{element}>\n")
    };
    (1..).zip(all.chunks(per_page)).map(page).collect()
}

fn fkey((place, (kind, value, label)): (usize, &(u8, String, &str))) -> String {
    format!(
        "      <Fkey index=\"{place}\"><Type>{kind}</Type><Value>{}</Value><Title>{}</Title></Fkey>\n",
        xml(value),
        xml(label)
    )
}

/// The type of a key, what it does, and what stands beside it.
fn function<'a>(key: &'a Key, config: &PhoneConfig) -> (u8, String, &'a str) {
    match key {
        // What it dials to pick up stands there as a whole.
        Key::Blf { number, label } => (
            1,
            format!("{number}@1/ba{}{number}", config.pickup_code),
            label,
        ),
        Key::SpeedDial { number, label } => (1, format!("{number}@1/f"), label),
        Key::Park { number, label } => (1, format!("{number}@1/c"), label),
        Key::Line => (2, "SIP1".to_owned(), ""),
        Key::Nothing => (0, String::new(), ""),
    }
}
