//! How long a token lives, and what ends it.

use crate::client::{Caller, id};
use crate::server::{PASSWORD, Server};
use crate::world::{World, sign_in, tenant, token};
use serde_json::json;

fn bearer(caller: &Caller) -> &str {
    caller.token.as_deref().unwrap()
}

#[test]
fn tokens_die_with_the_password_and_new_ones_do_not() {
    let tenant = tenant();
    let (user, caller) = tenant.person("changer", "user");
    let path = tenant.path(&format!("users/{}", id(&user)));
    let new = "another phrase 5";
    tenant.root.patch(&path, json!({ "password": new })).ok();
    caller
        .get(&tenant.path(""))
        .refused(401, "invalid_credentials");
    let elsewhere = tenant.world.nobody().at_address(101);
    sign_in(&elsewhere, &tenant.name, "changer", PASSWORD).refused(401, "invalid_credentials");
    let again = tenant
        .root
        .with(&token(sign_in(&elsewhere, &tenant.name, "changer", new)));
    again.get(&tenant.path("")).ok();
    // Other changes leave it alone.
    tenant.root.patch(&path, json!({ "last_name": "New" })).ok();
    again.get(&tenant.path("")).ok();
}

#[test]
fn tokens_die_with_their_user_and_stay_dead() {
    let tenant = tenant();
    let (user, caller) = tenant.person("switched", "user");
    let path = tenant.path(&format!("users/{}", id(&user)));
    tenant.root.patch(&path, json!({ "enabled": false })).ok();
    caller
        .get(&tenant.path(""))
        .refused(401, "invalid_credentials");
    tenant.root.patch(&path, json!({ "enabled": true })).ok();
    caller
        .get(&tenant.path(""))
        .refused(401, "invalid_credentials");
    let again = tenant.root.with(&token(sign_in(
        &tenant.world.nobody().at_address(102),
        &tenant.name,
        "switched",
        PASSWORD,
    )));
    tenant.root.delete(&path).ok();
    again
        .get(&tenant.path(""))
        .refused(401, "invalid_credentials");
    sign_in(
        &tenant.world.nobody().at_address(103),
        &tenant.name,
        "switched",
        PASSWORD,
    )
    .refused(401, "invalid_credentials");
}

#[test]
fn tokens_stop_with_their_account() {
    let tenant = tenant();
    let (_, caller) = tenant.person("stopped", "admin");
    let key = tenant.key();
    tenant
        .root
        .patch(&tenant.path(""), json!({ "enabled": false }))
        .ok();
    for caller in [&caller, &key] {
        let answer = caller.get(&tenant.path(""));
        assert!([401, 423].contains(&answer.status), "{}", answer.text());
    }
    tenant
        .root
        .patch(&tenant.path(""), json!({ "enabled": true }))
        .ok();
    tenant.root.delete(&tenant.path("")).ok();
    for caller in [&caller, &key] {
        caller
            .get(&tenant.path(""))
            .refused(401, "invalid_credentials");
    }
}

#[test]
fn a_new_role_acts_at_once_on_tokens_that_are_out() {
    let tenant = tenant();
    let (user, caller) = tenant.person("riser", "user");
    let path = tenant.path(&format!("users/{}", id(&user)));
    caller
        .ask("PUT", &tenant.path("api_key"))
        .send()
        .refused(403, "forbidden");
    tenant
        .root
        .patch(&path, json!({ "priv_level": "admin" }))
        .ok();
    caller.ask("PUT", &tenant.path("api_key")).send().made();
    tenant
        .root
        .patch(&path, json!({ "priv_level": "user" }))
        .ok();
    caller
        .ask("PUT", &tenant.path("api_key"))
        .send()
        .refused(403, "forbidden");
}

#[test]
fn one_token_opens_the_console_too() {
    let tenant = tenant();
    let (_, caller) = tenant.person("both", "admin");
    let ask = caller.raw("GET", &format!("/console/accounts/{}", tenant.account));
    let answer = ask
        .header("authorization", &format!("Bearer {}", bearer(&caller)))
        .send();
    assert_eq!(answer.status, 200, "{}", answer.text());
}

#[test]
fn a_token_survives_a_restart() {
    let mut world = World::new();
    world.root.get(&format!("accounts/{}", world.top)).ok();
    world.server.child.kill().unwrap();
    world.server.child.wait().unwrap();
    let again = Server::start(world.data.path());
    let caller = Caller {
        address: again.address.clone(),
        ..world.root.clone()
    };
    assert_eq!(
        caller.get(&format!("accounts/{}", world.top)).ok()["id"],
        world.top
    );
    // The digests still open the door: their secret is kept beside the data.
    sign_in(&caller.nobody(), "Acme Telecom", "admin", PASSWORD).made();
}

#[test]
fn a_token_may_be_renewed() {
    let tenant = tenant();
    let (user, caller) = tenant.person("renewed", "user");
    let answer = caller.put("auth", json!({ "action": "refresh_token" }));
    let data = answer.body["auth_token"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    assert!([200, 201].contains(&answer.status), "{}", answer.text());
    let again = tenant.root.with(&data);
    assert_eq!(again.get("token_auth").ok()["owner_id"], user["id"]);
}
