//! Snom: XML with one element for each setting.

use super::text::xml;
use super::{Key, PhoneConfig, Transport};

pub(super) fn file(config: &PhoneConfig) -> String {
    let account = &config.account;
    let mut settings = String::new();
    let mut line = |name: &str, value: &str| {
        settings.push_str(&format!(
            "    <{name} idx=\"1\" perm=\"R\">{}</{name}>\n",
            xml(value)
        ));
    };
    let transport = match account.transport {
        Transport::Udp => "udp",
        Transport::Tcp => "tcp",
        Transport::Tls => "tls",
    };
    let outbound = format!("{}:{};transport={transport}", account.server, account.port);
    line("user_active", "on");
    line("user_realname", &account.display_name);
    line("user_name", &account.user_name);
    line("user_pname", &account.auth_name);
    if let Some(password) = &account.password {
        line("user_pass", password.text());
    }
    line("user_host", &account.server);
    line("user_outbound", &outbound);
    line(
        "user_srtp",
        if account.transport == Transport::Tls {
            "on"
        } else {
            "off"
        },
    );
    if let Some(number) = &account.voicemail_number {
        line("user_mailbox", number);
    }
    let mut phone = |name: &str, value: &str, perm: &str| {
        settings.push_str(&format!(
            "    <{name} perm=\"{perm}\">{}</{name}>\n",
            xml(value)
        ));
    };
    if let Some(language) = config.language.and_then(|language| language.snom()) {
        phone("language", language, "R");
        phone("web_language", language, "R");
    }
    phone("ntp_server", &config.ntp_server, "R");
    if let Some(vlan) = config.vlan {
        phone("vlan_id", &vlan.id.to_string(), "R");
    }
    if !config.folder_url.is_empty() {
        phone("setting_server", &config.folder_url, "RW");
    }
    if let Some(password) = &config.web_password {
        phone("admin_mode_password", password.text(), "R");
    }
    let keys: String = (1..)
        .zip(&config.keys)
        .map(|(place, key)| fkey(place, key, config))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<settings>\n  <phone-settings>\n{settings}  \
         </phone-settings>\n  <functionKeys>\n    <fkey idx=\"0\" context=\"active\" label=\"{}\" \
         perm=\"R\">line</fkey>\n{keys}  </functionKeys>\n</settings>\n",
        xml(&account.label)
    )
}

fn fkey(place: usize, key: &Key, config: &PhoneConfig) -> String {
    let (action, label) = match key {
        Key::Blf { number, label } => (
            format!("blf {number}|{}", config.pickup_code),
            label.as_str(),
        ),
        Key::SpeedDial { number, label } => (format!("speed {number}"), label.as_str()),
        Key::Park { number, label } => (format!("orbit {number}"), label.as_str()),
        Key::Line => ("line".to_owned(), ""),
        // Said as such: a phone keeps what it is not told about.
        Key::Nothing => ("none".to_owned(), ""),
    };
    format!(
        "    <fkey idx=\"{place}\" context=\"active\" label=\"{}\" perm=\"R\">{}</fkey>\n",
        xml(label),
        xml(&action)
    )
}
