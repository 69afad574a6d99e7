//! Oneself.

use crate::office::{As, PASSWORD};
use crate::tenant::{Tenant, refused};
use serde_json::{Value, json};

#[tokio::test]
async fn a_person_changes_what_is_his_and_reads_it_back() {
    let tenant = Tenant::new().await;
    let body = json!({
        "email": "pia@home.example", "display_name": "Pia", "enable_dnd": true, "enable_hot_desking": true,
        "voicemail_pin": "135792", "blfs": [{ "key": "BLF", "value": "102" }], "enable_audio_recording": true,
        "outbound_caller_ids": [{ "provider_id": "p", "caller_id": "030" }], "custom_options": "{}",
    });
    tenant
        .post(&tenant.person, "user", body.clone())
        .await
        .expect(200);
    let me = tenant.get(&tenant.person, "user").await.expect(200);
    for (key, value) in body.as_object().unwrap() {
        assert_eq!(&me[key], value, "{key}");
    }
    assert_eq!(me["transports"], json!([]));
    assert_eq!(me.as_object().unwrap().len(), 55);
    // All that was read is accepted as it was read.
    tenant
        .post(&tenant.person, "user", me.clone())
        .await
        .expect(200);
    assert_eq!(tenant.get(&tenant.person, "user").await.expect(200), me);
}

#[tokio::test]
async fn a_person_cannot_change_what_his_mask_forbids_and_nothing_changes_then() {
    let tenant = Tenant::new().await;
    let before = tenant.get(&tenant.person, "user").await.expect(200);
    for (key, value) in [
        ("name", json!("boss")),
        ("role", json!("Admin")),
        ("enabled", json!(false)),
        ("extension_number", json!("1000")),
        ("sms", json!("ALLOW")),
        ("profile", json!("x")),
        ("id", json!("x")),
        ("sync_type", json!("Microsoft 365")),
    ] {
        let mut body = json!({ "department": "Oven" });
        body[key] = value;
        let answer = tenant.post(&tenant.person, "user", body).await;
        assert!(
            matches!(answer.status.as_u16(), 400 | 403),
            "{key}: {}",
            answer.body
        );
        assert_eq!(
            tenant.get(&tenant.person, "user").await.expect(200),
            before,
            "{key}"
        );
    }
    refused(
        tenant
            .post(&tenant.person, "user", json!({ "sms": "ALLOW" }))
            .await,
        403,
        "FORBIDDEN",
    );
}

#[tokio::test]
async fn the_own_password_needs_the_present_one_and_ends_other_sessions() {
    let tenant = Tenant::new().await;
    let other = tenant.session("pia").await;
    let body = |old: &str| json!({ "old_password": old, "new_password": "another horse" });
    let wrong = tenant
        .post(&tenant.person, "user/password", body("wrong"))
        .await;
    let errors = refused(wrong, 400, "VALIDATE_FAILED");
    assert_eq!(errors[0]["detail"]["field"], "old_password");
    tenant
        .post(&tenant.person, "user/password", body(PASSWORD))
        .await
        .expect(200);
    tenant.get(&tenant.person, "user").await.expect(200);
    refused(tenant.get(&other, "user").await, 401, "UNAUTHORIZED");
}

#[tokio::test]
async fn the_extension_password_needs_the_present_one() {
    let tenant = Tenant::new().await;
    tenant.user("carl", "102").await;
    let carl = tenant.session("carl").await;
    let change = |old: &str, new: &str| json!({ "old_password": old, "new_password": new });
    let wrong = tenant
        .post(&carl, "user/extension_password", change("x", "y"))
        .await;
    refused(wrong, 400, "VALIDATE_FAILED");
    tenant
        .post(
            &carl,
            "user/extension_password",
            change("sip secret", "new secret"),
        )
        .await
        .expect(200);
    tenant
        .post(
            &carl,
            "user/extension_password",
            change("new secret", "newer"),
        )
        .await
        .expect(200);
}

#[tokio::test]
async fn a_person_reads_his_balance_and_resets_his_profile() {
    let tenant = Tenant::new().await;
    let balance = tenant.get(&tenant.person, "user/balance").await.expect(200);
    assert_eq!(balance["balance"].as_f64(), Some(0.0));
    tenant.act(&tenant.person, "user/profile").await.expect(200);
    let me = tenant.get(&tenant.person, "user").await.expect(200);
    assert!(me["profile"].is_string());
}

#[tokio::test]
async fn the_owner_at_his_computer_is_nobody_in_particular() {
    let tenant = Tenant::new().await;
    refused(tenant.get(&As::Owner, "user").await, 403, "FORBIDDEN");
    let list: Value = tenant.get(&As::Owner, "users").await.expect(200);
    assert_eq!(list["count"], 1);
}
