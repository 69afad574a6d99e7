//! Accounts: creating and reading them, their names and realms, and what is computed.

use crate::client::{Caller, id};
use crate::world::{Tenant, World, fresh, tenant, unknown_id};
use serde_json::{Value, json};

fn is_realm_of(realm: &Value, suffix: &str) -> bool {
    let realm = realm.as_str().unwrap();
    realm.split_once('.').is_some_and(|(first, rest)| {
        first.len() == 6
            && first
                .bytes()
                .all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
            && rest == suffix
    })
}

#[test]
fn a_missing_realm_is_six_hex_digits_before_the_top_accounts_realm() {
    let tenant = tenant();
    let made = tenant.world.account(&tenant.account, json!({}));
    assert!(
        is_realm_of(&made["realm"], "acme.example"),
        "{}",
        made["realm"]
    );
    let other = tenant.world.account(&tenant.account, json!({}));
    assert_ne!(made["realm"], other["realm"]);
}

#[test]
fn a_given_realm_keeps_its_case_and_loses_its_spaces() {
    let tenant = tenant();
    let number = fresh();
    let made = tenant.world.account(
        &tenant.account,
        json!({ "realm": format!(" Big Corp{number}_x.Example ") }),
    );
    assert_eq!(made["realm"], format!("BigCorp{number}_x.Example"));
}

#[test]
fn names_and_realms_are_unique_in_the_whole_installation_and_both_complain_together() {
    let tenant = tenant();
    let other = crate::world::tenant();
    let parent = other.path("");
    let same = json!({ "name": tenant.name, "realm": tenant.realm });
    let data = other
        .root
        .put(&parent, same)
        .refused(400, "validation error");
    assert_eq!(
        data["name"]["unique"],
        json!({ "message": "Account name already in use", "cause": tenant.name })
    );
    assert_eq!(
        data["realm"]["unique"],
        json!({ "message": "Account realm already in use", "cause": tenant.realm })
    );
    // Punctuation, spaces and case make no other name, and case no other realm.
    let name = format!("-{}!", tenant.name.to_uppercase().replace(' ', "_"));
    other
        .root
        .put(&parent, json!({ "name": name }))
        .invalid("name", "unique");
    let realm = tenant.realm.to_uppercase();
    let answer = other
        .root
        .put(&parent, json!({ "name": "Never Made", "realm": realm }));
    answer.invalid("realm", "unique");
    let change = other
        .root
        .patch(&parent, json!({ "realm": realm, "name": name }))
        .refused(400, "validation error");
    assert!(
        change["name"]["unique"].is_object() && change["realm"]["unique"].is_object(),
        "{change}"
    );
    assert_eq!(other.root.get(&parent).ok()["realm"], other.realm);
    // A refused account is not there, and its name still free.
    assert_eq!(other.root.ids(&other.path("children")).len(), 0);
}

#[test]
fn an_account_may_keep_its_own_name_and_realm() {
    let tenant = tenant();
    let same = json!({ "name": tenant.name.to_uppercase(), "realm": tenant.realm.to_uppercase() });
    let changed = tenant.root.patch(&tenant.path(""), same).ok();
    assert_eq!(
        (&changed["name"], &changed["realm"]),
        (
            &json!(tenant.name.to_uppercase()),
            &json!(tenant.realm.to_uppercase())
        )
    );
}

#[test]
fn a_free_name_may_be_taken_by_the_next() {
    let tenant = tenant();
    let new =
        json!({ "name": format!("Renamed {}", fresh()), "realm": format!("r{}.example", fresh()) });
    tenant.root.patch(&tenant.path(""), new).ok();
    let again = tenant.world.account(
        &tenant.world.top,
        json!({ "name": tenant.name, "realm": tenant.realm }),
    );
    tenant.root.delete(&format!("accounts/{}", id(&again))).ok();
    let third = tenant.world.account(
        &tenant.world.top,
        json!({ "name": tenant.name, "realm": tenant.realm }),
    );
    assert_ne!(third["id"], again["id"]);
}

#[test]
fn an_account_stands_below_the_caller_or_below_the_one_in_the_path() {
    let tenant = tenant();
    let key = tenant.key();
    let own = key
        .put("accounts", json!({ "name": format!("Own {}", fresh()) }))
        .made();
    let below = key
        .put(
            &format!("accounts/{}", id(&own)),
            json!({ "name": format!("Below {}", fresh()) }),
        )
        .made();
    assert_eq!(key.ids(&tenant.path("children")), [id(&own)]);
    assert_eq!(
        key.ids(&format!("accounts/{}/children", id(&own))),
        [id(&below)]
    );
    let tree = tenant
        .root
        .get(&format!("accounts/{}/tree", id(&below)))
        .ok();
    let tree: Vec<String> = tree.as_array().unwrap().iter().map(id).collect();
    assert_eq!(
        tree,
        [tenant.world.top.clone(), tenant.account.clone(), id(&own)]
    );
}

#[test]
fn a_new_account_takes_its_zone_from_above_and_keeps_it() {
    let tenant = tenant();
    tenant
        .root
        .patch(&tenant.path(""), json!({ "timezone": "Asia/Tokyo" }))
        .ok();
    let made = tenant.world.account(&tenant.account, json!({}));
    assert_eq!(made["timezone"], "Asia/Tokyo");
    tenant
        .root
        .patch(&tenant.path(""), json!({ "timezone": "Europe/Berlin" }))
        .ok();
    assert_eq!(
        tenant.root.get(&format!("accounts/{}", id(&made))).ok()["timezone"],
        "Asia/Tokyo"
    );
    assert!(
        made.get("language").is_none(),
        "a language shows only when it is set"
    );
}

#[test]
fn defaults_of_an_account_are_its_schemas() {
    let tenant = tenant();
    let made = tenant.world.account(&tenant.account, json!({}));
    for key in ["call_restriction", "music_on_hold", "preflow", "ringtones"] {
        assert_eq!(made[key], json!({}), "{key}");
    }
    assert_eq!(made["enabled"], true);
    for own in ["office_hours", "notes", "password", "api_key", "pvt_tree"] {
        assert!(made.get(own).is_none(), "{own}");
    }
}

#[test]
fn a_chosen_id_is_refused_and_harms_nobody() {
    let tenant = tenant();
    for wanted in [tenant.world.top.clone(), tenant.account.clone()] {
        let answer = tenant.root.put(
            "accounts",
            json!({ "id": wanted, "name": format!("Id {}", fresh()) }),
        );
        assert!((400..500).contains(&answer.status), "{}", answer.text());
        assert_eq!(
            tenant.root.get(&format!("accounts/{wanted}")).ok()["id"],
            wanted
        );
    }
    let wanted = unknown_id();
    let answer = tenant.root.put(
        "accounts",
        json!({ "id": wanted, "name": format!("Id {}", fresh()) }),
    );
    assert!(answer.status >= 400 || answer.body["data"]["id"] != json!(wanted));
    tenant
        .root
        .get(&format!("accounts/{wanted}"))
        .refused(404, "bad_identifier");
}

#[test]
fn read_only_fields_are_ignored_wherever_they_are_sent() {
    let tenant = tenant();
    let before = tenant.root.get(&tenant.path("")).ok();
    let wrong = json!({
        "billing_mode": "free", "created": 1, "is_reseller": true, "reseller_id": "undefined", "superduper_admin": true,
        "wnm_allow_additions": true, "descendants_count": 99,
    });
    let patched = tenant.root.patch(&tenant.path(""), wrong.clone()).ok();
    for (key, _) in wrong.as_object().unwrap() {
        assert_eq!(patched.get(key), before.get(key), "{key}");
    }
    assert_eq!(tenant.root.get(&tenant.path("")).ok(), patched);
    let mut whole = wrong;
    whole["name"] = json!(format!("Made {}", fresh()));
    let made = tenant.root.put(&tenant.path(""), whole).made();
    assert_eq!(
        (&made["is_reseller"], &made["superduper_admin"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(made["reseller_id"], tenant.world.top);
}

#[test]
fn the_api_key_shows_only_when_asked_for() {
    let tenant = tenant();
    let path = tenant.path("");
    assert!(tenant.root.get(&path).ok().get("api_key").is_none());
    let key = tenant.root.get(&tenant.path("api_key")).ok()["api_key"].clone();
    assert_eq!(
        tenant
            .root
            .get(&format!("{path}?include_api_key=true"))
            .ok()["api_key"],
        key
    );
}

#[test]
fn billing_mode_says_who_looks_after_an_account() {
    let tenant = tenant();
    let below = Tenant::below(&tenant.world, &tenant.account);
    let mode = |caller: &Caller, tenant: &Tenant| {
        caller.get(&tenant.path("")).ok()["billing_mode"].clone()
    };
    tenant.root.ask("PUT", &tenant.path("reseller")).send();
    assert_eq!(mode(&tenant.key(), &below), "limits_only");
    assert_eq!(mode(&tenant.root, &below), "manual");
    assert_eq!(mode(&tenant.key(), &tenant), "normal");
}

#[test]
fn descendants_are_counted_as_they_come_and_go() {
    let tenant = tenant();
    let middle = Tenant::below(&tenant.world, &tenant.account);
    let count = || {
        let rows = tenant.root.get(&tenant.path("children")).ok();
        rows[0]["descendants_count"].clone()
    };
    assert_eq!(count(), 0);
    let lower = Tenant::below(&tenant.world, &middle.account);
    let lowest = Tenant::below(&tenant.world, &lower.account);
    assert_eq!(count(), 2);
    tenant.root.delete(&lowest.path("")).ok();
    assert_eq!(count(), 1);
}

#[test]
fn the_suffix_of_made_realms_is_a_setting() {
    let world = World::new();
    world.settings(json!({ "account_realm_suffix": "sip.example.net" }));
    let made = world.account(&world.top, json!({}));
    assert!(
        is_realm_of(&made["realm"], "sip.example.net"),
        "{}",
        made["realm"]
    );
}
