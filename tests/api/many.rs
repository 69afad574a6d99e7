//! Many users at once, and what happened in an account.

use crate::office::{As, Office, id, rows};
use serde_json::{Value, json};

async fn person(office: &Office, name: &str, extension: &str) -> String {
    let path = format!("/console/accounts/{}/users", office.root);
    let body = json!({ "fields": { "first_name": name, "extension_number": extension } });
    id(&office.post(&As::Owner, &path, body).await.expect(201))
}

async fn bulk(office: &Office, dry_run: bool, edits: Value) -> Vec<Value> {
    let path = format!("/console/accounts/{}/users/bulk", office.root);
    let body = json!({ "dry_run": dry_run, "edits": edits });
    rows(office.post(&As::Owner, &path, body).await)
}

#[tokio::test]
async fn a_trial_changes_nothing_and_says_what_would_change_as_it_can_be_sent_back() {
    let office = Office::new();
    let anna = person(&office, "Anna", "201").await;
    let bert = person(&office, "Bert", "202").await;
    let wish = json!([{ "path": "/extension_number", "to": "201" }]);
    let edits = json!([{ "id": anna, "changes": wish }, { "id": bert, "changes": wish }]);
    let trial = bulk(&office, true, edits).await;
    assert_eq!(trial[0]["changes"], json!([]), "it is so already");
    assert_eq!(trial[1]["problem"]["code"], "taken");
    let wish = json!([{ "path": "/department", "to": "Sales" }]);
    let edits = json!([{ "id": anna, "changes": wish }, { "id": "0".repeat(32), "changes": wish }]);
    let trial = bulk(&office, true, edits).await;
    assert_eq!(trial[1]["problem"]["code"], "not_found");
    let path = format!("/console/users/{anna}");
    let before = office.get(&As::Owner, &path).await.expect(200);
    assert!(before["fields"]["department"].is_null());
    let edits = json!([{ "id": anna, "changes": trial[0]["changes"] }]);
    assert!(bulk(&office, false, edits.clone()).await[0]["problem"].is_null());
    let after = office.get(&As::Owner, &path).await.expect(200);
    assert_eq!(after["fields"]["department"], "Sales");
    // Somebody changed it since: what was seen is gone, so nothing is overwritten.
    let other = json!([{ "path": "/department", "from": "Sales", "to": "Repairs" }]);
    office.patch(&As::Owner, &path, other).await.expect(200);
    let undo = json!([{ "id": anna, "changes": [{ "path": "/department", "from": "Sales" }] }]);
    assert_eq!(
        bulk(&office, false, undo).await[0]["problem"]["code"],
        "conflict"
    );
}

#[tokio::test]
async fn of_two_lines_that_want_one_extension_the_first_gets_it_in_the_trial_as_in_earnest() {
    let office = Office::new();
    person(&office, "Anna", "201").await;
    let path = format!("/console/accounts/{}/users/import", office.root);
    let line = |name: &str, extension: &str| json!({ "fields": { "first_name": name, "extension_number": extension } });
    let lines = json!([
        line("Ida", "301"),
        line("Otto", "201"),
        line("Ute", "301"),
        line("Kurz", "1")
    ]);
    for dry_run in [true, false] {
        let body = json!({ "dry_run": dry_run, "lines": lines });
        let found = rows(office.post(&As::Owner, &path, body).await);
        let code = |row: &Value| row["problem"]["code"].as_str().unwrap_or("none").to_owned();
        let codes: Vec<_> = found.iter().map(code).collect();
        assert_eq!(codes, ["none", "taken", "taken", "invalid"]);
        assert_eq!(found[0]["id"].is_null(), dry_run);
    }
}

#[tokio::test]
async fn the_log_of_an_account_holds_everybodys_calls_and_a_persons_his_own() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let number = json!([{ "path": "/extension_number", "to": "201" }]);
    let path = format!("/console/users/{anna}");
    office.patch(&As::Owner, &path, number).await.expect(200);
    person(&office, "Bert", "202").await;
    let admin = office.sign_in("admin").await;
    for (owner, hour, answered) in [("201", 9, true), ("202", 9, false), ("202", 14, true)] {
        let started = format!("2026-05-04T{hour:02}:00:00Z");
        let mut cdr = json!({ "owner": owner, "caller": "+49301", "callee": owner, "started_at": started,
            "direction": "INBOUND_CALL" });
        if answered {
            cdr["answered_at"] = json!(format!("2026-05-04T{hour:02}:00:05Z"));
        }
        office
            .post(&admin, "/api/ingest/cdrs", cdr)
            .await
            .expect(201);
    }
    let log = format!("/console/accounts/{}/logs/call", office.root);
    let span = |only: Value| {
        json!({ "since": "2026-05-04T00:00:00Z", "until": "2026-05-05T00:00:00Z",
            "rows": { "from": 0, "count": 10, "only": only } })
    };
    let all = office
        .post(&As::Owner, &log, span(json!({})))
        .await
        .expect(200);
    assert_eq!(all["total"], 3);
    assert_eq!(
        all["rows"][0]["cells"]["owner"], "Bert",
        "the newest first, with whose it is"
    );
    let missed = span(json!({ "outcome": "missed" }));
    let missed = office.post(&As::Owner, &log, missed).await.expect(200);
    assert_eq!(
        (&missed["matched"], &missed["total"]),
        (&json!(1), &json!(3))
    );
    let who = office.sign_in("anna").await;
    let own = office.post(&who, &log, span(json!({}))).await.expect(200);
    assert_eq!(own["total"], 1);
    let hours = format!(
        "/console/accounts/{}/call-hours?since=2026-05-04T00:00:00Z&until=2026-05-05T00:00:00Z",
        office.root
    );
    let hours = office.get(&As::Owner, &hours).await.expect(200);
    // 9 o'clock in UTC is 11 in Berlin.
    assert_eq!(hours["timezone"], "Europe/Berlin");
    assert_eq!(
        hours["hours"][11],
        json!({ "answered": 1, "missed": 1, "unanswered": 0 })
    );
}
