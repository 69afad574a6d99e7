//! The rules of the documents: what each complaint says, what is coerced and what is filled in.

use crate::client::{Answer, id};
use crate::world::{Tenant, at, tenant};
use serde_json::{Value, json};

/// A document with one value at a dotted path.
fn only(path: &str, value: Value) -> Value {
    path.rsplit('.')
        .fold(value, |value, name| json!({ name: value }))
}

fn message(rule: &str, target: &Value) -> Option<String> {
    Some(match rule {
        "required" => "Field is required but missing".to_owned(),
        "minLength" => format!("String must be at least {target} characters"),
        "maxLength" => format!("String must not be more than {target} characters"),
        "enum" => "Value not found in enumerated list of values".to_owned(),
        "pattern" => format!(
            "Failed to match pattern '{}'",
            target.as_str().unwrap_or_default()
        ),
        "minimum" => format!("Value must be at least {target}"),
        "maximum" => format!("Value must be at most {target}"),
        _ => return None,
    })
}

/// Every case is refused as it says, and the document stays what it was. A case holds the field, a value, the rule, and
/// the rule's target where it is the same in every generation. `{"x": 36}` is a text of that length.
#[track_caller]
fn refuses(tenant: &Tenant, kind: &str, path: &str) {
    let rules: Value = serde_json::from_str(include_str!("fixtures/rules.json")).unwrap();
    let path = tenant.path(path);
    let before = tenant.root.get(&path).ok();
    let mut wrong = Vec::new();
    for case in rules[kind].as_array().unwrap() {
        let (field, rule) = (case[0].as_str().unwrap(), case[2].as_str().unwrap());
        let value = match case[1]["x"].as_u64() {
            Some(length) => json!("x".repeat(length as usize)),
            None => case[1].clone(),
        };
        let answer = tenant.root.patch(&path, only(field, value.clone()));
        if let Err(found) = complains(&answer, field, &value, rule, &case[3]) {
            wrong.push(format!("{field}: {rule}: {value}: {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
    assert_eq!(tenant.root.get(&path).ok(), before);
}

fn complains(
    answer: &Answer,
    field: &str,
    value: &Value,
    rule: &str,
    target: &Value,
) -> Result<(), String> {
    let all = &answer.body["data"];
    // A rule about an item of a list is reported at the item.
    let (name, value) = match value.as_array().filter(|_| rule != "type") {
        Some(items) => (format!("{field}.0"), &items[0]),
        None => (field.to_owned(), value),
    };
    let rules = match all.get(&name) {
        Some(rules) => rules,
        None => &all[name.replace('.', "%2E")],
    };
    let found = &rules[rule];
    let wrong = || Err(format!("{} {all}", answer.status));
    if answer.status != 400 || !found.is_object() || answer.body["message"] != "validation error" {
        return wrong();
    }
    if message(rule, &found["target"]).is_some_and(|text| found["message"] != text) {
        return wrong();
    }
    if !target.is_null() && &found["target"] != target {
        return wrong();
    }
    if found["value"] != *value {
        return wrong();
    }
    Ok(())
}

#[test]
fn the_rules_of_a_user_are_named_with_their_target_and_the_value() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    refuses(&tenant, "users", &format!("users/{user}"));
}

#[test]
fn the_rules_of_an_account_are_named_with_their_target_and_the_value() {
    refuses(&tenant(), "accounts", "");
}

#[test]
fn the_rules_of_groups_and_devices_are_named_with_their_target_and_the_value() {
    let tenant = tenant();
    let group = id(&tenant.group(json!({})));
    refuses(&tenant, "groups", &format!("groups/{group}"));
    let device = id(&tenant.device(json!({})));
    refuses(&tenant, "devices", &format!("devices/{device}"));
}

#[test]
fn a_pattern_is_shown_as_the_schema_has_it() {
    let tenant = tenant();
    let user = tenant.path("users");
    let data = json!({ "first_name": "A", "last_name": "B", "username": "a b", "password": "long enough 1" });
    let rule = tenant.root.put(&user, data).invalid("username", "pattern");
    assert_eq!(
        (&rule["target"], &rule["value"]),
        (&json!(r"^([+@.\w_-]+)$"), &json!("a b"))
    );
    let rule = tenant
        .root
        .patch(&tenant.path(""), json!({ "realm": "a/b.example" }))
        .invalid("realm", "pattern");
    assert!(rule["target"].is_string(), "{rule}");
}

#[test]
fn several_fields_and_rules_are_reported_together() {
    let tenant = tenant();
    let bad = json!({ "first_name": "", "email": "x", "priv_level": "boss", "hotdesk": { "id": "1234567890123456" } });
    let data = tenant
        .root
        .put(&tenant.path("users"), bad)
        .refused(400, "validation error");
    for (field, rule) in [
        ("first_name", "minLength"),
        ("last_name", "required"),
        ("email", "minLength"),
        ("priv_level", "enum"),
        ("hotdesk.id", "maxLength"),
    ] {
        assert!(
            data[field][rule]["message"].is_string(),
            "{field} {rule}: {data}"
        );
    }
    assert_eq!(data["last_name"]["required"]["value"], "last_name");
    assert_eq!(tenant.root.ids(&tenant.path("users")).len(), 0);
}

#[test]
fn what_must_be_there_is_required() {
    let tenant = tenant();
    for (path, field) in [
        ("users", "first_name"),
        ("users", "last_name"),
        ("groups", "name"),
        ("devices", "name"),
        ("", "name"),
    ] {
        let rule = tenant
            .root
            .put(&tenant.path(path), json!({}))
            .invalid(field, "required");
        assert_eq!(rule["value"], field, "{path}");
        assert_eq!(rule["message"], "Field is required but missing");
    }
    let user = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    tenant
        .root
        .patch(&user, json!({ "first_name": null }))
        .invalid("first_name", "required");
    tenant
        .root
        .post(&user, json!({ "first_name": "A" }))
        .invalid("last_name", "required");
}

#[test]
fn an_emergency_address_needs_its_parts() {
    let tenant = tenant();
    let user = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    let some = json!({ "addresses": { "emergency": { "country": "US" } } });
    let data = tenant
        .root
        .patch(&user, some)
        .refused(400, "validation error");
    for part in [
        "house_number",
        "locality",
        "name",
        "postal_code",
        "region",
        "street",
    ] {
        let dotted = format!("addresses.emergency.{part}");
        let rule = data
            .get(&dotted)
            .or_else(|| data.get(dotted.replace('.', "%2E")))
            .unwrap_or(&Value::Null);
        assert!(rule["required"].is_object(), "{part}: {data}");
    }
    let all = json!({ "addresses": { "emergency": {
        "country": "US", "house_number": 123, "locality": "New York", "name": "Joe", "postal_code": "10027-0401",
        "region": "New York", "street": "Broadway", "floor": 4,
    } } });
    assert_eq!(
        at(
            &tenant.root.patch(&user, all).ok(),
            "addresses.emergency.floor"
        ),
        &json!(4)
    );
}

#[test]
fn a_metaflow_needs_its_module_at_every_depth() {
    let tenant = tenant();
    let user = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    let flow = |child: Value| json!({ "metaflows": { "numbers": { "1": { "module": "hold", "children": { "2": child } } } } });
    let answer = tenant.root.patch(&user, flow(json!({ "data": {} })));
    answer.invalid("metaflows.numbers.1.children.2.module", "required");
    let good = tenant
        .root
        .patch(
            &user,
            flow(json!({ "module": "tone", "data": { "x": 1.0 } })),
        )
        .ok();
    assert_eq!(at(&good, "metaflows.numbers.1.children.2.module"), "tone");
}

#[test]
fn closed_objects_take_only_what_they_know() {
    let tenant = tenant();
    let user = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    let account = tenant.path("");
    for (path, bad) in [
        (&user, json!({ "call_recording": { "bogus": {} } })),
        (
            &user,
            json!({ "call_recording": { "any": { "any": { "bogus": 1 } } } }),
        ),
        (&account, json!({ "preflow": { "bogus": 1 } })),
        (&account, json!({ "call_recording": { "bogus": 1 } })),
    ] {
        let data = tenant
            .root
            .patch(path, bad.clone())
            .refused(400, "validation error");
        let named = data.as_object().unwrap().values().any(|rules| {
            rules["additionalProperties"]["message"]
                == "Strict checking of data is enabled; only include schema-defined properties"
        });
        assert!(named, "{bad}: {data}");
    }
}

#[test]
fn text_that_means_another_type_becomes_it() {
    let tenant = tenant();
    let user = tenant.user(json!({
        "enabled": "false", "hotdesk": { "enabled": "true" }, "vm_to_email_enabled": "false",
        "media": { "progress_timeout": "5" }, "call_recording": { "any": { "any": { "time_limit": "60" } } },
    }));
    for (path, value) in [
        ("enabled", json!(false)),
        ("hotdesk.enabled", json!(true)),
        ("vm_to_email_enabled", json!(false)),
        ("media.progress_timeout", json!(5)),
        ("call_recording.any.any.time_limit", json!(60)),
    ] {
        assert_eq!(at(&user, path), &value, "{path}");
    }
    let account = tenant
        .root
        .patch(&tenant.path(""), json!({ "topup": { "threshold": "1.5" } }))
        .ok();
    assert_eq!(account["topup"]["threshold"], 1.5);
    // A key that nobody knows keeps its text.
    let other = tenant.user(json!({ "custom": { "enabled": "true", "n": "5" } }));
    assert_eq!(other["custom"], json!({ "enabled": "true", "n": "5" }));
}

#[test]
fn defaults_fill_what_is_missing_at_any_depth() {
    let tenant = tenant();
    let user = tenant.user(json!({ "call_forward": { "enabled": true, "number": "100" } }));
    for (key, value) in [
        ("direct_calls_only", false),
        ("failover", false),
        ("ignore_early_media", true),
        ("keep_caller_id", true),
        ("require_keypress", true),
        ("substitute", true),
    ] {
        assert_eq!(user["call_forward"][key], value, "{key}");
    }
    let plain = tenant.user(json!({}));
    assert_eq!(
        plain["hotdesk"],
        json!({ "enabled": false, "keep_logged_in_elsewhere": false, "require_pin": false })
    );
    let device = tenant.device(json!({}));
    for (path, value) in [
        ("enabled", json!(true)),
        ("exclude_from_queues", json!(false)),
        ("mwi_unsolicited_updates", json!(true)),
        ("register_overwrite_notify", json!(false)),
        ("suppress_unregister_notifications", json!(false)),
        ("sip.expire_seconds", json!(300)),
        ("sip.invite_format", json!("contact")),
        ("sip.method", json!("password")),
        ("call_restriction", json!({})),
        ("contact_list", json!({})),
        ("music_on_hold", json!({})),
        ("ringtones", json!({})),
    ] {
        assert_eq!(at(&device, path), &value, "{path}");
    }
    let group = tenant.group(json!({}));
    assert_eq!(
        (&group["endpoints"], &group["music_on_hold"]),
        (&json!({}), &json!({}))
    );
}

#[test]
fn secrets_are_in_no_answer_and_no_complaint() {
    let tenant = tenant();
    let users = tenant.path("users");
    let secret = "hush hush 7381";
    let data = json!({ "first_name": "A", "last_name": "B", "username": "hushed", "password": secret, "confirm_password": secret });
    let made = tenant.root.put(&users, data);
    assert!(!made.text().contains(secret), "{}", made.text());
    let made = made.made();
    for key in [
        "password",
        "confirm_password",
        "pvt_md5_auth",
        "credentials",
    ] {
        assert!(made.get(key).is_none(), "{key}");
    }
    let bad = json!({ "first_name": "", "username": "a b", "password": { "x": secret }, "hotdesk": { "pin": 7381 } });
    let refused = tenant.root.put(&users, bad);
    assert_eq!(refused.status, 400);
    assert!(!refused.text().contains("7381"), "{}", refused.text());
    for path in [
        users.clone(),
        format!("{users}/{}", id(&made)),
        format!("{users}?full_docs=true"),
    ] {
        assert!(!tenant.root.get(&path).text().contains(secret), "{path}");
    }
}

#[test]
fn every_zone_of_the_tz_database_is_taken_and_no_other() {
    let tenant = tenant();
    for zone in [
        "America/Los_Angeles",
        "Europe/Berlin",
        "Asia/Kolkata",
        "UTC",
        "America/Argentina/Buenos_Aires",
        "Etc/GMT+5",
        "US/Pacific",
    ] {
        assert_eq!(
            tenant
                .root
                .patch(&tenant.path(""), json!({ "timezone": zone }))
                .ok()["timezone"],
            zone
        );
    }
    for zone in ["Mars/Olympus", "PDT-7", "", "europe berlin"] {
        let data = tenant
            .root
            .patch(&tenant.path(""), json!({ "timezone": zone }))
            .refused(400, "validation error");
        assert!(data["timezone"].is_object(), "{zone}: {data}");
    }
}
