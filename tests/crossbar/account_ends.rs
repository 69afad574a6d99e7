//! Accounts: what `enabled` does, deleting them, and several changes at once.

use crate::world::{Tenant, fresh, tenant, world};
use serde_json::json;

#[test]
fn enabled_changes_only_when_it_is_sent_and_not_by_the_account_itself() {
    let tenant = tenant();
    let path = tenant.path("");
    assert_eq!(
        tenant.root.patch(&path, json!({ "enabled": false })).ok()["enabled"],
        false
    );
    assert_eq!(
        tenant.root.patch(&path, json!({ "custom": 1 })).ok()["enabled"],
        false
    );
    assert_eq!(tenant.root.get(&path).ok()["enabled"], false);
    assert_eq!(
        tenant.root.patch(&path, json!({ "enabled": true })).ok()["enabled"],
        true
    );
    let key = tenant.key();
    assert_eq!(
        key.patch(&path, json!({ "enabled": false, "custom": 2 }))
            .ok()["custom"],
        2
    );
    assert_eq!(tenant.root.get(&path).ok()["enabled"], true);
    let mut whole = tenant.root.get(&path).ok();
    whole["enabled"] = json!(false);
    assert_eq!(
        tenant.root.post(&path, whole.clone()).ok()["enabled"],
        false
    );
    whole.as_object_mut().unwrap().remove("enabled");
    assert_eq!(tenant.root.post(&path, whole).ok()["enabled"], false);
}

#[test]
fn disabling_an_account_leaves_those_below_alone() {
    let tenant = tenant();
    let below = Tenant::below(&tenant.world, &tenant.account);
    let key = below.key();
    tenant
        .root
        .patch(&tenant.path(""), json!({ "enabled": false }))
        .ok();
    assert_eq!(tenant.root.get(&below.path("")).ok()["enabled"], true);
    key.get(&below.path("")).ok();
    // A new account starts as its parent is.
    let made = tenant.world.account(&tenant.account, json!({}));
    assert_eq!(made["enabled"], false);
}

#[test]
fn an_account_with_descendants_is_not_deleted() {
    let tenant = tenant();
    let middle = Tenant::below(&tenant.world, &tenant.account);
    let lower = Tenant::below(&tenant.world, &middle.account);
    for blocked in [&tenant, &middle] {
        let data = tenant
            .root
            .delete(&blocked.path(""))
            .refused(500, "account_has_descendants");
        assert_eq!(data["message"], "account has descendants");
        tenant.root.get(&blocked.path("")).ok();
    }
    for leaf in [&lower, &middle, &tenant] {
        let gone = tenant.root.delete(&leaf.path("")).ok();
        assert_eq!(
            (&gone["id"], &gone["name"]),
            (&json!(leaf.account), &json!(leaf.name))
        );
        tenant
            .root
            .get(&leaf.path(""))
            .refused(404, "bad_identifier");
        tenant
            .root
            .delete(&leaf.path(""))
            .refused(404, "bad_identifier");
        tenant
            .root
            .put(&leaf.path("users"), json!({}))
            .refused(404, "bad_identifier");
    }
}

#[test]
fn the_top_account_offers_no_delete() {
    let world = world();
    let top = format!("accounts/{}", world.top);
    world.root.delete(&top).refused(405, "invalid_method");
    world.root.get(&top).ok();
}

#[test]
fn nobody_deletes_the_account_he_belongs_to() {
    let tenant = tenant();
    let key = tenant.key();
    key.delete(&tenant.path("")).refused(403, "forbidden");
    tenant.root.get(&tenant.path("")).ok();
}

#[test]
fn a_deleted_account_says_so() {
    let tenant = tenant();
    let gone = tenant.root.delete(&tenant.path("")).success(200);
    let said = gone["data"]["_read_only"]["deleted"] == true || gone["metadata"]["deleted"] == true;
    assert!(said, "{gone}");
}

/// Many changes of one account at once: none is lost and none conflicts.
#[test]
fn parallel_patches_all_survive() {
    let tenant = tenant();
    let path = tenant.path("");
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let (root, path) = (tenant.root.clone(), path.clone());
            scope.spawn(move || {
                for turn in 0..6 {
                    let key = format!("w{worker}t{turn}");
                    root.patch(&path, json!({ "custom": { (key): turn } })).ok();
                }
            });
        }
    });
    let found = tenant.root.get(&path).ok();
    assert_eq!(
        found["custom"].as_object().unwrap().len(),
        24,
        "{}",
        found["custom"]
    );
}

#[test]
fn accounts_made_at_once_with_one_name_are_one_account() {
    let tenant = tenant();
    let name = format!("Race {}", fresh());
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let made: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    tenant
                        .root
                        .put(&tenant.path(""), json!({ "name": name }))
                        .status
                })
            })
            .collect();
        made.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(
        statuses.iter().filter(|&&status| status == 201).count(),
        1,
        "{statuses:?}"
    );
    assert!(
        statuses.iter().all(|status| [201, 400].contains(status)),
        "{statuses:?}"
    );
    assert_eq!(tenant.root.ids(&tenant.path("children")).len(), 1);
}
