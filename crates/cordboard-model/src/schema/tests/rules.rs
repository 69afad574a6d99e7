//! Rules that documents break, and how that is told.

use super::*;

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
