//! Signing in, renewing and signing out.

use crate::office::{As, PASSWORD};
use crate::tenant::{Tenant, keys, refused, token};
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

const PAIR: [&str; 4] = ["access_token", "expires_in", "refresh_token", "token_type"];

#[tokio::test]
async fn a_person_signs_in_with_his_tenants_domain_and_reads_who_he_is() {
    let tenant = Tenant::new().await;
    let pair = tenant.sign_in("pia", Tenant::DOMAIN).await.expect(200);
    assert_eq!(keys(&pair), PAIR);
    assert_eq!(pair["token_type"], "Bearer");
    // A second may pass between signing in and answering.
    let lifetime = pair["expires_in"].as_u64().unwrap();
    assert!((1700..=1800).contains(&lifetime), "{lifetime}");
    let me = tenant
        .get(&token(&pair, "access_token"), "auth/user")
        .await
        .expect(200);
    assert_eq!(me["role"], "StandardUser");
    assert_eq!(me["domain"], Tenant::DOMAIN);
    let first = tenant.sign_in("admin", "").await.expect(200);
    let me = tenant
        .get(&token(&first, "access_token"), "auth/user")
        .await
        .expect(200);
    assert_eq!(me["role"], "SystemAdmin");
}

#[tokio::test]
async fn the_older_form_tells_when_the_token_ends() {
    let tenant = Tenant::new().await;
    let body = json!({ "username": "ada", "password": PASSWORD, "domain": Tenant::DOMAIN });
    let made = tenant.post(&As::Nobody, "login", body).await.expect(200);
    let who = token(&made, "access_token");
    let read = tenant.get(&who, "login").await.expect(200);
    assert_eq!(
        keys(&read),
        ["access_token", "expires_at", "expires_in", "role"]
    );
    assert_eq!(read["role"], "Admin");
    tenant.act(&who, "logout").await.expect(204);
    refused(tenant.get(&who, "login").await, 401, "UNAUTHORIZED");
}

#[tokio::test]
async fn a_refresh_token_opens_one_further_pair_and_nothing_else() {
    let tenant = Tenant::new().await;
    let pair = tenant.sign_in("pia", Tenant::DOMAIN).await.expect(200);
    let refresh = pair["refresh_token"].clone();
    refused(
        tenant
            .get(&token(&pair, "refresh_token"), "auth/user")
            .await,
        401,
        "UNAUTHORIZED",
    );
    let body = json!({ "refresh_token": refresh });
    let next = tenant
        .post(&As::Nobody, "auth/refresh_token", body.clone())
        .await
        .expect(200);
    assert_eq!(keys(&next), PAIR);
    tenant
        .get(&token(&next, "access_token"), "auth/user")
        .await
        .expect(200);
    refused(
        tenant.get(&token(&pair, "access_token"), "auth/user").await,
        401,
        "UNAUTHORIZED",
    );
    let again = tenant.post(&As::Nobody, "auth/refresh_token", body).await;
    refused(again, 400, "UNAUTHORIZED");
    let access = json!({ "refresh_token": next["access_token"] });
    refused(
        tenant.post(&As::Nobody, "auth/refresh_token", access).await,
        400,
        "UNAUTHORIZED",
    );
}

#[tokio::test]
async fn signing_out_ends_the_refresh_token_too() {
    let tenant = Tenant::new().await;
    let pair = tenant.sign_in("pia", Tenant::DOMAIN).await.expect(200);
    let who = token(&pair, "access_token");
    tenant.act(&who, "auth/sign_out").await.expect(204);
    refused(tenant.get(&who, "auth/user").await, 401, "UNAUTHORIZED");
    let body = json!({ "refresh_token": pair["refresh_token"] });
    refused(
        tenant.post(&As::Nobody, "auth/refresh_token", body).await,
        400,
        "UNAUTHORIZED",
    );
}

#[tokio::test]
async fn a_sign_in_that_fails_says_400_whatever_was_wrong() {
    let tenant = Tenant::new().await;
    for (username, password, domain) in [
        ("pia", "wrong", Tenant::DOMAIN),
        ("nobody", PASSWORD, Tenant::DOMAIN),
        ("pia", PASSWORD, "elsewhere.example"),
        ("pia", PASSWORD, "acme.example"),
    ] {
        let body = json!({ "username": username, "password": password, "domain": domain });
        let errors = refused(
            tenant.post(&As::Nobody, "auth/sign_in", body).await,
            400,
            "UNAUTHORIZED",
        );
        assert!(!errors.to_string().contains("pia"));
    }
    let missing = tenant
        .post(&As::Nobody, "auth/sign_in", json!({ "username": "pia" }))
        .await;
    let errors = refused(missing, 400, "VALIDATE_FAILED");
    assert_eq!(errors[0]["detail"]["field"], "password");
}

async fn form(tenant: &Tenant, path: &str, form: &str) -> crate::office::Answer {
    let request = Request::post(format!("/api/{path}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(form.to_owned()))
        .unwrap();
    tenant.office.raw(&As::Nobody, request).await
}

#[tokio::test]
async fn the_form_of_oauth_signs_in_renews_and_revokes() {
    let tenant = Tenant::new().await;
    let asked = "grant_type=password&username=pia&domain=bakery.acme.example&password=correct+horse&scope=all&client_id=x";
    let pair = form(&tenant, "login/oauth/token", asked).await.expect(200);
    assert_eq!(keys(&pair), PAIR);
    let renew = |pair: &Value| {
        format!(
            "grant_type=refresh_token&refresh_token={}",
            pair["refresh_token"].as_str().unwrap()
        )
    };
    let next = form(&tenant, "login/oauth/token", &renew(&pair))
        .await
        .expect(200);
    let revoke = format!("token={}", next["access_token"].as_str().unwrap());
    form(&tenant, "login/oauth/revoke", &revoke)
        .await
        .expect(200);
    refused(
        tenant.get(&token(&next, "access_token"), "auth/user").await,
        401,
        "UNAUTHORIZED",
    );
    refused(
        form(&tenant, "login/oauth/token", &renew(&next)).await,
        400,
        "UNAUTHORIZED",
    );
    refused(
        form(&tenant, "login/oauth/token", "grant_type=magic").await,
        400,
        "VALIDATE_FAILED",
    );
}

#[tokio::test]
async fn every_refusal_has_the_one_form_also_of_addresses_methods_and_sizes() {
    let tenant = Tenant::new().await;
    for path in ["", "teapots", "users/x/y/z", "auth"] {
        refused(tenant.get(&tenant.admin, path).await, 404, "NOT_FOUND");
    }
    for method in ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let answer = tenant
            .office
            .call(&tenant.admin, method, "/api/auth/sign_in", None)
            .await;
        assert_eq!(answer.headers[header::ALLOW], "POST");
        refused(answer, 405, "METHOD_NOT_ALLOWED");
    }
    let huge = Request::post("/api/auth/sign_in")
        .body(Body::from(vec![b' '; 8_000_001]))
        .unwrap();
    refused(tenant.office.raw(&As::Nobody, huge).await, 413, "TOO_LARGE");
    for body in ["{", "[1]", "{\"username\":1,\"username\":2}", "\"x\""] {
        let request = Request::post("/api/auth/sign_in")
            .body(Body::from(body))
            .unwrap();
        refused(
            tenant.office.raw(&As::Nobody, request).await,
            400,
            "VALIDATE_FAILED",
        );
    }
    refused(
        tenant.get(&As::Nobody, "auth/user").await,
        401,
        "UNAUTHORIZED",
    );
    refused(
        tenant
            .get(&crate::office::made_up_token(), "auth/user")
            .await,
        401,
        "UNAUTHORIZED",
    );
}

#[tokio::test]
async fn one_token_is_good_for_every_dialect() {
    let tenant = Tenant::new().await;
    let pair = tenant.sign_in("ada", Tenant::DOMAIN).await.expect(200);
    let who = token(&pair, "access_token");
    let path = format!("/v2/accounts/{}", tenant.account);
    tenant.office.get(&who, &path).await.expect(200);
    tenant
        .office
        .get(&who, "/console/session")
        .await
        .expect(200);
}
