use super::*;
use crate::Record;
use proptest::prelude::*;
use serde_json::json;

mod crossbar;
mod rights;
mod rules;
mod telephony;

fn fields(value: Value) -> Fields {
    value.as_object().unwrap().clone()
}

fn of(kind: Kind) -> &'static Schema {
    schema(kind).unwrap()
}

const KINDS: [Kind; 20] = [
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
    Kind::Visitor,
    Kind::AccountProfile,
    Kind::Tag,
    Kind::Watch,
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
                        ["atomic", "set", "map", "list", "secret", "server", "blob"].contains(&text)
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
                            .all(|role| ["above", "admin", "user"].map(Value::from).contains(role))
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
            ("/realm", "account.realm", Within::Domain),
            ("/resale/client_id", "account.client_id", Within::Account),
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
fn a_claim_is_the_same_however_the_value_is_spelled() {
    let key = |kind: Kind, value: &str| of(kind).unique()[0].key(value);
    assert_eq!(key(Kind::Account, "Blip#2!Blop"), "blip2blop");
    assert_eq!(key(Kind::Phone, "00:15:65:AA:BB:CC"), "001565aabbcc");
    assert_eq!(key(Kind::User, " Anna "), "anna");
}

/// Values that some schema takes somewhere, and others refuse.
fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3..70_i64).prop_map(Value::from),
        "[a-z0-9@.:+# ]{0,12}".prop_map(Value::from),
        Just(json!("admin")),
        Just(json!("Europe/Berlin")),
        Just(json!("anna@acme.example")),
    ];
    let key = "(type|action|number|enabled|id|name|[a-z]{1,3})";
    leaf.prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key, inner), 0..4)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

fn any_document() -> impl Strategy<Value = (Kind, Value)> {
    prop::sample::select(KINDS.to_vec()).prop_flat_map(|kind| {
        let properties = of(kind).document()["properties"].as_object();
        let keys = properties.unwrap().keys().cloned();
        let keys = prop::sample::select(keys.collect::<Vec<String>>());
        let document = prop::collection::vec((keys, any_value()), 0..5)
            .prop_map(|pairs| Value::Object(pairs.into_iter().collect()));
        (Just(kind), document)
    })
}

proptest! {
    #[test]
    fn a_document_is_right_exactly_when_nothing_is_found_wrong_with_it((kind, document) in any_document()) {
        let validator = &of(kind).validator;
        let found = validator.iter_errors(&document).next().is_some();
        prop_assert_eq!(validator.is_valid(&document), !found);
        let mut kept = fields(document.clone());
        let result = of(kind).validate_kept(&mut kept);
        prop_assert_eq!(Value::Object(kept), document.clone());
        prop_assert_eq!(result.is_err() || !found, true);
    }
}
