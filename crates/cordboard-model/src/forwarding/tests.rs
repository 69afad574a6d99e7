use super::*;
use crate::hours::Week;
use proptest::prelude::*;
use serde_json::json;

fn read(document: Value) -> Forwarding {
    Forwarding::from_value(&document)
}

#[test]
fn only_available_and_busy_ring_when_the_document_says_nothing() {
    let forwarding = Forwarding::default();
    for state in State::ALL {
        let rules = forwarding.of(state);
        let expected = if matches!(state, State::Available | State::Busy) {
            Action::Ring
        } else {
            Action::ForwardToVoicemail
        };
        assert_eq!(
            (&rules.office_hours, &rules.non_office_hours),
            (&expected, &expected),
            "{state:?}"
        );
        assert_eq!(
            rules.no_answer,
            NoAnswer {
                action: Action::ForwardToVoicemail,
                timeout_s: 60
            }
        );
    }
    assert!(!forwarding.is_forwarded());
}

#[test]
fn what_the_document_says_holds_and_the_rest_stays_default() {
    let forwarding = read(json!({
        "available": {"non_office_hours": {"action": "forward_to_number", "number": "101"},
                      "no_answer": {"action": "hang_up", "timeout_s": 20}},
        "lunch": {"office_hours": {"action": "hang_up"}}}));
    let available = forwarding.of(State::Available);
    assert_eq!(available.office_hours, Action::Ring);
    assert_eq!(
        available.non_office_hours,
        Action::ForwardToNumber("101".into())
    );
    assert_eq!(
        available.no_answer,
        NoAnswer {
            action: Action::HangUp,
            timeout_s: 20
        }
    );
    assert_eq!(forwarding.of(State::Lunch).office_hours, Action::HangUp);
    assert_eq!(
        forwarding.of(State::Lunch).non_office_hours,
        Action::ForwardToVoicemail
    );
    assert!(forwarding.is_forwarded());
}

#[test]
fn a_rule_that_cannot_be_read_is_the_default_one() {
    let odd = [
        json!({"action": "forward_to_number"}),
        json!({"action": "forward_to_number", "number": " "}),
        json!({"action": "forward_to_number", "number": 7}),
        json!({"action": "explode"}),
        json!("ring"),
        json!(null),
    ];
    for rule in odd {
        let forwarding =
            read(json!({"available": {"office_hours": rule}, "away": {"office_hours": rule}}));
        assert_eq!(forwarding, Forwarding::default(), "{rule}");
    }
    assert_eq!(
        read(json!({"away": {"office_hours": {"action": "ring"}}})),
        Forwarding::default()
    );
    let no_answer = |rule: Value| read(json!({"available": {"no_answer": rule}}));
    for rule in [
        json!({"action": "ring"}),
        json!({"timeout_s": 4}),
        json!({"timeout_s": 301}),
        json!({"timeout_s": -1}),
        json!({"timeout_s": 1e300}),
    ] {
        assert_eq!(no_answer(rule.clone()), Forwarding::default(), "{rule}");
    }
}

#[test]
fn seconds_are_whole_numbers_however_they_are_written() {
    for text in ["20", "20.0", "2e1"] {
        let rule: Value = serde_json::from_str(&format!("{{\"timeout_s\":{text}}}")).unwrap();
        let forwarding = read(json!({"busy": {"no_answer": rule}}));
        assert_eq!(forwarding.of(State::Busy).no_answer.timeout_s, 20, "{text}");
    }
}

#[test]
fn an_exception_without_a_mask_or_an_action_is_left_out() {
    let forwarding = read(json!({"exceptions": [
        {"caller_mask": "1"}, {"action": "ring"}, 7,
        {"id": "x", "caller_mask": "2", "action": "hang_up", "applies": "sometimes"},
        {"caller_mask": "3", "action": "ring", "applies": "specific_hours", "enabled": false}]}));
    assert_eq!(forwarding.exceptions.len(), 2);
    assert_eq!(forwarding.exceptions[0].applies, Applies::AllHours);
    assert_eq!(forwarding.exceptions[0].label(), "2");
    assert_eq!(
        forwarding.exceptions[1].applies,
        Applies::SpecificHours(Week::CLOSED)
    );
    assert!(!forwarding.exceptions[1].enabled);
}

#[test]
fn names_of_states_are_the_keys_of_the_schema() {
    let schema = crate::schema(crate::Kind::User).unwrap();
    for state in State::ALL {
        assert_eq!(serde_json::to_value(state).unwrap(), json!(state.name()));
        let path = format!("/properties/forwarding/properties/{}", state.name());
        assert!(schema.document().pointer(&path).is_some(), "{path}");
    }
}

pub(crate) fn any_json() -> impl Strategy<Value = Value> {
    let keys = "available|exceptions|office_hours|action|number|caller_mask|hours|monday|ranges|enabled|timeout_s";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "ring|forward_to_number|[0-9*]{0,3}|24:00".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((keys, inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_document_makes_reading_fail(document in any_json()) {
        let forwarding = read(document);
        for state in State::ALL {
            let rules = forwarding.of(state);
            prop_assert!(state.may_ring() || rules.office_hours != Action::Ring);
            prop_assert!(NoAnswer::TIMEOUT_S.contains(&rules.no_answer.timeout_s));
        }
    }
}
