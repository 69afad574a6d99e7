//! Poly: one XML element whose attributes are the settings.

use super::text::xml;
use super::{Key, PhoneConfig, Transport};

/// How often the phone registers, in seconds.
const REGISTER_S: u16 = 3600;

pub(super) fn file(config: &PhoneConfig) -> String {
    let account = &config.account;
    let mut attributes = String::new();
    let mut set = |name: &str, value: &str| {
        attributes.push_str(&format!("\n  {name}=\"{}\"", xml(value)));
    };
    let transport = match account.transport {
        Transport::Udp => "UDPOnly",
        Transport::Tcp => "TCPOnly",
        Transport::Tls => "TLS",
    };
    set("reg.1.address", &account.user_name);
    set("reg.1.label", &account.label);
    set("reg.1.displayName", &account.display_name);
    set("reg.1.auth.userId", &account.auth_name);
    if let Some(password) = &account.password {
        set("reg.1.auth.password", password.text());
    }
    set("reg.1.server.1.address", &account.server);
    set("reg.1.server.1.port", &account.port.to_string());
    set("reg.1.server.1.transport", transport);
    set("reg.1.server.1.expires", &REGISTER_S.to_string());
    set("reg.1.server.1.register", "1");
    set("attendant.reg", "1");
    let watched = config.keys.iter().filter_map(|key| match key {
        Key::Blf { number, label } => Some((number, label)),
        _ => None,
    });
    for (place, (number, label)) in (1..).zip(watched) {
        set(&format!("attendant.resourceList.{place}.address"), number);
        set(&format!("attendant.resourceList.{place}.label"), label);
        set(&format!("attendant.resourceList.{place}.type"), "normal");
    }
    if !config.keys.is_empty() {
        set("lineKey.reassignment.enabled", "1");
        set("lineKey.1.category", "Line");
        set("lineKey.1.index", "1");
    }
    for (place, key) in (2..).zip(&config.keys) {
        // The phone gives its watched colleagues to these keys in their order.
        let (category, index) = match key {
            Key::Blf { .. } => ("BLF", "0"),
            Key::Line => ("Line", "1"),
            Key::SpeedDial { .. } | Key::Park { .. } | Key::Nothing => ("Unassigned", "0"),
        };
        set(&format!("lineKey.{place}.category"), category);
        set(&format!("lineKey.{place}.index"), index);
    }
    set("call.directedCallPickupString", &config.pickup_code);
    if let Some(number) = &account.voicemail_number {
        set("msg.mwi.1.subscribe", &account.user_name);
        set("msg.mwi.1.callBackMode", "contact");
        set("msg.mwi.1.callBack", number);
    }
    set("tcpIpApp.sntp.address", &config.ntp_server);
    set(
        "tcpIpApp.sntp.gmtOffset",
        &(i64::from(config.utc_offset_min) * 60).to_string(),
    );
    let saving = if config.daylight_saving { "1" } else { "0" };
    set("tcpIpApp.sntp.daylightSavings.enable", saving);
    if let Some(language) = config.language.and_then(|language| language.poly()) {
        set("lcl.ml.lang", language);
    }
    if let Some(vlan) = config.vlan {
        set("device.set", "1");
        set("device.net.vlanId.set", "1");
        set("device.net.vlanId", &vlan.id.to_string());
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<polycomConfig{attributes} />\n"
    )
}
