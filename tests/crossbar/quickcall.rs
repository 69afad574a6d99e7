//! Quickcalls answer with the call that they ask for.

use crate::client::id;
use crate::world::{Tenant, at, tenant};
use serde_json::{Value, json};

fn office(devices: usize) -> (Tenant, String, Vec<String>) {
    let tenant = tenant();
    let user =
        id(&tenant
            .user(json!({ "caller_id": { "internal": { "name": "Name", "number": "1001" } } })));
    let devices = (0..devices).map(|n| {
        id(&tenant.device(json!({ "owner_id": user, "sip": { "username": format!("dev{n}x{}", crate::world::fresh()), "password": "sip secret 5" } })))
    });
    let devices = devices.collect();
    (tenant, user, devices)
}

fn call(tenant: &Tenant, user: &str, rest: &str) -> Value {
    let answer = tenant
        .root
        .get(&tenant.path(&format!("users/{user}/quickcall/{rest}")));
    answer.ok()
}

#[test]
fn all_devices_of_the_user_ring_and_none_of_others() {
    let (tenant, user, devices) = office(2);
    tenant.device(json!({}));
    let data = call(&tenant, &user, "2125551234");
    let mut found: Vec<&str> = data["endpoints"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["endpoint_id"].as_str().unwrap())
        .collect();
    found.sort_unstable();
    let mut expected: Vec<&str> = devices.iter().map(String::as_str).collect();
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert_eq!(data["dial_endpoint_method"], "simultaneous");
    assert_eq!(
        (
            at(&data, "application_data.route"),
            &data["application_name"]
        ),
        (&json!("2125551234"), &json!("transfer"))
    );
}

#[test]
fn the_query_says_how_to_call() {
    let (tenant, user, _) = office(1);
    let data = call(
        &tenant,
        &user,
        "100?auto_answer=false&cid-name=Me&cid-number=42&timeout=12&ignore-early-media=false&media=bypass",
    );
    assert_eq!(data["timeout"], 12);
    assert_eq!(
        (
            &data["outbound_caller_id_name"],
            &data["outbound_caller_id_number"]
        ),
        (&json!("Me"), &json!("42"))
    );
    assert_eq!(
        (&data["media"], &data["ignore_early_media"]),
        (&json!("bypass"), &json!(false))
    );
    assert_ne!(
        at(&data, "endpoints.0.custom_channel_vars.auto_answer"),
        &json!(true)
    );
    let plain = call(&tenant, &user, "100");
    assert_eq!(
        (&plain["timeout"], &plain["media"]),
        (&json!(30), &json!("process"))
    );
    assert_eq!(
        at(&plain, "endpoints.0.custom_channel_vars.auto_answer"),
        &json!(true)
    );
    assert_eq!(
        call(&tenant, &user, "100?timeout=2")["timeout"],
        30,
        "a time of three seconds or less does not count"
    );
}

#[test]
fn a_number_may_be_filtered() {
    let (tenant, user, _) = office(1);
    let dialled = |query: &str| {
        let data = call(&tenant, &user, &format!("(212)%20555-1234{query}"));
        at(&data, "application_data.route")
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(dialled("?number_filter=true"), "2125551234");
    assert_eq!(dialled("?number_filter=false"), "(212) 555-1234");
    assert_eq!(dialled("?number_filter=.*-(%5Cd%2B)"), "1234");
}

#[test]
fn without_devices_there_is_nothing_to_ring() {
    let (tenant, user, _) = office(0);
    let path = tenant.path(&format!("users/{user}/quickcall/100"));
    let answer = tenant.root.get(&path);
    assert_eq!(
        (answer.status, answer.body["status"].as_str()),
        (400, Some("error")),
        "{}",
        answer.text()
    );
    tenant.device(json!({ "owner_id": user, "enabled": false }));
    assert_eq!(
        tenant.root.get(&path).status,
        400,
        "a disabled device does not ring"
    );
}

#[test]
fn without_a_telephone_plane_a_call_is_refused_and_not_pretended() {
    let data = tempfile::tempdir().unwrap();
    let made = crate::server::init(data.path());
    let server = crate::server::Server::start(data.path());
    let http = reqwest::blocking::Client::new();
    let key = json!({ "data": { "api_key": made["api_key"] } });
    let login = http
        .put(format!("{}/v2/api_auth", server.address))
        .json(&key);
    let login: Value = login.send().unwrap().json().unwrap();
    let token = login["auth_token"].as_str().unwrap();
    let account = format!(
        "{}/v2/accounts/{}",
        server.address,
        made["account_id"].as_str().unwrap()
    );
    let user = made["user_id"].as_str().unwrap();
    let body = json!({ "data": { "name": "Desk", "owner_id": user } });
    let device = http
        .put(format!("{account}/devices"))
        .header("x-auth-token", token);
    assert_eq!(device.json(&body).send().unwrap().status(), 201);
    let call = http.get(format!("{account}/users/{user}/quickcall/100"));
    let call = call.header("x-auth-token", token).send().unwrap();
    assert_eq!(call.status(), 409);
    let told: Value = call.json().unwrap();
    assert_eq!(told["message"], "no_plane", "{told}");
}

#[test]
fn strangers_call_nobody() {
    let (tenant, user, _) = office(1);
    let path = tenant.path(&format!("users/{user}/quickcall/100"));
    tenant
        .world
        .nobody()
        .get(&path)
        .refused(401, "invalid_credentials");
    crate::world::tenant()
        .key()
        .get(&path)
        .refused(404, "bad_identifier");
    assert!(!tenant.root.get(&path).text().contains("\"password\""));
}
