//! Answers that are kept: a read after a write sees the write, and nobody reads with a right that he has lost.

use crate::client::id;
use crate::server::PASSWORD;
use crate::world::tenant;
use serde_json::json;

#[test]
fn a_read_sees_every_write_that_was_answered_before() {
    let tenant = tenant();
    let one = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    let list = tenant.path("users?paginate=false");
    for turn in 0..20 {
        let name = format!("Turn {turn}");
        tenant.root.patch(&one, json!({ "first_name": name })).ok();
        for _ in 0..2 {
            assert_eq!(tenant.root.get(&one).ok()["first_name"], name);
            assert_eq!(tenant.root.get(&list).ok()[0]["first_name"], name);
        }
    }
    tenant.user(json!({}));
    assert_eq!(tenant.root.ids(&list).len(), 2);
    tenant.root.delete(&one).ok();
    tenant.root.get(&one).refused(404, "bad_identifier");
    assert_eq!(tenant.root.ids(&list).len(), 1);
}

#[test]
fn what_an_admin_has_read_is_not_shown_to_a_user() {
    let tenant = tenant();
    let pin = json!({ "hotdesk": { "id": "77", "pin": "4711", "enabled": true }, "username": "own", "password": PASSWORD });
    let owner = tenant.user(pin);
    let colleague = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    let (_, person) = tenant.person("plain", "user");
    let read = tenant.path(&format!("users/{}", id(&owner)));
    for path in [&read, &colleague] {
        tenant.root.get(path).ok();
        tenant.root.get(path).ok();
        person.get(path).refused(403, "forbidden");
    }
}

#[test]
fn a_right_that_was_taken_away_is_gone_at_the_next_read() {
    let tenant = tenant();
    let (user, person) = tenant.person("climber", "admin");
    let list = tenant.path("users?paginate=false");
    let own = tenant.path(&format!("users/{}", id(&user)));
    let other = tenant.path(&format!("users/{}", id(&tenant.user(json!({})))));
    for _ in 0..2 {
        person.get(&other).ok();
        person.get(&list).ok();
    }
    tenant
        .root
        .patch(&own, json!({ "priv_level": "user" }))
        .ok();
    person.get(&other).refused(403, "forbidden");
    tenant
        .root
        .patch(&own, json!({ "priv_level": "admin" }))
        .ok();
    person.get(&other).ok();
    tenant.root.patch(&own, json!({ "enabled": false })).ok();
    person.get(&other).refused(401, "invalid_credentials");
    tenant.root.get(&other).ok();
}

#[test]
fn a_disabled_account_reads_nothing_of_what_was_kept() {
    let tenant = tenant();
    let (_, person) = tenant.person("member", "admin");
    let list = tenant.path("users?paginate=false");
    person.get(&list).ok();
    person.get(&list).ok();
    tenant
        .root
        .patch(&tenant.path(""), json!({ "enabled": false }))
        .ok();
    person.get(&list).refused(401, "invalid_credentials");
}
