//! The limits of an account, which Kazoo does not know: clients are refused when one is reached, and see nothing else of
//! them.

use crate::world::{Tenant, tenant};
use serde_json::json;

/// Lets the account have so many users, as who manages it from above does.
#[track_caller]
fn limit(tenant: &Tenant, users: u64) {
    let token = format!("Bearer {}", tenant.root.token.as_deref().unwrap());
    let path = format!("/console/accounts/{}", tenant.account);
    let change = json!({ "changes": [{ "path": "/limits/users", "to": users }] });
    let ask = tenant.root.raw("PATCH", &path);
    let changed = ask.header("authorization", &token).envelope(change).send();
    assert_eq!(changed.status, 200, "{}", changed.text());
}

#[test]
fn a_user_beyond_the_limit_is_refused_in_an_envelope_and_nothing_is_made() {
    let tenant = tenant();
    let client = tenant.key();
    limit(&tenant, 1);
    let only = tenant.user(json!({}));
    let users = tenant.path("users");
    let new = json!({ "first_name": "Carl", "last_name": "C" });
    let data = client.put(&users, new).refused(409, "limit_reached");
    assert_eq!(data["of"], "users");
    assert_eq!((&data["limit"], &data["count"]), (&json!(1), &json!(1)));
    assert!(!data["message"].as_str().unwrap().is_empty());
    assert_eq!(client.ids(&users), [only["id"].as_str().unwrap()]);
}

#[test]
fn a_client_neither_sees_nor_changes_limits_and_keeps_a_field_of_that_name() {
    let tenant = tenant();
    let client = tenant.key();
    limit(&tenant, 1);
    let account = format!("accounts/{}", tenant.account);
    let mut document = client.get(&account).ok();
    assert!(document.get("limits").is_none(), "{document}");
    document["limits"] = json!({ "users": 99 });
    let kept = client.post(&account, document).ok();
    assert_eq!(kept["limits"], json!({ "users": 99 }));
    tenant.user(json!({}));
    let new = json!({ "first_name": "Carl", "last_name": "C" });
    let refused = client.put(&tenant.path("users"), new);
    refused.refused(409, "limit_reached");
}
