//! What a phone registers with: made here when nobody says it.

use cordboard_model::Fields;
use rand::seq::IndexedRandom;
use serde_json::Value;

/// Letters and digits that nobody mistakes for one another when he types them into a phone.
const TYPED: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Characters of a made name behind its `user_`.
const NAME_LENGTH: usize = 10;
/// Characters of a made password: 5 bits each.
const SECRET_LENGTH: usize = 20;
/// Types of phones that do not register.
const UNREGISTERED: [&str; 3] = ["cellphone", "landline", "sip_uri"];

/// Gives a new phone a name and a password to register with, unless it has them or needs none.
pub(super) fn complete(fields: &mut Fields) {
    let kind = fields.get("device_type").and_then(Value::as_str);
    if kind.is_some_and(|kind| UNREGISTERED.contains(&kind)) {
        return;
    }
    let sip = fields
        .entry("sip")
        .or_insert_with(|| Value::Object(Fields::new()));
    // What is no object is left for validation.
    let Some(sip) = sip.as_object_mut() else {
        return;
    };
    let method = sip.get("method").and_then(Value::as_str);
    let is_routed = sip.get("route").is_some_and(|route| route.is_string());
    if method.is_some_and(|method| method != "password") || is_routed {
        return;
    }
    for (key, before, length) in [
        ("username", "user_", NAME_LENGTH),
        ("password", "", SECRET_LENGTH),
    ] {
        let is_missing = match sip.get(key) {
            None | Some(Value::Null) => true,
            Some(value) => value.as_str() == Some(""),
        };
        if is_missing {
            sip.insert(key.to_owned(), random(before, length).into());
        }
    }
}

fn random(before: &str, length: usize) -> String {
    let mut random = rand::rng();
    let typed = (0..length).filter_map(|_| TYPED.choose(&mut random));
    before
        .chars()
        .chain(typed.map(|byte| char::from(*byte)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn completed(document: Value) -> Value {
        let Value::Object(mut fields) = document else {
            panic!("an object was expected");
        };
        complete(&mut fields);
        Value::Object(fields)
    }

    #[test]
    fn a_phone_gets_what_it_lacks_and_keeps_what_it_has() {
        let made = completed(json!({ "name": "a" }));
        assert_eq!(made["sip"]["username"].as_str().unwrap().len(), 15);
        assert_eq!(made["sip"]["password"].as_str().unwrap().len(), 20);
        let other = completed(json!({ "name": "a" }));
        assert_ne!(made["sip"], other["sip"]);
        let own = completed(json!({ "sip": { "username": "u", "password": "", "x": 1 } }));
        assert_eq!(own["sip"]["username"], "u");
        assert_eq!(own["sip"]["password"].as_str().unwrap().len(), 20);
        assert_eq!(own["sip"]["x"], 1);
    }

    #[test]
    fn a_phone_that_does_not_register_with_a_password_gets_none() {
        for document in [
            json!({ "device_type": "landline" }),
            json!({ "sip": { "method": "ip", "ip": "192.0.2.1" } }),
            json!({ "sip": { "invite_format": "route", "route": "sip:x@example.com" } }),
            json!({ "sip": "nonsense" }),
        ] {
            assert_eq!(completed(document.clone()), document);
        }
    }
}
