//! Users.

use crate::office::{As, Office, id, rows};
use serde_json::{Value, json};

#[tokio::test]
async fn user_names_and_extensions_are_unique_in_their_account_only() {
    let office = Office::new();
    let other = office.account(&office.root, "Other").await;
    let make = |account: String, fields: Value| {
        let office = &office;
        async move {
            office
                .post(
                    &As::Owner,
                    &format!("/console/accounts/{account}/users"),
                    json!({ "fields": fields }),
                )
                .await
        }
    };
    let anna = json!({ "first_name": "Anna", "username": "anna", "extension_number": "101" });
    make(office.root.clone(), anna.clone()).await.expect(201);
    let twin = json!({ "first_name": "Anna", "username": "ANNA" });
    let refused = make(office.root.clone(), twin).await.refused(409, "taken");
    assert_eq!(refused["errors"][0]["path"], "/username");
    let neighbour = json!({ "first_name": "Bert", "extension_number": "101" });
    let refused = make(office.root.clone(), neighbour)
        .await
        .refused(409, "taken");
    assert_eq!(refused["errors"][0]["path"], "/extension_number");
    make(other, anna).await.expect(201);
}

#[tokio::test]
async fn users_are_listed_by_name_page_by_page_without_loss_or_repetition() {
    let office = Office::new();
    let address = format!("/console/accounts/{}/users", office.root);
    for name in ["zoe", "Ämil", "Bob", "anna", "Émile", "bob"] {
        office
            .post(
                &As::Owner,
                &address,
                json!({ "fields": { "first_name": name } }),
            )
            .await
            .expect(201);
    }
    let mut names = Vec::new();
    let mut after = String::new();
    loop {
        let encoded: String = after.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let page = office
            .get(&As::Owner, &format!("{address}?limit=2&after={encoded}"))
            .await
            .expect(200);
        assert_eq!(page["total"], 7);
        names.extend(
            page["rows"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["display_name"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(next) => after = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(names.len(), 7);
    let lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    let mut sorted = lower.clone();
    sorted.sort();
    assert_eq!(lower, sorted);
}

#[tokio::test]
async fn a_deleted_users_extension_is_free_and_a_restore_without_clash_brings_him_back() {
    let office = Office::new();
    let address = format!("/console/accounts/{}/users", office.root);
    let fields = json!({ "fields": { "first_name": "Anna", "extension_number": "101" } });
    let anna = id(&office.post(&As::Owner, &address, fields).await.expect(201));
    office
        .delete(&As::Owner, &format!("/console/users/{anna}"))
        .await
        .expect(204);
    office
        .get(&As::Owner, &format!("/console/users/{anna}"))
        .await
        .refused(404, "not_found");
    office
        .post(
            &As::Owner,
            &format!("/console/users/{anna}/restore"),
            json!({}),
        )
        .await
        .expect(200);
    office
        .delete(&As::Owner, &format!("/console/users/{anna}"))
        .await
        .expect(204);
    let fields = json!({ "fields": { "first_name": "Bert", "extension_number": "101" } });
    office.post(&As::Owner, &address, fields).await.expect(201);
    office
        .post(
            &As::Owner,
            &format!("/console/users/{anna}/restore"),
            json!({}),
        )
        .await
        .refused(409, "taken");
}

#[tokio::test]
async fn secrets_are_written_and_never_read() {
    let office = Office::new();
    let fields = json!({ "fields": { "first_name": "Anna", "username": "anna", "sip_secret": "s3cr3t-of-the-phone" }, "password": "correct horse" });
    let address = format!("/console/accounts/{}/users", office.root);
    let made = office.post(&As::Owner, &address, fields).await.expect(201);
    let anna = id(&made);
    assert_eq!(made["has_password"], true);
    let change = json!([{ "path": "/sip_secret", "to": "an0ther-secret" }]);
    let edited = office
        .patch(&As::Owner, &format!("/console/users/{anna}"), change)
        .await
        .expect(200);
    let list = office.get(&As::Owner, &address).await.expect(200);
    let audit = office.get(&As::Owner, "/console/audit").await.expect(200);
    for answer in [made, edited, list, audit] {
        let text = answer.to_string();
        for secret in [
            "s3cr3t-of-the-phone",
            "an0ther-secret",
            "correct horse",
            "argon2",
        ] {
            assert!(!text.contains(secret), "{secret} shows in {text}");
        }
    }
}

#[tokio::test]
async fn an_admin_cannot_take_his_own_rights_away() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let own = format!("/console/users/{}", office.admin);
    office.delete(&admin, &own).await.refused(403, "forbidden");
    let change = json!([{ "path": "/role", "from": "admin", "to": "user" }]);
    office
        .patch(&admin, &own, change)
        .await
        .refused(403, "forbidden");
    let change = json!([{ "path": "/enabled", "from": true, "to": false }]);
    office
        .patch(&admin, &own, change)
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn search_finds_people_by_the_beginnings_of_all_words_and_without_accents() {
    let office = Office::new();
    let address = format!("/console/accounts/{}/users", office.root);
    for (first, last, extension) in [
        ("Anna", "Müller", "101"),
        ("Annabell", "Novák", "102"),
        ("Bert", "Muller", "103"),
    ] {
        let fields =
            json!({ "first_name": first, "last_name": last, "extension_number": extension });
        office
            .post(&As::Owner, &address, json!({ "fields": fields }))
            .await
            .expect(201);
    }
    let find = |q: &'static str| {
        let office = &office;
        async move {
            let answer = office
                .get(&As::Owner, &format!("/console/search?q={q}"))
                .await
                .expect(200);
            answer["rows"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["label"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(find("ann").await, ["Anna Müller", "Annabell Novák"]);
    assert_eq!(find("mull+ann").await, ["Anna Müller"]);
    assert_eq!(find("103").await, ["Bert Muller"]);
    assert!(find("xyz").await.is_empty());
    assert!(find("+").await.is_empty());
}

#[tokio::test]
async fn nobody_takes_his_own_user_name_away() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let own = format!("/console/users/{}", office.admin);
    let named = json!([{ "path": "/first_name", "to": "Ada" }]);
    office.patch(&admin, &own, named).await.expect(200);
    let remove = json!([{ "path": "/username", "from": "admin" }]);
    office
        .patch(&admin, &own, remove.clone())
        .await
        .refused(403, "forbidden");
    let blank = json!([{ "path": "/username", "from": "admin", "to": "  " }]);
    let answer = office.patch(&admin, &own, blank).await;
    assert!(
        matches!(answer.status.as_u16(), 403 | 422),
        "{}",
        answer.body
    );
    let read = office.get(&admin, &own).await.expect(200);
    assert_eq!(read["fields"]["username"], "admin");
    // With the user name goes nothing else: he may be given another one, and signs in with it.
    let other = json!([{ "path": "/username", "from": "admin", "to": "boss" }]);
    office.patch(&admin, &own, other).await.expect(200);
    office.sign_in("boss").await;
}

#[tokio::test]
async fn an_edit_of_a_user_trims_names_as_a_creation_does() {
    let office = Office::new();
    let own = format!("/console/users/{}", office.admin);
    let changes = json!([
        { "path": "/first_name", "to": "  Anna " },
        { "path": "/username", "from": "admin", "to": " anna " },
        { "path": "/last_name", "to": "   " },
    ]);
    let edited = office.patch(&As::Owner, &own, changes).await.expect(200);
    assert_eq!(edited["fields"]["first_name"], "Anna");
    assert_eq!(edited["fields"]["username"], "anna");
    assert_eq!(edited["display_name"], "Anna");
    office.sign_in("anna").await;
}

#[tokio::test]
async fn an_edit_leaves_a_user_with_at_least_one_name() {
    let office = Office::new();
    let address = format!("/console/accounts/{}/users", office.root);
    let body = json!({ "fields": { "first_name": "Anna" } });
    let anna = id(&office.post(&As::Owner, &address, body).await.expect(201));
    let remove = json!([{ "path": "/first_name", "from": "Anna" }]);
    let path = format!("/console/users/{anna}");
    office
        .patch(&As::Owner, &path, remove)
        .await
        .refused(422, "invalid");
}

#[tokio::test]
async fn no_user_is_made_below_a_deleted_account() {
    let office = Office::new();
    let parent = office.account(&office.root, "Parent").await;
    let child = office.account(&parent, "Child").await;
    let address = format!("/console/accounts/{parent}");
    office
        .delete(&As::Owner, &format!("{address}?with_subtree=true"))
        .await
        .expect(204);
    for account in [&parent, &child] {
        let users = format!("/console/accounts/{account}/users");
        let body = json!({ "fields": { "first_name": "Late" } });
        office
            .post(&As::Owner, &users, body)
            .await
            .refused(404, "not_found");
    }
    office
        .post(&As::Owner, &format!("{address}/restore"), json!({}))
        .await
        .expect(200);
    let users = format!("/console/accounts/{child}/users");
    let list = office.get(&As::Owner, &users).await.expect(200);
    assert_eq!(list["total"], 0);
}

#[tokio::test]
async fn a_user_made_while_the_account_above_is_deleted_came_before_it_or_not_at_all() {
    let office = Office::new();
    for round in 0..40 {
        let parent = office
            .account(&office.root, &format!("Parent {round}"))
            .await;
        let child = office.account(&parent, &format!("Child {round}")).await;
        let address = format!("/console/accounts/{parent}");
        let users = format!("/console/accounts/{child}/users");
        let body = json!({ "fields": { "first_name": "Late" } });
        let gone = format!("{address}?with_subtree=true");
        let (made, deleted) = tokio::join!(
            office.post(&As::Owner, &users, body),
            office.delete(&As::Owner, &gone),
        );
        deleted.expect(204);
        if made.status != 201 {
            made.refused(404, "not_found");
            continue;
        }
        office
            .post(&As::Owner, &format!("{address}/restore"), json!({}))
            .await
            .expect(200);
        let audit = office.get(&As::Owner, "/console/audit?limit=10").await;
        // Newest first.
        let verbs: Vec<_> = rows(audit).iter().map(|row| row["verb"].clone()).collect();
        let place = |verb: &str| verbs.iter().position(|known| known == verb).unwrap();
        assert!(place("user.create") > place("account.delete"), "{verbs:?}");
    }
}
