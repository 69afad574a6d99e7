//! Status, presence and registrations.

use crate::tenant::{Tenant, keys, refused};
use serde_json::json;

const STATUS: [&str; 6] = [
    "enable_acb",
    "enable_dnd",
    "presence",
    "presence_note",
    "registration",
    "status",
];
const REGISTRATION: [&str; 6] = [
    "application",
    "contact_address",
    "enable_push",
    "instance_id",
    "ip",
    "user_agent",
];

#[tokio::test]
async fn the_simulated_phone_of_an_extension_is_registered_and_can_be_dropped() {
    let tenant = Tenant::new().await;
    let own = tenant.get(&tenant.person, "user/status").await.expect(200);
    assert_eq!(keys(&own), STATUS);
    assert_eq!(
        (&own["status"], &own["presence"]),
        (&json!("ONLINE"), &json!("AVAILABLE"))
    );
    assert_eq!(keys(&own["registration"][0]), REGISTRATION);
    let instance = own["registration"][0]["instance_id"].as_str().unwrap();
    let status = format!("users/{}/status", tenant.person_id);
    let seen = tenant.get(&tenant.admin, &status).await.expect(200);
    assert_eq!(seen, own);
    refused(tenant.get(&tenant.person, &status).await, 403, "FORBIDDEN");
    let drop = format!("{status}/{instance}/destroy_status");
    tenant.act(&tenant.admin, &drop).await.expect(204);
    refused(tenant.act(&tenant.admin, &drop).await, 404, "NOT_FOUND");
    let own = tenant.get(&tenant.person, "user/status").await.expect(200);
    assert_eq!(
        (&own["status"], &own["registration"]),
        (&json!("OFFLINE"), &json!([]))
    );
}

#[tokio::test]
async fn do_not_disturb_is_a_presence_and_a_switch() {
    let tenant = Tenant::new().await;
    for (presence, disturb) in [
        ("LUNCH", false),
        ("DO_NOT_DISTURB", true),
        ("BUSINESS_TRIP", false),
        ("AWAY", false),
        ("AVAILABLE", false),
    ] {
        let body = json!({ "presence": presence, "presence_note": "until two" });
        let said = tenant.post(&tenant.person, "user/presence", body).await;
        assert!(said.expect(200).is_null());
        let own = tenant.get(&tenant.person, "user/status").await.expect(200);
        assert_eq!(
            (&own["presence"], &own["enable_dnd"], &own["presence_note"]),
            (&json!(presence), &json!(disturb), &json!("until two"))
        );
    }
    for (body, rule) in [
        (json!({ "presence": "ON_CALL" }), "enum"),
        (json!({ "presence_note": "x".repeat(129) }), "maxLength"),
    ] {
        let answer = tenant.post(&tenant.person, "user/presence", body).await;
        let errors = refused(answer, 400, "VALIDATE_FAILED");
        assert_eq!(errors[0]["detail"]["rule"], rule);
    }
}
