//! Tokens: where they may stand, what they tell, and how far they reach.

use crate::client::{Caller, id};
use crate::server::PASSWORD;
use crate::world::{Tenant, md5, tenant, token};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

fn bearer(caller: &Caller) -> &str {
    caller.token.as_deref().unwrap()
}

#[test]
fn a_token_may_stand_in_a_header_the_query_the_envelope_or_the_data() {
    let tenant = tenant();
    let path = tenant.path("");
    let nobody = tenant.world.nobody();
    let token = bearer(&tenant.root);
    nobody.get(&format!("{path}?auth_token={token}")).ok();
    nobody
        .ask("GET", &path)
        .header("authorization", &format!("Bearer {token}"))
        .send()
        .ok();
    nobody
        .ask("GET", &path)
        .header("authorization", &format!("bearer {token}"))
        .send()
        .ok();
    nobody
        .get(&format!("{path}?authorization=Bearer%20{token}"))
        .ok();
    let users = tenant.path("users");
    let person = json!({ "first_name": "A", "last_name": "B" });
    let made = nobody
        .ask("PUT", &users)
        .envelope(json!({ "data": person, "auth_token": token }))
        .send();
    assert!(made.made().get("auth_token").is_none());
    let mut inside = person.clone();
    inside["auth_token"] = json!(token);
    let made = nobody.put(&users, inside).made();
    assert!(
        made.get("auth_token").is_none(),
        "a token is no field of a document"
    );
    let read = tenant.root.get(&format!("{users}/{}", id(&made)));
    assert!(!read.ok().to_string().contains(token));
}

#[test]
fn the_header_decides_before_the_query_and_both_before_authorization() {
    let tenant = tenant();
    let path = tenant.path("");
    let token = bearer(&tenant.root);
    let nobody = tenant.world.nobody();
    let wrong = nobody
        .ask("GET", &format!("{path}?auth_token={token}"))
        .header("x-auth-token", "wrong")
        .send();
    wrong.refused(401, "invalid_credentials");
    nobody
        .ask("GET", &format!("{path}?auth_token=wrong"))
        .header("x-auth-token", token)
        .send()
        .ok();
    let wrong = nobody
        .ask("GET", &format!("{path}?auth_token=wrong"))
        .header("authorization", &format!("Bearer {token}"));
    wrong.send().refused(401, "invalid_credentials");
    nobody
        .ask("GET", &path)
        .header("x-auth-token", token)
        .header("authorization", "Bearer wrong")
        .send()
        .ok();
}

#[test]
fn an_empty_or_undefined_token_is_none() {
    let tenant = tenant();
    let path = tenant.path("");
    let token = bearer(&tenant.root);
    let nobody = tenant.world.nobody();
    for none in ["", "undefined"] {
        nobody
            .ask("GET", &path)
            .header("x-auth-token", none)
            .send()
            .refused(401, "invalid_credentials");
        let login = nobody.ask("PUT", "api_auth").header("x-auth-token", none);
        let key = tenant.root.get(&tenant.path("api_key")).ok()["api_key"].clone();
        login.data(json!({ "api_key": key })).send().made();
    }
    nobody
        .ask("GET", &format!("{path}?auth_token={token}"))
        .header("x-auth-token", "")
        .send()
        .ok();
}

#[test]
fn a_wrong_token_is_refused_wherever_one_is_needed() {
    let tenant = tenant();
    for wrong in ["x", "a.b.c", &"y".repeat(5000), "..", "null"] {
        tenant
            .root
            .with(wrong)
            .get(&tenant.path(""))
            .refused(401, "invalid_credentials");
    }
    let answer = tenant.world.nobody().get(&tenant.path(""));
    answer.refused(401, "invalid_credentials");
}

#[test]
fn basic_takes_the_account_and_the_digest() {
    let tenant = tenant();
    tenant.user(json!({ "username": "basic", "password": PASSWORD }));
    let nobody = tenant.world.nobody();
    let ask = |pair: String| {
        let value = format!("Basic {}", BASE64_STANDARD.encode(pair));
        nobody
            .ask("GET", &tenant.path(""))
            .header("authorization", &value)
            .send()
    };
    let good = ask(format!("{}:{}", tenant.account, md5("basic", PASSWORD)));
    assert_eq!(good.ok()["id"], tenant.account);
    ask(format!("{}:{}", tenant.account, md5("basic", "wrong")))
        .refused(401, "invalid_credentials");
    ask("nonsense".to_owned()).refused(401, "invalid_credentials");
    let value = nobody
        .ask("GET", &tenant.path(""))
        .header("authorization", "Basic !!!")
        .send();
    value.refused(401, "invalid_credentials");
}

#[test]
fn a_token_is_only_good_for_the_account_that_the_caller_names() {
    let tenant = tenant();
    let key = tenant.key();
    let ask = |account: &str| {
        key.ask("GET", &tenant.path(""))
            .header("x-auth-account-id", account)
            .send()
    };
    ask(&tenant.account).ok();
    ask(&tenant.world.top).refused(401, "invalid_credentials");
}

#[test]
fn a_caller_may_look_at_and_end_his_own_token() {
    let tenant = tenant();
    let (user, caller) = tenant.person("ender", "user");
    let data = caller.get("token_auth").ok();
    assert_eq!(
        (&data["account_id"], &data["owner_id"]),
        (&json!(tenant.account), &user["id"])
    );
    let own = bearer(&caller).to_owned();
    let data = caller.get(&format!("user_auth/{own}")).ok();
    assert_eq!(data["owner_id"], user["id"]);
    let other = bearer(&tenant.root);
    caller
        .get(&format!("user_auth/{other}"))
        .refused(401, "invalid_credentials");
    caller.delete("token_auth").success(200);
    caller
        .get(&tenant.path(""))
        .refused(401, "invalid_credentials");
    caller
        .delete("token_auth")
        .refused(401, "invalid_credentials");
    tenant.root.get(&tenant.path("")).ok();
}

#[test]
fn anybody_who_holds_a_token_may_ask_what_it_is() {
    let tenant = tenant();
    let (user, caller) = tenant.person("asker", "user");
    let nobody = tenant.world.nobody();
    let own = bearer(&caller);
    for answer in [
        nobody.get(&format!("auth/tokeninfo?token={own}")),
        nobody.post("auth/tokeninfo", json!({ "token": own })),
    ] {
        let data = answer.ok();
        assert_eq!(
            (&data["account_id"], &data["owner_id"]),
            (&json!(tenant.account), &user["id"])
        );
    }
    assert_eq!(nobody.get("auth/tokeninfo").status, 404);
    nobody
        .get("auth/tokeninfo?token=wrong")
        .refused(401, "invalid_credentials");
    nobody
        .post("auth/tokeninfo", json!({ "token": "wrong" }))
        .refused(401, "invalid_credentials");
}

#[test]
fn an_impersonated_user_is_one_for_the_masters_admin_only() {
    let tenant = tenant();
    let user = id(&tenant.user(json!({})));
    let path = tenant.path(&format!("users/{user}/user_auth"));
    let body = json!({ "action": "impersonate_user" });
    let answer = tenant.root.put(&path, body.clone());
    let as_user = tenant.root.with(&token(answer));
    assert_eq!(as_user.get("token_auth").ok()["owner_id"], user);
    as_user
        .get(&format!("accounts/{}", tenant.world.top))
        .refused(404, "bad_identifier");
    // The account's own admin, its key, and a person may not.
    let (_, admin) = tenant.person("own.admin", "admin");
    admin.put(&path, body.clone()).refused(403, "forbidden");
    tenant
        .key()
        .put(&path, body.clone())
        .refused(403, "forbidden");
    // Nor may the master for his own account.
    let own = format!(
        "accounts/{}/users/{}/user_auth",
        tenant.world.top, tenant.world.admin
    );
    tenant
        .root
        .put(&own, body.clone())
        .refused(403, "forbidden");
    // The key of the master account is no person.
    tenant
        .world
        .key(&tenant.world.top)
        .put(&path, body)
        .refused(403, "forbidden");
}

#[test]
fn below_a_tenant_its_admin_reaches_everything_and_above_nothing() {
    let tenant = tenant();
    let (_, admin) = tenant.person("reacher", "admin");
    let below = Tenant::below(&tenant.world, &tenant.account);
    let lower = Tenant::below(&tenant.world, &below.account);
    for account in [&tenant.account, &below.account, &lower.account] {
        assert_eq!(
            &admin.get(&format!("accounts/{account}")).ok()["id"],
            account
        );
        admin
            .put(
                &format!("accounts/{account}/users"),
                json!({ "first_name": "A", "last_name": "B" }),
            )
            .made();
    }
    let top = format!("accounts/{}", tenant.world.top);
    admin.get(&top).refused(404, "bad_identifier");
    admin
        .get(&format!("{top}/users"))
        .refused(404, "bad_identifier");
    let sibling = crate::world::tenant();
    admin.get(&sibling.path("")).refused(404, "bad_identifier");
}
