//! Signing in: which accounts and digests are understood, what is answered, and what is not told.

use crate::client::{Answer, id};
use crate::server::PASSWORD;
use crate::world::{Tenant, md5, sha, tenant, token, unknown_id};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// Each sign-in costs from a purse per address and account; every one here comes from an address of its own.
fn attempt(tenant: &Tenant, last: u8, data: Value) -> Answer {
    tenant
        .world
        .nobody()
        .at_address(last)
        .put("user_auth", data)
}

fn with_user(username: &str) -> (Tenant, String) {
    let tenant = tenant();
    let user = tenant.user(json!({ "username": username, "password": PASSWORD }));
    (tenant, id(&user))
}

#[test]
fn an_account_is_known_by_its_name_and_its_realm_in_any_spelling() {
    let (tenant, user) = with_user("finder");
    let credentials = md5("finder", PASSWORD);
    let shouted = tenant.name.to_uppercase();
    let dashed = tenant.name.replace(' ', " - !_.");
    let squeezed = tenant.name.replace(' ', "").to_lowercase();
    let ways = [
        json!({ "account_name": tenant.name }),
        json!({ "account_name": shouted }),
        json!({ "account_name": dashed }),
        json!({ "account_name": squeezed }),
        json!({ "account_realm": tenant.realm }),
        json!({ "account_realm": tenant.realm.to_uppercase() }),
        json!({ "realm": tenant.realm }),
        json!({ "account_id": tenant.account }),
        json!({ "account_realm": tenant.realm, "account_name": "not this one" }),
        json!({ "account_name": tenant.name, "method": "md5", "ui_metadata": { "ui": "x" } }),
    ];
    let mut first = Value::Null;
    for (number, way) in ways.into_iter().enumerate() {
        let mut data = way.clone();
        data["credentials"] = json!(credentials);
        let data = attempt(&tenant, 10 + number as u8, data).made();
        assert_eq!(
            (&data["account_id"], &data["owner_id"]),
            (&json!(tenant.account), &json!(user)),
            "{way}"
        );
        if first.is_null() {
            first = data.clone();
        }
        assert_eq!(data, first, "{way}");
    }
    assert_eq!(first["account_name"], tenant.name);
    assert_eq!(first["is_reseller"], false);
    assert_eq!(first["reseller_id"], tenant.world.top);
    assert!(
        first["language"].is_string() && first["apps"].is_array(),
        "{first}"
    );
}

#[test]
fn both_digests_sign_in_and_each_only_under_its_own_method() {
    let (tenant, _) = with_user("digest");
    let account = &tenant.name;
    let try_with = |last: u8, credentials: String, method: &str| {
        attempt(
            &tenant,
            last,
            json!({ "account_name": account, "credentials": credentials, "method": method }),
        )
    };
    try_with(30, md5("digest", PASSWORD), "md5").made();
    try_with(31, sha("digest", PASSWORD), "sha").made();
    try_with(32, md5("digest", PASSWORD), "sha").refused(401, "invalid_credentials");
    try_with(33, sha("digest", PASSWORD), "md5").refused(401, "invalid_credentials");
    try_with(34, md5("digest", PASSWORD).to_uppercase(), "md5");
    let odd = try_with(35, md5("digest", PASSWORD), "rot13");
    assert!([400, 401].contains(&odd.status), "{}", odd.text());
}

#[test]
fn a_user_name_is_kept_in_lower_case_and_its_digest_is_made_of_that() {
    let (tenant, user) = with_user("Mixed.Case@Example");
    let read = tenant.root.get(&tenant.path(&format!("users/{user}"))).ok();
    assert_eq!(read["username"], "mixed.case@example");
    let data = |username: &str| json!({ "account_name": tenant.name, "credentials": md5(username, PASSWORD) });
    attempt(&tenant, 40, data("mixed.case@example")).made();
    attempt(&tenant, 41, data("Mixed.Case@Example")).refused(401, "invalid_credentials");
}

#[test]
fn whatever_is_wrong_the_refusal_is_the_same() {
    let (tenant, _) = with_user("somebody");
    let disabled =
        tenant.user(json!({ "username": "off", "password": PASSWORD, "enabled": false }));
    assert_eq!(disabled["enabled"], false);
    let bodies = [
        json!({ "account_name": tenant.name, "credentials": md5("somebody", "wrong") }),
        json!({ "account_name": tenant.name, "credentials": md5("nobody", PASSWORD) }),
        json!({ "account_name": "no such account", "credentials": md5("somebody", PASSWORD) }),
        json!({ "account_realm": "no.such.realm", "credentials": md5("somebody", PASSWORD) }),
        json!({ "account_name": tenant.name, "credentials": md5("off", PASSWORD) }),
        json!({ "credentials": md5("somebody", PASSWORD) }),
        json!({ "account_name": tenant.name, "credentials": "x" }),
        json!({ "account_id": unknown_id(), "credentials": md5("somebody", PASSWORD) }),
        json!({ "phone_number": "+15550000", "credentials": md5("somebody", PASSWORD) }),
    ];
    for (number, body) in bodies.into_iter().enumerate() {
        let data =
            attempt(&tenant, 50 + number as u8, body.clone()).refused(401, "invalid_credentials");
        let told = data == json!({ "message": "invalid credentials" }) || data == json!({});
        assert!(told, "{body}: {data}");
    }
}

#[test]
fn credentials_are_required_and_short() {
    let (tenant, _) = with_user("short");
    let named = |more: Value| {
        let mut data = json!({ "account_name": tenant.name });
        crate::world::overlay(&mut data, more);
        data
    };
    attempt(&tenant, 60, named(json!({}))).invalid("credentials", "required");
    let rule = attempt(&tenant, 61, named(json!({ "credentials": "" })))
        .invalid("credentials", "minLength");
    assert_eq!(rule["target"], 1);
    let rule = attempt(&tenant, 62, named(json!({ "credentials": "x".repeat(65) })))
        .invalid("credentials", "maxLength");
    assert_eq!(rule["target"], 64);
    assert!(
        rule.get("value")
            .is_none_or(|value| value != &json!("x".repeat(65))),
        "{rule}"
    );
}

#[test]
fn a_disabled_account_is_locked_and_only_those_who_know_the_password_learn_it() {
    let (tenant, _) = with_user("locked");
    tenant
        .root
        .patch(&tenant.path(""), json!({ "enabled": false }))
        .ok();
    let data = |password: &str| json!({ "account_name": tenant.name, "credentials": md5("locked", password) });
    let told = attempt(&tenant, 70, data(PASSWORD)).refused(423, "locked");
    assert_eq!(
        told,
        json!({ "account": { "disabled": { "message": "account disabled" } } })
    );
    tenant
        .root
        .patch(&tenant.path(""), json!({ "enabled": true }))
        .ok();
    attempt(&tenant, 71, data(PASSWORD)).made();
}

#[test]
fn a_token_is_three_readable_segments() {
    let (tenant, user) = with_user("claims");
    let answer = attempt(
        &tenant,
        80,
        json!({ "account_name": tenant.name, "credentials": md5("claims", PASSWORD) }),
    );
    let token = token(answer);
    let parts: Vec<&str> = token.split('.').collect();
    assert_eq!(parts.len(), 3, "{token}");
    let read = |part: &str| -> Value {
        serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
    };
    let (header, claims) = (read(parts[0]), read(parts[1]));
    assert_eq!(header["typ"], "JWT");
    assert!(header["alg"].is_string() && header["kid"].is_string());
    assert_eq!(
        (&claims["account_id"], &claims["owner_id"]),
        (&json!(tenant.account), &json!(user))
    );
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let expires = claims["exp"].as_u64().unwrap();
    assert!((now + 3000..=now + 3700).contains(&expires), "{claims}");
    // Changing what it says makes it nobody's.
    let mut other = claims.clone();
    other["owner_id"] = json!(tenant.world.admin);
    let forged = format!(
        "{}.{}.{}",
        parts[0],
        BASE64_URL_SAFE_NO_PAD.encode(other.to_string()),
        parts[2]
    );
    tenant
        .root
        .with(&forged)
        .get(&tenant.path(""))
        .refused(401, "invalid_credentials");
    tenant.root.with(&token).get(&tenant.path("")).ok();
    let unsigned = format!(
        "{}.{}.",
        BASE64_URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#),
        parts[1]
    );
    tenant
        .root
        .with(&unsigned)
        .get(&tenant.path(""))
        .refused(401, "invalid_credentials");
}

#[test]
fn an_api_key_signs_its_account_in_without_a_user() {
    let tenant = tenant();
    let key = tenant.root.get(&tenant.path("api_key")).ok()["api_key"].clone();
    let nobody = tenant.world.nobody();
    let answer = nobody.put("api_auth", json!({ "api_key": key }));
    let caller = tenant.root.with(&token(answer));
    let data = nobody.put("api_auth", json!({ "api_key": key })).made();
    assert_eq!(
        (&data["account_id"], &data["account_name"]),
        (&json!(tenant.account), &json!(tenant.name))
    );
    assert!(data.get("owner_id").is_none());
    assert_eq!(caller.get(&tenant.path("")).ok()["id"], tenant.account);
    nobody
        .put("api_auth", json!({ "api_key": "0".repeat(64) }))
        .refused(404, "bad identifier");
    for (short, rule) in [("0".repeat(63), "minLength"), ("0".repeat(65), "maxLength")] {
        let rule = nobody
            .put("api_auth", json!({ "api_key": short }))
            .invalid("api_key", rule);
        assert_eq!(rule["target"], 64);
    }
    nobody
        .put("api_auth", json!({}))
        .invalid("api_key", "required");
    let more = nobody.put("api_auth", json!({ "api_key": key, "more": 1 }));
    assert_eq!(more.status, 400);
}

#[test]
fn a_new_api_key_replaces_the_old_one_at_once_but_its_tokens_live_on() {
    let tenant = tenant();
    let path = tenant.path("api_key");
    let old = tenant.root.get(&path).ok()["api_key"].clone();
    assert_eq!(tenant.root.get(&path).ok()["api_key"], old);
    let caller = tenant.key();
    let (_, admin) = tenant.person("renewer", "admin");
    let new = admin.ask("PUT", &path).send().made()["api_key"].clone();
    assert_ne!(new, old);
    assert_eq!(tenant.root.get(&path).ok()["api_key"], new);
    let nobody = tenant.world.nobody();
    nobody
        .put("api_auth", json!({ "api_key": old }))
        .refused(404, "bad identifier");
    nobody.put("api_auth", json!({ "api_key": new })).made();
    caller.get(&tenant.path("")).ok();
}

#[test]
fn only_an_admin_renews_the_api_key() {
    let tenant = tenant();
    let (_, person) = tenant.person("plain", "user");
    let path = tenant.path("api_key");
    let before = tenant.root.get(&path).ok();
    person.ask("PUT", &path).send().refused(403, "forbidden");
    assert_eq!(tenant.root.get(&path).ok(), before);
}

#[test]
fn digests_are_never_kept_as_they_are() {
    let world = crate::world::World::new();
    let made = world.root.put(
        &format!("accounts/{}/users", world.top),
        json!({ "first_name": "A", "last_name": "B", "username": "kept", "password": "a very unusual 77" }),
    );
    made.made();
    let secrets = [
        md5("kept", "a very unusual 77"),
        sha("kept", "a very unusual 77"),
        "a very unusual 77".to_owned(),
    ];
    let mut seen = 0;
    for file in std::fs::read_dir(world.data.path()).unwrap() {
        let file = file.unwrap().path();
        if !file.is_file() {
            continue;
        }
        let bytes = std::fs::read(&file).unwrap();
        seen += bytes.len();
        for secret in &secrets {
            let found = bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes());
            assert!(!found, "{} holds {secret}", file.display());
            let raw: Vec<u8> = (0..secret.len() / 2)
                .filter_map(|i| u8::from_str_radix(secret.get(i * 2..i * 2 + 2)?, 16).ok())
                .collect();
            let found = raw.len() >= 16 && bytes.windows(raw.len()).any(|part| part == raw);
            assert!(!found, "{} holds the bytes of {secret}", file.display());
        }
    }
    assert!(seen > 1000);
}
