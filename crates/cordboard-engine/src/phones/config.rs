//! From a phone, its person and their account to the settings of the phone's file.

use super::keys;
use chrono::{NaiveDate, Offset, TimeZone};
use cordboard_model::phone_config::{
    Language, PhoneConfig, Secret, SipAccount, Transfer, Transport, Vendor, Vlan,
};
use cordboard_model::{Fields, Record};
use serde_json::Value;

/// What is dialled in front of an extension to pick up its call.
const PICKUP: &str = "*97";
/// What the voicemail key calls.
const VOICEMAIL: &str = "777";
const TIME_SERVER: &str = "pool.ntp.org";

/// Where the phone reaches the server.
pub(super) struct Server<'a> {
    pub(super) host: &'a str,
    pub(super) folder_url: &'a str,
}

/// The vendor of the phone, if its files can be written.
pub fn vendor(phone: &Record) -> Option<Vendor> {
    let provision = phone.fields.get("provision")?;
    Vendor::from_name(provision.get("endpoint_brand")?.as_str()?)
}

/// What the file of the phone is called in its address.
pub fn file_name(phone: &Record) -> Option<String> {
    let mac: cordboard_model::mac_address::MacAddress = phone.text("mac_address").parse().ok()?;
    let ending = match vendor(phone) {
        Some(Vendor::Snom | Vendor::Grandstream) => "xml",
        _ => "cfg",
    };
    Some(format!("{mac}.{ending}"))
}

pub(super) fn of(
    phone: &Record,
    user: Option<&Record>,
    account: &Record,
    server: &Server<'_>,
) -> PhoneConfig {
    let empty = Fields::new();
    let settings = phone.fields.get("provisioning").and_then(Value::as_object);
    let settings = settings.unwrap_or(&empty);
    let text = |key: &str| {
        settings
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let list = |key: &str| {
        settings
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let zone = [
        text("timezone"),
        phone.text("timezone"),
        user.map_or("", |user| user.text("timezone")),
        account.text("timezone"),
    ];
    let (utc_offset_min, daylight_saving) = offset(&zone);
    let codecs = list("codecs").filter_map(Value::as_str).map(str::to_owned);
    let (keys, modules) = keys::of(phone, user);
    PhoneConfig {
        account: sip_account(phone, user, (server.host, transport(phone))),
        language: Language::from_name(text("language")),
        transfer: match text("transfer") {
            "ATTENDED" => Transfer::Attended,
            "NEW_CALL" => Transfer::NewCall,
            _ => Transfer::Blind,
        },
        utc_offset_min,
        daylight_saving,
        ntp_server: TIME_SERVER.to_owned(),
        codecs: codecs.collect(),
        keys,
        keys_per_page: keys::known_model(phone).map(|model| model.per_page),
        modules,
        pickup_code: PICKUP.to_owned(),
        vlan: vlan(settings, "wan"),
        pc_vlan: vlan(settings, "pc"),
        web_password: Some(text("password"))
            .filter(|text| !text.is_empty())
            .map(Secret::new),
        folder_url: server.folder_url.to_owned(),
    }
}

/// The person's extension with his SIP password; where he has none, what the phone itself registers with.
pub(super) fn sip_account(
    phone: &Record,
    user: Option<&Record>,
    (host, transport): (&str, &str),
) -> SipAccount {
    let number = user.map_or("", |user| user.text("extension_number"));
    let (name, password) = credentials(phone, user);
    let called = user.map_or_else(|| phone.label(), Record::label);
    let (transport, port) = match transport {
        "TCP" => (Transport::Tcp, 5060),
        "TLS" => (Transport::Tls, 5061),
        _ => (Transport::Udp, 5060),
    };
    SipAccount {
        label: match number {
            "" => called.clone(),
            number => number.to_owned(),
        },
        display_name: called,
        user_name: name.to_owned(),
        auth_name: name.to_owned(),
        password: Some(Secret::new(password)),
        server: host.to_owned(),
        port,
        transport,
        voicemail_number: Some(VOICEMAIL.to_owned()),
    }
}

/// The name and the password with which the phone registers.
pub(super) fn credentials<'a>(phone: &'a Record, user: Option<&'a Record>) -> (&'a str, &'a str) {
    let sip = |key: &str| {
        let value = phone.fields.get("sip").and_then(|sip| sip.get(key));
        value.and_then(Value::as_str).unwrap_or_default()
    };
    let of_user = |key: &str| user.map_or("", |user| user.text(key));
    match (of_user("extension_number"), of_user("sip_secret")) {
        ("", _) | (_, "") => (sip("username"), sip("password")),
        own => own,
    }
}

/// How SIP travels, as the phone's settings say.
pub(super) fn transport(phone: &Record) -> &str {
    let settings = phone.fields.get("provisioning");
    let said = settings.and_then(|settings| settings.get("preferred_transport")?.as_str());
    said.unwrap_or_default()
}

/// The first name of a zone that is one: its offset in winter and summer, in minutes, and whether they differ.
fn offset(zones: &[&str]) -> (i32, bool) {
    let known = zones
        .iter()
        .find_map(|name| name.parse::<chrono_tz::Tz>().ok());
    let zone = known.unwrap_or(chrono_tz::Tz::UTC);
    let on = |month| {
        let noon =
            NaiveDate::from_ymd_opt(2026, month, 1).and_then(|day| day.and_hms_opt(12, 0, 0));
        let seconds = noon.map_or(0, |noon| {
            zone.offset_from_utc_datetime(&noon).fix().local_minus_utc()
        });
        seconds / 60
    };
    let (january, july) = (on(1), on(7));
    (january.min(july), january != july)
}

fn vlan(settings: &Fields, port: &str) -> Option<Vlan> {
    let on = settings.get(&format!("enable_vlan_{port}_port"));
    if on.and_then(Value::as_bool) != Some(true) {
        return None;
    }
    let number = |key: &str| {
        settings
            .get(&format!("{port}_port_{key}"))
            .and_then(Value::as_u64)
    };
    Some(Vlan {
        id: u16::try_from(number("id")?).ok()?,
        priority: u8::try_from(number("priority").unwrap_or(0)).ok()?,
    })
}
