//! Between a phone of the dialect and the record: what Crossbar knows stands under Crossbar's names, the rest together.

use super::super::document::{shown, write};
use super::super::shape::{ID, INTERFACE, Member, Of, TEXT, TRANSPORT, joined, member, required};
use cordboard_engine::phones::config::file_name;
use cordboard_model::schema::Violation;
use cordboard_model::{Fields, Record};
use serde_json::Value;

const NAME: Of = Of::Text(0, 128);
const LANGUAGE: Of = Of::Word(&[
    "ENGLISH",
    "CHINESE",
    "DUTCH",
    "FRENCH",
    "GERMAN",
    "GREEK",
    "ITALIAN",
    "JAPANESE",
    "POLISH",
    "RUSSIAN",
    "SPANISH",
    "SWEDISH",
    "UKRAINIAN",
    "BULGARIAN",
]);
const TRANSFER: Of = Of::Word(&["BLIND", "ATTENDED", "NEW_CALL"]);

/// What a phone keeps for good.
const KEPT: &[Member] = &[
    required("mac", NAME),
    required("filename", NAME),
    required("vendor", NAME),
    required("model", NAME),
];

/// What every phone is told.
const BASIC: &[Member] = &[
    required("password", NAME),
    required("language", LANGUAGE),
    required("transfer", TRANSFER),
    required("timezone", NAME),
    required("codecs", Of::List(&TEXT)),
    required("interface", INTERFACE),
    required("preferred_transport", TRANSPORT),
];

/// What it may be told.
const MORE: &[Member] = &[
    member("ringtone", TEXT),
    member("queue_ringtone", TEXT),
    member("external_ringtone", TEXT),
    member("date_format", TEXT),
    member("time_format", TEXT),
    member("powerled", TEXT),
    member("backlight", TEXT),
    member("screensaver", TEXT),
    member("rps", Of::Flag),
    member("https", Of::Flag),
    member("enable_lldp", Of::Flag),
    member("enable_vlan_wan_port", Of::Flag),
    member("wan_port_id", Of::Whole(1, 4094)),
    member("wan_port_priority", Of::Whole(0, 7)),
    member("enable_vlan_pc_port", Of::Flag),
    member("pc_port_id", Of::Whole(1, 4094)),
    member("pc_port_priority", Of::Whole(0, 7)),
    member("serial_number", TEXT),
    member("door_password1", TEXT),
    member("door_password2", TEXT),
];

const URL: &[Member] = &[member("url", TEXT)];
const FIRMWARE: &[Member] = &[member("fwver", TEXT)];

/// What a client writes of a new phone.
pub(super) const CREATE: &[Member] = joined!(KEPT, BASIC, MORE);
/// What it changes later.
pub(super) const UPDATE: &[Member] = joined!([BASIC], MORE);
/// What it reads.
pub(super) const PHONE: &[Member] = joined!(ID, [KEPT], [BASIC], MORE, URL);
/// What a person reads in the list of his own phones.
pub(super) const SELF: &[Member] = joined!(PHONE, FIRMWARE);

/// How the model's paths are called here.
pub(super) const NAMES: &[(&str, &str)] = &[
    ("/mac_address", "/mac"),
    ("/provision/endpoint_brand", "/vendor"),
    ("/provision/endpoint_model", "/model"),
    ("/provisioning/template", "/filename"),
    ("/provisioning/", "/"),
];

/// What a phone keeps for good, with where it is kept.
const FIXED: [(&str, &str); 4] = [
    ("mac", "/mac_address"),
    ("filename", "/provisioning/template"),
    ("vendor", "/provision/endpoint_brand"),
    ("model", "/provision/endpoint_model"),
];

/// The document of a new phone.
pub(super) fn new(body: &Fields) -> Fields {
    let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or_default();
    let name = format!("{} {} {}", text("vendor"), text("model"), text("mac"));
    let name: String = name.trim().chars().take(128).collect();
    let mut fields = Fields::new();
    fields.insert("name".into(), name.into());
    fields.insert("device_type".into(), "sip_device".into());
    fields.insert("mac_address".into(), text("mac").into());
    let mut provision = Fields::new();
    provision.insert("endpoint_brand".into(), text("vendor").into());
    provision.insert("endpoint_model".into(), text("model").into());
    fields.insert("provision".into(), Value::Object(provision));
    let mut settings = Fields::new();
    settings.insert("template".into(), text("filename").into());
    write(UPDATE, body, &mut settings);
    fields.insert("provisioning".into(), Value::Object(settings));
    fields
}

/// The document after a change.
pub(super) fn updated(current: &Fields, body: &Fields) -> Fields {
    let mut fields = current.clone();
    let settings = fields.get("provisioning").and_then(Value::as_object);
    let mut settings = settings.cloned().unwrap_or_default();
    write(UPDATE, body, &mut settings);
    fields.insert("provisioning".into(), Value::Object(settings));
    fields
}

/// Refuses a change of what a phone keeps for good; saying what is so already is none.
pub(super) fn fixed(phone: &Record, body: &Fields) -> Result<(), Vec<Violation>> {
    let document = Value::Object(phone.fields.clone());
    let is_other = |(key, at): &&(&str, &str)| {
        let said = body.get(*key).filter(|value| !value.is_null());
        said.is_some_and(|said| document.pointer(at) != Some(said))
    };
    let changed = FIXED.iter().filter(is_other);
    let detail = "this stays as it was when the phone was added";
    let broken = changed.map(|(key, _)| Violation::new(format!("/{key}"), "read_only", detail));
    let broken: Vec<Violation> = broken.collect();
    match broken.is_empty() {
        true => Ok(()),
        false => Err(broken),
    }
}

/// The phone, with the address of its file.
pub(super) fn view(keys: &[Member], phone: &Record, folder: &str) -> Fields {
    let document = Value::Object(phone.fields.clone());
    let settings = phone.fields.get("provisioning").and_then(Value::as_object);
    let mut fields = settings.cloned().unwrap_or_default();
    for (key, at) in FIXED {
        let value = document.pointer(at).cloned().unwrap_or_default();
        fields.insert(key.into(), value);
    }
    if let Some(file) = file_name(phone) {
        let is_secure = fields.get("https").and_then(Value::as_bool) == Some(true);
        let scheme = if is_secure { "https" } else { "http" };
        fields.insert("url".into(), format!("{scheme}://{folder}{file}").into());
    }
    fields.insert("id".into(), phone.id.to_string().into());
    shown(keys, &fields)
}
