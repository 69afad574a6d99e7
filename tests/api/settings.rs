//! The settings of the installation.

use crate::office::{As, Office};
use serde_json::json;

#[tokio::test]
async fn settings_that_nobody_has_changed_have_their_defaults_and_keep_what_is_set() {
    let office = Office::new();
    let before = office
        .get(&As::Owner, "/console/settings")
        .await
        .expect(200);
    assert_eq!(
        (&before["rev"], &before["modified"]),
        (&json!(0), &json!(null))
    );
    assert_eq!(before["fields"]["allow_move"], "superduper_admin");
    assert_eq!(
        before["fields"]["token_bucket"],
        json!({ "max": 100, "refill_per_s": 10, "login_cost": 35 })
    );
    let changes = json!([
        { "path": "/token_bucket/login_cost", "from": 35, "to": 0 },
        { "path": "/account_realm_suffix", "to": "sip.acme.example" },
    ]);
    let after = office
        .patch(&As::Owner, "/console/settings", changes.clone())
        .await
        .expect(200);
    assert_eq!(after["fields"]["token_bucket"]["login_cost"], 0);
    office
        .patch(&As::Owner, "/console/settings", changes)
        .await
        .expect(200);
    let clash = json!([{ "path": "/allow_move", "from": "tree", "to": "superduper_admin" }, { "path": "/enforce_priv_level", "from": false, "to": true }]);
    office
        .patch(&As::Owner, "/console/settings", clash)
        .await
        .expect(200);
    let bad = json!([{ "path": "/allow_move", "from": "superduper_admin", "to": "everybody" }]);
    office
        .patch(&As::Owner, "/console/settings", bad)
        .await
        .refused(422, "invalid");
    let admin = office.sign_in("admin").await;
    let body = json!({ "data": { "name": "child" } });
    let made = office
        .call(&admin, "PUT", "/v2/accounts", Some(body))
        .await
        .expect(201);
    assert!(
        made["data"]["realm"]
            .as_str()
            .unwrap()
            .ends_with(".sip.acme.example")
    );
}

#[tokio::test]
async fn a_level_that_is_not_enforced_lets_a_user_act_as_an_admin_of_his_account_in_the_dialect_only()
 {
    let office = Office::new();
    let account = office.account(&office.root, "Shop").await;
    office.user(&account, "pia", "user").await;
    let pia = office.sign_in("pia@shop.acme.example").await;
    let path = format!("/v2/accounts/{account}");
    let change = json!({ "data": { "language": "de" } });
    let patch = |change: serde_json::Value| office.call(&pia, "PATCH", &path, Some(change));
    assert_eq!(patch(change.clone()).await.status.as_u16(), 403);
    let free = json!([{ "path": "/enforce_priv_level", "from": true, "to": false }]);
    office
        .patch(&As::Owner, "/console/settings", free)
        .await
        .expect(200);
    patch(change).await.expect(200);
    let own = format!("/console/accounts/{account}");
    let notes = json!([{ "path": "/notes", "to": "x" }]);
    office
        .patch(&pia, &own, notes)
        .await
        .refused(403, "forbidden");
}
