//! Forward rules, exceptions and hours, in the words of this dialect and in those of the console.

use crate::tenant::{Tenant, keys, refused};
use serde_json::json;

#[tokio::test]
async fn rules_hours_and_exceptions_are_read_back_and_are_those_of_the_console() {
    let tenant = Tenant::new().await;
    let day = json!({ "enabled": true, "ranges": [{ "from": "09:00", "to": "17:00" }] });
    let mut week = serde_json::Map::new();
    for name in [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ] {
        week.insert(name.into(), day.clone());
    }
    let mut hours = week.clone();
    hours.insert("mode".into(), "CUSTOM".into());
    let body = json!({
        "available_office_hours_forward_rule": { "action": "RING_ANYWAY", "number": "" },
        "available_no_answer_forward_rule": { "action": "FORWARD_TO_NUMBER", "number": "102", "timeout": 20 },
        "busy_office_hours_forward_rule": { "action": "HANGUP", "number": "" },
        "offline_non_office_hours_forward_rule": { "action": "FORWARD_TO_VOICEMAIL", "number": "" },
        "office_hours": hours,
        "custom_forward_rules": [
            { "action": "FORWARD_TO_NUMBER", "number": "103", "caller_id": "030*", "type": "SPECIFIC_HOURS", "hours": week },
        ],
    });
    tenant
        .post(&tenant.person, "user", body.clone())
        .await
        .expect(200);
    let me = tenant.get(&tenant.person, "user").await.expect(200);
    for key in [
        "available_no_answer_forward_rule",
        "busy_office_hours_forward_rule",
    ] {
        assert_eq!(me[key]["action"], body[key]["action"], "{key}");
    }
    assert_eq!(
        me["available_no_answer_forward_rule"],
        body["available_no_answer_forward_rule"]
    );
    assert_eq!(me["office_hours"]["mode"], "CUSTOM");
    assert_eq!(me["office_hours"]["monday"], day);
    assert_eq!(me["custom_forward_rules"][0]["caller_id"], "030*");
    assert_eq!(
        keys(&me["custom_forward_rules"][0]),
        ["action", "caller_id", "hours", "number", "type"]
    );
    let path = format!("/console/users/{}/forwarding", tenant.person_id);
    let console = tenant.office.get(&tenant.admin, &path).await.expect(200);
    let rule = &console["forwarding"]["available"]["no_answer"];
    assert_eq!(
        (&rule["number"], &rule["timeout_s"]),
        (&json!("102"), &json!(20))
    );
    // Back again: what the console writes is shown here.
    let change = json!([{ "path": "/forwarding/busy/office_hours", "from": console["forwarding"]["busy"]["office_hours"], "to": { "action": "forward_to_number", "number": "104" } }]);
    tenant
        .office
        .patch(&tenant.person, &path, change)
        .await
        .expect(200);
    let me = tenant.get(&tenant.person, "user").await.expect(200);
    assert_eq!(
        me["busy_office_hours_forward_rule"],
        json!({ "action": "FORWARD_TO_NUMBER", "number": "104" })
    );
}

#[tokio::test]
async fn a_rule_that_its_state_does_not_know_is_refused_and_changes_nothing() {
    let tenant = Tenant::new().await;
    for (key, rule) in [
        (
            "dnd_office_hours_forward_rule",
            json!({ "action": "RING_ANYWAY" }),
        ),
        (
            "away_office_hours_forward_rule",
            json!({ "action": "FORWARD_TO_NUMBER" }),
        ),
        ("busy_no_answer_forward_rule", json!("HANGUP")),
        ("office_hours", json!({ "mode": "SOMETIMES" })),
        ("custom_forward_rules", json!([{ "action": "TELEPORT" }])),
    ] {
        let mut body = json!({ "department": "Oven" });
        body[key] = rule;
        let errors = refused(
            tenant.post(&tenant.person, "user", body).await,
            400,
            "VALIDATE_FAILED",
        );
        let field = errors[0]["detail"]["field"].as_str().unwrap();
        assert!(field.starts_with(key), "{key}: {field}");
    }
    assert!(tenant.get(&tenant.person, "user").await.expect(200)["department"].is_null());
}
