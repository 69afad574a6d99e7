//! Users in lists: what a row shows, and which features it names.

use crate::client::id;
use crate::server::PASSWORD;
use crate::world::{Tenant, tenant};
use serde_json::{Value, json};

fn row(tenant: &Tenant, user: &str) -> Value {
    let rows = tenant.root.get(&tenant.path("users?paginate=false")).ok();
    rows.as_array()
        .unwrap()
        .iter()
        .find(|row| row["id"] == user)
        .unwrap()
        .clone()
}

fn features(tenant: &Tenant, fields: Value) -> Value {
    let user = id(&tenant.user(fields));
    row(tenant, &user)["features"].clone()
}

#[test]
fn a_row_of_the_list_shows_what_is_set_and_nothing_else() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({
        "username": "row@x.example", "password": PASSWORD, "email": "row@x.example", "timezone": "Europe/Berlin",
        "feature_level": "gold", "presence_id": "1001", "flags": ["a"], "service": { "plans": {} },
        "call_recording": { "any": { "any": { "enabled": true } } }, "custom": 1,
    })));
    let found = row(&tenant, &user);
    for key in [
        "id",
        "features",
        "username",
        "email",
        "first_name",
        "last_name",
        "priv_level",
        "feature_level",
        "presence_id",
        "timezone",
        "call_recording",
        "service",
        "flags",
    ] {
        assert!(!found[key].is_null(), "{key}: {found}");
    }
    for absent in ["custom", "password", "hotdesk"] {
        assert!(found.get(absent).is_none(), "{absent}");
    }
    let plain = row(&tenant, &id(&tenant.user(json!({}))));
    for absent in ["email", "username", "timezone", "feature_level", "flags"] {
        assert!(plain.get(absent).is_none(), "{absent}: {plain}");
    }
}

#[test]
fn features_come_in_their_order() {
    let tenant = tenant();
    assert_eq!(features(&tenant, json!({})), json!(["vm_to_email"]));
    let all = json!({
        "smartpbx": { "conferencing": { "enabled": true }, "faxing": { "enabled": false } },
        "hotdesk": { "enabled": true }, "call_forward": { "enabled": true, "number": "1" },
        "caller_id": { "external": { "number": "+1555" } }, "vm_to_email_enabled": true,
        "music_on_hold": { "media_id": "x" }, "do_not_disturb": { "enabled": true },
    });
    let expected = json!([
        "conferencing",
        "hotdesk",
        "call_forward",
        "caller_id",
        "vm_to_email",
        "music_on_hold",
        "do_not_disturb"
    ]);
    assert_eq!(features(&tenant, all), expected);
}

#[test]
fn call_forwarding_counts_as_it_is_written() {
    let tenant = tenant();
    let on = |rule: Value| {
        features(
            &tenant,
            json!({ "call_forward": rule, "vm_to_email_enabled": false }),
        )
    };
    let number = "100";
    let both = |root: bool, unconditional: bool| {
        on(
            json!({ "enabled": root, "number": number, "unconditional": { "enabled": unconditional, "number": number } }),
        )
    };
    assert_eq!(both(true, false), json!([]));
    assert_eq!(both(true, true), json!(["call_forward"]));
    assert_eq!(both(false, true), json!(["call_forward"]));
    assert_eq!(
        on(json!({ "enabled": true, "number": number })),
        json!(["call_forward"])
    );
    assert_eq!(
        on(json!({ "enabled": false, "failover": true, "number": number })),
        json!(["call_forward_failover"])
    );
    assert_eq!(
        on(json!({ "enabled": true, "failover": true, "number": number })),
        json!(["call_forward"])
    );
}

#[test]
fn posting_no_call_forward_removes_it() {
    let tenant = tenant();
    let path = tenant.path(&format!(
        "users/{}",
        id(&tenant.user(json!({ "call_forward": { "enabled": true, "number": "1" } })))
    ));
    let mut whole = tenant.root.get(&path).ok();
    assert_eq!(whole["call_forward"]["number"], "1");
    whole["call_forward"] = Value::Null;
    assert!(
        tenant
            .root
            .post(&path, whole)
            .ok()
            .get("call_forward")
            .is_none()
    );
    tenant
        .root
        .patch(
            &path,
            json!({ "call_forward": { "enabled": true, "number": "2" } }),
        )
        .ok();
    assert!(
        tenant
            .root
            .patch(&path, json!({ "call_forward": null }))
            .ok()
            .get("call_forward")
            .is_none()
    );
    assert!(tenant.root.get(&path).ok().get("call_forward").is_none());
}
