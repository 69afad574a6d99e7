use super::*;
use proptest::prelude::*;
use serde_json::json;

fn filled(template: Value, payload: &Value) -> Value {
    Template::parse(&template).unwrap().fill(payload).unwrap()
}

fn payload() -> Value {
    json!({
        "id": "a1", "credit": 2.50, "additionalUsers": 3, "firstName": "Ann \"A\" Berg", "tags": [{ "tag": "vip" }, { "tag": "new" }],
        "preferences": { "language": "de" }, "previousData": { "firstName": "Anna" },
    })
}

#[test]
fn in_an_object_every_placeholder_becomes_text() {
    let template = json!({
        "id": "${$.id}", "who": "Dear ${$.firstName} (${$.preferences.language})", "n": "${$.additionalUsers}",
        "list": ["${$.tags[*].tag}", 7, null], "none": "${$.nothing}", "old": "${$.previousData.firstName}", "plain": "$ {x} ${x}",
    });
    assert_eq!(
        filled(template, &payload()),
        json!({
            "id": "a1", "who": "Dear Ann \"A\" Berg (de)", "n": "3", "list": ["[\"vip\",\"new\"]", 7, null],
            "none": "", "old": "Anna", "plain": "$ {x} ${x}",
        })
    );
}

#[test]
fn in_a_text_values_keep_their_types() {
    let template = r#"{"n": ${$.additionalUsers}, "tags": ${$.tags[*].tag}, "who": ${$.firstName}, "text": "<${$.firstName}> \" ${$.credit}", "none": ${$.x}}"#;
    assert_eq!(
        filled(json!(template), &payload()),
        json!({ "n": 3, "tags": ["vip", "new"], "who": "Ann \"A\" Berg", "text": "<Ann \"A\" Berg> \" 2.5", "none": null })
    );
}

#[test]
fn what_is_no_template_is_refused() {
    for (template, wrong) in [
        (json!(7), Wrong::Kind),
        (json!(["${$.id}"]), Wrong::Kind),
        (json!({ "a": "${$.}" }), Wrong::Path),
        (json!({ "a": "${$.id" }), Wrong::Path),
        (json!({ "a": "${$..a..b}" }), Wrong::Path),
        (json!("hello ${$.id}"), Wrong::Json),
        (json!("{\"a\": ${$.id}"), Wrong::Json),
        (json!({ "a": "${$.id}".repeat(257) }), Wrong::Long),
        (json!("x".repeat(LENGTH_MAX + 1)), Wrong::Long),
    ] {
        assert_eq!(Template::parse(&template).unwrap_err(), wrong, "{template}");
    }
}

fn json_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        Just("${$.secret}".to_owned()),
        Just("\",\"x\":${$.secret},\"y\":\"".to_owned()),
        Just("\\".to_owned()),
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text.prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-z$\"{}]{1,5}", inner, 0..4)
                .prop_map(|all| Value::Object(all.into_iter().collect())),
        ]
    })
}

proptest! {
    /// Whatever the value holds, quotes, backslashes or placeholders: it comes in as it is, once, and the shape around it
    /// stays.
    #[test]
    fn a_value_changes_neither_the_shape_nor_is_it_looked_at_again(value in json_value()) {
        let payload = json!({ "value": value, "secret": "s3cret" });
        let text = r#"{"typed": ${$.value}, "text": "a${$.value}z", "end": 1}"#;
        let typed = filled(json!(text), &payload);
        let word = format!("a{}z", as_text(&value));
        prop_assert_eq!(&typed, &json!({ "typed": value, "text": word, "end": 1 }));
        let object = filled(json!({ "text": "a${$.value}z", "end": 1 }), &payload);
        prop_assert_eq!(&object, &json!({ "text": word, "end": 1 }));
    }

    /// Whatever somebody writes as a template: it is refused, or filled without a failure, and tells nothing that is
    /// not in the payload.
    #[test]
    fn no_template_tells_more_than_the_payload_holds(
        parts in prop::collection::vec(
            prop_oneof![
                "[ -~]{0,12}",
                Just("${$.secret}".to_owned()), Just("${$..*}".to_owned()), Just("${$}".to_owned()),
                Just("${$.value}".to_owned()), Just("${$['..']}".to_owned()), Just("\"".to_owned()), Just("${@.x}".to_owned()),
            ],
            0..8,
        ),
        value in any::<i64>(),
    ) {
        let payload = json!({ "value": value });
        let record = json!({ "value": value, "secret": "hunter2" });
        for template in [json!({ "t": parts.concat() }), json!(parts.concat()), json!(format!("[{}]", parts.join(",")))] {
            if let Ok(template) = Template::parse(&template) {
                let told = template.fill(&payload).unwrap().to_string();
                prop_assert!(!told.contains("hunter2"));
                // The same template over the same payload tells the same, whatever else the record holds.
                let visible = json!({ "value": record["value"] });
                prop_assert_eq!(told, template.fill(&visible).unwrap().to_string());
            }
        }
    }
}
