//! What one caller may cost everybody: documents, pointers and questions have limits.

use crate::office::{As, Office};
use serde_json::{Value, json};

/// The most bytes of a document, as JSON.
const DOCUMENT_MAX: usize = 262_144;

#[track_caller]
fn too_large(refused: &Value) {
    assert_eq!(refused["errors"][0]["rule"], "size", "{refused}");
}

#[tokio::test]
async fn a_person_cannot_let_his_record_grow_without_limit() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let own = format!("/console/users/{anna}");
    let session = office.sign_in("anna").await;
    let before = office.get(&session, &own).await.expect(200);
    let at_once = json!([{ "path": "/do_not_disturb/k", "to": "x".repeat(DOCUMENT_MAX) }]);
    too_large(
        &office
            .patch(&session, &own, at_once)
            .await
            .refused(422, "invalid"),
    );
    assert_eq!(office.get(&session, &own).await.expect(200), before);

    // Bit by bit comes to the same.
    let mut last = before;
    let mut refused = false;
    for number in 0..4 {
        let path = format!("/do_not_disturb/k{number}");
        let change = json!([{ "path": path, "to": "x".repeat(100_000) }]);
        let answer = office.patch(&session, &own, change).await;
        if answer.status == 200 {
            last = answer.expect(200);
            continue;
        }
        too_large(&answer.refused(422, "invalid"));
        refused = true;
        break;
    }
    assert!(refused, "400,000 bytes were kept");
    assert_eq!(office.get(&session, &own).await.expect(200), last);
    let rules = json!([{ "path": "/forwarding/x_note", "to": "x".repeat(200_000) }]);
    let answer = office
        .patch(&session, &format!("{own}/forwarding"), rules)
        .await;
    too_large(&answer.refused(422, "invalid"));
    let smaller = json!([{ "path": "/mobile", "to": "+49170123" }]);
    office.patch(&session, &own, smaller).await.expect(200);
}

#[tokio::test]
async fn no_record_begins_larger_than_the_limit() {
    let office = Office::new();
    let root = &office.root;
    let big = "x".repeat(DOCUMENT_MAX);
    let account = json!({ "parent_id": root, "fields": { "name": "Big", "x_big": big } });
    let user = json!({ "fields": { "first_name": "Big", "x_big": big } });
    let holiday =
        json!({ "name": "Big", "from_date": "2026-05-01", "to_date": "2026-05-01", "x_big": big });
    for (path, body) in [
        ("/console/accounts".to_owned(), account),
        (format!("/console/accounts/{root}/users"), user),
        (format!("/console/accounts/{root}/holidays"), holiday),
    ] {
        let answer = office.post(&As::Owner, &path, body).await;
        too_large(&answer.refused(422, "invalid"));
    }
    let address = format!("/console/accounts/{root}");
    let change = json!([{ "path": "/x_big", "to": big }]);
    too_large(
        &office
            .patch(&As::Owner, &address, change)
            .await
            .refused(422, "invalid"),
    );
    // Half as much is fine.
    let half = "x".repeat(DOCUMENT_MAX / 2);
    let change = json!([{ "path": "/x_big", "to": half }]);
    office.patch(&As::Owner, &address, change).await.expect(200);
}

#[tokio::test]
async fn a_pointer_has_at_most_a_thousand_bytes() {
    let office = Office::new();
    let address = format!("/console/accounts/{}", office.root);
    let pointer = |length: usize| format!("/x_{}", "k".repeat(length - 3));
    for (length, status) in [(1000, 200), (1001, 422), (100_000, 422)] {
        let change = json!([{ "path": pointer(length), "to": 1 }]);
        let answer = office.patch(&As::Owner, &address, change).await;
        assert_eq!(answer.status, status, "{length} bytes");
    }
}

#[tokio::test]
async fn a_caller_has_at_most_64_characters() {
    let office = Office::new();
    let path = format!("/console/users/{}/who-rings", office.admin);
    let ask = |caller: String| json!({ "caller": caller });
    office
        .post(&As::Owner, &path, ask("1".repeat(64)))
        .await
        .expect(200);
    office
        .post(&As::Owner, &path, ask("ü".repeat(64)))
        .await
        .expect(200);
    for caller in ["1".repeat(65), "1".repeat(1_000_000)] {
        let refused = office
            .post(&As::Owner, &path, ask(caller))
            .await
            .refused(422, "invalid");
        assert_eq!(refused["errors"][0]["path"], "/caller");
    }
}

#[tokio::test]
async fn an_instant_outside_the_calendar_is_refused() {
    let office = Office::new();
    let path = format!("/console/users/{}/who-rings", office.admin);
    for at in [
        "+262142-12-31T23:59:59Z",
        "-262142-01-01T00:00:00Z",
        "1899-12-31T00:00:00Z",
    ] {
        let answer = office
            .post(&As::Owner, &path, json!({ "caller": "1", "at": at }))
            .await;
        answer.refused(422, "invalid");
    }
    for at in ["1900-06-01T00:00:00Z", "9999-06-01T00:00:00Z"] {
        office
            .post(&As::Owner, &path, json!({ "caller": "1", "at": at }))
            .await
            .expect(200);
    }
}
