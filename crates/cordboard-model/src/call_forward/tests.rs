use super::*;
use crate::Kind;
use crate::schema::schema;
use proptest::prelude::*;
use serde_json::json;

fn fields(value: Value) -> Fields {
    value.as_object().unwrap().clone()
}

fn forward(number: &str) -> Value {
    json!({"action": "forward_to_number", "number": number})
}

fn both(rule: &Value) -> Value {
    json!({"office_hours": rule, "non_office_hours": rule})
}

/// The fields after a client has written this `call_forward`.
fn write(before: &Fields, written: Option<&Value>) -> Fields {
    let mut after = before.clone();
    after.shift_remove(FIELD);
    after.shift_remove(RULES);
    if let Some(written) = written {
        after.insert(FIELD.into(), written.clone());
    }
    if let Some(rules) = taken(before, written) {
        after.insert(RULES.into(), rules);
    }
    after
}

fn everything_to(number: &str) -> Value {
    let rules = both(&forward(number));
    json!({"available": rules, "busy": rules, "offline": rules})
}

#[test]
fn forwarding_everything_is_written_into_every_rule_and_taken_out_again() {
    let sent = json!({"enabled": true, "number": "+1 (415) 555-0100", "keep_caller_id": false});
    let on = write(&Fields::new(), Some(&sent));
    assert_eq!(on[RULES], everything_to("+14155550100"));
    assert_eq!(shown(&on), Some(sent));
    let sent = json!({"enabled": false, "number": "+1 (415) 555-0100"});
    let off = write(&on, Some(&sent));
    assert_eq!(off[RULES], json!({}));
    assert_eq!(shown(&off), Some(sent));
}

#[test]
fn what_was_changed_in_the_rules_shows() {
    let on = write(
        &Fields::new(),
        Some(&json!({"enabled": true, "number": "5", "substitute": false})),
    );
    let mut edited = on.clone();
    edited[RULES] = everything_to("6");
    assert_eq!(
        shown(&edited),
        Some(json!({"enabled": true, "number": "6", "substitute": false}))
    );
    edited[RULES]["available"]["office_hours"] = json!({"action": "ring"});
    let partly = shown(&edited).unwrap();
    assert_eq!(partly["enabled"], false);
    assert_eq!(partly["busy"], json!({"enabled": true, "number": "6"}));
    assert_eq!(partly["failover"], true);
    let by_hand = fields(json!({ "forwarding": everything_to("7") }));
    assert_eq!(
        shown(&by_hand),
        Some(json!({"enabled": true, "number": "7"}))
    );
}

#[test]
fn nothing_is_shown_of_rules_that_the_object_cannot_say() {
    for rules in [
        json!({}),
        json!({"available": {"office_hours": forward("5")}}),
        json!({"lunch": both(&forward("5"))}),
        json!({"busy": both(&json!({"action": "hang_up"}))}),
    ] {
        assert_eq!(shown(&fields(json!({ "forwarding": rules }))), None);
    }
}

#[test]
fn unconditional_alone_decides_where_it_is_present() {
    for (sent, on) in [
        (
            json!({"enabled": true, "number": "5", "unconditional": {"enabled": false, "number": "5"}}),
            false,
        ),
        (
            json!({"enabled": true, "number": "5", "unconditional": {"enabled": true, "number": "5"}}),
            true,
        ),
        (
            json!({"enabled": false, "unconditional": {"enabled": true, "number": "5"}}),
            true,
        ),
        (json!({"enabled": true, "number": "5"}), true),
    ] {
        let after = write(&Fields::new(), Some(&sent));
        assert_eq!(shown(&after).as_ref(), Some(&sent));
        assert_eq!(is_on(&sent), on, "{sent}");
        assert_eq!(after.get(RULES) == Some(&everything_to("5")), on, "{sent}");
    }
}

#[test]
fn failover_busy_and_no_answer_have_rules_of_their_own() {
    let sent = json!({"enabled": false, "failover": true, "number": "5",
        "busy": {"enabled": true, "number": "6"}, "no_answer": {"enabled": true, "number": "7"},
        "selective": {"rules": [{"match_list_id": "x"}]}});
    let mut before = fields(
        json!({"forwarding": {"available": {"no_answer": {"action": "hang_up", "timeout_s": 20}}}}),
    );
    let after = write(&before, Some(&sent));
    assert_eq!(
        after[RULES],
        json!({"available": {"no_answer": {"action": "forward_to_number", "timeout_s": 20, "number": "7"}},
            "busy": both(&forward("6")), "offline": both(&forward("5"))})
    );
    assert!(is_failover(&sent));
    before = write(&after, None);
    assert_eq!(
        before[RULES],
        json!({"available": {"no_answer": {"action": "forward_to_voicemail", "timeout_s": 20}}})
    );
    assert_eq!(shown(&before), None);
}

#[test]
fn disabling_leaves_rules_that_have_another_number_by_now() {
    let on = write(
        &Fields::new(),
        Some(&json!({"enabled": true, "number": "5"})),
    );
    let mut edited = on;
    edited[RULES]["busy"]["office_hours"] = forward("9");
    let off = write(&edited, None);
    assert_eq!(off[RULES], json!({"busy": {"office_hours": forward("9")}}));
}

#[test]
fn a_number_that_cannot_be_dialled_changes_no_rule_and_is_read_back() {
    let sent = json!({"enabled": true, "number": "sip:anna@acme.example"});
    let after = write(&Fields::new(), Some(&sent));
    assert_eq!(after.get(RULES), None);
    assert_eq!(shown(&after), Some(sent));
}

fn numbers() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["1", "2", " 2", "x", ""])
}

fn options() -> impl Strategy<Value = Value> {
    let key = |name: &'static str, value: BoxedStrategy<Value>| {
        prop::option::of(value).prop_map(move |value| value.map(|value| (name, value)))
    };
    let number = || numbers().prop_map(Value::from).boxed();
    let flag = || any::<bool>().prop_map(Value::from).boxed();
    (
        key("enabled", flag()),
        key("number", number()),
        key("keep_caller_id", flag()),
        key("failover", flag()),
    )
        .prop_map(|(a, b, c, d)| {
            [a, b, c, d]
                .into_iter()
                .flatten()
                .map(|(k, v)| (k.to_owned(), v))
                .collect()
        })
}

fn objects() -> impl Strategy<Value = Option<Value>> {
    let part = || prop::option::of(options());
    let whole =
        (options(), part(), part(), part()).prop_map(|(mut object, always, busy, no_answer)| {
            for (name, part) in [
                ("unconditional", always),
                ("busy", busy),
                ("no_answer", no_answer),
            ] {
                if let Some(part) = part {
                    object[name] = part;
                }
            }
            object
        });
    prop::option::of(whole)
}

fn rules() -> impl Strategy<Value = Option<Value>> {
    let rule = || {
        prop::option::of(prop::sample::select(vec![
            json!({"action": "forward_to_number", "number": "1"}),
            json!({"action": "forward_to_number", "number": "2"}),
            json!({"action": "hang_up"}),
            json!({"action": "forward_to_voicemail"}),
        ]))
    };
    let seven = prop::collection::vec(rule(), 7);
    let some = seven.prop_map(|cells| {
        let mut rules = json!({"lunch": {"office_hours": {"action": "hang_up"}}});
        let places = [
            ("available", "office_hours"),
            ("available", "non_office_hours"),
            ("busy", "office_hours"),
            ("busy", "non_office_hours"),
            ("offline", "office_hours"),
            ("offline", "non_office_hours"),
            ("available", "no_answer"),
        ];
        for ((state, place), rule) in places.into_iter().zip(cells) {
            if let Some(rule) = rule {
                rules[state][place] = rule;
            }
        }
        rules
    });
    prop::option::of(some)
}

fn documents() -> impl Strategy<Value = Fields> {
    (objects(), rules()).prop_map(|(object, rules)| {
        let named = [(FIELD, object), (RULES, rules)];
        named
            .into_iter()
            .filter_map(|(key, value)| Some((key.to_owned(), value?)))
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn a_client_reads_back_what_it_wrote(before in documents(), sent in objects()) {
        let after = write(&before, sent.as_ref());
        let read = shown(&after);
        match &sent {
            Some(_) => prop_assert_eq!(read, sent),
            None => prop_assert_eq!(read, None),
        }
        prop_assert!(schema(Kind::User).unwrap().validate(&after).is_ok());
    }

    #[test]
    fn writing_back_what_was_read_changes_no_rule(before in documents()) {
        let read = shown(&before);
        let after = write(&before, read.as_ref());
        prop_assert_eq!(after.get(RULES), before.get(RULES));
        prop_assert_eq!(shown(&after), read);
    }

    #[test]
    fn what_is_shown_is_what_the_rules_do(before in documents()) {
        let rules = fields(before.get(RULES).cloned().unwrap_or_else(|| json!({})));
        let read = shown(&before);
        let object = read.as_ref().and_then(Value::as_object);
        prop_assert_eq!(object.and_then(asked_everything), everything(&rules));
        prop_assert_eq!(object.and_then(|object| part(object, "no_answer")), Cell::NO_ANSWER.target(&rules));
        if everything(&rules).is_none() {
            prop_assert_eq!(object.and_then(|object| part(object, "busy")), both_hours(&rules, "busy"));
            prop_assert_eq!(object.and_then(asked_failover), both_hours(&rules, "offline"));
        }
    }
}
