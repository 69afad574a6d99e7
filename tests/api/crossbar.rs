//! The Crossbar dialect over HTTP: what every request and answer has in common.

use crate::office::{Answer, As, Office};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

/// Sends `data` in an envelope.
pub async fn send(office: &Office, who: &As, method: &str, path: &str, data: Value) -> Answer {
    let body = json!({ "data": data });
    office.call(who, method, path, Some(body)).await
}

/// The `data` of an answer that must have this status.
#[track_caller]
pub fn data(answer: Answer, status: u16) -> Value {
    answer.expect(status)["data"].clone()
}

/// A refusal with this status and message.
#[track_caller]
pub fn refused(answer: Answer, status: u16, message: &str) -> Value {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.body);
    assert_eq!(answer.body["status"], "error");
    assert_eq!(answer.body["error"], status.to_string());
    assert_eq!(answer.body["message"], message, "{}", answer.body);
    assert_eq!(answer.kind, "application/json");
    answer.body["data"].clone()
}

async fn with_headers(
    office: &Office,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    office
        .raw(&As::Nobody, request.body(Body::empty()).unwrap())
        .await
}

#[tokio::test]
async fn a_success_has_kazoos_envelope_and_headers() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let path = format!("/v2/accounts/{}", office.root);
    let answer = office.get(&admin, &path).await;
    let As::Token(token) = &admin else { panic!() };
    assert_eq!(answer.kind, "application/json");
    let body = &answer.body;
    assert_eq!(body["status"], "success");
    assert_eq!(body["auth_token"], token.as_str());
    assert_eq!(
        body["request_id"],
        answer.headers["x-request-id"].to_str().unwrap()
    );
    assert_eq!(body["request_id"].as_str().unwrap().len(), 32);
    let revision = body["revision"].as_str().unwrap();
    let (number, digest) = revision.split_once('-').unwrap();
    assert!(
        number.parse::<u64>().is_ok() && digest.len() == 32,
        "{revision}"
    );
    assert_eq!(
        answer.headers["etag"].to_str().unwrap(),
        format!("\"{revision}\"")
    );
    assert_eq!(answer.headers["access-control-allow-origin"], "*");
    for flag in [
        "created",
        "enabled",
        "is_reseller",
        "reseller_id",
        "superduper_admin",
        "billing_mode",
    ] {
        assert_eq!(body["data"][flag], body["metadata"][flag], "{flag}");
        assert!(!body["data"][flag].is_null(), "{flag}");
    }
}

#[tokio::test]
async fn a_token_is_taken_from_wherever_kazoo_takes_it_and_never_from_a_cookie() {
    let office = Office::new();
    let As::Token(token) = office.sign_in("admin").await else {
        panic!()
    };
    let path = format!("/v2/accounts/{}", office.root);
    let bearer = format!("Bearer {token}");
    for (name, value) in [
        ("x-auth-token", token.as_str()),
        ("authorization", bearer.as_str()),
    ] {
        with_headers(&office, "GET", &path, &[(name, value)])
            .await
            .expect(200);
    }
    let asked = format!("{path}?auth_token={token}");
    office.get(&As::Nobody, &asked).await.expect(200);
    let cookie = format!("cordboard_session={token}");
    let answer = with_headers(&office, "GET", &path, &[("cookie", &cookie)]).await;
    refused(answer, 401, "invalid_credentials");
    let other = "0".repeat(32);
    let named = [
        ("x-auth-token", token.as_str()),
        ("x-auth-account-id", other.as_str()),
    ];
    refused(
        with_headers(&office, "GET", &path, &named).await,
        401,
        "invalid_credentials",
    );
}

#[tokio::test]
async fn a_page_of_another_site_may_use_the_dialect_and_its_preflight_needs_no_token() {
    let office = Office::new();
    let As::Token(token) = office.sign_in("admin").await else {
        panic!()
    };
    let path = format!("/v2/accounts/{}", office.root);
    let origin = ("origin", "https://ui.example");
    let preflight = with_headers(&office, "OPTIONS", &path, &[origin]).await;
    assert_eq!(preflight.status.as_u16(), 200);
    assert_eq!(preflight.text, "");
    let methods = preflight.headers["access-control-allow-methods"]
        .to_str()
        .unwrap();
    for method in ["GET", "PUT", "POST", "PATCH", "DELETE", "OPTIONS"] {
        assert!(methods.contains(method), "{methods}");
    }
    let headers = [origin, ("host", "pbx.example"), ("x-auth-token", &token)];
    with_headers(&office, "PATCH", &path, &headers)
        .await
        .expect(200);
}

#[tokio::test]
async fn the_order_of_checks_is_route_token_account_body() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let own = format!("/v2/accounts/{}", office.root);
    let unknown = format!("/v2/accounts/{}", "0".repeat(32));
    let bad = |path: &str| {
        Request::builder()
            .method("PATCH")
            .uri(path)
            .body(Body::from("{nonsense"))
            .unwrap()
    };
    let nobody = &As::Nobody;
    refused(
        office.raw(nobody, bad("/v2/teapots")).await,
        404,
        "not_found",
    );
    refused(
        office.raw(nobody, bad("/v2/accounts")).await,
        405,
        "invalid_method",
    );
    let first = office.raw(nobody, bad(&own)).await;
    let second = office.raw(nobody, bad(&unknown)).await;
    assert_eq!(first.body["data"], second.body["data"]);
    refused(first, 401, "invalid_credentials");
    refused(second, 401, "invalid_credentials");
    let data = refused(
        office.raw(&admin, bad(&unknown)).await,
        404,
        "bad_identifier",
    );
    assert_eq!(data["cause"], "0".repeat(32));
    refused(
        office.raw(&admin, bad("/v2/accounts/nonsense")).await,
        404,
        "bad_identifier",
    );
    let data = refused(office.raw(&admin, bad(&own)).await, 400, "validation error");
    assert_eq!(data["json"]["invalid"]["target"], "body");
}

#[tokio::test]
async fn a_known_etag_answers_304_and_a_head_is_a_get_without_its_body() {
    let office = Office::new();
    let As::Token(token) = office.sign_in("admin").await else {
        panic!()
    };
    let path = format!("/v2/accounts/{}", office.root);
    let token = ("x-auth-token", token.as_str());
    let answer = with_headers(&office, "GET", &path, &[token]).await;
    let etag = answer.headers["etag"].to_str().unwrap().to_owned();
    let known = ("if-none-match", etag.as_str());
    let same = with_headers(&office, "GET", &path, &[token, known]).await;
    assert_eq!((same.status.as_u16(), same.text.as_str()), (304, ""));
    assert_eq!(same.headers["etag"].to_str().unwrap(), etag);
    let head = with_headers(&office, "HEAD", &path, &[token]).await;
    assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    assert_eq!(head.headers["etag"].to_str().unwrap(), etag);
}

#[tokio::test]
async fn a_body_that_is_too_long_is_read_to_its_end_and_refused_with_413() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let long = format!("{{\"data\":{{\"x\":\"{}\"}}}}", "y".repeat(8_000_000));
    let request = Request::builder()
        .method("PUT")
        .uri("/v2/accounts")
        .body(Body::from(long))
        .unwrap();
    let data = refused(office.raw(&admin, request).await, 413, "validation error");
    assert_eq!(data["file"]["maxSize"]["target"], 8_000_000);
}

#[tokio::test]
async fn every_slash_and_the_callers_own_account_lead_to_the_same_place() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let root = &office.root;
    for path in [
        format!("/v2/accounts/{root}/"),
        format!("//v2//accounts//{root}"),
        format!("/v1/accounts/{root}"),
        "/v2/account".to_owned(),
    ] {
        let answer = office.get(&admin, &path).await;
        assert_eq!(data(answer, 200)["id"], root.as_str(), "{path}");
    }
    refused(
        office.get(&As::Nobody, "/v2/account").await,
        401,
        "invalid_credentials",
    );
}

#[tokio::test]
async fn the_dialect_is_described_for_programs_and_for_people() {
    let office = Office::new();
    let document = office.get(&As::Nobody, "/v2/openapi.json").await;
    assert_eq!(document.headers["access-control-allow-origin"], "*");
    assert!(document.expect(200)["paths"]["/v2/accounts/{ACCOUNT_ID}"]["get"].is_object());
    let page = office.get(&As::Nobody, "/docs/crossbar").await;
    assert_eq!(page.kind, "text/html; charset=utf-8");
    assert!(page.headers.contains_key("content-security-policy"));
    assert!(page.text.contains("/v2/accounts/{ACCOUNT_ID}/children"));
    for loads in ["<script", "src=", "@import", "url("] {
        assert!(!page.text.contains(loads), "{loads}");
    }
}
