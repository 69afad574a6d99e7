//! Kiosks: enrolling and revoking them, the board, and the calls at a reception.

use crate::office::{As, Office, id};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use tokio_stream::StreamExt;
use tower::ServiceExt;

struct Desk {
    office: Office,
    kiosk: As,
    id: String,
    /// Anna at 101, Bert at 102, Nora at 199 who never answers.
    /// Whose line it is.
    line: String,
    people: Vec<String>,
}

fn duties() -> Value {
    json!({ "presence": true, "hours": true, "meetings": true, "visitors": true })
}

async fn person(office: &Office, name: &str, extension: &str) -> String {
    let path = format!("/console/accounts/{}/users", office.root);
    let fields =
        json!({ "first_name": name, "extension_number": extension, "department": "Sales" });
    let made = office
        .post(&As::Owner, &path, json!({ "fields": fields }))
        .await;
    id(&made.expect(201))
}

async fn prepare(office: &Office, line: Option<&str>) -> Value {
    let path = format!("/console/accounts/{}/kiosks", office.root);
    let mut body = json!({ "name": "Front desk", "pin": "2580", "duties": duties() });
    if let Some(line) = line {
        body["line_id"] = line.into();
    }
    office.post(&As::Owner, &path, body).await.expect(201)
}

async fn enrol(office: &Office, code: &Value) -> crate::office::Answer {
    let body = json!({ "code": code });
    office
        .post(&As::Nobody, "/console/kiosk/enrolment", body)
        .await
}

async fn desk(office: Office) -> Desk {
    let line = person(&office, "Rita", "100").await;
    let mut people = Vec::new();
    for (name, extension) in [("Anna", "101"), ("Bert", "102"), ("Nora", "199")] {
        people.push(person(&office, name, extension).await);
    }
    let made = prepare(&office, Some(&line)).await;
    let enrolled = enrol(&office, &made["code"]).await.expect(201);
    let kiosk = As::Token(enrolled["token"].as_str().unwrap().to_owned());
    Desk {
        office,
        kiosk,
        id: id(&made),
        line,
        people,
    }
}

impl Desk {
    async fn get(&self, path: &str) -> Value {
        let path = format!("/console/kiosk{path}");
        self.office.get(&self.kiosk, &path).await.expect(200)
    }

    async fn play(&self, number: &str) -> String {
        let body = json!({ "number": number, "name": "Caller" });
        let answer = self
            .office
            .post(&self.kiosk, "/console/kiosk/simulation", body);
        let calls = answer.await.expect(200);
        id(calls["calls"].as_array().unwrap().last().unwrap())
    }

    async fn act(&self, call: &str, body: Value) -> crate::office::Answer {
        let path = format!("/console/kiosk/calls/{call}/commands");
        self.office.post(&self.kiosk, &path, body).await
    }

    async fn done(&self, call: &str, command: &str) -> Value {
        self.act(call, json!({ "command": command }))
            .await
            .expect(200)
    }

    async fn tile(&self, person: &str) -> Value {
        let body = json!({ "ids": [person] });
        let answer = self.office.post(&self.kiosk, "/console/kiosk/people", body);
        answer.await.expect(200)["people"][0].clone()
    }
}

fn only(calls: &Value) -> &Value {
    assert_eq!(calls["calls"].as_array().unwrap().len(), 1, "{calls}");
    &calls["calls"][0]
}

#[tokio::test]
async fn a_code_enrols_one_device_and_a_revoked_device_is_nobody() {
    let desk = desk(Office::new()).await;
    let office = &desk.office;
    let made = prepare(office, None).await;
    enrol(office, &made["code"]).await.expect(201);
    enrol(office, &made["code"]).await.refused(422, "invalid");
    enrol(office, &json!("ABCD-EFGH"))
        .await
        .refused(422, "invalid");
    // Small letters and no dash are the same code.
    let made = prepare(office, None).await;
    let typed = made["code"]
        .as_str()
        .unwrap()
        .replace('-', "")
        .to_lowercase();
    enrol(office, &json!(typed)).await.expect(201);
    let own = format!("/console/kiosks/{}", desk.id);
    office.delete(&As::Owner, &own).await.expect(204);
    let gone = office.get(&desk.kiosk, "/console/kiosk/board").await;
    gone.refused(401, "unauthenticated");
    office
        .delete(&As::Owner, &own)
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn guessing_codes_has_to_wait() {
    let office = Office::new();
    for _ in 0..10 {
        enrol(&office, &json!("AAAA-AAAA"))
            .await
            .refused(422, "invalid");
    }
    enrol(&office, &json!("AAAA-AAAA"))
        .await
        .refused(429, "too_many_requests");
}

#[tokio::test]
async fn a_wrong_pin_does_not_leave_and_ten_of_them_have_to_wait() {
    let desk = desk(Office::new()).await;
    let path = "/console/kiosk/leave";
    let leave = |pin: &'static str| desk.office.post(&desk.kiosk, path, json!({ "pin": pin }));
    leave("2580").await.expect(204);
    for _ in 0..10 {
        leave("0000").await.refused(422, "invalid");
    }
    leave("2580").await.refused(429, "too_many_requests");
}

#[tokio::test]
async fn revoking_ends_a_feed_that_runs() {
    let desk = desk(Office::new()).await;
    let As::Token(token) = &desk.kiosk else {
        panic!("a kiosk has a token")
    };
    let request = Request::get("/console/kiosk/events")
        .header(header::COOKIE, format!("cordboard_kiosk={token}"))
        .body(Body::empty())
        .unwrap();
    let response = desk.office.router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.status(), 200);
    let mut stream = response.into_body().into_data_stream();
    stream.next().await.unwrap().unwrap();
    let own = format!("/console/kiosks/{}", desk.id);
    desk.office.delete(&As::Owner, &own).await.expect(204);
    // The stream ends by itself; nothing more is told.
    while let Some(chunk) = stream.next().await {
        let chunk = String::from_utf8(chunk.unwrap().to_vec()).unwrap();
        assert!(!chunk.contains("kiosk.revoke"), "{chunk}");
    }
}

#[tokio::test]
async fn the_board_shows_everybody_with_where_calls_go_and_is_not_sent_twice() {
    let desk = desk(Office::new()).await;
    let rule = json!({ "action": "forward_to_number", "number": "102" });
    let change = json!([
        { "path": "/forwarding/available/office_hours", "to": rule },
        { "path": "/forwarding/available/non_office_hours", "to": rule },
    ]);
    let path = format!("/console/users/{}/forwarding", desk.people[0]);
    desk.office
        .patch(&As::Owner, &path, change)
        .await
        .expect(200);
    let board = desk.get("/board").await;
    let people = board["people"].as_array().unwrap();
    assert_eq!(people.len(), 5, "four and the admin");
    let anna = people.iter().find(|one| one["name"] == "Anna").unwrap();
    assert_eq!(
        anna["forwards"],
        json!({ "to": "number", "number": "102", "name": "Bert" })
    );
    assert_eq!(anna["registered"], Value::Null, "nothing tells");
    let request = |known: &str| {
        Request::get("/console/kiosk/board")
            .header(header::IF_NONE_MATCH, known)
            .body(Body::empty())
            .unwrap()
    };
    let first = desk.office.raw(&desk.kiosk, request("\"none\"")).await;
    let tag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    let again = desk.office.raw(&desk.kiosk, request(&tag)).await;
    assert_eq!(again.status, 304);
}

#[tokio::test]
async fn presence_and_note_of_a_colleague_are_set_and_shown_everywhere() {
    let desk = desk(Office::new()).await;
    let path = format!("/console/kiosk/people/{}/presence", desk.people[0]);
    for presence in ["do_not_disturb", "lunch"] {
        let body = Some(json!({ "presence": presence, "note": "Back at two" }));
        desk.office
            .call(&desk.kiosk, "PUT", &path, body)
            .await
            .expect(204);
        let tile = desk.tile(&desk.people[0]).await;
        assert_eq!(tile["presence"], presence);
        assert_eq!(tile["note"], "Back at two");
    }
    let user = format!("/console/users/{}", desk.people[0]);
    let user = desk.office.get(&As::Owner, &user).await.expect(200);
    assert_eq!(user["fields"]["presence"], "lunch");
    assert_eq!(user["fields"]["do_not_disturb"]["enabled"], false);
}

#[tokio::test]
async fn the_office_is_switched_to_night_until_midnight_and_who_rings_says_so() {
    let desk = desk(Office::new()).await;
    let hours = |to: &'static str| {
        let body = Some(json!({ "to": to }));
        desk.office
            .call(&desk.kiosk, "PUT", "/console/kiosk/hours", body)
    };
    hours("closed").await.expect(204);
    let own = desk.get("").await;
    assert_eq!(own["office_switch"]["to"], "closed");
    assert!(own["office_switch"]["until"].is_string());
    let path = format!("/console/users/{}/who-rings", desk.people[0]);
    let ask = || {
        desk.office
            .post(&As::Owner, &path, json!({ "caller": "030123" }))
    };
    let answer = ask().await.expect(200);
    assert_eq!(answer["hours"], "non_office");
    assert!(answer["steps"].to_string().contains("office_switched"));
    hours("week").await.expect(204);
    assert!(desk.get("").await["office_switch"].is_null());
    assert!(
        !ask().await.expect(200)["steps"]
            .to_string()
            .contains("office_switched")
    );
}

#[tokio::test]
async fn a_note_stands_among_the_colleagues_messages() {
    let desk = desk(Office::new()).await;
    let path = format!("/console/kiosk/people/{}/notes", desk.people[0]);
    let body =
        json!({ "text": "Please call back", "caller": "+4930123", "caller_name": "Ms Vogel" });
    desk.office.post(&desk.kiosk, &path, body).await.expect(201);
    desk.office
        .post(&desk.kiosk, &path, json!({ "text": " " }))
        .await
        .refused(422, "invalid");
    let log = format!("/console/accounts/{}/logs/message", desk.office.root);
    let rows = json!({ "from": 0, "count": 10 });
    let span =
        json!({ "since": "2000-01-01T00:00:00Z", "until": "2100-01-01T00:00:00Z", "rows": rows });
    let log = desk.office.post(&As::Owner, &log, span).await.expect(200);
    assert_eq!(log["total"], 1, "{log}");
    assert!(log.to_string().contains("Please call back"));
}

#[tokio::test]
async fn visitors_are_signed_in_and_out_and_those_who_are_there_come_first() {
    let desk = desk(Office::new()).await;
    let sign_in = |name: &'static str| {
        let body = json!({ "name": name, "company": "Mill", "host_id": desk.people[0] });
        desk.office
            .post(&desk.kiosk, "/console/kiosk/visitors", body)
    };
    let vera = id(&sign_in("Vera").await.expect(201));
    sign_in("Will").await.expect(201);
    sign_in(" ").await.refused(422, "invalid");
    let path = format!("/console/kiosk/visitors/{vera}/departure");
    for _ in 0..2 {
        desk.office
            .call(&desk.kiosk, "POST", &path, None)
            .await
            .expect(204);
    }
    let rows = desk.get("/visitors").await["rows"].clone();
    assert_eq!(rows[0]["name"], "Will");
    assert_eq!(rows[0]["host"], "Anna");
    assert!(rows[0]["left_at"].is_null());
    assert_eq!(rows[1]["name"], "Vera");
    assert!(rows[1]["left_at"].is_string());
}

#[tokio::test]
async fn a_call_rings_is_answered_held_and_taken_up_again() {
    let desk = desk(Office::with_phones()).await;
    let call = desk.play("+4930123").await;
    let calls = desk.get("/calls").await;
    assert_eq!(only(&calls)["stage"], "ringing");
    assert_eq!(only(&calls)["party"]["number"], "+4930123");
    assert_eq!(only(&desk.done(&call, "answer").await)["stage"], "talking");
    assert_eq!(only(&desk.done(&call, "hold").await)["stage"], "held");
    assert_eq!(only(&desk.done(&call, "resume").await)["stage"], "talking");
    desk.act(&call, json!({ "command": "resume" }))
        .await
        .refused(409, "call_not_now");
    assert!(
        desk.done(&call, "hang_up").await["calls"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    desk.act(&call, json!({ "command": "hold" }))
        .await
        .refused(409, "call_gone");
}

#[tokio::test]
async fn a_blind_transfer_rings_the_colleague_and_through_his_forwarding_when_asked() {
    let desk = desk(Office::with_phones()).await;
    let path = format!("/console/kiosk/people/{}/presence", desk.people[0]);
    let body = Some(json!({ "presence": "do_not_disturb" }));
    desk.office
        .call(&desk.kiosk, "PUT", &path, body)
        .await
        .expect(204);
    assert_eq!(
        desk.tile(&desk.people[0]).await["forwards"]["to"],
        "voicemail"
    );
    for (through, doing) in [(false, "idle"), (true, "ringing")] {
        let call = desk.play("+4930123").await;
        desk.done(&call, "answer").await;
        let body = json!({ "command": "blind", "number": "101", "through": through });
        let calls = desk.act(&call, body).await.expect(200);
        assert!(calls["calls"].as_array().unwrap().is_empty());
        assert_eq!(desk.tile(&desk.people[0]).await["call"], doing);
    }
}

#[tokio::test]
async fn an_attended_transfer_shows_whom_it_asks_and_is_cancelled_with_the_caller_kept() {
    let desk = desk(Office::with_phones()).await;
    let call = desk.play("+4930123").await;
    desk.done(&call, "answer").await;
    let body = json!({ "command": "ask", "number": "102" });
    let calls = desk.act(&call, body).await.expect(200);
    assert_eq!(only(&calls)["stage"], "asking");
    assert_eq!(only(&calls)["asked"]["name"], "Bert");
    assert_eq!(desk.tile(&desk.people[1]).await["call"], "ringing");
    let calls = desk.done(&call, "cancel").await;
    assert_eq!(only(&calls)["stage"], "talking");
    assert_eq!(only(&calls)["party"]["number"], "+4930123");
    assert_eq!(desk.tile(&desk.people[1]).await["call"], "idle");
}

#[tokio::test]
async fn calls_are_parked_and_retrieved_and_dropped_on_a_mailbox() {
    let desk = desk(Office::with_phones()).await;
    let call = desk.play("+4930123").await;
    desk.done(&call, "answer").await;
    let calls = desk.done(&call, "park").await;
    assert_eq!(calls["parked"][0]["slot"], 701);
    assert!(calls["calls"].as_array().unwrap().is_empty());
    // Whoever parked a call is free meanwhile.
    assert_eq!(desk.tile(&desk.line).await["call"], "idle");
    assert_eq!(
        only(&desk.done(&call, "retrieve").await)["stage"],
        "talking"
    );
    assert_eq!(desk.tile(&desk.line).await["call"], "talking");
    let outside = json!({ "command": "voicemail", "number": "+49301" });
    desk.act(&call, outside).await.refused(409, "no_mailbox");
    let body = json!({ "command": "voicemail", "number": "101" });
    let calls = desk.act(&call, body).await.expect(200);
    assert!(calls["calls"].as_array().unwrap().is_empty());
    let own = json!({ "command": "blind", "number": "100" });
    let call = desk.play("+4930124").await;
    desk.act(&call, own).await.refused(409, "own_desk");
}

#[tokio::test]
async fn without_a_plane_or_a_line_calls_are_refused_with_the_reason() {
    let desk = desk(Office::new()).await;
    assert_eq!(desk.get("/calls").await["idle"], "no_plane");
    let dial = json!({ "number": "101" });
    let refused = desk
        .office
        .post(&desk.kiosk, "/console/kiosk/calls", dial.clone());
    refused.await.refused(409, "no_plane");
    let office = Office::with_phones();
    let made = prepare(&office, None).await;
    let enrolled = enrol(&office, &made["code"]).await.expect(201);
    let kiosk = As::Token(enrolled["token"].as_str().unwrap().to_owned());
    let calls = office.get(&kiosk, "/console/kiosk/calls").await.expect(200);
    assert_eq!(calls["idle"], "no_line");
    let refused = office.post(&kiosk, "/console/kiosk/calls", dial).await;
    refused.refused(409, "no_line");
}
