use super::*;
use crate::Record;
use serde_json::json;

mod crossbar;
mod telephony;

fn fields(value: Value) -> Fields {
    value.as_object().unwrap().clone()
}

fn of(kind: Kind) -> &'static Schema {
    schema(kind).unwrap()
}

const KINDS: [Kind; 16] = [
    Kind::Account,
    Kind::User,
    Kind::Holiday,
    Kind::Settings,
    Kind::Group,
    Kind::Phone,
    Kind::CallQueue,
    Kind::RingGroup,
    Kind::Contact,
    Kind::Greeting,
    Kind::SpeedDial,
    Kind::Call,
    Kind::Recording,
    Kind::Message,
    Kind::Meeting,
    Kind::Registration,
];

fn rules(kind: Kind, value: Value) -> Vec<(String, String)> {
    let found = of(kind).validate(&fields(value)).err().unwrap_or_default();
    found
        .into_iter()
        .map(|violation| (violation.path, violation.rule))
        .collect()
}

fn broken(kind: Kind, value: Value, path: &str, rule: &str) {
    assert_eq!(rules(kind, value), [(path.to_owned(), rule.to_owned())]);
}

fn walk(node: &Value, at: &str, visit: &mut dyn FnMut(&str, &Value)) {
    for keyword in ["properties", "patternProperties"] {
        let named = node.get(keyword).and_then(Value::as_object);
        for (key, inner) in named.into_iter().flatten() {
            let at = pointer::child(at, key);
            visit(&at, inner);
            walk(inner, &at, visit);
        }
    }
    let branches = node.get("oneOf").and_then(Value::as_array);
    let others = ["items", "additionalProperties"].map(|keyword| node.get(keyword));
    for inner in branches
        .into_iter()
        .flatten()
        .chain(others.into_iter().flatten())
    {
        if inner.is_object() {
            let at = pointer::child(at, "*");
            visit(&at, inner);
            walk(inner, &at, visit);
        }
    }
}

#[test]
fn every_kind_that_clients_write_has_a_schema_and_the_others_have_none() {
    for kind in Kind::ALL {
        assert_eq!(schema(*kind).is_none(), kind.is_private(), "{kind}");
    }
}

/// Where Kazoo refuses keys that it does not know.
const STRICT: [&str; 3] = ["/call_recording", "/preflow", "/metaflows/numbers"];

#[test]
fn every_property_says_what_it_is_and_keeps_unknown_keys_but_where_kazoo_does_not() {
    for kind in KINDS {
        walk(of(kind).document(), "", &mut |at, node| {
            for keyword in ["title", "description"] {
                let text = node.get(keyword).is_some_and(Value::is_string);
                assert!(text, "{kind}{at} has no {keyword}");
            }
            assert!(
                lookup::types(node).next().is_some(),
                "{kind}{at} has no type"
            );
            let strict =
                STRICT.iter().any(|place| at.ends_with(place)) || at.contains("/call_recording/");
            let refuses = node.get("additionalProperties") == Some(&json!(false));
            assert!(strict || !refuses, "{kind}{at}");
        });
        assert!(!of(kind).document().to_string().contains("$ref"), "{kind}");
    }
}

#[test]
fn every_extension_keyword_has_a_known_form() {
    for kind in KINDS {
        walk(of(kind).document(), "", &mut |at, node| {
            for (keyword, value) in node
                .as_object()
                .unwrap()
                .iter()
                .filter(|(key, _)| key.starts_with("x-"))
            {
                let text = value.as_str().unwrap_or_default();
                let known = match keyword.as_str() {
                    "x-merge" => {
                        ["atomic", "set", "map", "list", "secret", "server"].contains(&text)
                            || text
                                .strip_prefix("group:")
                                .is_some_and(|name| !name.is_empty())
                    }
                    "x-unique" => value.get("scope").is_some() && value.get("within").is_some(),
                    "x-secret" | "x-crossbar" => value.is_boolean(),
                    "x-crossbar-default" => true,
                    "x-shape" => !text.is_empty(),
                    "x-crossbar-aside" => value.is_array() || value == &json!(true),
                    "x-write" | "x-read" => value.as_array().is_some_and(|roles| {
                        roles
                            .iter()
                            .all(|role| ["admin", "user"].map(Value::from).contains(role))
                    }),
                    _ => false,
                };
                assert!(known, "{kind}{at} {keyword} {value}");
            }
        });
    }
}

#[test]
fn the_defaults_of_every_kind_are_valid_and_filling_them_twice_changes_nothing() {
    let least = [
        (
            Kind::Account,
            json!({"name": "Acme", "realm": "acme.example"}),
        ),
        (
            Kind::User,
            json!({"do_not_disturb": {}, "forwarding": {"exceptions": [
            {"id": "0".repeat(32), "caller_mask": "*", "action": "ring"}]}}),
        ),
        (
            Kind::Holiday,
            json!({"name": "Feast", "from_date": "2026-12-24", "to_date": "2026-12-26"}),
        ),
    ];
    for (kind, document) in least {
        let mut document = fields(document);
        of(kind).apply_defaults(&mut document);
        of(kind).validate(&document).unwrap();
        let once = document.clone();
        of(kind).apply_defaults(&mut document);
        assert_eq!(document, once);
    }
}

#[test]
fn defaults_fill_what_is_absent_and_also_inside_objects_and_lists_that_are_there() {
    let mut user = fields(json!({"enabled": false, "do_not_disturb": {"since": 1},
        "forwarding": {"exceptions": [{"caller_mask": "1"}]}}));
    of(Kind::User).apply_defaults(&mut user);
    assert_eq!(
        Value::Object(user),
        json!({"enabled": false, "do_not_disturb": {"since": 1, "enabled": false},
            "forwarding": {"exceptions": [{"caller_mask": "1", "applies": "all_hours", "enabled": true}]},
            "role": "user", "presence": "available"})
    );
}

#[test]
fn a_field_that_breaks_a_rule_is_reported_where_it_stands() {
    let account = |key: &str, value: Value| {
        let mut account = json!({"name": "Acme", "realm": "acme.example"});
        account[key] = value;
        account
    };
    for (key, value, rule) in [
        ("name", json!(""), "minLength"),
        ("name", json!("x".repeat(129)), "maxLength"),
        ("name", json!(1), "type"),
        ("realm", json!("a b.example"), "pattern"),
        ("realm", json!("acme/example"), "pattern"),
        ("realm", json!("größe.example"), "pattern"),
        ("timezone", json!("Europe/Atlantis"), "wrong_format"),
        ("language", json!("english please"), "pattern"),
        ("enabled", json!("yes"), "type"),
    ] {
        let found = rules(Kind::Account, account(key, value.clone()));
        assert!(
            found.contains(&(format!("/{key}"), rule.to_owned())),
            "{key} {value}: {found:?}"
        );
    }
    broken(Kind::Account, json!({"name": "Acme"}), "/realm", "required");
    broken(
        Kind::User,
        json!({"email": "anna"}),
        "/email",
        "wrong_format",
    );
    broken(
        Kind::User,
        json!({"extension_number": "1"}),
        "/extension_number",
        "pattern",
    );
    broken(Kind::User, json!({"presence": "busy"}), "/presence", "enum");
    broken(
        Kind::User,
        json!({"username": "a b"}),
        "/username",
        "pattern",
    );
}

#[test]
fn forwarding_rules_that_contradict_themselves_are_refused() {
    let forwarding = |value: Value| json!({"forwarding": value});
    let hours = |action: Value| forwarding(json!({"available": {"office_hours": action}}));
    let at = "/forwarding/available/office_hours";
    broken(
        Kind::User,
        hours(json!({"action": "forward_to_number"})),
        &format!("{at}/number"),
        "required",
    );
    broken(
        Kind::User,
        hours(json!({"action": "ring", "number": "100"})),
        &format!("{at}/number"),
        "number_without_forward",
    );
    broken(
        Kind::User,
        hours(json!({})),
        &format!("{at}/action"),
        "required",
    );
    broken(
        Kind::User,
        forwarding(json!({"lunch": {"office_hours": {"action": "ring"}}})),
        "/forwarding/lunch/office_hours/action",
        "enum",
    );
    broken(
        Kind::User,
        forwarding(json!({"busy": {"no_answer": {"action": "hang_up", "timeout_s": 4}}})),
        "/forwarding/busy/no_answer/timeout_s",
        "minimum",
    );
}

#[test]
fn exceptions_have_an_id_a_mask_and_the_hours_they_speak_of() {
    let id = "0".repeat(32);
    let exception = |more: Value| {
        let mut exception = json!({"id": id, "caller_mask": "030*", "action": "hang_up"});
        exception.as_object_mut().unwrap().extend(fields(more));
        json!({"forwarding": {"exceptions": [exception]}})
    };
    let at = "/forwarding/exceptions/0";
    broken(
        Kind::User,
        exception(json!({"applies": "specific_hours"})),
        &format!("{at}/hours"),
        "required",
    );
    broken(
        Kind::User,
        exception(json!({"caller_mask": "anna"})),
        &format!("{at}/caller_mask"),
        "pattern",
    );
    broken(
        Kind::User,
        exception(json!({"caller_mask": "( )"})),
        &format!("{at}/caller_mask"),
        "pattern",
    );
    broken(
        Kind::User,
        exception(json!({"id": "7"})),
        &format!("{at}/id"),
        "pattern",
    );
    broken(
        Kind::User,
        json!({"forwarding": {"exceptions": [
            {"id": id, "caller_mask": "1", "action": "ring"}, {"id": id, "caller_mask": "2", "action": "ring"}]}}),
        "/forwarding/exceptions/1/id",
        "unique_id",
    );
}

#[test]
fn hours_end_after_they_start_and_a_week_of_ones_own_is_there() {
    let week = |from: &str, to: &str| json!({"monday": {"enabled": true, "ranges": [{"from": from, "to": to}]}});
    let account =
        |week: Value| json!({"name": "Acme", "realm": "acme.example", "office_hours": week});
    let to = "/office_hours/monday/ranges/0/to";
    broken(
        Kind::Account,
        account(week("09:00", "09:00")),
        to,
        "after_from",
    );
    broken(
        Kind::Account,
        account(week("22:00", "06:00")),
        to,
        "after_from",
    );
    broken(
        Kind::Account,
        account(week("09:00", "24:01")),
        to,
        "pattern",
    );
    assert_eq!(rules(Kind::Account, account(week("00:00", "24:00"))), []);
    broken(
        Kind::User,
        json!({"office_hours": {"mode": "custom"}}),
        "/office_hours/week",
        "required",
    );
    broken(
        Kind::User,
        json!({"office_hours": {"mode": "custom", "week": week("9:00", "09:30")}}),
        "/office_hours/week/monday/ranges/0/from",
        "pattern",
    );
}

#[test]
fn a_holiday_ends_on_a_day_of_the_calendar_not_before_it_starts() {
    let holiday = |from: &str, to: &str| json!({"name": "Feast", "from_date": from, "to_date": to});
    broken(
        Kind::Holiday,
        holiday("2026-12-26", "2026-12-24"),
        "/to_date",
        "after_from",
    );
    broken(
        Kind::Holiday,
        holiday("2026-02-29", "2026-03-01"),
        "/from_date",
        "wrong_format",
    );
    assert_eq!(
        rules(Kind::Holiday, holiday("2026-12-24", "2026-12-24")),
        []
    );
}

#[test]
fn violations_are_sorted_and_never_repeat_a_value() {
    let secret = "hunter2-".repeat(40);
    let user = fields(
        json!({"sip_secret": secret, "email": "hunter2", "role": "hunter2", "first_name": 7,
        "timezone": "hunter2", "extension_number": "hunter2", "forwarding": "hunter2"}),
    );
    let found = of(Kind::User).validate(&user).unwrap_err();
    assert_eq!(found.len(), 7, "{found:?}");
    assert!(found.is_sorted_by_key(|violation| violation.path.clone()));
    for violation in found {
        assert!(!violation.detail.contains("hunter2"), "{violation:?}");
        assert!(violation.detail.ends_with('.'), "{violation:?}");
    }
}

#[test]
fn the_text_of_a_form_becomes_the_type_that_the_schema_wants() {
    let mut user = fields(
        json!({"enabled": "true", "first_name": "true", "custom": "1",
        "forwarding": {"busy": {"no_answer": {"action": "hang_up", "timeout_s": " 30 "}},
                       "exceptions": [{"enabled": "false"}]}, "do_not_disturb": {"enabled": "maybe"}}),
    );
    of(Kind::User).coerce(&mut user);
    assert_eq!(
        Value::Object(user),
        json!({"enabled": true, "first_name": "true", "custom": "1",
            "forwarding": {"busy": {"no_answer": {"action": "hang_up", "timeout_s": 30}},
                           "exceptions": [{"enabled": false}]}, "do_not_disturb": {"enabled": "maybe"}})
    );
}

#[test]
fn claims_are_read_from_the_schemas() {
    let names = |kind: Kind| -> Vec<(&str, &str, Within)> {
        of(kind)
            .unique()
            .iter()
            .map(|u| (u.pointer.as_str(), u.scope.as_str(), u.within))
            .collect()
    };
    assert_eq!(
        names(Kind::Account),
        [
            ("/name", "account.name", Within::Domain),
            ("/realm", "account.realm", Within::Domain)
        ]
    );
    assert_eq!(
        names(Kind::User),
        [
            ("/username", "user.username", Within::Account),
            ("/extension_number", "extension", Within::Account),
            ("/hotdesk/id", "hotdesk.id", Within::Account)
        ]
    );
    assert_eq!(names(Kind::Holiday), []);
}

#[test]
fn redaction_takes_out_secrets_and_nothing_else() {
    let mut user =
        fields(json!({"first_name": "Anna", "sip_secret": "s", "custom": {"sip_secret": "kept"}}));
    of(Kind::User).redact(&mut user);
    assert_eq!(
        Value::Object(user),
        json!({"first_name": "Anna", "custom": {"sip_secret": "kept"}})
    );
}

#[test]
fn redaction_reaches_secrets_inside_objects_and_lists() {
    let node =
        json!({"properties": {"list": {"items": {"properties": {"pin": {"x-secret": true}}}}}});
    let mut document = fields(json!({"list": [{"pin": 1, "name": "a"}, 2]}));
    lookup::redact_fields(&node, &mut document);
    assert_eq!(Value::Object(document), json!({"list": [{"name": "a"}, 2]}));
}

#[test]
fn a_user_writes_his_own_contact_fields_and_not_his_rights() {
    let user = |pointer: &str| of(Kind::User).may_write(pointer, Role::User);
    for pointer in [
        "/first_name",
        "/email",
        "/presence",
        "/do_not_disturb",
        "/do_not_disturb/enabled",
        "/forwarding",
        "/forwarding/available/office_hours/number",
        "/forwarding/exceptions/0/anything",
        "/office_hours/week",
    ] {
        assert!(user(pointer), "{pointer}");
    }
    for pointer in [
        "",
        "/",
        "/username",
        "/extension_number",
        "/role",
        "/enabled",
        "/sip_secret",
        "/custom",
        "/custom/forwarding",
        "no pointer",
        "/role/x",
    ] {
        assert!(!user(pointer), "{pointer}");
    }
}

#[test]
fn an_administrator_writes_everything_but_what_the_engine_computes() {
    let account = |pointer: &str| of(Kind::Account).may_write(pointer, Role::Admin);
    assert!(account("/name") && account("/custom/deep") && account("/office_hours/monday"));
    assert!(!account("/is_reseller") && !account("/is_reseller/x"));
    assert!(of(Kind::Group).may_write("", Role::Admin));
    assert!(!of(Kind::User).may_write("/role_name", Role::Admin));
    assert!(!of(Kind::Account).may_write("/name", Role::User));
}

#[test]
fn an_object_is_writable_only_with_the_right_to_each_field_inside() {
    let node = json!({"properties": {"card": {"x-write": ["admin", "user"], "properties": {
        "phone": {}, "grade": {"x-write": ["admin"]}}}}});
    let may = |path: &str| lookup::may_write(&node, &pointer::tokens(path).unwrap(), Role::User);
    assert!(may("/card/phone"));
    assert!(!may("/card/grade"));
    assert!(!may("/card"));
}

#[test]
fn merge_classes_are_read_from_the_schemas() {
    let user = |pointer: &str| of(Kind::User).merge_class(pointer);
    assert_eq!(user("/email"), MergeClass::Atomic);
    assert_eq!(user("/forwarding"), MergeClass::Map);
    assert_eq!(user("/forwarding/exceptions"), MergeClass::List);
    assert_eq!(
        user("/forwarding/exceptions/0/number"),
        MergeClass::Group("target")
    );
    assert_eq!(user("/flags"), MergeClass::Set);
    assert_eq!(user("/sip_secret"), MergeClass::Secret);
    assert_eq!(user("/custom"), MergeClass::Map);
    assert_eq!(
        of(Kind::Account).merge_class("/is_reseller"),
        MergeClass::Server
    );
}

/// The JSON library reads 1e400 and 1E+400 as 1e+400: no digit is lost, and from then on nothing changes.
#[test]
fn an_exponent_keeps_its_value_and_is_spelled_one_way() {
    for text in ["1e400", "1E400", "1E+400", "1e+400"] {
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(value.to_string(), "1e+400");
    }
}

#[test]
fn a_document_comes_back_byte_for_byte_after_everything_a_record_goes_through() {
    let text = "{\"zeta\":1.0,\"realm\":\"acme.example\",\"a\":1e+400,\"deep\":{\"é\":[0.1000,null,{\"ключ\":\"\u{1f4de}\"}],\
        \"b\":123456789012345678901234567890123456789012345678901234567890},\"name\":\"Acme\",\"enabled\":true,\
        \"office_hours\":{},\"minus\":-0.0,\"E\":1e-7,\"\":\"\"}";
    let mut document: Fields = serde_json::from_str(text).unwrap();
    let schema = of(Kind::Account);
    schema.apply_defaults(&mut document);
    schema.coerce(&mut document);
    schema.redact(&mut document);
    schema.validate(&document).unwrap();
    let edit = crate::Edit {
        path: "/name".into(),
        from: Some("Acme".into()),
        to: Some("Acme2".into()),
    };
    let merged = crate::merge(schema, &document, &[edit]).unwrap();
    let record = Record::new(
        Kind::Account,
        crate::Id::from_bytes([0; 16]),
        None,
        merged.fields,
        0,
    );
    let printed = serde_json::to_string(&record.fields).unwrap();
    assert_eq!(printed, text.replace("\"Acme\"", "\"Acme2\""));
}

#[test]
fn values_that_are_nested_too_deep_and_lists_that_are_too_long_are_refused_before_all_else() {
    let nested = |depth: usize| (0..depth).fold(json!(1), |inner, _| json!([inner]));
    assert_eq!(rules(Kind::User, json!({"custom": nested(64)})), []);
    broken(
        Kind::User,
        json!({"custom": nested(65), "email": 7}),
        "/custom",
        "depth",
    );
    let many = vec![json!(7); 201];
    broken(
        Kind::User,
        json!({"forwarding": {"exceptions": many}, "email": 7}),
        "/forwarding/exceptions",
        "maxItems",
    );
    let days = json!({"monday": {"enabled": true, "ranges": vec![json!(7); 25]}});
    let exceptions = json!({"forwarding": {"exceptions": [{"hours": days}]}});
    broken(
        Kind::User,
        exceptions,
        "/forwarding/exceptions/0/hours/monday/ranges",
        "maxItems",
    );
}

#[test]
fn a_text_of_the_wrong_form_is_told_what_the_right_one_is() {
    let found = of(Kind::User)
        .validate(&fields(json!({"extension_number": "1"})))
        .unwrap_err();
    assert_eq!(
        found[0].detail,
        "Extension cannot be written like this. 2 to 64 digits, unique in the account."
    );
}

#[test]
fn a_document_over_256_kib_is_refused_and_one_below_is_not() {
    let schema = schema(Kind::User).unwrap();
    let fields = |bytes: usize| match json!({ "x_blob": "x".repeat(bytes) }) {
        Value::Object(fields) => fields,
        _ => unreachable!(),
    };
    assert_eq!(schema.validate(&fields(262_000)), Ok(()));
    let refused = schema.validate(&fields(263_000)).unwrap_err();
    assert_eq!(
        (refused[0].path.as_str(), refused[0].rule.as_str()),
        ("", "size")
    );
}

#[test]
fn people_do_not_read_the_administrators_notes_or_keys_no_schema_names() {
    let schema = schema(Kind::User).unwrap();
    let all = json!({ "first_name": "Anna", "notes": "difficult", "x_other": 1, "role": "user" });
    let shown = |role| {
        let mut fields = all.as_object().unwrap().clone();
        schema.hide(&mut fields, role);
        Value::Object(fields)
    };
    assert_eq!(shown(Role::Admin), all);
    assert_eq!(
        shown(Role::User),
        json!({ "first_name": "Anna", "role": "user" })
    );
}

#[test]
fn a_broken_rule_tells_what_it_asks_for() {
    let group = |value: Value| of(Kind::Phone).validate(&fields(value)).unwrap_err();
    let target = |value: Value| group(value)[0].target.clone();
    assert_eq!(target(json!({"name": ""})), Some(json!(1)));
    assert_eq!(
        target(json!({"name": "x", "enabled": 3})),
        Some(json!("boolean"))
    );
    let formatters = json!({"name": "x", "formatters": {"to": [1]}});
    assert_eq!(target(formatters), Some(json!(["array", "object"])));
    assert_eq!(target(json!({})), None);
    let mac = group(json!({"name": "x", "mac_address": "1"}));
    assert!(
        mac[0]
            .target
            .as_ref()
            .unwrap()
            .as_str()
            .unwrap()
            .starts_with("^(")
    );
}

#[test]
fn a_claim_is_the_same_however_the_value_is_spelled() {
    let key = |kind: Kind, value: &str| of(kind).unique()[0].key(value);
    assert_eq!(key(Kind::Account, "Blip#2!Blop"), "blip2blop");
    assert_eq!(key(Kind::Phone, "00:15:65:AA:BB:CC"), "001565aabbcc");
    assert_eq!(key(Kind::User, " Anna "), "anna");
}
