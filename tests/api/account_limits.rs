//! The limits of an account: who sets them, what is refused when one is reached, and what is said beforehand.

use crate::office::{As, Office, id, rows};
use serde_json::{Value, json};

/// An account below the top one, with these limits; gives its id.
async fn limited(office: &Office, limits: Value) -> String {
    let body =
        json!({ "parent_id": office.root, "fields": { "name": "Bakery", "limits": limits } });
    id(&office
        .post(&As::Owner, "/console/accounts", body)
        .await
        .expect(201))
}

async fn set(office: &Office, who: &As, account: &str, changes: Value) -> crate::office::Answer {
    let path = format!("/console/accounts/{account}");
    office.patch(who, &path, changes).await
}

fn person(name: &str) -> Value {
    json!({ "fields": { "first_name": name } })
}

#[tokio::test]
async fn a_full_account_refuses_another_user_and_says_how_many_there_are_and_may_be() {
    let office = Office::new();
    let bakery = limited(&office, json!({ "users": 2 })).await;
    let path = format!("/console/accounts/{bakery}/users");
    let first = office.post(&As::Owner, &path, person("Anna")).await;
    let first = id(&first.expect(201));
    office.user(&bakery, "ada", "admin").await;
    let ada = office.sign_in("ada@bakery.acme.example").await;
    let refused = office.post(&ada, &path, person("Carl")).await;
    let refused = refused.refused(409, "limit_reached");
    assert_eq!(
        refused["limit"],
        json!({ "of": "users", "limit": 2, "count": 2 })
    );
    // Whoever set the limit is held to it, too.
    let refused = office.post(&As::Owner, &path, person("Carl")).await;
    refused.refused(409, "limit_reached");
    // A place that is given up is taken, and the one who gave it up finds none when he comes back.
    let anna = format!("/console/users/{first}");
    office.delete(&ada, &anna).await.expect(204);
    office.post(&ada, &path, person("Carl")).await.expect(201);
    let back = office
        .call(&ada, "POST", &format!("{anna}/restore"), None)
        .await;
    back.refused(409, "limit_reached");
    // Edits go on.
    let office_of = json!([{ "path": "/name", "from": "Bakery", "to": "Bakery Ltd" }]);
    set(&office, &ada, &bakery, office_of).await.expect(200);
}

#[tokio::test]
async fn who_manages_the_account_from_above_sets_its_limits_and_its_own_admin_reads_them() {
    let office = Office::new();
    let bakery = limited(&office, json!({})).await;
    office.user(&bakery, "ada", "admin").await;
    office.user(&bakery, "pia", "user").await;
    let ada = office.sign_in("ada@bakery.acme.example").await;
    let pia = office.sign_in("pia@bakery.acme.example").await;
    let above = office.sign_in("admin").await;
    let to_five = json!([{ "path": "/limits/users", "to": 5 }]);
    let account = set(&office, &above, &bakery, to_five.clone()).await;
    let account = account.expect(200);
    assert_eq!(account["fields"]["limits"], json!({ "users": 5 }));
    assert_eq!(account["may"]["set_limits"], true);
    let path = format!("/console/accounts/{bakery}");
    let own = office.get(&ada, &path).await.expect(200);
    assert_eq!(own["fields"]["limits"], json!({ "users": 5 }));
    assert_eq!(
        own["usage"],
        json!({ "users": 2, "phones": 0, "ring_groups": 0, "call_queues": 0, "meetings": 0 })
    );
    assert_eq!(own["may"]["set_limits"], false);
    let more = json!([{ "path": "/limits/users", "from": 5, "to": 50 }]);
    let refused = set(&office, &ada, &bakery, more.clone()).await;
    refused.refused(403, "forbidden");
    set(&office, &pia, &bakery, more)
        .await
        .refused(403, "forbidden");
    let person = office.get(&pia, &path).await.expect(200);
    assert!(person["fields"].get("limits").is_none());
    assert_eq!(person["usage"], json!({}));
    // The account at the top has nobody above it.
    let root = office.root.clone();
    set(&office, &above, &root, to_five)
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn a_limit_is_a_whole_number_that_is_not_negative() {
    let office = Office::new();
    let bakery = limited(&office, json!({})).await;
    for (path, to) in [
        ("/limits/users", json!(-1)),
        ("/limits/users", json!(1.5)),
        ("/limits/users", json!("many")),
    ] {
        let change = json!([{ "path": path, "to": to }]);
        let refused = set(&office, &As::Owner, &bakery, change).await;
        refused.refused(422, "invalid");
    }
}

#[tokio::test]
async fn a_limit_below_what_is_there_removes_nothing_and_refuses_what_is_new() {
    let office = Office::new();
    let bakery = limited(&office, json!({})).await;
    let path = format!("/console/accounts/{bakery}/users");
    for name in ["Anna", "Bert", "Carl"] {
        office
            .post(&As::Owner, &path, person(name))
            .await
            .expect(201);
    }
    let to_one = json!([{ "path": "/limits/users", "to": 1 }]);
    set(&office, &As::Owner, &bakery, to_one).await.expect(200);
    assert_eq!(rows(office.get(&As::Owner, &path).await).len(), 3);
    let refused = office.post(&As::Owner, &path, person("Dora")).await;
    let refused = refused.refused(409, "limit_reached");
    assert_eq!(refused["limit"]["count"], 3);
    let away = json!([{ "path": "/limits/users", "from": 1 }]);
    set(&office, &As::Owner, &bakery, away).await.expect(200);
    office
        .post(&As::Owner, &path, person("Dora"))
        .await
        .expect(201);
}

#[tokio::test]
async fn phones_teams_and_meetings_have_limits_of_their_own() {
    let office = Office::new();
    let limits = json!({ "phones": 1, "ring_groups": 1, "call_queues": 1, "meetings": 1 });
    let bakery = limited(&office, limits).await;
    let anna = office.user(&bakery, "anna", "admin").await;
    let records = format!("/console/accounts/{bakery}");
    let made = |number: u32| {
        let team = |name: &str, extension: u32| json!({ "fields": { "name": name, "extension_number": extension.to_string() } });
        [
            (
                "phones",
                "records/phone",
                json!({ "fields": { "name": format!("P{number}") } }),
            ),
            (
                "ring_groups",
                "records/ring_group",
                team("Sales", 300 + number),
            ),
            (
                "call_queues",
                "records/call_queue",
                team("Help", 400 + number),
            ),
            (
                "meetings",
                "meetings",
                json!({ "owner_id": anna, "fields": { "subject": "Weekly", "mode": "audio", "timezone": "UTC" } }),
            ),
        ]
    };
    for (_, path, body) in made(1) {
        let path = format!("{records}/{path}");
        office.post(&As::Owner, &path, body).await.expect(201);
    }
    for (key, path, body) in made(2) {
        let path = format!("{records}/{path}");
        let refused = office.post(&As::Owner, &path, body).await;
        let refused = refused.refused(409, "limit_reached");
        assert_eq!(
            refused["limit"],
            json!({ "of": key, "limit": 1, "count": 1 })
        );
    }
}

#[tokio::test]
async fn a_dry_run_of_a_list_says_which_lines_would_find_no_room() {
    let office = Office::new();
    let bakery = limited(&office, json!({ "users": 3, "phones": 1 })).await;
    let codes = |found: Vec<Value>| -> Vec<String> {
        let code = |row: &Value| row["problem"]["code"].as_str().unwrap_or("none").to_owned();
        found.iter().map(code).collect()
    };
    let users = format!("/console/accounts/{bakery}/users/import");
    let lines = json!([
        person("Anna"),
        { "fields": { "first_name": "Bert", "extension_number": "1" } },
        person("Carl"),
        person("Dora"),
        person("Emil"),
    ]);
    for dry_run in [true, false] {
        let body = json!({ "dry_run": dry_run, "lines": lines });
        let found = rows(office.post(&As::Owner, &users, body).await);
        let wanted = ["none", "invalid", "none", "none", "limit_reached"];
        assert_eq!(codes(found), wanted);
    }
    // What was looked at in an earlier part of the same list takes room, too.
    let more = json!([{ "path": "/limits/users", "from": 3, "to": 5 }]);
    set(&office, &As::Owner, &bakery, more).await.expect(200);
    for (ahead, wanted) in [(0, "none"), (1, "none"), (2, "limit_reached")] {
        let body = json!({ "dry_run": true, "ahead": ahead, "lines": [person("Fred")] });
        let found = rows(office.post(&As::Owner, &users, body).await);
        assert_eq!(codes(found), [wanted], "{ahead}");
    }
    let phones = format!("/console/accounts/{bakery}/phones/import");
    let lines = json!([{ "text": "001565000001" }, { "text": "001565000002" }]);
    for dry_run in [true, false] {
        let body = json!({ "dry_run": dry_run, "lines": lines });
        let found = rows(office.post(&As::Owner, &phones, body).await);
        assert_eq!(codes(found), ["none", "limit_reached"]);
    }
}

#[tokio::test]
async fn who_acts_for_a_client_account_does_not_raise_its_limits() {
    let office = Office::new();
    let bakery = limited(&office, json!({ "users": 1 })).await;
    office.user(&bakery, "ada", "admin").await;
    let key = office
        .get(&As::Owner, &format!("/console/accounts/{bakery}/api-key"))
        .await
        .expect(200);
    let body = json!({ "data": { "api_key": key["api_key"] } });
    let session = office
        .call(&As::Nobody, "PUT", "/v2/api_auth", Some(body))
        .await;
    let token = session.expect(201)["auth_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let more = json!([{ "path": "/limits/users", "from": 1, "to": 50 }]);
    set(&office, &As::Token(token), &bakery, more)
        .await
        .refused(403, "forbidden");
}
