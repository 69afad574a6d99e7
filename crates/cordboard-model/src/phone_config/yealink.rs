//! Yealink: lines of `key = value`.

use super::text::{offset, transport_number};
use super::{Key, PhoneConfig, Transfer, Transport, Vlan};
use std::fmt::Display;

/// The first line of every file; without it the phone takes nothing.
const VERSION: &str = "#!version:1.0.0.1\n";

struct Lines(String);

impl Lines {
    fn set(&mut self, key: impl Display, value: impl Display) {
        self.0.push_str(&format!("{key} = {value}\n"));
    }
}

pub(super) fn file(config: &PhoneConfig) -> String {
    let mut lines = Lines(VERSION.to_owned());
    account(config, &mut lines);
    for (index, codec) in config.codecs.iter().enumerate() {
        let codec = codec.to_ascii_lowercase();
        lines.set(format_args!("account.1.codec.{codec}.enable"), 1);
        lines.set(format_args!("account.1.codec.{codec}.priority"), index + 1);
    }
    lines.set("linekey.1.type", 15);
    lines.set("linekey.1.line", 1);
    lines.set("linekey.1.label", &config.account.label);
    for (number, key) in (2..).zip(&config.keys) {
        let name = format!("linekey.{number}");
        dss_key(&name, key, &config.pickup_code, &mut lines);
    }
    for (module, keys) in (1..).zip(&config.modules) {
        for (number, key) in (1..).zip(keys) {
            let name = format!("expansion_module.{module}.key.{number}");
            dss_key(&name, key, &config.pickup_code, &mut lines);
        }
    }
    if let Some(language) = config.language.and_then(|language| language.yealink()) {
        lines.set("static.lang.gui", language);
        lines.set("static.lang.wui", language);
    }
    lines.set("local_time.time_zone", offset(config.utc_offset_min));
    lines.set(
        "local_time.summer_time",
        if config.daylight_saving { 2 } else { 0 },
    );
    lines.set("local_time.ntp_server1", &config.ntp_server);
    vlan("internet_port", config.vlan, &mut lines);
    vlan("pc_port", config.pc_vlan, &mut lines);
    if let Some(password) = &config.web_password {
        lines.set(
            "static.security.user_password",
            format_args!("admin:{}", password.text()),
        );
    }
    let deal = match config.transfer {
        Transfer::NewCall => 0,
        Transfer::Attended => 1,
        Transfer::Blind => 2,
    };
    lines.set("transfer.dsskey_deal_type", deal);
    lines.0
}

fn account(config: &PhoneConfig, lines: &mut Lines) {
    let account = &config.account;
    lines.set("account.1.enable", 1);
    lines.set("account.1.label", &account.label);
    lines.set("account.1.display_name", &account.display_name);
    lines.set("account.1.user_name", &account.user_name);
    lines.set("account.1.auth_name", &account.auth_name);
    if let Some(password) = &account.password {
        lines.set("account.1.password", password.text());
    }
    lines.set("account.1.sip_server.1.address", &account.server);
    lines.set("account.1.sip_server.1.port", account.port);
    lines.set(
        "account.1.sip_server.1.transport_type",
        transport_number(account.transport),
    );
    let srtp = if account.transport == Transport::Tls {
        2
    } else {
        0
    };
    lines.set("account.1.srtp_encryption", srtp);
    if let Some(number) = &account.voicemail_number {
        lines.set("voice_mail.number.1", number);
    }
}

fn dss_key(name: &str, key: &Key, pickup_code: &str, lines: &mut Lines) {
    let (kind, number, label) = match key {
        Key::Blf { number, label } => (16, number, label),
        Key::SpeedDial { number, label } => (13, number, label),
        Key::Park { number, label } => (10, number, label),
        Key::Line => {
            lines.set(format_args!("{name}.type"), 15);
            lines.set(format_args!("{name}.line"), 1);
            return;
        }
        Key::Nothing => {
            lines.set(format_args!("{name}.type"), 0);
            return;
        }
    };
    lines.set(format_args!("{name}.type"), kind);
    lines.set(format_args!("{name}.line"), 1);
    lines.set(format_args!("{name}.value"), number);
    lines.set(format_args!("{name}.label"), label);
    if kind == 16 {
        lines.set(format_args!("{name}.extension"), pickup_code);
    }
}

fn vlan(port: &str, vlan: Option<Vlan>, lines: &mut Lines) {
    let Some(vlan) = vlan else { return };
    lines.set(format_args!("static.network.vlan.{port}_enable"), 1);
    lines.set(format_args!("static.network.vlan.{port}_vid"), vlan.id);
    lines.set(
        format_args!("static.network.vlan.{port}_priority"),
        vlan.priority,
    );
}
