//! Signing in, and what a session is worth.

use crate::office::{As, Office, PASSWORD, made_up_token};
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
