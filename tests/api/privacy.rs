//! What people learn of others: of the accounts above and below, of colleagues, of what admins write about them.

use crate::office::{As, Office, id, rows};
use serde_json::{Value, json};

/// The account "Bakery" with the account "Modern Shop" below it, and its person "pia".
async fn bakery(office: &Office) -> (String, String, String) {
    let bakery = office.account(&office.root, "Bakery").await;
    let shop = office.account(&bakery, "Modern Shop").await;
    let pia = office.user(&bakery, "pia", "user").await;
    (bakery, shop, pia)
}

#[tokio::test]
async fn a_person_cannot_probe_accounts_below_by_filter_or_reveal() {
    let office = Office::new();
    let (bakery, shop, _) = bakery(&office).await;
    let pia = office.sign_in("pia@Bakery").await;
    let window = |body: Value| {
        let (office, pia) = (&office, &pia);
        async move {
            let mut body = body;
            body["from"] = json!(0);
            body["count"] = json!(10);
            office
                .post(pia, "/console/tree/window", body)
                .await
                .expect(200)
        }
    };
    let unknown = "0".repeat(32);
    for root in [Value::Null, json!(bakery)] {
        for (filter, total) in [
            ("mo", 0),
            ("modern shop", 0),
            ("bak", 1),
            ("BAKERY", 1),
            ("zz", 0),
        ] {
            let found = window(json!({ "root": root, "filter": filter, "open": "all" })).await;
            assert_eq!(found["total"], total, "{filter}: {found}");
            assert_eq!(found["rows"].as_array().unwrap().len(), total);
            assert!(!found.to_string().contains("Modern"), "{found}");
        }
        let there = window(json!({ "root": root, "reveal": shop, "open": "all" })).await;
        let not_there = window(json!({ "root": root, "reveal": unknown, "open": "all" })).await;
        assert_eq!(there, not_there);
        assert_eq!(there["rows"][0]["child_count"], 0);
        assert_eq!(there["rows"][0]["descendants_count"], 0);
    }
}

#[tokio::test]
async fn a_person_reads_of_his_account_only_what_is_meant_for_everybody() {
    let office = Office::new();
    let (bakery, _, _) = bakery(&office).await;
    let address = format!("/console/accounts/{bakery}");
    let changes = json!([
        { "path": "/notes", "to": "pays late" },
        { "path": "/flags", "to": ["watch-them"] },
        { "path": "/x_billing", "to": { "iban": "DE00-SECRET" } },
    ]);
    office
        .patch(&As::Owner, &address, changes)
        .await
        .expect(200);
    let pia = office.sign_in("pia@Bakery").await;
    let read = office.get(&pia, &address).await.expect(200);
    assert_eq!(read["fields"]["name"], "Bakery");
    assert_eq!(read["fields"]["timezone"], "Europe/Berlin");
    for hidden in ["pays late", "watch-them", "DE00-SECRET"] {
        assert!(
            !read.to_string().contains(hidden),
            "{hidden} shows in {read}"
        );
    }
    assert_eq!(
        (&read["child_count"], &read["descendants_count"]),
        (&json!(0), &json!(0))
    );
    let admin = office.sign_in("admin").await;
    let read = office.get(&admin, &address).await.expect(200);
    assert_eq!(read["fields"]["notes"], "pays late");
    assert_eq!(read["fields"]["x_billing"]["iban"], "DE00-SECRET");
    assert_eq!(read["child_count"], 1);
}

#[tokio::test]
async fn a_person_does_not_read_what_admins_note_about_him() {
    let office = Office::new();
    let (_, _, pia) = bakery(&office).await;
    let own = format!("/console/users/{pia}");
    let changes = json!([
        { "path": "/notes", "to": "talks too much" },
        { "path": "/flags", "to": ["watch-her"] },
        { "path": "/x_rating", "to": "rated-low" },
        { "path": "/mobile", "to": "+49170123" },
    ]);
    office.patch(&As::Owner, &own, changes).await.expect(200);
    let person = office.sign_in("pia@Bakery").await;
    let read = office.get(&person, &own).await.expect(200);
    let change = json!([{ "path": "/mobile", "from": "+49170123", "to": "+49170124" }]);
    let edited = office.patch(&person, &own, change).await.expect(200);
    for answer in [&read, &edited] {
        for hidden in ["talks too much", "watch-her", "rated-low"] {
            assert!(
                !answer.to_string().contains(hidden),
                "{hidden} shows in {answer}"
            );
        }
    }
    assert_eq!(edited["fields"]["mobile"], "+49170124");
    // What she could not see she did not take away either.
    let read = office.get(&As::Owner, &own).await.expect(200);
    assert_eq!(read["fields"]["notes"], "talks too much");
    assert_eq!(read["fields"]["x_rating"], "rated-low");
}

#[tokio::test]
async fn the_list_of_people_shows_a_person_only_the_directory() {
    let office = Office::new();
    let (bakery, _, _) = bakery(&office).await;
    let address = format!("/console/accounts/{bakery}/users");
    let fields = json!({
        "first_name": "Carl", "username": "carl-signs-in", "role": "admin", "enabled": false,
        "extension_number": "11", "email": "carl@bakery.example", "presence": "lunch",
        "notes": "to be dismissed", "mobile": "+491709999",
        "forwarding": { "away": { "office_hours": { "action": "hang_up" } } },
    });
    let body = json!({ "fields": fields });
    let carl = id(&office.post(&As::Owner, &address, body).await.expect(201));
    let row = |answer| {
        let found = rows(answer)
            .into_iter()
            .find(|row| row["id"] == json!(carl));
        found.unwrap()
    };
    let pia = office.sign_in("pia@Bakery").await;
    let seen = row(office.get(&pia, &address).await);
    let shown = [
        ("display_name", "Carl"),
        ("extension_number", "11"),
        ("email", "carl@bakery.example"),
        ("presence", "lunch"),
    ];
    for (key, value) in shown {
        assert_eq!(seen[key], value);
    }
    for hidden in ["carl-signs-in", "admin", "to be dismissed", "+491709999"] {
        assert!(
            !seen.to_string().contains(hidden),
            "{hidden} shows in {seen}"
        );
    }
    assert_ne!(seen["is_forwarded"], true);
    assert_ne!(seen["enabled"], false);
    let admin = office.sign_in("admin").await;
    let all = row(office.get(&admin, &address).await);
    assert_eq!(
        (
            &all["username"],
            &all["role"],
            &all["is_forwarded"],
            &all["enabled"]
        ),
        (
            &json!("carl-signs-in"),
            &json!("admin"),
            &json!(true),
            &json!(false)
        )
    );
}

#[tokio::test]
async fn an_admin_does_not_learn_which_account_is_above_his() {
    let office = Office::new();
    let bakery = office.account(&office.root, "Bakery").await;
    let shop = office.account(&bakery, "Shop").await;
    office.user(&bakery, "ada", "admin").await;
    let ada = office.sign_in("ada@Bakery").await;
    let own = format!("/console/accounts/{bakery}");
    let read = office.get(&ada, &own).await.expect(200);
    assert_eq!(read["parent_id"], Value::Null);
    let change = json!([{ "path": "/notes", "to": "mine" }]);
    let edited = office.patch(&ada, &own, change).await.expect(200);
    assert_eq!(edited["parent_id"], Value::Null);
    assert!(!read.to_string().contains(&office.root) && !edited.to_string().contains(&office.root));
    let below = office
        .get(&ada, &format!("/console/accounts/{shop}"))
        .await
        .expect(200);
    assert_eq!(below["parent_id"], json!(bakery));
    let above = office.get(&As::Owner, &own).await.expect(200);
    assert_eq!(above["parent_id"], json!(office.root));
}

#[tokio::test]
async fn the_audit_names_nobody_from_outside_the_readers_part_of_the_tree() {
    let office = Office::new();
    let bakery = office.account(&office.root, "Bakery").await;
    let ada = office.user(&bakery, "ada", "admin").await;
    let (above, own) = (
        office.sign_in("admin").await,
        office.sign_in("ada@Bakery").await,
    );
    let address = format!("/console/accounts/{bakery}");
    for (who, note) in [(&above, "from above"), (&own, "our own")] {
        let before = office.get(who, &address).await.expect(200)["fields"]["notes"].clone();
        let mut change = json!({ "path": "/notes", "to": note });
        if !before.is_null() {
            change["from"] = before;
        }
        office
            .patch(who, &address, json!([change]))
            .await
            .expect(200);
    }
    let edits = |answer| {
        let all = rows(answer).into_iter();
        all.filter(|row| row["verb"] == "account.update")
            .collect::<Vec<_>>()
    };
    let path = format!("/console/audit?account_id={bakery}");
    let seen = edits(office.get(&own, &path).await);
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0]["actor"]["id"], json!(ada));
    assert_eq!(seen[1]["actor"], Value::Null);
    assert!(!json!(seen).to_string().contains(&office.admin));
    let all = edits(office.get(&above, &path).await);
    assert_eq!(all[0]["actor"]["id"], json!(ada));
    assert_eq!(all[1]["actor"]["id"], json!(office.admin));
}
