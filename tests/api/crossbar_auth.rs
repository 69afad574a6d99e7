//! Signing in through the Crossbar dialect, and what its tokens are worth.

use crate::crossbar::{data, refused, send};
use crate::office::{Answer, As, Office, PASSWORD};
use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

// `printf 'NAME:correct horse' | md5sum` and `sha1sum`.
const ADMIN: &str = "6db079a19b77495f27da5ac6f8e8f33b";
const ADMIN_SHA: &str = "9c105b801270da65498116bf88ca376460e52bcc";
const ANNA: &str = "12bf61e2e655631f5e0e89b7512021c3";

async fn sign_in(office: &Office, document: Value) -> Answer {
    send(office, &As::Nobody, "PUT", "/v2/user_auth", document).await
}

/// The token in the envelope of a login.
#[track_caller]
fn token(answer: Answer) -> As {
    assert_eq!(answer.status.as_u16(), 201, "{}", answer.body);
    As::Token(answer.body["auth_token"].as_str().unwrap().to_owned())
}

fn text(who: &As) -> &str {
    match who {
        As::Token(token) => token,
        _ => panic!("no token"),
    }
}

async fn key_of(office: &Office, admin: &As, account: &str) -> String {
    let path = format!("/v2/accounts/{account}/api_key");
    let answer = data(office.get(admin, &path).await, 200);
    answer["api_key"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn by_name_by_realm_and_by_either_digest_the_same_user_signs_in() {
    let office = Office::new();
    let by_name = json!({ "credentials": ADMIN, "account_name": "A-c-m-e!" });
    let by_realm = json!({ "credentials": ADMIN_SHA, "method": "sha", "realm": "acme.example" });
    let name = sign_in(&office, by_name).await;
    let realm = sign_in(&office, by_realm).await;
    assert_eq!(name.body["data"], realm.body["data"]);
    let expected = json!({
        "account_id": office.root, "owner_id": office.admin, "account_name": "Acme",
        "reseller_id": office.root, "is_reseller": true, "is_master_account": true,
        "language": "en-US", "apps": [], "capabilities": {}, "cluster_id": "cordboard",
        "method": "cb_user_auth",
    });
    assert_eq!(name.body["data"], expected);
    assert_eq!(
        name.body["tokens"],
        json!({ "consumed": 35, "remaining": 65 })
    );
    let token = token(name);
    assert_eq!(text(&token).split('.').count(), 3);
    // One token for all surfaces.
    let session = office.get(&token, "/console/session").await.expect(200);
    assert_eq!(session["user"]["id"], office.admin.as_str());
    let account = format!("/v2/accounts/{}", office.root);
    data(office.get(&token, &account).await, 200);
}

#[tokio::test]
async fn every_wrong_part_of_a_login_is_the_same_401() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "user").await;
    let change = json!([{ "path": "/enabled", "from": true, "to": false }]);
    let path = format!("/console/users/{anna}");
    office.patch(&As::Owner, &path, change).await.expect(200);
    let wrong = [
        json!({ "credentials": ADMIN, "account_name": "Nowhere" }),
        json!({ "credentials": "0".repeat(32), "account_name": "Acme" }),
        json!({ "credentials": "not a digest", "account_realm": "acme.example" }),
        json!({ "credentials": ADMIN, "method": "sha", "account_realm": "acme.example" }),
        json!({ "credentials": ANNA, "account_name": "Acme" }),
        json!({ "credentials": ADMIN }),
    ];
    let mut seen = Vec::new();
    for document in wrong {
        let answer = sign_in(&office, document).await;
        seen.push(refused(answer, 401, "invalid_credentials"));
    }
    assert!(seen.iter().all(|data| *data == seen[0]));
}

#[tokio::test]
async fn a_login_that_breaks_its_schema_is_told_so() {
    let office = Office::new();
    let broken = [
        (json!({}), "credentials", "required"),
        (
            json!({ "credentials": "x".repeat(65) }),
            "credentials",
            "maxLength",
        ),
        (json!({ "credentials": { "a": 1 } }), "credentials", "type"),
        (
            json!({ "credentials": ADMIN, "method": "md6" }),
            "method",
            "enum",
        ),
    ];
    for (document, field, rule) in broken {
        let answer = sign_in(&office, document).await;
        let data = refused(answer, 400, "validation error");
        assert!(data[field][rule]["message"].is_string(), "{data}");
    }
}

#[tokio::test]
async fn the_third_login_within_a_moment_waits() {
    let office = Office::new();
    let document = || json!({ "credentials": ADMIN, "account_name": "Acme" });
    for _ in 0..2 {
        token(sign_in(&office, document()).await);
    }
    let answer = sign_in(&office, document()).await;
    assert!(answer.body["tokens"]["remaining"].as_u64().unwrap() < 35);
    assert!(answer.body["tokens"]["consumed"].as_u64().unwrap() >= 35);
    refused(answer, 429, "too_many_requests");
}

#[tokio::test]
async fn a_disabled_account_is_locked_for_those_who_could_sign_in() {
    let office = Office::new();
    let shop = office.account(&office.root, "Shop").await;
    office.user(&shop, "anna", "user").await;
    let change = json!([{ "path": "/enabled", "from": true, "to": false }]);
    let path = format!("/console/accounts/{shop}");
    office.patch(&As::Owner, &path, change).await.expect(200);
    let answer = sign_in(
        &office,
        json!({ "credentials": ANNA, "account_name": "Shop" }),
    )
    .await;
    let why = refused(answer, 423, "locked");
    assert_eq!(why["account"]["disabled"]["message"], "account disabled");
    let answer = sign_in(
        &office,
        json!({ "credentials": ADMIN, "account_name": "Shop" }),
    )
    .await;
    refused(answer, 401, "invalid_credentials");
}

#[tokio::test]
async fn an_api_key_opens_its_account_without_a_user_and_a_renewed_one_takes_its_place() {
    let office = Office::new();
    let shop = office.account(&office.root, "Shop").await;
    let admin = office.sign_in("admin").await;
    let key = key_of(&office, &admin, &shop).await;
    let login = |key: &str| {
        let document = json!({ "api_key": key });
        let office = &office;
        async move { send(office, &As::Nobody, "PUT", "/v2/api_auth", document).await }
    };
    let opened = login(&key).await;
    assert_eq!(opened.body["data"]["account_id"], shop.as_str());
    assert_eq!(opened.body["data"]["owner_id"], Value::Null);
    let program = token(opened);
    let own = format!("/v2/accounts/{shop}");
    data(office.get(&program, &own).await, 200);
    let above = format!("/v2/accounts/{}", office.root);
    refused(office.get(&program, &above).await, 404, "bad_identifier");
    let session = office.get(&program, "/console/session").await.expect(200);
    assert_eq!(
        (&session["role"], &session["user"]),
        (&json!("admin"), &Value::Null)
    );

    let path = format!("{own}/api_key");
    refused(
        send(&office, &program, "PUT", &path, json!({})).await,
        403,
        "forbidden",
    );
    let renewed = data(send(&office, &admin, "PUT", &path, json!({})).await, 201);
    assert_ne!(renewed["api_key"], key.as_str());
    assert_eq!(
        refused(login(&key).await, 404, "bad identifier"),
        json!([key])
    );
    data(office.get(&program, &own).await, 200);
    token(login(renewed["api_key"].as_str().unwrap()).await);
    let short = login(&"0".repeat(63)).await;
    let data = refused(short, 400, "validation error");
    assert_eq!(data["api_key"]["minLength"]["target"], 64);
}

#[tokio::test]
async fn a_token_is_described_refreshed_and_revoked() {
    let office = Office::new();
    let first = token(
        sign_in(
            &office,
            json!({ "credentials": ADMIN, "account_name": "Acme" }),
        )
        .await,
    );
    let own = data(office.get(&first, "/v2/token_auth").await, 200);
    assert_eq!(
        own["exp"].as_i64().unwrap() - own["iat"].as_i64().unwrap(),
        3600
    );
    let named = format!("/v2/user_auth/{}", text(&first));
    assert_eq!(
        data(office.get(&first, &named).await, 200)["owner_id"],
        own["owner_id"]
    );
    let other = office.sign_in("admin").await;
    refused(office.get(&other, &named).await, 401, "invalid_credentials");

    let refresh = json!({ "action": "refresh_token" });
    let second = token(send(&office, &first, "PUT", "/v2/auth", refresh).await);
    data(office.delete(&first, "/v2/token_auth").await, 200);
    refused(
        office.get(&first, "/v2/token_auth").await,
        401,
        "invalid_credentials",
    );
    data(office.get(&second, "/v2/token_auth").await, 200);

    let reset = json!({ "action": "reset_signature_secret" });
    data(send(&office, &second, "PUT", "/v2/auth", reset).await, 201);
    refused(
        office.get(&second, "/v2/token_auth").await,
        401,
        "invalid_credentials",
    );
    office
        .get(&other, "/console/session")
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test]
async fn an_admin_ends_the_sessions_of_users_and_of_the_key_in_his_part_of_the_tree() {
    let office = Office::new();
    let (shop, rival) = (
        office.account(&office.root, "Shop").await,
        office.account(&office.root, "Rival").await,
    );
    let anna = office.user(&shop, "anna", "user").await;
    let boss = office.user(&shop, "boss", "admin").await;
    let his = office.sign_in("anna@Shop").await;
    let admin = office.sign_in("boss@Shop").await;
    let reset = || json!({ "action": "reset_signature_secret" });
    let path = |account: &str, user: &str| format!("/v2/accounts/{account}/users/{user}/auth");
    refused(
        send(&office, &his, "PUT", &path(&shop, &boss), reset()).await,
        403,
        "forbidden",
    );
    let elsewhere = send(&office, &admin, "PUT", &path(&rival, &anna), reset()).await;
    refused(elsewhere, 404, "bad_identifier");
    data(
        send(&office, &admin, "PUT", &path(&shop, &anna), reset()).await,
        201,
    );
    refused(
        office.get(&his, "/v2/token_auth").await,
        401,
        "invalid_credentials",
    );
    let key = format!("/v2/accounts/{shop}/auth");
    data(send(&office, &admin, "PUT", &key, reset()).await, 201);
    let wrong = send(&office, &admin, "PUT", &key, json!({ "action": "explode" })).await;
    refused(wrong, 400, "validation error");
}

#[tokio::test]
async fn everybody_may_ask_whose_a_token_is() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let asked = json!({ "token": text(&admin) });
    let path = "/v2/auth/tokeninfo";
    let answer = data(send(&office, &As::Nobody, "POST", path, asked).await, 200);
    assert_eq!(answer["owner_id"], office.admin.as_str());
    let query = format!("{path}?token={}", text(&admin));
    assert_eq!(data(office.get(&As::Nobody, &query).await, 200), answer);
    refused(office.get(&As::Nobody, path).await, 404, "not_found");
    let wrong = office.get(&As::Nobody, &format!("{path}?token=abc")).await;
    refused(wrong, 401, "invalid_credentials");
}

#[tokio::test]
async fn an_admin_of_the_top_account_acts_as_a_user_below_and_nobody_else_does() {
    let office = Office::new();
    let shop = office.account(&office.root, "Shop").await;
    let anna = office.user(&shop, "anna", "user").await;
    office.user(&shop, "boss", "admin").await;
    let path = format!("/v2/accounts/{shop}/users/{anna}/user_auth");
    let action = || json!({ "action": "impersonate_user" });
    let boss = office.sign_in("boss@Shop").await;
    refused(
        send(&office, &boss, "PUT", &path, action()).await,
        403,
        "forbidden",
    );
    let admin = office.sign_in("admin").await;
    let acting = send(&office, &admin, "PUT", &path, action()).await;
    assert_eq!(
        acting.body["data"]["original_owner_id"],
        office.admin.as_str()
    );
    assert_eq!(acting.body["data"]["owner_id"], anna.as_str());
    let acting = token(acting);
    let session = office.get(&acting, "/console/session").await.expect(200);
    assert_eq!(session["user"]["id"], anna.as_str());
    let own = format!(
        "/v2/accounts/{}/users/{}/user_auth",
        office.root, office.admin
    );
    refused(
        send(&office, &admin, "PUT", &own, action()).await,
        403,
        "forbidden",
    );
}

async fn with(office: &Office, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(Body::empty()).unwrap();
    office.raw(&As::Nobody, request).await
}

#[tokio::test]
async fn a_token_may_stand_in_several_places_and_must_be_of_the_account_that_is_named() {
    let office = Office::new();
    let shop = office.account(&office.root, "Shop").await;
    let admin = office.sign_in("admin").await;
    let (token, bearer) = (text(&admin), format!("Bearer {}", text(&admin)));
    let path = "/v2/token_auth";
    let query = format!("{path}?auth_token={token}");
    let good: [(&str, &[(&str, &str)]); 5] = [
        (path, &[("x-auth-token", token)]),
        (&query, &[]),
        (path, &[("authorization", &bearer)]),
        (path, &[("x-auth-token", ""), ("authorization", &bearer)]),
        (
            path,
            &[("x-auth-token", "undefined"), ("authorization", &bearer)],
        ),
    ];
    for (path, headers) in good {
        data(with(&office, path, headers).await, 200);
    }
    let own = [
        ("x-auth-token", token),
        ("x-auth-account-id", office.root.as_str()),
    ];
    data(with(&office, path, &own).await, 200);
    let other = [
        ("x-auth-token", token),
        ("x-auth-account-id", shop.as_str()),
    ];
    refused(
        with(&office, path, &other).await,
        401,
        "invalid_credentials",
    );
    // The first place counts, even when what stands there is wrong.
    let first = [
        ("x-auth-token", "wrong"),
        ("authorization", bearer.as_str()),
    ];
    refused(
        with(&office, path, &first).await,
        401,
        "invalid_credentials",
    );
}

#[tokio::test]
async fn an_account_and_a_digest_may_stand_behind_basic() {
    let office = Office::new();
    let encoded = |digest: &str| {
        use base64::Engine as _;
        let text = format!("{}:{digest}", office.root);
        format!(
            "Basic {}",
            base64::engine::general_purpose::STANDARD.encode(text)
        )
    };
    let path = format!("/v2/accounts/{}", office.root);
    let right = encoded(ADMIN);
    // More often than a bucket has tokens: what was verified is remembered.
    for _ in 0..5 {
        data(
            with(&office, &path, &[("authorization", &right)]).await,
            200,
        );
    }
    let body = json!({ "password": "another horse" });
    let password = format!("/console/users/{}/password", office.admin);
    office
        .call(&As::Owner, "PUT", &password, Some(body))
        .await
        .expect(204);
    let answer = with(&office, &path, &[("authorization", &right)]).await;
    refused(answer, 401, "invalid_credentials");
    for wrong in ["Basic", "Basic !!!", "Basic YWJj", &encoded("abc")] {
        let answer = with(&office, &path, &[("authorization", wrong)]).await;
        refused(answer, 401, "invalid_credentials");
    }
}

#[tokio::test]
async fn a_wish_for_a_new_password_is_answered_the_same_for_everybody() {
    let office = Office::new();
    let ask = |username: &str, realm: &str| {
        let document = json!({
            "username": username, "account_realm": realm, "ui_url": "https://console.example/",
        });
        let office = &office;
        async move {
            send(
                office,
                &As::Nobody,
                "PUT",
                "/v2/user_auth/recovery",
                document,
            )
            .await
        }
    };
    let broken = refused(ask("admin", "acme.example").await, 400, "validation error");
    let told = &broken["ui_url"]["not_allowed"];
    assert_eq!(told["value"], "https://console.example/");
    assert!(
        told["message"].as_str().unwrap().contains("operator"),
        "{told}"
    );
    let pages = json!([{ "path": "/recovery_pages", "to": "https://console.example" }]);
    let set = office.patch(&As::Owner, "/console/settings", pages).await;
    set.expect(200);
    let known = data(ask("admin", "acme.example").await, 201);
    assert_eq!(known, data(ask("nobody", "acme.example").await, 201));
    assert_eq!(known, data(ask("admin", "nowhere.example").await, 201));
    let document = json!({ "username": "admin", "ui_url": "short" });
    let answer = send(
        &office,
        &As::Nobody,
        "PUT",
        "/v2/user_auth/recovery",
        document,
    )
    .await;
    let broken = refused(answer, 400, "validation error");
    assert_eq!(broken["ui_url"]["minLength"]["target"], 14);
    let document = json!({ "reset_id": "0".repeat(64) });
    let answer = send(
        &office,
        &As::Nobody,
        "POST",
        "/v2/user_auth/recovery",
        document,
    )
    .await;
    let broken = refused(answer, 400, "validation error");
    assert!(broken["user"]["not_found"]["message"].is_string());
}

#[tokio::test]
async fn who_signs_in_to_the_console_signs_in_with_a_digest_too() {
    let office = Office::new();
    office.user(&office.root, "anna", "user").await;
    let body = json!({ "username": "anna", "password": PASSWORD });
    office
        .post(&As::Nobody, "/console/session", body)
        .await
        .expect(200);
    token(
        sign_in(
            &office,
            json!({ "credentials": ANNA, "account_name": "Acme" }),
        )
        .await,
    );
}

#[tokio::test]
async fn where_roles_do_not_count_a_user_still_gets_no_key_and_acts_as_nobody_else() {
    let office = Office::new();
    let shop = office.account(&office.root, "Shop").await;
    let anna = office.user(&shop, "anna", "user").await;
    office.user(&office.root, "user", "user").await;
    let user = office.sign_in("user").await;
    let change = json!([{ "path": "/enforce_priv_level", "from": true, "to": false }]);
    office
        .patch(&As::Owner, "/console/settings", change)
        .await
        .expect(200);
    let account = format!("/v2/accounts/{shop}");
    data(office.get(&user, &account).await, 200);
    let key = format!("{account}/api_key");
    assert!(matches!(
        office.get(&user, &key).await.status.as_u16(),
        403 | 404
    ));
    let path = format!("{account}/users/{anna}/user_auth");
    let action = json!({ "action": "impersonate_user" });
    let refused = send(&office, &user, "PUT", &path, action).await;
    assert!(matches!(refused.status.as_u16(), 403 | 404));
}
