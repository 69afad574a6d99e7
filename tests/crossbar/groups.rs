//! Groups and devices.

use crate::client::id;
use crate::world::{Tenant, tenant, unknown_id};
use serde_json::{Value, json};

fn row(tenant: &Tenant, list: &str, wanted: &str) -> Value {
    let rows = tenant.root.get(&tenant.path(list)).ok();
    rows.as_array()
        .unwrap()
        .iter()
        .find(|row| row["id"] == wanted)
        .unwrap_or_else(|| panic!("{rows}"))
        .clone()
}

#[test]
fn a_group_is_made_without_members_and_with_members_that_do_not_exist() {
    let tenant = tenant();
    let plain = tenant.group(json!({}));
    assert_eq!(plain["endpoints"], json!({}));
    let ghost = unknown_id();
    let made = tenant.group(json!({ "endpoints": { &*ghost: { "type": "planet", "weight": 1000, "extra": [1.0] }, "x": {} } }));
    assert_eq!(
        made["endpoints"][&ghost],
        json!({ "type": "planet", "weight": 1000, "extra": [1.0] })
    );
    let found = row(&tenant, "groups", &id(&made));
    assert_eq!(
        (&found["endpoints"], &found["features"]),
        (&json!(2), &json!([]))
    );
    assert!(found.get("flags").is_none());
}

#[test]
fn a_group_row_shows_features_and_flags() {
    let tenant = tenant();
    let group = id(&tenant.group(json!({
        "smartpbx": { "a": { "enabled": true }, "b": { "enabled": false } }, "music_on_hold": { "media_id": "m" }, "flags": ["f"],
    })));
    let found = row(&tenant, "groups", &group);
    assert_eq!(
        (&found["features"], &found["flags"]),
        (&json!(["a", "music_on_hold"]), &json!(["f"]))
    );
}

#[test]
fn the_groups_of_a_user_are_those_that_name_him_as_a_user() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    let list = format!("users/{user}/groups");
    assert_eq!(tenant.root.get(&tenant.path(&list)).ok(), json!([]));
    let mine =
        id(&tenant.group(json!({ "endpoints": { &*user: { "type": "user", "weight": 1 } } })));
    tenant.group(json!({ "endpoints": { &*user: { "type": "device", "weight": 1 } } }));
    tenant.group(json!({ "endpoints": { &*unknown_id(): { "type": "user" } } }));
    assert_eq!(tenant.root.one(&tenant.path(&list)), mine);
    assert_eq!(row(&tenant, &list, &mine), row(&tenant, "groups", &mine));
    tenant
        .root
        .patch(
            &tenant.path(&format!("groups/{mine}")),
            json!({ "endpoints": {} }),
        )
        .ok();
    assert_eq!(tenant.root.get(&tenant.path(&list)).ok(), json!([]));
}

#[test]
fn a_patch_changes_one_member_and_an_empty_object_removes_all() {
    let tenant = tenant();
    let group = id(&tenant.group(
        json!({ "endpoints": { "a": { "type": "user", "weight": 1 }, "b": { "type": "device" } } }),
    ));
    let path = tenant.path(&format!("groups/{group}"));
    let patched = tenant
        .root
        .patch(
            &path,
            json!({ "endpoints": { "a": { "weight": 9 }, "b": null } }),
        )
        .ok();
    assert_eq!(
        patched["endpoints"],
        json!({ "a": { "type": "user", "weight": 9 } })
    );
    assert_eq!(
        tenant.root.patch(&path, json!({ "endpoints": {} })).ok()["endpoints"],
        json!({})
    );
}

#[test]
fn a_deleted_group_or_device_is_gone() {
    let tenant = tenant();
    let group = format!("groups/{}", id(&tenant.group(json!({}))));
    let device = format!("devices/{}", id(&tenant.device(json!({}))));
    for path in [group, device] {
        let path = tenant.path(&path);
        let read = tenant.root.get(&path).ok();
        let gone = tenant.root.delete(&path).ok();
        assert_eq!((&gone["id"], &gone["name"]), (&read["id"], &read["name"]));
        tenant.root.get(&path).refused(404, "bad_identifier");
        tenant
            .root
            .patch(&path, json!({ "name": "x" }))
            .refused(404, "bad_identifier");
        tenant.root.delete(&path).refused(404, "bad_identifier");
    }
}

#[test]
fn a_device_belongs_to_whom_its_owner_id_says() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    let device = id(&tenant.device(
        json!({ "owner_id": user, "device_type": "softphone", "mac_address": "00:11:22:33:44:55" }),
    ));
    let list = tenant.path(&format!("users/{user}/devices"));
    assert_eq!(tenant.root.one(&list), device);
    let found = row(&tenant, "devices", &device);
    assert_eq!(found["owner_id"], user);
    for key in ["id", "name", "enabled", "device_type", "mac_address"] {
        assert!(!found[key].is_null(), "{key}: {found}");
    }
    tenant
        .root
        .patch(
            &tenant.path(&format!("devices/{device}")),
            json!({ "owner_id": null }),
        )
        .ok();
    assert_eq!(tenant.root.get(&list).ok(), json!([]));
}

#[test]
fn the_sip_password_of_a_device_is_for_admins_only() {
    let tenant = tenant();
    let device = id(&tenant.device(json!({ "sip": { "username": format!("sip{}", crate::world::fresh()), "password": "sip secret 5" } })));
    let (_, person) = tenant.person("peeker", "user");
    let path = tenant.path(&format!("devices/{device}"));
    let seen = person.get(&path);
    assert!(!seen.text().contains("sip secret 5"), "{}", seen.text());
    for list in [
        "devices?full_docs=true",
        "devices?accept=csv&full_docs=true",
    ] {
        assert!(
            !person
                .get(&tenant.path(list))
                .text()
                .contains("sip secret 5"),
            "{list}"
        );
    }
}
