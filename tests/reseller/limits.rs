//! The limits of a client account: what is refused when one is reached.

use crate::client::{ACCOUNTS, Reseller, one};
use serde_json::json;

#[test]
fn a_client_account_that_may_have_nobody_gets_no_admin_until_it_may() {
    let reseller = Reseller::new();
    let body = json!({
        "parent_id": reseller.account_id, "fields": { "name": "Bakery", "limits": { "users": 0 } },
    });
    let made = reseller.console("POST", "/console/accounts", Some(body));
    let id = made.expect(201)["id"].as_str().unwrap().to_owned();
    let path = format!("{ACCOUNTS}/{id}");
    let admin = json!({ "email": "anna@bakery.example" });
    let refused = reseller.call("PUT", &path, Some(admin.clone()));
    assert!(
        refused.text.contains("may have 0 users"),
        "{}",
        refused.text
    );
    assert!(refused.refused(409).is_empty());
    let change = json!({ "changes": [{ "path": "/limits/users", "from": 0, "to": 1 }] });
    let account = format!("/console/accounts/{id}");
    reseller
        .console("PATCH", &account, Some(change))
        .expect(200);
    reseller.call("PUT", &path, Some(admin)).expect(200);
}

#[test]
fn what_a_reseller_writes_of_a_client_leaves_its_limits_alone() {
    let reseller = Reseller::new();
    let made = reseller.account("anna@bakery.example", json!({ "limits": { "users": 7 } }));
    let id = one(&made);
    let account = format!("/console/accounts/{}", made["id"].as_str().unwrap());
    let limits = || {
        let found = reseller.console("GET", &account, None).expect(200);
        found["fields"]["limits"].clone()
    };
    assert!(limits().is_null());
    let change = json!({ "changes": [{ "path": "/limits/users", "to": 2 }] });
    reseller
        .console("PATCH", &account, Some(change))
        .expect(200);
    let body = json!({ "organization": "Bakery Ltd", "limits": { "users": 9 } });
    reseller.call("PUT", &id, Some(body)).expect(200);
    assert_eq!(limits(), json!({ "users": 2 }));
}
