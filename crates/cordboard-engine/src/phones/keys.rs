//! What the keys of a phone do: its own list, or that of its person.

use super::config::vendor;
use cordboard_model::phone_catalogue::{KEYS_OF_UNKNOWN, Model, keys_of, model_of, module_of};
use cordboard_model::phone_config::Key;
use cordboard_model::{Record, dial_number};
use serde_json::{Value, json};

/// The pointer to a phone's own list.
pub const PATH: &str = "/provisioning/keys";

/// The model, as the phone's document writes it.
pub fn model(phone: &Record) -> String {
    let provision = phone.fields.get("provision");
    match provision.and_then(|provision| provision.get("endpoint_model")) {
        Some(Value::String(model)) => model.clone(),
        Some(Value::Number(model)) => model.to_string(),
        _ => String::new(),
    }
}

/// The model in the catalogue, if the phone's vendor makes it.
pub fn known_model(phone: &Record) -> Option<&'static Model> {
    let (of, known) = model_of(&model(phone))?;
    (vendor(phone) == Some(of)).then_some(known)
}

/// How many keys the phone's own file sets on the phone itself, the line's key included.
pub fn count(phone: &Record) -> usize {
    vendor(phone).map_or(KEYS_OF_UNKNOWN, |vendor| keys_of(vendor, &model(phone)))
}

/// The phone's own list; `None` when it has none and its person's list counts.
pub fn own(phone: &Record) -> Option<&Value> {
    let settings = phone.fields.get("provisioning")?;
    settings.get("keys").filter(|keys| keys.is_array())
}

/// The list that counts, as a phone's own list is written.
pub fn listed(phone: &Record, user: Option<&Record>) -> Vec<Value> {
    if let Some(own) = own(phone) {
        return own.as_array().cloned().unwrap_or_default();
    }
    let of_user = user.and_then(|user| user.fields.get("blfs")?.as_array());
    of_user.into_iter().flatten().map(of_person).collect()
}

/// A key as a person's list writes it (the PortSIP dialect's), as a phone's list does.
fn of_person(key: &Value) -> Value {
    let text = |name: &str| key.get(name).and_then(Value::as_str).unwrap_or_default();
    let kind = match text("key").to_ascii_uppercase().as_str() {
        "BLF" => "blf",
        "SPEED_DIAL" | "CUSTOM_SPEED_DIAL" => "speed_dial",
        "PARK" => "park",
        "LINE" => "line",
        _ => "none",
    };
    let label = format!("{} {}", text("first_name"), text("last_name"));
    json!({ "type": kind, "value": text("value"), "label": label.trim() })
}

/// The keys of the phone behind the first one, and those of its expansion modules.
pub(super) fn of(phone: &Record, user: Option<&Record>) -> (Vec<Key>, Vec<Vec<Key>>) {
    let mut keys: Vec<Key> = listed(phone, user).iter().map(key).collect();
    let Some(vendor) = vendor(phone) else {
        return (keys, Vec::new());
    };
    let model = model(phone);
    let own = keys_of(vendor, &model).saturating_sub(1);
    let more = keys.split_off(own.min(keys.len()));
    // A phone keeps what it is not told about, so that a key which was taken away is said to be nothing.
    if !keys.is_empty() && model_of(&model).is_some() {
        keys.resize(own, Key::Nothing);
    }
    let modules = module_of(vendor, &model).map_or_else(Vec::new, |module| {
        let parts = more.chunks(module.keys).take(module.most);
        parts.map(<[Key]>::to_vec).collect()
    });
    (keys, modules)
}

/// One key. One that has no number which can be dialled does nothing: it must not keep the phone from its file.
fn key(written: &Value) -> Key {
    let text = |name: &str| {
        written
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let kind = text("type");
    if kind == "line" {
        return Key::Line;
    }
    let Ok(number) = dial_number::normal_form(text("value")) else {
        return Key::Nothing;
    };
    let label = match text("label") {
        "" => number.clone(),
        label => label.to_owned(),
    };
    match kind {
        "blf" => Key::Blf { number, label },
        "speed_dial" => Key::SpeedDial { number, label },
        "park" => Key::Park { number, label },
        _ => Key::Nothing,
    }
}
