//! Signing in, and what a session is worth.

use crate::office::{Answer, As, Office, PASSWORD, made_up_token, rows};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;
use tower::ServiceExt;

#[tokio::test]
async fn a_wrong_name_and_a_wrong_password_look_the_same() {
    let office = Office::new();
    let try_as = |username: &str, password: &str| {
        let body = json!({ "username": username, "password": password });
        let office = &office;
        async move {
            office
                .post(&As::Nobody, "/console/session", body)
                .await
                .refused(401, "wrong_password")
        }
    };
    assert_eq!(
        try_as("admin", "wrong horse").await,
        try_as("nobody", PASSWORD).await
    );
    try_as("admin@elsewhere.example", PASSWORD).await;
}

#[tokio::test]
async fn ten_wrong_passwords_make_the_name_wait() {
    let office = Office::new();
    let body = json!({ "username": "admin", "password": "wrong horse" });
    for _ in 0..10 {
        office
            .post(&As::Nobody, "/console/session", body.clone())
            .await
            .refused(401, "wrong_password");
    }
    let right = json!({ "username": "admin", "password": PASSWORD });
    office
        .post(&As::Nobody, "/console/session", right)
        .await
        .refused(429, "too_many_requests");
}

#[tokio::test]
async fn names_with_and_without_realm_and_in_any_case_sign_in() {
    let office = Office::new();
    let shop = office.account(&office.root, "Shop").await;
    office.user(&shop, "anna", "user").await;
    for username in [
        "anna@shop.acme.example",
        "ANNA@Shop.Acme.Example",
        "anna@Shop",
    ] {
        office.sign_in(username).await;
    }
    office.sign_in("Admin").await;
}

#[tokio::test]
async fn a_session_ends_with_sign_out_password_change_disabling_and_deleting() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let own = format!("/console/users/{anna}");
    let alive = |session: As| {
        let office = &office;
        async move {
            office
                .get(&session, "/console/session")
                .await
                .status
                .as_u16()
        }
    };
    let session = office.sign_in("anna").await;
    office
        .delete(&session, "/console/session")
        .await
        .expect(204);
    assert_eq!(alive(session).await, 401);

    let session = office.sign_in("anna").await;
    let new = json!({ "password": PASSWORD });
    office
        .call(&As::Owner, "PUT", &format!("{own}/password"), Some(new))
        .await
        .expect(204);
    assert_eq!(alive(session).await, 401);

    let session = office.sign_in("anna").await;
    let change = json!([{ "path": "/enabled", "from": true, "to": false }]);
    office.patch(&As::Owner, &own, change).await.expect(200);
    assert_eq!(alive(session).await, 401);
    let change = json!([{ "path": "/enabled", "from": false, "to": true }]);
    office.patch(&As::Owner, &own, change).await.expect(200);

    let session = office.sign_in("anna").await;
    office.delete(&As::Owner, &own).await.expect(204);
    assert_eq!(alive(session).await, 401);
    assert_eq!(alive(made_up_token()).await, 401);
}

#[tokio::test]
async fn ones_own_password_change_keeps_the_session_that_asks_and_ends_the_others() {
    let office = Office::new();
    let here = office.sign_in("admin").await;
    let elsewhere = office.sign_in("admin").await;
    let body = json!({ "password": "another horse", "current_password": PASSWORD });
    office
        .call(
            &here,
            "PUT",
            &format!("/console/users/{}/password", office.admin),
            Some(body),
        )
        .await
        .expect(204);
    office.get(&here, "/console/session").await.expect(200);
    office
        .get(&elsewhere, "/console/session")
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test]
async fn the_cookie_is_out_of_reach_for_scripts_and_other_sites() {
    let office = Office::new();
    let request = |origin: &str| {
        Request::post("/console/session")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::HOST, "console.example")
            .header(header::ORIGIN, origin)
            .body(Body::from(
                json!({ "username": "admin", "password": PASSWORD }).to_string(),
            ))
            .unwrap()
    };
    let response = office
        .router
        .clone()
        .oneshot(request("https://console.example"))
        .await
        .unwrap();
    assert_eq!(response.status(), 200);
    let cookie = response.headers()[header::SET_COOKIE]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"),
        "{cookie}"
    );
    office
        .raw(&As::Nobody, request("https://evil.example"))
        .await
        .refused(403, "forbidden");

    let pair = cookie.split(';').next().unwrap().to_owned();
    let read = Request::get("/console/session")
        .header(header::COOKIE, pair)
        .body(Body::empty())
        .unwrap();
    assert_eq!(
        office.raw(&As::Nobody, read).await.expect(200)["role"],
        "admin"
    );
}

#[tokio::test]
async fn an_installation_is_made_once() {
    let office = Office::new();
    let body = json!({
        "organisation": "Second", "realm": "second.example",
        "admin": { "username": "eve", "password": "correct horse" },
    });
    office
        .post(&As::Nobody, "/console/installation", body.clone())
        .await
        .refused(409, "already_installed");
    office
        .post(&As::Owner, "/console/installation", body)
        .await
        .refused(409, "already_installed");
    assert_eq!(
        office
            .get(&As::Nobody, "/console/installation")
            .await
            .expect(200)["installed"],
        true
    );
}

/// Sets a password by the owner, who need not know the present one.
async fn reset(office: &Office, user: &str, password: &str) {
    let path = format!("/console/users/{user}/password");
    let body = json!({ "password": password });
    office
        .call(&As::Owner, "PUT", &path, Some(body))
        .await
        .expect(204);
}

async fn try_sign_in(office: &Office, username: &str, password: &str) -> Answer {
    let body = json!({ "username": username, "password": password });
    office.post(&As::Nobody, "/console/session", body).await
}

#[tokio::test]
async fn a_reset_password_stays_whatever_the_old_one_is_used_for_meanwhile() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let path = format!("/console/users/{anna}/password");
    for _ in 0..4 {
        let session = office.sign_in("anna").await;
        let own = json!({ "password": "of the intruder", "current_password": PASSWORD });
        // Whichever comes first, in the end the password is the one that the admin set.
        let (changed, ()) = tokio::join!(
            office.call(&session, "PUT", &path, Some(own)),
            reset(&office, &anna, "set by the admin"),
        );
        assert!(
            matches!(changed.status.as_u16(), 204 | 401 | 422),
            "{}",
            changed.body
        );
        let intruder = try_sign_in(&office, "anna", "of the intruder").await;
        intruder.refused(401, "wrong_password");
        try_sign_in(&office, "anna", "set by the admin")
            .await
            .expect(200);
        reset(&office, &anna, PASSWORD).await;
    }
}

#[tokio::test]
async fn a_session_opened_with_a_password_that_changes_meanwhile_does_not_last() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    for _ in 0..8 {
        let (opened, ()) = tokio::join!(
            try_sign_in(&office, "anna", PASSWORD),
            reset(&office, &anna, "another horse"),
        );
        if opened.status == 200 {
            let token = opened.expect(200)["token"].as_str().unwrap().to_owned();
            let read = office.get(&As::Token(token), "/console/session").await;
            read.refused(401, "unauthenticated");
        } else {
            opened.refused(401, "wrong_password");
        }
        reset(&office, &anna, PASSWORD).await;
    }
}

#[tokio::test]
async fn a_person_has_at_most_50_sessions_and_all_end_with_the_password() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let mut sessions = Vec::new();
    for _ in 0..52 {
        sessions.push(office.sign_in("anna").await);
    }
    let alive = |session: As| {
        let office = &office;
        async move { office.get(&session, "/console/session").await.status == 200 }
    };
    for (number, session) in sessions.iter().enumerate() {
        let lives = alive(session.clone()).await;
        assert_eq!(lives, number >= 2, "session {number} of 52");
    }
    reset(&office, &anna, "another horse").await;
    for session in sessions {
        assert!(!alive(session).await);
    }
}

#[tokio::test]
async fn the_limit_of_guesses_counts_one_person_once_however_he_is_spelled() {
    let office = Office::new();
    let shop = office.account(&office.root, "Shop").await;
    office.user(&shop, "anna", "user").await;
    let spelled = |username: &str, realm: Option<&str>| {
        let mut body = json!({ "username": username, "password": "wrong horse" });
        if let Some(realm) = realm {
            body["realm"] = json!(realm);
        }
        body
    };
    let spellings = [
        spelled("anna@shop.acme.example", None),
        spelled("anna", Some("shop.acme.example")),
        spelled("ANNA@Shop", None),
        spelled("anna", Some("Shop")),
        spelled("anna", Some("SHOP.acme.example")),
    ];
    for body in spellings.iter().chain(&spellings) {
        let answer = office
            .post(&As::Nobody, "/console/session", body.clone())
            .await;
        answer.refused(401, "wrong_password");
    }
    for mut body in spellings {
        body["password"] = json!(PASSWORD);
        let answer = office.post(&As::Nobody, "/console/session", body).await;
        answer.refused(429, "too_many_requests");
    }
    // Nobody else waits for her.
    office.sign_in("admin").await;
}

#[tokio::test]
async fn a_name_of_any_length_is_only_a_wrong_name() {
    let office = Office::new();
    for length in [257, 100_000] {
        let name = "x".repeat(length);
        let body = json!({ "username": name, "realm": name, "password": PASSWORD });
        let answer = office.post(&As::Nobody, "/console/session", body).await;
        answer.refused(401, "wrong_password");
    }
}

#[tokio::test]
async fn a_session_knows_when_it_ends() {
    let office = Office::new();
    let body = json!({ "username": "admin", "password": PASSWORD });
    let opened = office
        .post(&As::Nobody, "/console/session", body)
        .await
        .expect(200);
    let session = As::Token(opened["token"].as_str().unwrap().to_owned());
    let read = office.get(&session, "/console/session").await.expect(200);
    assert!(read["expires"].is_string(), "{read}");
    assert_eq!(read["expires"], opened["expires"]);
    let owner = office.get(&As::Owner, "/console/session").await.expect(200);
    assert_eq!(owner["expires"], json!(null));
}

#[tokio::test]
async fn signing_in_and_out_shows_in_the_audit() {
    let office = Office::new();
    office.user(&office.root, "anna", "user").await;
    let session = office.sign_in("anna").await;
    office
        .delete(&session, "/console/session")
        .await
        .expect(204);
    let audit = rows(office.get(&As::Owner, "/console/audit?limit=2").await);
    let said: Vec<_> = audit
        .iter()
        .map(|row| (&row["verb"], &row["actor"]["name"]))
        .collect();
    let anna = json!("anna");
    assert_eq!(
        said,
        [
            (&json!("session.delete"), &anna),
            (&json!("session.create"), &anna)
        ]
    );
}
