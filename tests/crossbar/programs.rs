//! What programs written for Kazoo do, one after the other: a web console and an SDK.

use crate::client::{Answer, Ask, Caller, id};
use crate::server::PASSWORD;
use crate::world::{Tenant, fresh, md5, tenant, token};
use serde_json::{Value, json};

/// The web console signs in and opens the users of an account. It asks before each call whether it may, sends its
/// content type on reads too, and adds a number against caches.
#[test]
fn a_web_console_signs_in_and_opens_its_users() {
    let tenant = tenant();
    let admin = tenant
        .user(json!({ "username": "ui@x.example", "password": PASSWORD, "priv_level": "admin" }));
    let nobody = tenant.world.nobody();
    let ready = nobody
        .ask("GET", "whitelabel/ui.example?_=1700000000000")
        .header("x-auth-token", "undefined")
        .send();
    assert!(
        [200, 404].contains(&ready.status),
        "before the login nothing may ask for one: {}",
        ready.status
    );
    let preflight = nobody
        .ask("OPTIONS", "user_auth")
        .header("origin", "https://ui.example")
        .send();
    assert_eq!(preflight.status, 200);
    let login = nobody.ask("PUT", "user_auth").header("x-auth-token", "undefined").envelope(json!({
        "data": { "credentials": md5("ui@x.example", PASSWORD), "account_name": tenant.name, "ui_metadata": { "version": "5" } },
    }));
    let login = login.send().success(201);
    let (account, owner) = (
        login["data"]["account_id"].clone(),
        login["data"]["owner_id"].clone(),
    );
    assert_eq!((&account, &owner), (&json!(tenant.account), &admin["id"]));
    let caller = tenant.root.with(login["auth_token"].as_str().unwrap());
    let get = |path: &str| {
        let glue = if path.contains('?') { '&' } else { '?' };
        let ask = caller.ask("GET", &format!("{path}{glue}_=1700000000001"));
        ask.header("content-type", "application/json")
            .header("accept", "application/json, text/javascript, */*; q=0.01")
            .send()
    };
    let whole = get(&tenant.path("")).success(200);
    assert_eq!(whole["metadata"]["enabled"], true);
    assert_eq!(
        get(&tenant.path(&format!("users/{}", owner.as_str().unwrap()))).ok()["priv_level"],
        "admin"
    );
    assert_eq!(
        get(&tenant.path("children?ascending=true&paginate=false")).ok(),
        json!([])
    );
    let users = get(&tenant.path("users?paginate=false")).ok();
    assert_eq!(users.as_array().unwrap().len(), 1);
    // A page reload asks what the token in its cookie is.
    let info = tenant
        .world
        .nobody()
        .post("auth/tokeninfo", json!({ "token": caller.token }))
        .ok();
    assert_eq!(info["account_id"], account);
    // It edits what it read, without the read-only fields, and keeps its own marks in the document.
    let mut data = whole["data"].clone();
    for key in [
        "billing_mode",
        "created",
        "is_reseller",
        "reseller_id",
        "superduper_admin",
        "wnm_allow_additions",
    ] {
        data.as_object_mut().unwrap().remove(key);
    }
    data["ui_flags"] = json!({ "numbers_format": "international" });
    let saved = caller.post(&tenant.path(""), data).ok();
    assert_eq!(saved["ui_flags"]["numbers_format"], "international");
    let made = caller.put(&tenant.path("users"), json!({
        "first_name": "New", "last_name": "User", "username": "new@x.example", "password": "Something 12", "priv_level": "user",
        "service": { "plans": {} }, "send_email_on_creation": false, "ui_metadata": { "origin": "voip" },
    })).made();
    assert_eq!(made["ui_metadata"]["origin"], "voip");
    // The dialog about a password that must change.
    let path = tenant.path(&format!("users/{}", id(&made)));
    let changed = caller
        .patch(
            &path,
            json!({ "password": "Another 34", "require_password_update": false }),
        )
        .ok();
    assert_eq!(changed["require_password_update"], false);
    assert_eq!(caller.delete(&path).ok()["id"], made["id"]);
}

/// What the SDK in PHP sends with every request.
fn sdk(caller: &Caller, method: &str, path: &str) -> Ask {
    let ask = caller
        .ask(method, path)
        .header("user-agent", "kazoo-php-sdk");
    ask.header("accept", "application/json")
        .header("content-type", "application/json")
}

fn send(caller: &Caller, method: &str, path: &str, data: &Value) -> Answer {
    sdk(caller, method, path)
        .bytes(json!({ "data": data }).to_string())
        .send()
}

/// It signs in with the realm and an empty token header.
fn sdk_session(tenant: &Tenant) -> Caller {
    tenant.user(json!({ "username": "sdk", "password": PASSWORD, "priv_level": "admin" }));
    let nobody = tenant.world.nobody();
    let data = json!({ "credentials": md5("sdk", PASSWORD), "realm": tenant.realm });
    let login = sdk(&nobody, "PUT", "user_auth").header("x-auth-token", "");
    tenant.root.with(&token(
        login.bytes(json!({ "data": data }).to_string()).send(),
    ))
}

/// The SDK makes things at addresses that end with a slash, and posts whole documents back as it read them, read-only
/// fields included.
#[test]
fn an_sdk_makes_an_account_with_its_user_and_posts_back_what_it_read() {
    let tenant = tenant();
    let caller = sdk_session(&tenant);
    let put = |path: &str, data: Value| send(&caller, "PUT", path, &data).made();
    let name = format!("SDK {}", fresh());
    let account = put(
        &format!("accounts/{}", tenant.account),
        json!({ "name": name }),
    );
    let base = format!("accounts/{}", id(&account));
    let user = put(
        &format!("{base}/users/"),
        json!({ "first_name": "A", "last_name": "B" }),
    );
    let group = put(&format!("{base}/groups/"), json!({ "name": "Empty" }));
    let device = put(
        &format!("{base}/devices/"),
        json!({ "name": "Phone", "owner_id": user["id"] }),
    );
    for (noun, made) in [("devices", &device), ("groups", &group), ("users", &user)] {
        let path = format!("{base}/{noun}/{}", id(made));
        let mut read = sdk(&caller, "GET", &path).send().ok();
        assert_eq!(read["id"], made["id"]);
        read["sdk"] = json!({ "changed": true });
        let back = send(&caller, "POST", &path, &read).ok();
        assert_eq!(back["sdk"]["changed"], true, "{noun}");
        let list = format!("{base}/{noun}/?filter_sdk.changed=true");
        let listed = sdk(&caller, "GET", &list).send().ok();
        assert_eq!(listed[0]["id"], made["id"], "{noun}");
    }
    let mut read = sdk(&caller, "GET", &base).send().ok();
    read["sdk"] = json!("x");
    let back = send(&caller, "POST", &base, &read).ok();
    assert_eq!(
        (&back["sdk"], &back["is_reseller"]),
        (&json!("x"), &json!(false))
    );
    assert_eq!(back["created"], account["created"]);
    for (noun, made) in [("devices", &device), ("groups", &group), ("users", &user)] {
        sdk(&caller, "DELETE", &format!("{base}/{noun}/{}", id(made)))
            .send()
            .ok();
    }
    sdk(&caller, "DELETE", &base).send().ok();
    sdk(&caller, "GET", &base)
        .send()
        .refused(404, "bad_identifier");
}
