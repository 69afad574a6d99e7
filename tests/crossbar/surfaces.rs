//! One record seen from two sides: what the console wrote, and what a Kazoo client makes of it.

use crate::client::{Ask, id};
use crate::world::{Tenant, at, tenant};
use serde_json::{Value, json};

fn console(tenant: &Tenant, method: &str, path: &str) -> Ask {
    let token = tenant.root.token.as_deref().unwrap();
    let ask = tenant.root.raw(method, &format!("/console/{path}"));
    ask.header("authorization", &format!("Bearer {token}"))
}

#[track_caller]
fn change(tenant: &Tenant, user: &str, name: &str, to: Value) {
    let from = fields(tenant, user)[name].clone();
    let mut change = json!({ "path": format!("/{name}"), "to": to });
    if !from.is_null() {
        change["from"] = from;
    }
    let body = json!({ "changes": [change] });
    let answer = console(tenant, "PATCH", &format!("users/{user}"))
        .envelope(body)
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

/// The fields as the console sees them.
#[track_caller]
fn fields(tenant: &Tenant, user: &str) -> Value {
    let answer = console(tenant, "GET", &format!("users/{user}")).send();
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer.body["fields"].clone()
}

fn office() -> (Tenant, String, String) {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    let path = tenant.path(&format!("users/{user}"));
    (tenant, user, path)
}

#[test]
fn what_the_console_wrote_survives_a_post_of_the_whole_document() {
    let (tenant, user, path) = office();
    change(&tenant, &user, "mobile", json!("+49170123"));
    change(&tenant, &user, "extension_number", json!("204"));
    let before = fields(&tenant, &user);
    let read = tenant.root.get(&path).ok();
    for own in [
        "mobile",
        "extension_number",
        "display_name",
        "role",
        "forwarding",
        "sip_secret",
    ] {
        assert!(read.get(own).is_none(), "{own}: {read}");
    }
    tenant.root.post(&path, read).ok();
    assert_eq!(
        fields(&tenant, &user),
        before,
        "nothing was changed, so nothing is"
    );
    tenant
        .root
        .post(&path, json!({ "first_name": "New", "last_name": "Name" }))
        .ok();
    let after = fields(&tenant, &user);
    assert_eq!(
        (&after["mobile"], &after["extension_number"]),
        (&json!("+49170123"), &json!("204"))
    );
    assert_eq!(after["first_name"], "New");
}

#[test]
fn a_clients_own_key_never_overwrites_a_field_of_that_name() {
    let (tenant, user, path) = office();
    change(&tenant, &user, "mobile", json!("+49170123"));
    let patched = tenant
        .root
        .patch(
            &path,
            json!({ "mobile": { "mine": 1.0 }, "role": "boss", "extension_number": "x" }),
        )
        .ok();
    assert_eq!(patched["mobile"]["mine"].to_string(), "1.0");
    let seen = fields(&tenant, &user);
    assert_eq!(
        (&seen["mobile"], &seen["role"]),
        (&json!("+49170123"), &json!("user"))
    );
    assert_ne!(seen["extension_number"], "x");
}

#[test]
fn the_level_of_a_kazoo_client_is_the_role_of_the_console() {
    let (tenant, user, path) = office();
    assert_eq!(fields(&tenant, &user)["role"], "user");
    tenant
        .root
        .patch(&path, json!({ "priv_level": "admin" }))
        .ok();
    assert_eq!(fields(&tenant, &user)["role"], "admin");
    change(&tenant, &user, "role", json!("user"));
    assert_eq!(tenant.root.get(&path).ok()["priv_level"], "user");
}

#[test]
fn the_extension_shows_as_presence_and_internal_number_but_is_not_written_down_there() {
    let (tenant, user, path) = office();
    change(&tenant, &user, "extension_number", json!("204"));
    let read = tenant.root.get(&path).ok();
    assert_eq!(
        (&read["presence_id"], at(&read, "caller_id.internal.number")),
        (&json!("204"), &json!("204"))
    );
    tenant.root.post(&path, read).ok();
    tenant.root.patch(&path, json!({ "last_name": "New" })).ok();
    change(&tenant, &user, "extension_number", json!("205"));
    let read = tenant.root.get(&path).ok();
    assert_eq!(
        (&read["presence_id"], at(&read, "caller_id.internal.number")),
        (&json!("205"), &json!("205"))
    );
    // What a client really set stays.
    tenant
        .root
        .patch(&path, json!({ "presence_id": "777" }))
        .ok();
    assert_eq!(tenant.root.get(&path).ok()["presence_id"], "777");
}

#[test]
fn forwarding_set_by_a_kazoo_client_is_forwarding() {
    let (tenant, user, path) = office();
    let forwards = || {
        console(&tenant, "GET", &format!("users/{user}/forwarding"))
            .send()
            .text()
    };
    tenant.root.patch(&path, json!({ "call_forward": { "enabled": true, "number": "+4930111", "substitute": true } })).ok();
    assert!(forwards().contains("+4930111"), "{}", forwards());
    tenant
        .root
        .patch(&path, json!({ "call_forward": { "enabled": false } }))
        .ok();
    let read = tenant.root.get(&path).ok();
    assert_eq!(
        (
            &read["call_forward"]["enabled"],
            &read["call_forward"]["number"]
        ),
        (&json!(false), &json!("+4930111"))
    );
    tenant
        .root
        .patch(&path, json!({ "call_forward": null }))
        .ok();
    assert!(!forwards().contains("+4930111"), "{}", forwards());
}

#[test]
fn a_change_through_one_side_shows_on_the_other_at_once() {
    let (tenant, user, path) = office();
    change(&tenant, &user, "first_name", json!("Console"));
    let read = tenant.root.get(&path);
    let etag = read.header("etag").to_owned();
    assert_eq!(read.ok()["first_name"], "Console");
    tenant
        .root
        .patch(&path, json!({ "first_name": "Client" }))
        .ok();
    assert_eq!(fields(&tenant, &user)["first_name"], "Client");
    change(&tenant, &user, "first_name", json!("Again"));
    assert_ne!(tenant.root.get(&path).header("etag"), etag);
}

#[test]
fn what_the_console_deleted_is_gone_for_a_client_until_it_is_restored() {
    let (tenant, user, path) = office();
    assert!(
        console(&tenant, "DELETE", &format!("users/{user}"))
            .send()
            .status
            < 300
    );
    tenant.root.get(&path).refused(404, "bad_identifier");
    assert_eq!(tenant.root.ids(&tenant.path("users")).len(), 0);
    let back = console(&tenant, "POST", &format!("users/{user}/restore"))
        .envelope(json!({}))
        .send();
    assert!(back.status < 300, "{}", back.text());
    assert_eq!(tenant.root.get(&path).ok()["id"], user);
}
