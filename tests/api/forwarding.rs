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

/// Anna without rights forwards everything to her colleague Carl, who has something to hide.
async fn anna_forwards_to_carl(office: &Office) -> (String, String) {
    let anna = office.user(&office.root, "anna", "user").await;
    let carl = person(office, "Carl", "11").await;
    let to_private = json!({ "action": "forward_to_number", "number": "+491709999" });
    let lawyer = json!([{
        "id": "a".repeat(32), "name": "Divorce lawyer", "caller_mask": "+4930111*", "applies": "all_hours",
        "action": "forward_to_number", "number": "+491708888",
    }]);
    let rules = json!({
        "lunch": { "office_hours": to_private, "non_office_hours": { "action": "hang_up" } },
        "available": { "non_office_hours": to_private, "no_answer": { "action": "forward_to_number", "number": "+491707777", "timeout_s": 33 } },
        "exceptions": lawyer,
    });
    set(office, &carl, "/forwarding", rules).await;
    let own_week = json!({ "mode": "custom", "week": { "monday": { "enabled": true, "ranges": [{ "from": "03:00", "to": "04:00" }] } } });
    set(office, &carl, "/office_hours", own_week).await;
    let holiday = json!({ "name": "Chemotherapy", "from_date": "2026-11-24", "to_date": "2026-11-24", "user_id": carl });
    let path = format!("/console/accounts/{}/holidays", office.root);
    office.post(&As::Owner, &path, holiday).await.expect(201);
    (anna, carl)
}

/// What tells something about Carl's rules, presence, hours or private numbers.
const CARLS: [&str; 14] = [
    "Divorce",
    "+4930111",
    "+491708888",
    "+491709999",
    "+491707777",
    "491707777",
    "Chemotherapy",
    "lunch",
    "exception",
    "03:00",
    "custom",
    "33",
    "voicemail of Carl",
    "hang_up",
];

#[tokio::test]
async fn a_person_learns_nothing_of_a_colleagues_rules_by_asking_who_rings_for_himself() {
    let office = Office::new();
    let (anna, carl) = anna_forwards_to_carl(&office).await;
    let session = office.sign_in("anna").await;
    let path = format!("/console/users/{anna}/forwarding");
    let to_carl = json!({ "action": "forward_to_number", "number": "11" });
    let changes = json!([
        { "path": "/forwarding/available", "to": { "office_hours": to_carl, "non_office_hours": to_carl } },
    ]);
    office.patch(&session, &path, changes).await.expect(200);
    let ask = format!("/console/users/{anna}/who-rings");
    for presence in [Value::Null, json!("lunch")] {
        if presence != Value::Null {
            let change = json!([{ "path": "/presence", "from": "available", "to": presence }]);
            office
                .patch(&As::Owner, &format!("/console/users/{carl}"), change)
                .await
                .expect(200);
        }
        for caller in ["+4930111222", "+4940123", "anonymous"] {
            // His hours, outside of them, his holiday, office hours of the account.
            for at in [
                "2026-11-23T03:30:00",
                "2026-11-23T22:00:00",
                "2026-11-24T10:00:00",
                "2026-11-25T10:00:00",
            ] {
                let question =
                    json!({ "caller": caller, "at": format!("{at}+01:00"), "state": "available" });
                let answer = office.post(&session, &ask, question).await.expect(200);
                let follows = answer["steps"].as_array().unwrap().iter();
                let follows = follows
                    .filter(|step| step["code"] == "follows_extension")
                    .count();
                assert_eq!(follows, 1, "{answer}");
                let mut text = answer.clone();
                // What he asked for himself stands in the answer.
                for own in ["at", "hours", "user_id", "timezone"] {
                    text[own] = Value::Null;
                }
                let text = text.to_string().replace(&anna, "").replace(&carl, "");
                for hidden in CARLS {
                    assert!(
                        !text.contains(hidden),
                        "{hidden} shows to {caller} at {at}: {answer}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn an_admin_sees_every_step_behind_a_forward_to_a_colleague() {
    let office = Office::new();
    let (anna, _) = anna_forwards_to_carl(&office).await;
    let to_carl = json!({ "action": "forward_to_number", "number": "11" });
    let both = json!({ "office_hours": to_carl, "non_office_hours": to_carl });
    set(&office, &anna, "/forwarding/available", both).await;
    let admin = office.sign_in("admin").await;
    let ask = format!("/console/users/{anna}/who-rings");
    let lawyer =
        json!({ "caller": "+4930111222", "at": "2026-11-23T10:00:00+01:00", "state": "available" });
    let answer = office.post(&admin, &ask, lawyer).await.expect(200);
    assert_eq!(answer["outcome"]["target"], "+491708888");
    for shown in ["Divorce lawyer", "+4930111*"] {
        assert!(answer.to_string().contains(shown), "{answer}");
    }
    let holiday = json!({ "caller": "1", "at": "2026-11-24T10:00:00+01:00", "state": "available" });
    let answer = office.post(&admin, &ask, holiday).await.expect(200);
    assert_eq!(answer["outcome"]["target"], "+491709999");
    assert!(answer.to_string().contains("Chemotherapy"), "{answer}");
}

#[tokio::test]
async fn a_week_says_for_every_half_hour_what_the_single_question_says() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let rules = json!([
        { "path": "/forwarding/available/non_office_hours", "to": { "action": "forward_to_number", "number": "900" } },
        { "path": "/office_hours", "to": { "mode": "custom", "week": { "monday": { "enabled": true, "ranges": [{ "from": "09:00", "to": "17:30" }] } } } },
    ]);
    let path = format!("/console/users/{anna}");
    office
        .patch(&As::Owner, &format!("{path}/forwarding"), rules)
        .await
        .expect(200);
    let question =
        json!({ "caller": "1", "at": "2026-03-25T12:00:00+01:00", "state": "available" });
    let week = office
        .post(&As::Owner, &format!("{path}/who-rings/week"), question)
        .await
        .expect(200);
    let slots = week["slots"].as_array().unwrap();
    assert_eq!(slots.len(), 336);
    // Monday at nine, in the office's zone; a minute before nobody of the house is reached.
    assert_eq!(slots[18]["at"], "2026-03-23T08:00:00.000Z");
    assert_eq!(slots[18]["rings"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&slots[17]["final"], &slots[17]["target"]),
        (&json!("external"), &json!("900"))
    );
    for index in [0, 17, 18, 34, 35, 200, 335] {
        let question = json!({ "caller": "1", "at": slots[index]["at"], "state": "available" });
        let one = office
            .post(&As::Owner, &format!("{path}/who-rings"), question)
            .await
            .expect(200);
        assert_eq!(one["outcome"]["final"], slots[index]["final"], "{index}");
        assert_eq!(one["outcome"]["target"], slots[index]["target"], "{index}");
    }
    // On the last Sunday of March the clocks skip from two to three.
    let hour = |index: usize| slots[index]["at"].as_str().unwrap()[11..16].to_owned();
    assert_eq!([hour(6 * 48 + 3), hour(6 * 48 + 6)], ["00:30", "01:00"]);
}
