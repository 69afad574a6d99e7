//! The documented fields of Kazoo's accounts, users, groups and devices: limits, lists and nested shapes.

use super::*;

fn each_broken(cases: &[(Value, &str, &str)]) {
    for (document, path, rule) in cases {
        let found = rules(Kind::User, document.clone());
        let wanted = (path.to_string(), rule.to_string());
        assert!(found.contains(&wanted), "{document}: {found:?}");
    }
}

#[test]
fn documented_lists_of_values_are_kept() {
    each_broken(&[
        (
            json!({"caller_id_options": {"outbound_privacy": "some"}}),
            "/caller_id_options/outbound_privacy",
            "enum",
        ),
        (
            json!({"call_restriction": {"tollfree": {"action": "allow"}}}),
            "/call_restriction/tollfree/action",
            "enum",
        ),
        (
            json!({"call_restriction": {"tollfree": "deny"}}),
            "/call_restriction/tollfree",
            "type",
        ),
        (
            json!({"media": {"audio": {"codecs": ["PCMU", "MP3"]}}}),
            "/media/audio/codecs/1",
            "enum",
        ),
        (
            json!({"media": {"bypass_media": "never"}}),
            "/media/bypass_media",
            "enum",
        ),
        (
            json!({"profile": {"addresses": [{"types": ["moon"]}]}}),
            "/profile/addresses/0/types/0",
            "enum",
        ),
        (
            json!({"formatters": {"to": [{"direction": "up"}]}}),
            "/formatters/to",
            "oneOf",
        ),
    ]);
}

#[test]
fn documented_limits_are_kept() {
    let recorded = |parameters: Value| json!({"call_recording": {"any": {"any": parameters}}});
    let emergency = |address: Value| json!({"addresses": {"emergency": address}});
    let number = json!({"caller_id": {"external": {"number": "1".repeat(36)}}});
    let schedule = json!({"voicemail": {"notify": {"callback": {"schedule": [1, "x"]}}}});
    each_broken(&[
        (number, "/caller_id/external/number", "maxLength"),
        (
            json!({"hotdesk": {"pin": "123"}}),
            "/hotdesk/pin",
            "minLength",
        ),
        (
            json!({"hotdesk": {"id": "1".repeat(16)}}),
            "/hotdesk/id",
            "maxLength",
        ),
        (
            json!({"music_on_hold": {"media_id": "x".repeat(129)}}),
            "/music_on_hold/media_id",
            "maxLength",
        ),
        (
            json!({"ringtones": {"internal": "x".repeat(257)}}),
            "/ringtones/internal",
            "maxLength",
        ),
        (json!({"email": "a@"}), "/email", "minLength"),
        (json!({"email": "nonsense"}), "/email", "wrong_format"),
        (schedule, "/voicemail/notify/callback/schedule/1", "type"),
        (
            recorded(json!({"time_limit": 4})),
            "/call_recording/any/any/time_limit",
            "minimum",
        ),
        (
            recorded(json!({"url": "nowhere at all"})),
            "/call_recording/any/any/url",
            "wrong_format",
        ),
        (
            emergency(json!({"callback_cid_number": "1"})),
            "/addresses/emergency/callback_cid_number",
            "minLength",
        ),
        (
            emergency(json!({})),
            "/addresses/emergency/postal_code",
            "required",
        ),
    ]);
}

#[test]
fn keys_that_kazoo_refuses_are_refused_one_by_one_and_others_are_kept() {
    let account = |more: Value| {
        let mut account = json!({"name": "Acme", "realm": "acme.example"});
        account.as_object_mut().unwrap().extend(fields(more));
        account
    };
    for (more, path) in [
        (json!({"preflow": {"never": 1}}), "/preflow/never"),
        (
            json!({"call_recording": {"user": {}}}),
            "/call_recording/user",
        ),
        (
            json!({"call_recording": {"account": {"any": {"any": {"x": 1}}}}}),
            "/call_recording/account/any/any/x",
        ),
        (
            json!({"metaflows": {"numbers": {"a": {"module": "x"}}}}),
            "/metaflows/numbers/a",
        ),
    ] {
        broken(Kind::Account, account(more), path, "additionalProperties");
    }
    let kept = json!({"call_forward": {"x": 1}, "caller_id": {"x": {"y": []}}, "ui_metadata": {"ui": "monster-ui"},
        "smartpbx": {"x": {"enabled": true}}, "zones": {"home": "z"}, "formatters": {"not-matched": 1}});
    assert_eq!(rules(Kind::Account, account(kept)), []);
}

#[test]
fn addresses_of_the_documentation_are_accepted() {
    for email in [
        "user1@account_realm.com",
        "email@example.com",
        "a@b",
        "ünï@exämple.com",
    ] {
        assert_eq!(rules(Kind::User, json!({ "email": email })), [], "{email}");
    }
    for email in ["a@b@c", "@ab", "abc@", "a b@c", "a@b\nc"] {
        broken(
            Kind::User,
            json!({ "email": email }),
            "/email",
            "wrong_format",
        );
    }
}

#[test]
fn metaflows_may_be_nested_without_a_limit_of_their_own_and_each_step_names_its_module() {
    let nested = |depth: usize, last: Value| {
        let chain = (0..depth).fold(
            last,
            |next, _| json!({"module": "m", "data": {}, "children": {"_": next}}),
        );
        json!({"metaflows": {"numbers": {"1": chain}, "patterns": {"^a": {"module": "x"}}}})
    };
    assert_eq!(rules(Kind::User, nested(28, json!({"module": "end"}))), []);
    for (step, path, rule) in [
        (json!({}), "/module", "required"),
        (json!({"module": ""}), "/module", "minLength"),
        (json!({"module": "x".repeat(65)}), "/module", "maxLength"),
        (json!({"module": 7}), "/module", "type"),
        (json!({"module": "x", "data": []}), "/data", "type"),
        (json!({"module": "x", "children": []}), "/children", "type"),
        (json!([]), "", "type"),
    ] {
        let at = format!("/metaflows/numbers/1{}{path}", "/children/_".repeat(20));
        broken(
            Kind::Phone,
            {
                let mut phone = nested(20, step);
                phone["name"] = "x".into();
                phone
            },
            &at,
            rule,
        );
    }
}

#[test]
fn every_time_zone_of_the_database_is_one_and_nothing_else() {
    let account = |zone: &str| json!({"name": "Acme", "realm": "acme.example", "timezone": zone});
    for zone in chrono_tz::TZ_VARIANTS {
        assert_eq!(rules(Kind::Account, account(zone.name())), [], "{zone}");
    }
    for zone in ["inherit", "Mars/Olympus", "utc+1", ""] {
        assert_ne!(rules(Kind::Account, account(zone)), [], "{zone}");
    }
}

#[test]
fn text_is_coerced_inside_every_nested_shape() {
    let mut user = fields(json!({
        "media": {"bypass_media": "true", "progress_timeout": "30", "fax_option": "false"},
        "formatters": {"to": {"strip": "true"}, "from": [{"strip": "false", "value": "true"}]},
        "call_recording": {"any": {"any": {"time_limit": "600", "format": "mp3"}}},
        "voicemail": {"notify": {"callback": {"schedule": ["1", "2"]}}},
        "call_forward": {"enabled": "true", "number": "5", "selective": {"rules": [{"enabled": "true"}]}},
        "ui_metadata": "true", "custom": "5"}));
    of(Kind::User).coerce(&mut user);
    assert_eq!(
        Value::Object(user.clone()),
        json!({
            "media": {"bypass_media": true, "progress_timeout": 30, "fax_option": false},
            "formatters": {"to": {"strip": true}, "from": [{"strip": false, "value": "true"}]},
            "call_recording": {"any": {"any": {"time_limit": 600, "format": "mp3"}}},
            "voicemail": {"notify": {"callback": {"schedule": [1, 2]}}},
            "call_forward": {"enabled": true, "number": "5", "selective": {"rules": [{"enabled": true}]}},
            "ui_metadata": "true", "custom": "5"})
    );
    of(Kind::User).validate(&user).unwrap();
    let mut account = fields(
        json!({"topup": {"threshold": "1.5", "amount": "5"}, "media": {"bypass_media": "auto"}}),
    );
    of(Kind::Account).coerce(&mut account);
    assert_eq!(account["topup"], json!({"threshold": 1.5, "amount": 5}));
    assert_eq!(account["media"], json!({"bypass_media": "auto"}));
}

#[test]
fn phones_have_the_documented_fields_of_a_device() {
    let phone = json!({"name": "Desk", "mac_address": "00-15-65-aa-bb-cc", "owner_id": "0".repeat(32),
        "sip": {"username": "user_1", "password": "secret", "method": "password", "expire_seconds": 300},
        "provision": {"endpoint_brand": "yealink", "combo_keys": {"1": {"type": "presence"}}},
        "outbound_flags": ["fax"], "suppress_unregister_notifications": true});
    assert_eq!(rules(Kind::Phone, phone), []);
    broken(Kind::Phone, json!({}), "/name", "required");
    broken(
        Kind::Phone,
        json!({"name": "x", "mac_address": "00:15-65:aa:bb:cc"}),
        "/mac_address",
        "pattern",
    );
    broken(
        Kind::Phone,
        json!({"name": "x", "sip": {"method": "magic"}}),
        "/sip/method",
        "enum",
    );
    broken(
        Kind::Phone,
        json!({"name": "x", "sip": {"password": "1234"}}),
        "/sip/password",
        "minLength",
    );
}

#[test]
fn a_queue_names_nobody_twice_and_ranks_its_agents_from_1_to_100() {
    let (one, two) = ("0".repeat(32), "1".repeat(32));
    let queue =
        |agents: Value| json!({"name": "Sales", "extension_number": "8000", "agents": agents});
    let good =
        queue(json!([{"user_id": one, "skill_level": 100, "status": "READY"}, {"user_id": two}]));
    assert_eq!(rules(Kind::CallQueue, good), []);
    let twice = queue(json!([{"user_id": one}, {"user_id": one}]));
    broken(Kind::CallQueue, twice, "/agents/1/user_id", "uniqueItems");
    let skill = queue(json!([{"user_id": one, "skill_level": 101}]));
    broken(Kind::CallQueue, skill, "/agents/0/skill_level", "maximum");
    let short = json!({"name": "Sales", "extension_number": "80"});
    broken(Kind::RingGroup, short, "/extension_number", "pattern");
}

#[test]
fn a_speed_dial_has_a_code_of_one_of_the_two_tables_and_a_number_that_can_be_dialled() {
    let dial = |code: &str, number: &str| json!({"owner_id": "0".repeat(32), "code": code, "phone_number": number});
    for code in ["2", "9", "00", "99"] {
        assert_eq!(rules(Kind::SpeedDial, dial(code, "+49 30 1")), []);
    }
    for code in ["", "1", "100", "a"] {
        broken(Kind::SpeedDial, dial(code, "1"), "/code", "pattern");
    }
    let word = dial("2", "office");
    broken(Kind::SpeedDial, word, "/phone_number", "dial_number");
}

#[test]
fn only_a_holiday_that_a_portsip_client_wrote_may_be_without_days() {
    let bare = json!({"name": "Feast", "portsip": {"region": "DEU", "consecutive": true}});
    assert_eq!(rules(Kind::Holiday, bare), []);
    let half = json!({"name": "Feast", "from_date": "2026-12-24", "portsip": {}});
    broken(Kind::Holiday, half, "/to_date", "required");
    let none = rules(Kind::Holiday, json!({"name": "Feast"}));
    let paths: Vec<_> = none.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(paths, ["/from_date", "/to_date"]);
    let day = |from: &str, to: &str| json!({"name": "Feast", "from_date": "2026-12-24", "to_date": "2026-12-24", "from_time": from, "to_time": to});
    assert_eq!(rules(Kind::Holiday, day("12:00", "24:00")), []);
    broken(
        Kind::Holiday,
        day("12:00", "12:00"),
        "/to_time",
        "after_from",
    );
}
