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
    let keys: String = (2..)
        .zip(&config.keys)
        .map(|(place, key)| fkey(place, key, config))
        .collect();
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
         <date><EnableSNTP>1</EnableSNTP><SNTPServer>{ntp}</SNTPServer></date>\n  </phone>\n  <dsskey>\n    \
         <dssSide index=\"1\">\n      <Fkey index=\"1\"><Type>2</Type><Value>SIP1</Value>\
         <Title>{label}</Title></Fkey>\n{keys}    </dssSide>\n  </dsskey>\n</sysConf>\n",
        user = xml(&account.user_name),
        name = xml(&account.display_name),
        server = xml(&account.server),
        port = account.port,
        auth = xml(&account.auth_name),
        ntp = xml(&config.ntp_server),
        label = xml(&account.label),
    )
}

fn fkey(place: usize, key: &Key, config: &PhoneConfig) -> String {
    let (kind, value, label) = match key {
        Key::Blf { number, label } => (
            1,
            format!("{number}@1/ba{}", config.pickup_code),
            label.as_str(),
        ),
        Key::SpeedDial { number, label } => (1, format!("{number}@1/f"), label.as_str()),
        Key::Park { number, label } => (1, format!("{number}@1/c"), label.as_str()),
        Key::Line => (2, "SIP1".to_owned(), ""),
        Key::Nothing => (0, String::new(), ""),
    };
    format!(
        "      <Fkey index=\"{place}\"><Type>{kind}</Type><Value>{}</Value><Title>{}</Title></Fkey>\n",
        xml(&value),
        xml(label)
    )
}
