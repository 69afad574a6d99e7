use super::*;
use crate::Id;
use crate::forwarding::Forwarding;
use crate::forwarding::tests::any_json;
use crate::hours::tests::any_week;
use crate::office_hours::OfficeHours;
use proptest::prelude::*;

fn body(value: Value) -> Fields {
    document(&value)
}

fn ids() -> impl FnMut() -> Id {
    let mut next = 0;
    move || {
        next += 1;
        Id::from_parts(next, [0; 10])
    }
}

fn places(broken: &[Violation]) -> Vec<(&str, &str)> {
    broken
        .iter()
        .map(|wrong| (wrong.path.as_str(), wrong.rule.as_str()))
        .collect()
}

#[test]
fn there_are_sixteen_rules_and_every_state_has_its_own() {
    for state in State::ALL {
        let of_state: Vec<When> = RULE_FIELDS
            .iter()
            .filter(|field| field.state == state)
            .map(|field| field.when)
            .collect();
        let expected: &[When] = if state.may_ring() {
            &[When::OfficeHours, When::NonOfficeHours, When::NoAnswer]
        } else {
            &[When::OfficeHours, When::NonOfficeHours]
        };
        assert_eq!(of_state, expected, "{state:?}");
    }
}

#[test]
fn without_a_document_the_defaults_are_shown() {
    let shown = rules(&Value::Null);
    assert_eq!(shown.len(), 16);
    assert_eq!(
        shown["available_office_hours_forward_rule"],
        json!({"action": "RING_ANYWAY", "number": ""})
    );
    assert_eq!(
        shown["busy_no_answer_forward_rule"],
        json!({"action": "FORWARD_TO_VOICEMAIL", "number": "", "timeout": 60})
    );
    assert_eq!(
        shown["dnd_office_hours_forward_rule"],
        json!({"action": "FORWARD_TO_VOICEMAIL", "number": ""})
    );
}

#[test]
fn a_rule_that_is_set_is_the_rule_that_the_call_rules_read() {
    let changed = set_rules(
        &json!({"lunch": {"office_hours": {"action": "hang_up"}}}),
        &body(json!({
            "available_non_office_hours_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": "+49 (30) 12-34"},
            "available_no_answer_forward_rule": {"action": "HANGUP", "number": "7", "timeout": 20},
            "trip_office_hours_forward_rule": {"action": "FORWARD_TO_VOICEMAIL", "number": null},
            "lunch_office_hours_forward_rule": null,
            "display_name": "Anna",
        })),
    )
    .unwrap();
    let read = Forwarding::from_value(&changed);
    let available = read.of(State::Available);
    assert_eq!(
        available.non_office_hours,
        Action::ForwardToNumber("+49301234".into())
    );
    assert_eq!(
        available.no_answer,
        NoAnswer {
            action: Action::HangUp,
            timeout_s: 20
        }
    );
    assert_eq!(
        changed["available"]["no_answer"],
        json!({"action": "hang_up", "timeout_s": 20})
    );
    assert_eq!(read.of(State::Lunch), &StateRules::default_of(State::Lunch));
    assert!(changed.get("display_name").is_none());
}

#[test]
fn a_broken_rule_names_its_place_and_nothing_changes() {
    let broken = set_rules(
        &Value::Null,
        &body(json!({
            "available_office_hours_forward_rule": {"action": "FORWARD_TO_NUMBER", "number": ""},
            "busy_no_answer_forward_rule": {"action": "RING_ANYWAY", "timeout": 5000},
            "dnd_office_hours_forward_rule": {"action": "RING_ANYWAY"},
            "away_office_hours_forward_rule": {"action": "hangup"},
            "offline_office_hours_forward_rule": 7,
        })),
    )
    .unwrap_err();
    assert_eq!(
        places(&broken),
        [
            ("/available_office_hours_forward_rule/number", "dial_number"),
            ("/busy_no_answer_forward_rule/action", "enum"),
            ("/busy_no_answer_forward_rule/timeout", "timeout"),
            ("/dnd_office_hours_forward_rule/action", "enum"),
            ("/away_office_hours_forward_rule/action", "enum"),
            ("/offline_office_hours_forward_rule/action", "enum"),
        ]
    );
}

#[test]
fn a_timeout_of_zero_is_the_default_one() {
    let rule = json!({"action": "HANGUP", "number": "", "timeout": 0});
    let changed = set_rules(
        &Value::Null,
        &body(json!({"available_no_answer_forward_rule": rule})),
    )
    .unwrap();
    assert_eq!(
        rules(&changed)["available_no_answer_forward_rule"]["timeout"],
        60
    );
}

#[test]
fn the_mailbox_of_a_voicemail_rule_is_kept() {
    let rule = json!({"action": "FORWARD_TO_VOICEMAIL", "number": "105"});
    let changed = set_rules(
        &Value::Null,
        &body(json!({"away_office_hours_forward_rule": rule})),
    )
    .unwrap();
    assert_eq!(rules(&changed)["away_office_hours_forward_rule"], rule);
}

#[test]
fn keys_of_other_programs_stay_in_a_rule_that_changes() {
    let before = json!({"x": 1, "busy": {"y": 2, "office_hours": {"action": "hang_up", "z": 3}}});
    let rule = json!({"action": "RING_ANYWAY", "number": ""});
    let changed = set_rules(
        &before,
        &body(json!({"busy_office_hours_forward_rule": rule})),
    )
    .unwrap();
    let expected = json!({"x": 1, "busy": {"y": 2, "office_hours": {"z": 3, "action": "ring"}}});
    assert_eq!(changed, expected);
}

fn exception(id: u64, mask: &str) -> Value {
    json!({"id": Id::from_parts(id, [9; 10]), "name": format!("N{id}"), "caller_mask": mask, "action": "ring"})
}

#[test]
fn exceptions_are_shown_with_a_whole_week() {
    let mut entry = exception(1, "030*");
    entry["applies"] = json!("outside_specific_hours");
    entry["hours"] =
        json!({"friday": {"enabled": true, "ranges": [{"from": "18:00", "to": "24:00"}]}});
    let shown = exceptions(&json!({"exceptions": [entry]}));
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0]["caller_id"], "030*");
    assert_eq!(shown[0]["type"], "OUTSIDE_SPECIFIC_HOURS");
    assert_eq!(shown[0]["action"], "RING_ANYWAY");
    assert_eq!(
        shown[0]["hours"]["friday"],
        json!({"enabled": true, "ranges": [{"from": "18:00", "to": "23:59"}]})
    );
    assert_eq!(
        shown[0]["hours"]["monday"],
        json!({"enabled": false, "ranges": []})
    );
}

#[test]
fn an_exception_that_is_still_there_keeps_its_id_and_name_and_a_disabled_one_its_place() {
    let mut disabled = exception(2, "2*");
    disabled["enabled"] = json!(false);
    let before = json!({"exceptions": [exception(1, "1*"), disabled, exception(3, "3*")]});
    let shown = exceptions(&before);
    assert_eq!(shown.len(), 2);
    let mut changed_one = shown[0].clone();
    changed_one["action"] = json!("HANGUP");
    let new = json!({"action": "HANGUP", "caller_id": "4*"});
    let after = set_exceptions(&before, &json!([shown[1], changed_one, new]), ids()).unwrap();
    let names: Vec<_> = after["exceptions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            (
                text(entry, "caller_mask"),
                text(entry, "name"),
                text(entry, "action"),
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            ("3*", "N3", "ring"),
            ("2*", "N2", "ring"),
            ("1*", "N1", "hang_up"),
            ("4*", "", "hang_up"),
        ]
    );
    assert_eq!(
        after["exceptions"][3]["id"],
        json!(Id::from_parts(1, [0; 10]))
    );
    let none = set_exceptions(&after, &json!([]), ids()).unwrap();
    assert_eq!(none["exceptions"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_broken_exception_names_its_place() {
    let broken = set_exceptions(
        &Value::Null,
        &json!([
            {"action": "HANGUP", "caller_id": "030*"},
            {"action": "FORWARD_TO_NUMBER", "number": "nobody", "caller_id": "(", "type": "NEVER",
             "hours": {"monday": {"enabled": true, "ranges": [{"from": "18:00", "to": "08:00"}]}}},
            "x",
        ]),
        ids(),
    )
    .unwrap_err();
    assert_eq!(
        places(&broken),
        [
            ("/custom_forward_rules/1/caller_id", "caller_mask"),
            ("/custom_forward_rules/1/type", "enum"),
            ("/custom_forward_rules/1/number", "dial_number"),
            ("/custom_forward_rules/1/hours/monday/ranges/0", "order"),
            ("/custom_forward_rules/2/caller_id", "caller_mask"),
            ("/custom_forward_rules/2/action", "enum"),
        ]
    );
    let broken = set_exceptions(&Value::Null, &json!({}), ids()).unwrap_err();
    assert_eq!(places(&broken), [("/custom_forward_rules", "list")]);
}

fn open_all_day(week: &Value, day: &str) -> bool {
    let week = crate::hours::Week::from_value(week).unwrap();
    let index = crate::hours::DAY_NAMES
        .iter()
        .position(|name| *name == day)
        .unwrap();
    (0..1440).all(|minute| {
        let minute = crate::hours::Minute::new(minute).unwrap();
        week.days()[index].is_open(minute)
    })
}

#[test]
fn the_mode_says_whose_week_holds_and_the_own_week_is_kept() {
    let custom = set_office_hours(
        &Value::Null,
        &json!({"mode": "CUSTOM", "monday": {"enabled": true, "ranges": [{"from": "09:00", "to": "17:00"}]}}),
    )
    .unwrap();
    assert!(matches!(
        OfficeHours::from_value(&custom),
        OfficeHours::Custom(_)
    ));
    let global = set_office_hours(&custom, &json!({"mode": "GLOBAL"})).unwrap();
    assert_eq!(OfficeHours::from_value(&global), OfficeHours::Account);
    assert_eq!(office_hours(&global)["mode"], "GLOBAL");
    assert_eq!(
        office_hours(&global)["monday"],
        office_hours(&custom)["monday"]
    );
    assert_eq!(
        set_office_hours(&global, &json!({"mode": "CUSTOM"})),
        Ok(custom)
    );
}

#[test]
fn custom_without_days_is_closed_and_not_the_accounts_week() {
    let custom = set_office_hours(&Value::Null, &json!({"mode": "CUSTOM"})).unwrap();
    assert_eq!(
        OfficeHours::from_value(&custom),
        OfficeHours::Custom(Box::new(crate::hours::Week::CLOSED))
    );
}

#[test]
fn the_last_minute_of_the_day_is_midnight_and_an_empty_shift_is_none() {
    let set = |day: Value| {
        set_office_hours(&Value::Null, &json!({"mode": "CUSTOM", "sunday": day})).unwrap()
    };
    let whole = set(json!({"enabled": true, "ranges": [{"from": "00:00", "to": "23:59"}]}));
    assert!(open_all_day(&whole["week"], "sunday"));
    assert_eq!(
        office_hours(&whole)["sunday"],
        json!({"enabled": true, "ranges": [{"from": "00:00", "to": "23:59"}]})
    );
    assert!(open_all_day(
        &set(json!({"enabled": true, "ranges": []}))["week"],
        "sunday"
    ));
    let closed = set(json!({"enabled": true, "ranges": [{"from": "00:00", "to": "00:00"}]}));
    assert_eq!(
        office_hours(&closed)["sunday"],
        json!({"enabled": false, "ranges": []})
    );
}

#[test]
fn broken_office_hours_name_their_place() {
    let broken = set_office_hours(
        &Value::Null,
        &json!({"mode": "MINE", "monday": {"enabled": "yes"}, "tuesday": {"ranges": 7},
                "friday": {"enabled": true, "ranges": [{"from": "9", "to": "10:00"}]}}),
    )
    .unwrap_err();
    assert_eq!(
        places(&broken),
        [
            ("/office_hours/mode", "enum"),
            ("/office_hours/monday/enabled", "type"),
            ("/office_hours/tuesday/ranges", "list"),
            ("/office_hours/friday/ranges/0", "time"),
        ]
    );
    assert_eq!(
        places(&set_office_hours(&Value::Null, &json!(7)).unwrap_err()),
        [("/office_hours", "type")]
    );
}

fn any_rule(field: RuleField) -> impl Strategy<Value = Value> {
    let actions: Vec<&str> = ACTIONS
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| field.may_ring() || *name != "RING_ANYWAY")
        .collect();
    (
        prop::sample::select(actions),
        "\\+?[0-9*#]{1,8}",
        5u32..=300,
    )
        .prop_map(move |(action, number, timeout)| {
            let number = match action {
                "FORWARD_TO_NUMBER" | "FORWARD_TO_VOICEMAIL" => number,
                _ => String::new(),
            };
            let mut rule = json!({"action": action, "number": number});
            if field.when == When::NoAnswer {
                rule["timeout"] = json!(timeout);
            }
            rule
        })
}

fn any_rules() -> impl Strategy<Value = Fields> {
    let each: Vec<_> = RULE_FIELDS
        .iter()
        .map(|field| any_rule(*field).prop_map(move |rule| (field.name.to_owned(), rule)))
        .collect();
    each.prop_map(|rules| rules.into_iter().collect())
}

proptest! {
    #[test]
    fn what_is_set_is_what_is_shown(wanted in any_rules(), before in any_json()) {
        let changed = set_rules(&before, &wanted).unwrap();
        prop_assert_eq!(rules(&changed), wanted);
    }

    #[test]
    fn what_is_shown_changes_nothing_when_it_comes_back(before in any_json(), wanted in any_rules()) {
        let before = set_rules(&before, &wanted).unwrap();
        prop_assert_eq!(set_rules(&before, &rules(&before)), Ok(before.clone()));
        let shown = Value::Array(exceptions(&before));
        let same = set_exceptions(&before, &shown, ids()).unwrap();
        prop_assert_eq!(Forwarding::from_value(&same), Forwarding::from_value(&before));
    }

    #[test]
    fn what_is_set_may_be_stored(
        wanted in any_rules(),
        mask in "[-0-9+*?Xx ./()a\\[\\]\t]{0,8}|anonymous",
        week in any_week(),
    ) {
        let schema = crate::schema(crate::Kind::User).unwrap();
        let hours = office_hours::show_week(&json!(week));
        let forwarding = set_rules(&Value::Null, &wanted).unwrap();
        let rule = json!([{"action": "HANGUP", "caller_id": mask, "type": "SPECIFIC_HOURS", "hours": hours}]);
        let forwarding = set_exceptions(&forwarding, &rule, ids()).unwrap_or(forwarding);
        let mut user = Fields::new();
        user.insert("forwarding".to_owned(), forwarding);
        if let Ok(hours) = set_office_hours(&Value::Null, &hours) {
            user.insert("office_hours".to_owned(), hours);
        }
        prop_assert_eq!(schema.validate(&user), Ok(()));
    }

    #[test]
    fn a_week_means_the_same_after_it_was_shown_and_set(week in any_week()) {
        let stored = json!({"mode": "custom", "week": week});
        prop_assert_eq!(set_office_hours(&stored, &office_hours(&stored)), Ok(stored.clone()));
    }

    #[test]
    fn no_document_makes_showing_or_setting_fail_otherwise(document in any_json(), sent in any_json()) {
        prop_assert_eq!(rules(&document).len(), 16);
        let _ = exceptions(&document);
        let _ = set_rules(&document, &body(sent.clone()));
        let _ = set_exceptions(&document, &sent, ids());
        let _ = set_office_hours(&document, &sent);
        let _ = office_hours(&document);
    }
}
