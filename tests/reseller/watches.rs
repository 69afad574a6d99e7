//! Watches on the real server: what is told, to whom, how it is signed in, signed and shaped.

use crate::client::{Reseller, one};
use crate::listener::{Act, Listener};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Verifier, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

pub const WATCH: &str = "/api/2.0/resellers/accounts/watch";
const KEYS: &str = "/api/2.0/resellers/cryptoKeys";

pub fn watch(reseller: &Reseller, target: &Listener, more: Value) -> Value {
    let mut body = json!({ "address": target.url });
    for (key, value) in more.as_object().unwrap() {
        body[key] = value.clone();
    }
    reseller.call("POST", WATCH, Some(body)).expect(200)
}

pub fn path(watch: &Value) -> String {
    format!("{WATCH}/{}", watch["id"].as_str().unwrap())
}

/// The account without what no watch is told.
fn told(account: &Value) -> Value {
    let mut account = account.clone();
    account.as_object_mut().unwrap().shift_remove("ssoToken");
    account
}

#[test]
fn a_watch_is_told_of_what_is_made_changed_and_deleted_with_the_version_before() {
    let (reseller, target) = (Reseller::with_webhooks(), Listener::new());
    watch(&reseller, &target, json!({ "addPreviousData": true }));
    let made = reseller.account("a@x.example", json!({ "firstName": "Ann" }));
    let seen = target.next();
    assert_eq!(
        (seen.method.as_str(), seen.header("x-cordboard-event")),
        ("POST", "created")
    );
    assert_eq!(seen.header("content-type"), "application/json");
    assert_eq!(seen.json(), told(&made));
    let changed = reseller
        .call("PUT", &one(&made), Some(json!({ "firstName": "Anna" })))
        .expect(200);
    let seen = target.next();
    assert_eq!(seen.header("x-cordboard-event"), "updated");
    let mut expected = told(&changed);
    expected["previousData"] = told(&made);
    assert_eq!(seen.json(), expected);
    // What changes nothing that is shown is no change; what another surface does is one.
    reseller
        .call(
            "PUT",
            &one(&made),
            Some(json!({ "firstName": "Anna", "password": "new secret" })),
        )
        .expect(200);
    let edit = json!({ "changes": [{ "path": "/name", "from": "a@x.example", "to": "Ann's" }] });
    let console = format!("/console/accounts/{}", made["id"].as_str().unwrap());
    reseller.console("PATCH", &console, Some(edit)).expect(200);
    let seen = target.next().json();
    assert_eq!(
        (&seen["clientName"], &seen["previousData"]["clientName"]),
        (&json!("Ann's"), &json!("a@x.example"))
    );
    reseller.call("DELETE", &one(&made), None);
    let seen = target.next();
    assert_eq!(seen.header("x-cordboard-event"), "deleted");
    assert_eq!(seen.json()["id"], made["id"]);
    assert!(target.is_quiet());
}

#[test]
fn a_watch_that_is_paused_or_deleted_is_told_nothing() {
    let (reseller, target, other) = (Reseller::with_webhooks(), Listener::new(), Listener::new());
    let paused = watch(&reseller, &target, json!({ "name": "CRM" }));
    let gone = watch(&reseller, &target, json!({}));
    watch(&reseller, &other, json!({}));
    let body = json!({ "status": "disabled" });
    let shown = reseller.call("PUT", &path(&paused), Some(body)).expect(200);
    assert_eq!(
        (&shown["status"], &shown["name"]),
        (&json!("disabled"), &json!("CRM"))
    );
    assert_eq!(reseller.call("DELETE", &path(&gone), None).status, 204);
    reseller.get(&path(&gone)).refused(404);
    reseller.account("a@x.example", json!({}));
    other.next();
    assert!(target.is_quiet());
    reseller
        .call("PUT", &path(&paused), Some(json!({ "status": "enabled" })))
        .expect(200);
    reseller.account("b@x.example", json!({}));
    assert_eq!(target.next().json()["email"], "b@x.example");
    assert_eq!(
        reseller.get(WATCH).expect(200)["items"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_watch_signs_in_with_a_name_with_headers_and_in_its_method() {
    let (reseller, target) = (Reseller::with_webhooks(), Listener::new());
    let made = watch(
        &reseller,
        &target,
        json!({
            "method": "PUT", "basicAuth": { "username": "crm", "password": "pass:word" },
            "httpRequestHeader": { "X-Api-Key": "k 1", "X-Two": "2" },
        }),
    );
    assert_eq!(made["basicAuth"], json!({ "username": "crm" }));
    reseller.account("a@x.example", json!({}));
    let seen = target.next();
    assert_eq!(seen.method, "PUT");
    assert_eq!(
        seen.header("authorization"),
        format!("Basic {}", STANDARD.encode("crm:pass:word"))
    );
    assert_eq!(
        (seen.header("x-api-key"), seen.header("x-two")),
        ("k 1", "2")
    );
    // A change that does not say the password keeps it.
    let body = json!({ "method": "DELETE", "basicAuth": { "username": "crm2" } });
    reseller.call("PUT", &path(&made), Some(body)).expect(200);
    reseller.account("b@x.example", json!({}));
    let seen = target.next();
    assert_eq!((seen.method.as_str(), seen.text()), ("DELETE", ""));
    assert_eq!(
        seen.header("authorization"),
        format!("Basic {}", STANDARD.encode("crm2:pass:word"))
    );
    let log = reseller
        .get(&format!("{}/requests", path(&made)))
        .expect(200)
        .to_string();
    assert!(
        log.contains("delivered") && !log.contains("pass:word") && !log.contains("k 1"),
        "{log}"
    );
}

#[test]
fn a_token_is_fetched_kept_renewed_and_asked_for_again_when_it_is_refused() {
    let (reseller, target, login) = (Reseller::with_webhooks(), Listener::new(), Listener::new());
    let made = watch(
        &reseller,
        &target,
        json!({ "oauth2Auth": {
        "clientId": "me", "refreshToken": "r1", "accessTokenUrl": login.url, "scope": "a b",
    } }),
    );
    assert!(!made.to_string().contains("r1"), "{made}");
    let grant = |access: &str, refresh: &str| {
        let body = json!({ "access_token": access, "refresh_token": refresh, "expires_in": 3600 });
        Act::Answer(200, body.to_string())
    };
    login.will([grant("t1", "r2"), grant("t2", "r3")]);
    reseller.account("a@x.example", json!({}));
    assert_eq!(
        login.next().text(),
        "grant_type=refresh_token&client_id=me&refresh_token=r1&scope=a+b"
    );
    assert_eq!(target.next().header("authorization"), "Bearer t1");
    target.will([Act::Answer(401, String::new())]);
    reseller.account("b@x.example", json!({}));
    assert_eq!(target.next().header("authorization"), "Bearer t1");
    assert!(
        login.next().text().contains("refresh_token="),
        "asked again"
    );
    assert_eq!(target.next().header("authorization"), "Bearer t2");
    let body = json!({ "oauth2Auth": { "grantType": "client_credentials", "clientSecret": "s" } });
    reseller.call("PUT", &path(&made), Some(body)).expect(200);
    login.will([grant("t3", "")]);
    reseller.account("c@x.example", json!({}));
    assert_eq!(
        login.next().text(),
        "grant_type=client_credentials&client_id=me&client_secret=s&scope=a+b"
    );
    assert_eq!(target.next().header("authorization"), "Bearer t3");
}

#[test]
fn templates_shape_what_is_told() {
    let (reseller, object, text) = (Reseller::with_webhooks(), Listener::new(), Listener::new());
    watch(
        &reseller,
        &object,
        json!({ "schema": { "who": "${$.firstName} ${$.lastName}", "n": "${$.additionalUsers}" } }),
    );
    let typed = r#"{"n": ${$.additionalUsers}, "tags": ${$.tags}, "who": "${$.firstName}", "sso": ${$.ssoToken}}"#;
    watch(&reseller, &text, json!({ "schema": typed }));
    let sly = "A\",\"x\":\"${$.lastName}";
    reseller.account(
        "a@x.example",
        json!({ "firstName": sly, "lastName": "B", "additionalUsers": 3 }),
    );
    assert_eq!(
        object.next().json(),
        json!({ "who": format!("{sly} B"), "n": "3" })
    );
    assert_eq!(
        text.next().json(),
        json!({ "n": 3, "tags": [], "who": sly, "sso": null })
    );
}

#[test]
fn what_is_signed_is_verified_with_every_key_also_while_one_is_renewed() {
    let (reseller, target) = (Reseller::with_webhooks(), Listener::new());
    let body = json!({ "id": "ed", "algorithm": "ed25519" });
    let ed = reseller.call("POST", KEYS, Some(body)).expect(200);
    assert!(ed["secret"].is_null());
    let signature = json!({ "enabled": true, "cryptoKeyIds": ["default", "ed"] });
    let made = watch(&reseller, &target, json!({ "signature": signature }));
    let old = reseller.get(&format!("{KEYS}/default")).expect(200);
    let new = reseller
        .call("POST", &format!("{KEYS}/default/rotate"), None)
        .expect(200);
    assert_ne!(old["secret"], new["secret"]);
    reseller.account("a@x.example", json!({}));
    let seen = target.next();
    let parts: Vec<Vec<(&str, &str)>> = seen
        .header("x-cordboard-signature")
        .split(", ")
        .map(|part| {
            part.split(';')
                .map(|pair| pair.split_once('=').unwrap())
                .collect()
        })
        .collect();
    let text = |part: &[(&str, &str)]| format!("{}.{}", part[0].1, seen.text());
    let keys: Vec<&str> = parts.iter().map(|part| part[1].1).collect();
    assert_eq!(keys, ["default", "default", "ed"]);
    for (part, key) in parts.iter().zip([&new, &old]) {
        let secret = hex(key["secret"].as_str().unwrap());
        let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
        mac.update(text(part).as_bytes());
        assert_eq!(part[2], ("alg", "hmac-sha256"));
        assert!(mac.verify_slice(&hex(part[3].1)).is_ok());
    }
    let public: [u8; 32] = STANDARD
        .decode(ed["publicKey"].as_str().unwrap())
        .unwrap()
        .try_into()
        .unwrap();
    let signed = STANDARD.decode(parts[2][3].1).unwrap();
    let verifier = VerifyingKey::from_bytes(&public).unwrap();
    let signed = Signature::from_slice(&signed).unwrap();
    assert!(verifier.verify(text(&parts[2]).as_bytes(), &signed).is_ok());
    assert_eq!(
        reseller.call("DELETE", &format!("{KEYS}/ed"), None).status,
        409
    );
    reseller
        .call("PUT", &path(&made), Some(json!({ "signature": null })))
        .expect(200);
    assert_eq!(
        reseller.call("DELETE", &format!("{KEYS}/ed"), None).status,
        204
    );
    assert_eq!(
        reseller
            .call("DELETE", &format!("{KEYS}/default"), None)
            .status,
        403
    );
}

fn hex(digits: &str) -> Vec<u8> {
    let pairs = (0..digits.len()).step_by(2);
    pairs
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

#[test]
fn what_no_watch_can_be_is_refused_by_name() {
    let reseller = Reseller::with_webhooks();
    let url = "https://hook.example/";
    for (more, field) in [
        (json!({ "address": null }), "address"),
        (json!({ "address": "ftp://x.example" }), "address"),
        (json!({ "address": "https://a:b@x.example/" }), "address"),
        (json!({ "method": "TRACE" }), "method"),
        (json!({ "events": ["merged"] }), "events[0]"),
        (
            json!({ "httpRequestHeader": { "X-A": "a\r\nX-B: b" } }),
            "httpRequestHeader.X-A",
        ),
        (
            json!({ "httpRequestHeader": { "X-A": 7 } }),
            "httpRequestHeader.X-A",
        ),
        (
            json!({ "httpRequestHeader": { "Host": "x" } }),
            "httpRequestHeader.Host",
        ),
        (json!({ "schema": "no json ${$.id}" }), "schema"),
        (json!({ "schema": { "a": "${$[}" } }), "schema"),
        (json!({ "schema": 7 }), "schema"),
        (
            json!({ "basicAuth": { "username": "a:b" } }),
            "basicAuth.username",
        ),
        (
            json!({ "oauth2Auth": { "clientId": "a", "refreshToken": "r" } }),
            "oauth2Auth.accessTokenUrl",
        ),
        (
            json!({ "signature": { "enabled": true, "cryptoKeyIds": ["nobody's"] } }),
            "signature.cryptoKeyIds[0]",
        ),
    ] {
        let mut body = json!({ "address": url });
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        assert_eq!(
            reseller.call("POST", WATCH, Some(body)).refused(400),
            [field],
            "{more}"
        );
    }
}

#[test]
fn kept_secrets_go_to_no_other_server() {
    let reseller = Reseller::with_webhooks();
    let body = json!({
        "address": "https://hook.example/a", "basicAuth": { "username": "u", "password": "kept secret" },
    });
    let made = reseller.call("POST", WATCH, Some(body)).expect(200);
    let path = format!("{WATCH}/{}", made["id"].as_str().unwrap());
    let change = |body: Value| reseller.call("PUT", &path, Some(body));
    change(json!({ "address": "https://hook.example/b" })).expect(200);
    for elsewhere in [
        "https://evil.example/b",
        "http://hook.example/b",
        "https://hook.example:8443/b",
    ] {
        let refused = change(json!({ "address": elsewhere })).refused(400);
        assert_eq!(refused, ["basicAuth.password"], "{elsewhere}");
    }
    let again = json!({ "address": "https://new.example/", "basicAuth": { "username": "u", "password": "typed again" } });
    change(again).expect(200);
}
