//! Filters look at the whole document, and all of them must hold.

use crate::client::id;
use crate::world::{Tenant, tenant};
use serde_json::json;

/// Two groups: one with values at several depths, one plain. Gives the first one's id.
fn office() -> (Tenant, String) {
    let tenant = tenant();
    let found = id(&tenant.group(json!({
        "name": "Found", "foo": "bar", "level1": { "level2": { "level3": "value3" } }, "number": 5, "yes": true,
        "list": ["a", "b"], "empty": "", "hollow": {}, "nothing": [],
    })));
    tenant
        .group(json!({ "name": "Other", "foo": "else", "number": 6, "yes": false, "list": ["c"] }));
    (tenant, found)
}

#[track_caller]
fn kept(tenant: &Tenant, found: &str, query: &str) -> bool {
    let ids = tenant.root.ids(&tenant.path(&format!("groups?{query}")));
    ids.contains(&found.to_owned())
}

#[test]
fn a_filter_compares_the_text_of_a_value_at_any_depth() {
    let (tenant, found) = office();
    for (query, expected) in [
        ("filter_foo=bar", true),
        ("filter_foo=baz", false),
        ("filter_foo=ba", false),
        ("filter_level1.level2.level3=value3", true),
        ("filter_level1.level2.level3=value0", false),
        ("filter_number=5", true),
        ("filter_number=6", false),
        ("filter_yes=true", true),
        ("filter_missing=x", false),
        ("filter_name=Found", true),
        ("filter_list=a", true),
        ("filter_list=z", false),
        ("filter_not_foo=bar", false),
        ("filter_not_foo=baz", true),
        ("filter_not_level1.level2.level3=value3", false),
        ("filter_not_level1.level2.level3=value0", true),
        ("filter_not_missing=x", true),
    ] {
        assert_eq!(kept(&tenant, &found, query), expected, "{query}");
    }
}

#[test]
fn a_filter_may_ask_whether_a_key_or_a_value_is_there() {
    let (tenant, found) = office();
    for path in ["foo", "level1", "level1.level2", "level1.level2.level3"] {
        assert!(kept(&tenant, &found, &format!("has_key={path}")), "{path}");
        assert!(
            !kept(&tenant, &found, &format!("key_missing={path}")),
            "{path}"
        );
        assert!(
            kept(&tenant, &found, &format!("has_value={path}")),
            "{path}"
        );
        assert!(
            !kept(&tenant, &found, &format!("value_missing={path}")),
            "{path}"
        );
        assert!(
            !kept(&tenant, &found, &format!("missing_value={path}")),
            "{path}"
        );
    }
    for path in ["not1", "level1.not2", "level1.level2.not3"] {
        assert!(!kept(&tenant, &found, &format!("has_key={path}")), "{path}");
        assert!(
            kept(&tenant, &found, &format!("key_missing={path}")),
            "{path}"
        );
    }
    for path in ["empty", "hollow", "nothing"] {
        assert!(kept(&tenant, &found, &format!("has_key={path}")), "{path}");
        assert!(
            !kept(&tenant, &found, &format!("has_value={path}")),
            "{path}"
        );
        assert!(
            kept(&tenant, &found, &format!("value_missing={path}")),
            "{path}"
        );
    }
}

#[test]
fn all_filters_must_hold_and_a_repeated_one_counts_each_time() {
    let (tenant, found) = office();
    assert!(kept(&tenant, &found, "filter_foo=bar&filter_number=5"));
    assert!(!kept(&tenant, &found, "filter_foo=bar&filter_number=6"));
    assert!(kept(
        &tenant,
        &found,
        "key_missing=owner_id&key_missing=group_id"
    ));
    assert!(!kept(
        &tenant,
        &found,
        "key_missing=owner_id&key_missing=foo"
    ));
    assert!(!kept(&tenant, &found, "has_key=foo&has_key=owner_id"));
}

#[test]
fn times_are_gregorian_and_both_ends_count() {
    let (tenant, found) = office();
    let path = tenant.path(&format!("groups/{found}"));
    let envelope = tenant.root.get(&path).success(200);
    for word in ["created", "modified"] {
        let at = envelope["metadata"][word].as_u64().unwrap();
        for (query, expected) in [
            (format!("{word}_to={}", at - 1), false),
            (format!("{word}_to={at}"), true),
            (format!("{word}_to={}", at + 1), true),
            (format!("{word}_from={}", at - 1), true),
            (format!("{word}_from={at}"), true),
            (format!("{word}_from={}", at + 1), false),
            (
                format!("{word}_from={at}&{word}_to={at}&filter_foo=bar"),
                true,
            ),
            (
                format!("{word}_from={}&{word}_to={}", at + 1, at - 1),
                false,
            ),
        ] {
            assert_eq!(kept(&tenant, &found, &query), expected, "{query}");
        }
    }
}

#[test]
fn filters_of_the_newer_generation_take_lists() {
    let (tenant, found) = office();
    for (query, expected) in [
        ("filter_any_foo=[%22bar%22,%22x%22]", true),
        ("filter_any_foo=[%22y%22,%22x%22]", false),
        ("filter_none_foo=[%22bar%22,%22x%22]", false),
        ("filter_none_foo=[%22y%22]", true),
        ("filter_array_intersect_any_list=[%22b%22,%22z%22]", true),
        ("filter_array_intersect_any_list=[%22z%22]", false),
        ("filter_array_intersect_all_list=[%22a%22,%22b%22]", true),
        ("filter_array_intersect_all_list=[%22a%22,%22z%22]", false),
        ("filter_array_intersect_none_list=[%22z%22]", true),
        ("filter_array_intersect_none_list=[%22a%22,%22z%22]", false),
    ] {
        assert_eq!(kept(&tenant, &found, query), expected, "{query}");
    }
}

#[test]
fn filters_reach_fields_that_the_summary_does_not_show() {
    let tenant = tenant();
    let owner = id(&tenant.user(json!({ "ui_flags": { "source": "me" } })));
    tenant.user(json!({}));
    assert_eq!(
        tenant
            .root
            .one(&tenant.path("users?filter_ui_flags.source=me")),
        owner
    );
    let mine = id(&tenant.device(json!({ "owner_id": owner })));
    tenant.device(json!({}));
    assert_eq!(
        tenant
            .root
            .one(&tenant.path(&format!("devices?filter_owner_id={owner}"))),
        mine
    );
    assert_eq!(
        tenant
            .root
            .ids(&tenant.path(&format!("users/{owner}/devices"))),
        [mine]
    );
}

#[test]
fn filters_apply_to_children_and_their_defaults_too() {
    let tenant = tenant();
    let one = Tenant::below(&tenant.world, &tenant.account);
    let two = Tenant::below(&tenant.world, &tenant.account);
    tenant
        .root
        .patch(&two.path(""), json!({ "custom": { "plan": "gold" } }))
        .ok();
    for list in ["children", "descendants"] {
        let found = tenant
            .root
            .one(&tenant.path(&format!("{list}?filter_custom.plan=gold")));
        assert_eq!(found, two.account, "{list}");
    }
    let named = tenant
        .root
        .ids(&tenant.path(&format!("children?filter_realm={}", one.realm)));
    assert_eq!(named, [one.account]);
    tenant.user(json!({}));
    assert_eq!(
        tenant
            .root
            .ids(&tenant.path("users?filter_enabled=true"))
            .len(),
        1
    );
}

#[test]
fn filtered_lists_are_paged_too() {
    let tenant = tenant();
    for n in 0..12 {
        tenant.group(json!({ "odd": n % 2 == 1 }));
    }
    let first = tenant
        .root
        .get(&tenant.path("groups?filter_odd=true&page_size=4"))
        .success(200);
    assert_eq!(first["page_size"], 4);
    let key = first["next_start_key"].as_str().unwrap();
    let rest = tenant
        .root
        .get(&tenant.path(&format!(
            "groups?filter_odd=true&page_size=4&start_key={key}"
        )))
        .success(200);
    assert_eq!(rest["page_size"], 2);
    assert!(rest.get("next_start_key").is_none());
}

#[test]
fn filters_find_nothing_of_secrets() {
    let tenant = tenant();
    tenant.person("somebody", "user");
    for query in [
        "has_key=password",
        "has_key=pvt_md5_auth",
        "has_key=credentials",
        "has_key=sip_secret",
        "has_key=role",
    ] {
        assert_eq!(
            tenant
                .root
                .ids(&tenant.path(&format!("users?{query}")))
                .len(),
            0,
            "{query}"
        );
    }
}
