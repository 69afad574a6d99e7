//! Forwarding and "who rings?".

use crate::office::{As, Office, id};
use serde_json::{Value, json};

async fn person(office: &Office, name: &str, extension: &str) -> String {
    let fields = json!({ "first_name": name, "extension_number": extension });
    let address = format!("/console/accounts/{}/users", office.root);
    id(&office
        .post(&As::Owner, &address, json!({ "fields": fields }))
        .await
        .expect(201))
}

async fn set(office: &Office, user: &str, path: &str, to: Value) {
    let changes = json!([{ "path": path, "to": to }]);
    office
        .patch(
            &As::Owner,
            &format!("/console/users/{user}/forwarding"),
            changes,
        )
        .await
        .expect(200);
}

async fn ask(office: &Office, user: &str, question: Value) -> Value {
    office
        .post(
            &As::Owner,
            &format!("/console/users/{user}/who-rings"),
            question,
        )
        .await
        .expect(200)
}

#[tokio::test]
async fn busy_outside_office_hours_goes_to_voicemail_when_the_rule_says_so() {
    let office = Office::new();
    let anna = person(&office, "Anna", "101").await;
    set(
        &office,
        &anna,
        "/forwarding/busy/non_office_hours",
        json!({ "action": "forward_to_voicemail" }),
    )
    .await;
    // Sunday, ten in the morning in Berlin.
    let sunday =
        json!({ "caller": "+4940123", "at": "2026-11-22T10:00:00+01:00", "state": "busy" });
    let answer = ask(&office, &anna, sunday).await;
    assert_eq!(
        (&answer["hours"], &answer["outcome"]["final"]),
        (&json!("non_office"), &json!("voicemail"))
    );
    assert_eq!(answer["outcome"]["rings"], json!([]));
    let rule = answer["steps"]
        .as_array()
        .unwrap()
        .iter()
        .find(|step| step["code"] == "rule")
        .unwrap()
        .clone();
    assert_eq!(rule["params"]["action"], "forward_to_voicemail");
}

#[tokio::test]
async fn a_forward_to_a_colleague_follows_the_colleagues_rules_and_a_holiday_beats_the_hours() {
    let office = Office::new();
    let anna = person(&office, "Anna", "101").await;
    let bert = person(&office, "Bert", "102").await;
    let forward = json!({ "action": "forward_to_number", "number": "102" });
    set(
        &office,
        &anna,
        "/forwarding/available/non_office_hours",
        forward,
    )
    .await;
    set(
        &office,
        &bert,
        "/forwarding/available/non_office_hours",
        json!({ "action": "hang_up" }),
    )
    .await;
    let monday = json!({ "caller": "1", "at": "2026-11-23T10:00:00+01:00", "state": "available" });
    let answer = ask(&office, &anna, monday.clone()).await;
    assert_eq!(answer["outcome"]["rings"][0]["user_id"], json!(anna));
    let holiday = json!({ "name": "Fair", "from_date": "2026-11-23", "to_date": "2026-11-23" });
    office
        .post(
            &As::Owner,
            &format!("/console/accounts/{}/holidays", office.root),
            holiday,
        )
        .await
        .expect(201);
    let answer = ask(&office, &anna, monday).await;
    assert_eq!(
        (&answer["hours"], &answer["outcome"]["final"]),
        (&json!("holiday"), &json!("hang_up"))
    );
}

#[tokio::test]
async fn a_rule_that_makes_no_sense_is_refused_and_the_old_one_stays() {
    let office = Office::new();
    let anna = person(&office, "Anna", "101").await;
    let address = format!("/console/users/{anna}/forwarding");
    for (path, to) in [
        ("/forwarding/away/office_hours", json!({ "action": "ring" })),
        (
            "/forwarding/busy/office_hours",
            json!({ "action": "forward_to_number" }),
        ),
        (
            "/forwarding/busy/office_hours",
            json!({ "action": "teleport" }),
        ),
        (
            "/forwarding/busy/no_answer",
            json!({ "action": "hang_up", "timeout_s": 4 }),
        ),
        (
            "/office_hours",
            json!({ "mode": "custom", "week": { "monday": { "enabled": true, "ranges": [{ "from": "17:00", "to": "09:00" }] } } }),
        ),
    ] {
        office
            .patch(&As::Owner, &address, json!([{ "path": path, "to": to }]))
            .await
            .refused(422, "invalid");
    }
    let outside = json!([{ "path": "/first_name", "from": "Anna", "to": "Eve" }]);
    office
        .patch(&As::Owner, &address, outside)
        .await
        .refused(422, "invalid");
    assert_eq!(
        office.get(&As::Owner, &address).await.expect(200)["forwarding"],
        json!({})
    );
}

#[tokio::test]
async fn two_editors_of_different_rules_both_keep_their_work() {
    let office = Office::new();
    let anna = person(&office, "Anna", "101").await;
    set(
        &office,
        &anna,
        "/forwarding/busy/office_hours",
        json!({ "action": "hang_up" }),
    )
    .await;
    set(
        &office,
        &anna,
        "/forwarding/busy/non_office_hours",
        json!({ "action": "forward_to_voicemail" }),
    )
    .await;
    let read = office
        .get(&As::Owner, &format!("/console/users/{anna}/forwarding"))
        .await
        .expect(200);
    assert_eq!(read["forwarding"]["busy"].as_object().unwrap().len(), 2);
    let clash = json!([{ "path": "/forwarding/busy/office_hours", "to": { "action": "ring" } }]);
    office
        .patch(
            &As::Owner,
            &format!("/console/users/{anna}/forwarding"),
            clash,
        )
        .await
        .refused(409, "conflict");
}
