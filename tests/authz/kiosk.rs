//! The operations of kiosks: an enrolled kiosk is the eighth caller, and the table of what it opens stands here.

use crate::all_rows;
use crate::fixture::Fixture;
use crate::office::{As, id};
use crate::table::Row;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What only an enrolled kiosk does: nobody is told to sign in, and everybody else that he is none.
const ONLY_KIOSKS: [u16; 7] = [401, 403, 403, 403, 403, 403, 403];

type Request = (&'static str, String, Option<Value>);

fn at(path: &str, method: &'static str, body: Option<Value>) -> Request {
    (method, format!("/console/kiosk{path}"), body)
}

/// Somebody whom nobody is: passes authorisation and is not found.
fn unknown() -> String {
    "f".repeat(32)
}

fn prepared() -> Value {
    let duties = json!({ "presence": true, "hours": true, "meetings": true, "visitors": true });
    json!({ "name": "Front desk", "pin": "1234", "duties": duties })
}

#[rustfmt::skip]
pub const KIOSK: &[Row] = &[
    Row { operation: "kiosk_list", request: |f, _| ("GET", format!("/console/accounts/{}/kiosks", f.account), None), expected: [401, 404, 404, 404, 403, 200, 200] },
    Row { operation: "kiosk_prepare", request: |f, _| ("POST", format!("/console/accounts/{}/kiosks", f.account), Some(prepared())), expected: [401, 404, 404, 404, 403, 201, 201] },
    Row { operation: "kiosk_revoke", request: |_, fresh| ("DELETE", format!("/console/kiosks/{}", fresh.kiosk), None), expected: [401, 404, 404, 404, 403, 204, 204] },
    Row { operation: "kiosk_enrol", request: |_, fresh| at("/enrolment", "POST", Some(json!({ "code": fresh.kiosk_code }))), expected: [201; 7] },
    Row { operation: "kiosk_read", request: |_, _| at("", "GET", None), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_leave", request: |_, _| at("/leave", "POST", Some(json!({ "pin": "1234" }))), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_hours", request: |_, _| at("/hours", "PUT", Some(json!({ "to": "closed" }))), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_board", request: |_, _| at("/board", "GET", None), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_people", request: |f, _| at("/people", "POST", Some(json!({ "ids": [f.person] }))), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_photo", request: |f, _| at(&format!("/people/{}/photo", f.person), "GET", None), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_presence", request: |f, _| at(&format!("/people/{}/presence", f.person), "PUT", Some(json!({ "presence": "lunch" }))), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_note", request: |f, _| at(&format!("/people/{}/notes", f.person), "POST", Some(json!({ "text": "Call back" }))), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_calls", request: |_, _| at("/calls", "GET", None), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_dial", request: |_, _| at("/calls", "POST", Some(json!({ "number": "101" }))), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_call_command", request: |_, _| at(&format!("/calls/{}/commands", unknown()), "POST", Some(json!({ "command": "answer" }))), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_play", request: |_, _| at("/simulation", "POST", Some(json!({ "number": "+4930123" }))), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_meetings", request: |_, _| at("/meetings", "GET", None), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_meeting_command", request: |_, fresh| at(&format!("/meetings/{}/commands", fresh.meeting), "POST", Some(json!({ "command": "start" }))), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_meeting_invite", request: |_, fresh| at(&format!("/meetings/{}/invitations", fresh.meeting), "POST", Some(json!({ "number": "101" }))), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_visitors", request: |_, _| at("/visitors", "GET", None), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_visitor_in", request: |_, _| at("/visitors", "POST", Some(json!({ "name": "Vera" }))), expected: ONLY_KIOSKS },
    Row { operation: "kiosk_visitor_out", request: |_, _| at(&format!("/visitors/{}/departure", unknown()), "POST", None), expected: ONLY_KIOSKS },
];

/// What a kiosk with all duties gets. There is no plane here: 409 says that it may and cannot. Everything that does
/// not stand here answers it as it answers nobody.
const OPENS: &[(&str, u16)] = &[
    ("kiosk_read", 200),
    ("kiosk_leave", 204),
    ("kiosk_hours", 204),
    ("kiosk_board", 200),
    ("kiosk_people", 200),
    ("kiosk_photo", 404),
    ("kiosk_presence", 204),
    ("kiosk_note", 201),
    ("kiosk_calls", 200),
    ("kiosk_dial", 409),
    ("kiosk_call_command", 409),
    ("kiosk_play", 409),
    ("kiosk_meetings", 200),
    ("kiosk_meeting_command", 204),
    ("kiosk_meeting_invite", 409),
    ("kiosk_visitors", 200),
    ("kiosk_visitor_in", 201),
    ("kiosk_visitor_out", 404),
];

/// An enrolled kiosk of the fixture's account.
pub(crate) async fn kiosk(fixture: &Fixture, duties: Value) -> As {
    let office = &fixture.office;
    let mut body = prepared();
    body["duties"] = duties;
    let path = format!("/console/accounts/{}/kiosks", fixture.account);
    let made = office.post(&As::Owner, &path, body).await.expect(201);
    let code = json!({ "code": made["code"] });
    let enrolled = office
        .post(&As::Nobody, "/console/kiosk/enrolment", code)
        .await
        .expect(201);
    As::Token(enrolled["token"].as_str().unwrap().to_owned())
}

pub(crate) fn all_duties(on: bool) -> Value {
    json!({ "presence": on, "hours": on, "meetings": on, "visitors": on })
}

async fn answers(fixture: &Fixture, who: &As) -> BTreeMap<&'static str, u16> {
    let mut answers = BTreeMap::new();
    for (number, row) in all_rows().enumerate() {
        let fresh = fixture.fresh_for(row.operation, 10_000 + number).await;
        let (method, path, body) = (row.request)(fixture, &fresh);
        let answer = fixture.office.call(who, method, &path, body).await;
        answers.insert(row.operation, answer.status.as_u16());
    }
    answers
}

#[tokio::test]
async fn a_kiosks_token_opens_what_its_table_says_and_nothing_else() {
    let fixture = Fixture::new().await;
    let kiosk = kiosk(&fixture, all_duties(true)).await;
    let opens: BTreeMap<&str, u16> = OPENS.iter().copied().collect();
    let expected: BTreeMap<&str, u16> = all_rows()
        .map(|row| {
            let nobody = row.expected[0];
            let gets = opens.get(row.operation).copied().unwrap_or(nobody);
            (row.operation, gets)
        })
        .collect();
    assert_eq!(answers(&fixture, &kiosk).await, expected);
}

#[tokio::test]
async fn a_kiosk_without_duties_is_refused_what_needs_them() {
    let fixture = Fixture::new().await;
    let kiosk = kiosk(&fixture, all_duties(false)).await;
    let answers = answers(&fixture, &kiosk).await;
    for operation in [
        "kiosk_hours",
        "kiosk_presence",
        "kiosk_meeting_command",
        "kiosk_visitors",
        "kiosk_visitor_in",
        "kiosk_visitor_out",
    ] {
        assert_eq!(answers[operation], 403, "{operation}");
    }
    assert_eq!(answers["kiosk_board"], 200);
}

#[tokio::test]
async fn a_kiosks_token_is_nothing_in_any_dialect_and_its_people_are_those_of_its_account() {
    let fixture = Fixture::new().await;
    let office = &fixture.office;
    let kiosk = kiosk(&fixture, all_duties(true)).await;
    for path in [
        format!("/v2/accounts/{}/users", fixture.account),
        "/api/users".to_owned(),
        "/api/2.0/resellers/accounts".to_owned(),
        "/console/events".to_owned(),
    ] {
        assert_eq!(office.get(&kiosk, &path).await.status, 401, "{path}");
    }
    // Of other accounts it neither reads nor changes anybody.
    let stranger = office.user(&fixture.child, "stranger", "user").await;
    let body = json!({ "ids": [stranger, fixture.person] });
    let found = office.post(&kiosk, "/console/kiosk/people", body).await;
    let people = found.expect(200)["people"].as_array().unwrap().clone();
    assert_eq!(people.len(), 1);
    assert_eq!(id(&people[0]), fixture.person);
    let path = format!("/console/kiosk/people/{stranger}/presence");
    let body = Some(json!({ "presence": "lunch" }));
    let refused = office.call(&kiosk, "PUT", &path, body).await;
    refused.refused(404, "not_found");
}
