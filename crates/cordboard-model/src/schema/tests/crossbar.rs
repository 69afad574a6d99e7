//! What the Crossbar dialect sees of a document, and what stays of it when a client writes it back.

use super::*;

#[test]
fn crossbar_sees_no_fields_of_our_own_and_gets_its_names_back() {
    let user = of(Kind::User);
    let before = fields(json!({"first_name": "Anna", "role": "admin", "notes": "ours"}));
    let sent = fields(
        json!({"first_name": "Berta", "notes": "theirs", "timezone": "inherit", "custom": [1.0]}),
    );
    let kept = user.crossbar_replaced(&before, sent.clone(), Role::Admin);
    assert_eq!(
        Value::Object(kept.clone()),
        json!({"role": "admin", "notes": "ours", "first_name": "Berta", "custom": [1.0],
            "crossbar": {"notes": "theirs", "timezone": "inherit"}})
    );
    user.validate(&kept).unwrap();
    let shown = user.crossbar_document(kept.clone());
    for (key, value) in &sent {
        assert_eq!(shown.get(key), Some(value), "{key}");
    }
    assert!(!shown.contains_key("role") && !shown.contains_key("crossbar"));
    assert_eq!(shown.get("enabled"), Some(&json!(true)));
}

/// The defaults that Kazoo 4.3 gives to a new account, with the empty objects of older answers.
#[test]
fn an_account_shows_the_defaults_of_crossbar_without_storing_them() {
    let stored = fields(json!({"name": "Acme", "realm": "acme.example"}));
    let shown = of(Kind::Account).crossbar_document(stored.clone());
    assert_eq!(
        Value::Object(shown),
        json!({"name": "Acme", "realm": "acme.example", "enabled": true, "call_restriction": {}, "caller_id": {},
            "dial_plan": {}, "music_on_hold": {}, "preflow": {}, "ringtones": {}})
    );
    assert_eq!(stored.len(), 2);
}

#[test]
fn a_user_shows_the_defaults_of_crossbar() {
    let shown = of(Kind::User)
        .crossbar_document(fields(json!({"first_name": "A", "hotdesk": {"id": "7"},
        "call_forward": {"number": "1", "selective": {"rules": [{"number": "2"}]}}})));
    assert_eq!(
        Value::Object(shown),
        json!({"first_name": "A", "enabled": true, "call_restriction": {}, "caller_id": {}, "contact_list": {},
            "dial_plan": {}, "music_on_hold": {}, "profile": {}, "ringtones": {}, "verified": false,
            "require_password_update": false, "vm_to_email_enabled": true,
            "hotdesk": {"id": "7", "enabled": false, "keep_logged_in_elsewhere": false, "require_pin": false},
            "media": {"audio": {"codecs": ["PCMU"]}, "encryption": {"enforce_security": false, "methods": []},
                      "video": {"codecs": []}},
            "call_forward": {"number": "1", "enabled": false, "failover": false, "substitute": true,
                "direct_calls_only": false, "ignore_early_media": true, "keep_caller_id": true,
                "require_keypress": true,
                "selective": {"enabled": false, "direct_calls_only": false, "ignore_early_media": true,
                    "keep_caller_id": true, "require_keypress": true,
                    "rules": [{"number": "2", "enabled": false, "direct_calls_only": false,
                        "ignore_early_media": true, "keep_caller_id": true, "require_keypress": true}]}}})
    );
}

#[test]
fn groups_and_phones_show_the_defaults_of_crossbar() {
    let name = fields(json!({"name": "x"}));
    assert_eq!(
        Value::Object(of(Kind::Group).crossbar_document(name.clone())),
        json!({"name": "x", "endpoints": {}, "music_on_hold": {}})
    );
    assert_eq!(
        Value::Object(of(Kind::Phone).crossbar_document(name.clone())),
        json!({"name": "x", "enabled": true, "call_restriction": {}, "contact_list": {}, "exclude_from_queues": false,
            "music_on_hold": {}, "mwi_unsolicited_updates": true, "register_overwrite_notify": false, "ringtones": {},
            "sip": {"expire_seconds": 300, "invite_format": "contact", "method": "password"},
            "suppress_unregister_notifications": false})
    );
}

#[test]
fn the_defaults_that_crossbar_shows_are_valid() {
    for (kind, least) in [
        (
            Kind::Account,
            json!({"name": "Acme", "realm": "acme.example"}),
        ),
        (
            Kind::User,
            json!({"call_forward": {}, "metaflows": {}, "call_failover": {}}),
        ),
        (Kind::Group, json!({"name": "x"})),
        (Kind::Phone, json!({"name": "x"})),
    ] {
        of(kind)
            .validate(&of(kind).crossbar_document(fields(least)))
            .unwrap();
    }
}

#[test]
fn a_person_who_does_not_see_a_field_does_not_lose_it_by_writing_the_document_back() {
    let user = of(Kind::User);
    let stored = fields(
        json!({"first_name": "Anna", "flags": ["a"], "custom": 1, "role": "user",
        "hotdesk": {"id": "7", "pin": "1234", "enabled": true}}),
    );
    let mut seen = user.crossbar_document(stored.clone());
    user.hide(&mut seen, Role::User);
    assert!(!seen.contains_key("custom") && !seen.contains_key("flags"));
    assert_eq!(seen["hotdesk"].get("pin"), None);
    seen.retain(|key, _| stored.contains_key(key));
    seen["first_name"] = "Berta".into();
    seen["hotdesk"] = json!({"id": "7", "enabled": true});
    let kept = user.crossbar_replaced(&stored, seen, Role::User);
    let mut wanted = stored;
    wanted["first_name"] = "Berta".into();
    assert_eq!(kept, wanted);
}

#[test]
fn a_language_that_is_none_here_is_kept_for_crossbar_clients_alone() {
    let user = of(Kind::User);
    for (language, aside) in [("en-US", false), ("auto", true), ("en_us", true)] {
        let sent = fields(json!({ "language": language }));
        let kept = user.crossbar_replaced(&Fields::new(), sent.clone(), Role::Admin);
        assert_eq!(kept.contains_key("crossbar"), aside, "{language}");
        user.validate(&kept).unwrap();
        assert_eq!(user.crossbar_document(kept.clone())["language"], language);
    }
    let odd = user.crossbar_replaced(&Fields::new(), fields(json!({"language": 7})), Role::Admin);
    assert_eq!(user.validate(&odd).unwrap_err()[0].rule, "type");
}
