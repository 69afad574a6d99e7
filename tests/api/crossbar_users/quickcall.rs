//! Calls between the devices of a user and a number.

use super::*;

#[tokio::test]
async fn a_quickcall_answers_with_the_call_to_all_enabled_devices() {
    let office = Office::with_phones();
    let made = id(&user(
        &office,
        json!({ "caller_id": { "internal": { "name": "U", "number": "1001" } } }),
    )
    .await);
    let quickcall = |rest: &str| at(&office, &format!("users/{made}/quickcall/{rest}"));
    let answer = office.get(&As::Owner, &quickcall("100")).await;
    refused(answer, 400, "validation error");
    for (name, enabled) in [("A", true), ("B", false)] {
        let document = json!({ "name": name, "owner_id": made, "enabled": enabled, "sip": { "username": name.repeat(4) } });
        data(
            send(
                &office,
                &As::Owner,
                "PUT",
                &at(&office, "devices"),
                document,
            )
            .await,
            201,
        );
    }
    let call = data(
        office
            .get(
                &As::Owner,
                &quickcall("(212)%20555-1234?number_filter=.*-(%5Cd%2B)&timeout=3&media=bypass"),
            )
            .await,
        200,
    );
    assert_eq!(call["application_data"]["route"], "1234");
    assert_eq!(
        (&call["timeout"], &call["media"]),
        (&json!(30), &json!("bypass"))
    );
    let endpoints = call["endpoints"].as_array().unwrap();
    assert_eq!(endpoints.len(), 1);
    assert_eq!(
        endpoints[0]["custom_sip_headers"]["x_kazoo_aor"],
        "sip:AAAA@acme.example"
    );
    assert_eq!(endpoints[0]["custom_channel_vars"]["auto_answer"], true);
    assert_eq!(
        (
            &call["outbound_callee_id_name"],
            &call["outbound_callee_id_number"]
        ),
        (&json!("U"), &json!("1001"))
    );
}

#[tokio::test]
async fn a_quickcall_that_cannot_be_understood_or_is_asked_for_by_nobody_is_refused() {
    let office = Office::with_phones();
    let made = id(&user(&office, json!({})).await);
    let quickcall = |rest: &str| at(&office, &format!("users/{made}/quickcall/{rest}"));
    let document = json!({ "name": "Desk", "owner_id": made });
    data(
        send(
            &office,
            &As::Owner,
            "PUT",
            &at(&office, "devices"),
            document,
        )
        .await,
        201,
    );
    data(office.get(&As::Owner, &quickcall("100")).await, 200);
    for wrong in [
        "100?media=tape",
        "100?number_filter=((",
        "--?number_filter=true",
    ] {
        refused(
            office.get(&As::Owner, &quickcall(wrong)).await,
            400,
            "validation error",
        );
    }
    for path in [
        quickcall("100"),
        format!("/v2/accounts/{}/users/{made}/quickcall/1", "0".repeat(32)),
        "/v2/accounts/x/users/y/quickcall/1".into(),
    ] {
        refused(
            office.get(&As::Nobody, &path).await,
            401,
            "invalid_credentials",
        );
    }
}
