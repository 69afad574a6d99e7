//! Users, by those who manage them.

use crate::office::{As, PASSWORD};
use crate::tenant::{Tenant, keys, new_user, refused};
use serde_json::{Value, json};

const LISTED: [&str; 17] = [
    "address",
    "avatar_file_name",
    "avatar_file_size",
    "avatar_file_url",
    "created_at",
    "department",
    "display_name",
    "email",
    "enabled",
    "extension_number",
    "home_phone",
    "id",
    "mobile_phone",
    "name",
    "role",
    "sync_type",
    "work_phone",
];

/// Every field that a user has and that is no plain text, with a value that is not the one shown when nothing is there.
fn everything() -> Value {
    json!({
        "email": "new@bakery.example", "display_name": "Pia B.", "mobile_phone": "+49170", "work_phone": "030 1",
        "home_phone": "030 2", "address": "Street 1", "department": "Oven", "enable_audio_recording": true,
        "enable_video_recording": true, "enable_dnd": true, "enable_acb": true, "enable_hot_desking": true,
        "anonymous_outbound_calls": true, "delivery_outbound_cid": false,
        "outbound_caller_ids": [{ "provider_id": "p1", "caller_id": "0301", "preferred": true, "description": "Main" }],
        "custom_options": "{\"a\": 1}", "voicemail_prompt": "de-DE", "enable_voicemail_pin": false,
        "voicemail_pin": "135792", "enable_voicemail_notify": true, "voicemail_play_datetime": "24_HOUR_CLOCK",
        "interface": "PUBLIC_IPV4", "preferred_transport": "TLS",
        "blfs": [{ "key": "BLF", "value": "102", "first_name": "Carl", "last_name": "C." }],
    })
}

#[tokio::test]
async fn a_user_is_made_with_what_is_needed_and_shows_every_field() {
    let tenant = Tenant::new().await;
    let id = tenant.user("carl", "102").await;
    let user = tenant
        .get(&tenant.admin, &format!("users/{id}"))
        .await
        .expect(200);
    assert_eq!(user.as_object().unwrap().len(), 54);
    for (key, value) in [
        ("id", json!(id)),
        ("name", json!("carl")),
        ("role", json!("StandardUser")),
        ("enabled", json!(true)),
        ("delivery_outbound_cid", json!(true)),
        ("sms", json!("DISABLE")),
        ("blfs", json!([])),
        ("mobile_phone", Value::Null),
        ("voicemail_pin", json!("246813")),
        ("sync_type", Value::Null),
    ] {
        assert_eq!(user[key], value, "{key}");
    }
    assert!(user["created_at"].as_str().unwrap().ends_with('Z'));
    assert!(user.get("password").is_none() && user.get("extension_password").is_none());
    // He signs in with his password.
    tenant.sign_in("carl", Tenant::DOMAIN).await.expect(200);
}

#[tokio::test]
async fn everything_that_is_written_is_read_back_and_null_takes_it_away() {
    let tenant = Tenant::new().await;
    let path = format!("users/{}", tenant.person_id);
    let before = tenant.get(&tenant.admin, &path).await.expect(200);
    let mut body = everything();
    body["sms"] = "ALLOW".into();
    tenant
        .post(&tenant.admin, &path, body.clone())
        .await
        .expect(200);
    let read = tenant.get(&tenant.admin, &path).await.expect(200);
    for (key, value) in body.as_object().unwrap() {
        assert_eq!(&read[key], value, "{key}");
    }
    // What was shown is accepted as it was shown, and changes nothing.
    tenant
        .post(&tenant.admin, &path, read.clone())
        .await
        .expect(200);
    assert_eq!(tenant.get(&tenant.admin, &path).await.expect(200), read);
    let nothing: Value = body
        .as_object()
        .unwrap()
        .keys()
        .map(|key| (key.clone(), Value::Null))
        .collect();
    tenant.post(&tenant.admin, &path, nothing).await.expect(200);
    let after = tenant.get(&tenant.admin, &path).await.expect(200);
    for key in body.as_object().unwrap().keys() {
        assert_eq!(after[key], before[key], "{key}");
    }
}

#[tokio::test]
async fn each_rule_that_a_new_user_breaks_is_told_by_the_dialects_name() {
    let tenant = Tenant::new().await;
    for (key, value, rule) in [
        ("name", json!(".x"), "dot_at_end"),
        ("name", json!("Root"), "reserved"),
        ("name", json!("a b"), "characters"),
        ("extension_number", json!("777"), "reserved"),
        ("extension_number", json!("10a"), "digits"),
        ("voicemail_pin", json!("111234"), "repeated_digits"),
        ("voicemail_pin", json!("12345678901"), "maxLength"),
        ("email", Value::Null, "required"),
        ("email", json!("x"), "minLength"),
        ("password", json!("x"), "minLength"),
        ("sms", json!("MAYBE"), "enum"),
        ("enabled", json!("yes"), "type"),
        ("role", json!("Teapot"), "exists"),
    ] {
        let mut body = new_user("carl", "102");
        body[key] = value.clone();
        let errors = refused(
            tenant.post(&tenant.admin, "users", body).await,
            400,
            "VALIDATE_FAILED",
        );
        let told = &errors[0]["detail"];
        assert_eq!(told["field"], key, "{errors}");
        if rule != "repeated_digits" {
            assert_eq!(told["rule"], rule, "{key} {value}: {errors}");
        }
    }
    tenant.user("carl", "102").await;
    let errors = refused(
        tenant
            .post(&tenant.admin, "users", new_user("Carl", "103"))
            .await,
        409,
        "ALREADY_EXISTS",
    );
    assert_eq!(errors[0]["detail"]["field"], "name");
    let errors = refused(
        tenant
            .post(&tenant.admin, "users", new_user("dora", "102"))
            .await,
        409,
        "ALREADY_EXISTS",
    );
    assert_eq!(errors[0]["detail"]["field"], "extension_number");
}

#[tokio::test]
async fn a_managers_change_ends_at_his_mask_and_changes_nothing_then() {
    let tenant = Tenant::new().await;
    let path = format!("users/{}", tenant.person_id);
    for (key, value) in [
        ("name", "other"),
        ("extension_number", "999"),
        ("role", "Admin"),
        ("id", "x"),
    ] {
        let mut body = json!({ "department": "Oven" });
        body[key] = value.into();
        let errors = refused(
            tenant.post(&tenant.admin, &path, body).await,
            400,
            "VALIDATE_FAILED",
        );
        assert_eq!(errors[0]["detail"]["rule"], "read_only", "{key}");
    }
    let user = tenant.get(&tenant.admin, &path).await.expect(200);
    assert_eq!(user["department"], Value::Null);
    tenant
        .post(&tenant.admin, &path, json!({ "enabled": false }))
        .await
        .expect(200);
    refused(
        tenant.get(&tenant.person, "user").await,
        401,
        "UNAUTHORIZED",
    );
}

#[tokio::test]
async fn passwords_balances_profiles_and_bindings_are_set_on_their_own_addresses() {
    let tenant = Tenant::new().await;
    let user = format!("users/{}", tenant.person_id);
    let at = |tail: &str| format!("{user}/{tail}");
    let balance = json!({ "balance": 12.345_678 });
    tenant
        .post(&tenant.admin, &at("balance"), balance)
        .await
        .expect(200);
    let read = tenant.get(&tenant.admin, &at("balance")).await.expect(200);
    assert_eq!(read.to_string(), "{\"balance\":12.34568}");
    tenant
        .post(
            &tenant.admin,
            &at("ms365_binding"),
            json!({ "id": "pia@ms.example" }),
        )
        .await
        .expect(200);
    let bound = tenant.get(&tenant.admin, &user).await.expect(200);
    assert_eq!(bound["sync_type"], "Microsoft 365");
    tenant
        .act(&tenant.admin, &at("ms365_binding/destroy"))
        .await
        .expect(204);
    tenant.act(&tenant.admin, &at("profile")).await.expect(200);
    let first = tenant.get(&tenant.admin, &user).await.expect(200)["profile"].clone();
    tenant.act(&tenant.admin, "users/profile").await.expect(200);
    let second = tenant.get(&tenant.admin, &user).await.expect(200);
    assert!(first.is_string() && second["profile"].is_string() && second["profile"] != first);
    assert_eq!(second["sync_type"], Value::Null);
    tenant
        .post(
            &tenant.admin,
            &at("extension_password"),
            json!({ "password": "new" }),
        )
        .await
        .expect(200);
    tenant
        .post(
            &tenant.admin,
            &at("password"),
            json!({ "password": "another horse" }),
        )
        .await
        .expect(200);
    refused(
        tenant.get(&tenant.person, "user").await,
        401,
        "UNAUTHORIZED",
    );
    tenant.act(&tenant.admin, &at("destroy")).await.expect(204);
    refused(tenant.get(&tenant.admin, &user).await, 404, "NOT_FOUND");
}

#[tokio::test]
async fn a_list_is_filtered_ordered_and_paged_and_follows_every_change() {
    let tenant = Tenant::new().await;
    for (name, extension) in [("carl", "110"), ("dora", "105"), ("emil", "120")] {
        tenant.user(name, extension).await;
    }
    let names = |list: &Value| -> Vec<String> {
        let items = list["items"].as_array().unwrap().iter();
        items
            .map(|item| item["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let ask = |query: &'static str| tenant.get(&tenant.admin, query);
    let all = ask("users").await.expect(200);
    assert_eq!(
        (all["count"].as_u64(), keys(&all["items"][0])),
        (Some(5), LISTED.to_vec())
    );
    let list =
        ask("users?filter=extension_number%20ge%20%27105%27&orderby=extension_number%20desc&top=2")
            .await
            .expect(200);
    assert_eq!(
        (names(&list), &list["count"]),
        (vec!["emil".into(), "carl".into()], &json!(3))
    );
    let list = ask("users?orderby=name&skip=3&$top=1").await.expect(200);
    assert_eq!(names(&list), ["emil"]);
    let list = ask("users?search=dora%20or%20emil&orderby=name")
        .await
        .expect(200);
    assert_eq!(names(&list), ["dora", "emil"]);
    for (query, field) in [
        ("users?filter=teapot%20eq%201", "filter"),
        ("users?filter=name%20eq", "filter"),
        ("users?orderby=x", "orderby"),
        ("users?top=0", "top"),
        ("users?top=101", "top"),
        ("users?skip=-1", "skip"),
    ] {
        let errors = refused(
            tenant.get(&tenant.admin, query).await,
            400,
            "VALIDATE_FAILED",
        );
        assert_eq!(errors[0]["detail"]["field"], field, "{query}");
    }
    // After it was kept: a new user, a renamed one, one who is gone.
    let fred = tenant.user("fred", "130").await;
    let path = format!("users/{}", tenant.person_id);
    tenant
        .post(&tenant.admin, &path, json!({ "display_name": "Aaron" }))
        .await
        .expect(200);
    let list = ask("users").await.expect(200);
    assert_eq!(
        (&list["count"], &list["items"][0]["display_name"]),
        (&json!(6), &json!("Aaron"))
    );
    tenant
        .act(&tenant.admin, &format!("users/{fred}/destroy"))
        .await
        .expect(204);
    assert_eq!(ask("users").await.expect(200)["count"], 5);
}

#[tokio::test]
async fn a_v2_post_keeps_what_this_dialect_wrote_and_the_other_way_round() {
    let tenant = Tenant::new().await;
    let own = format!("users/{}", tenant.person_id);
    tenant
        .post(&tenant.admin, &own, everything())
        .await
        .expect(200);
    let before = tenant.get(&tenant.admin, &own).await.expect(200);
    let path = format!("/v2/accounts/{}/users/{}", tenant.account, tenant.person_id);
    let mut document = tenant.office.get(&tenant.admin, &path).await.expect(200)["data"].clone();
    document["last_name"] = "Baker".into();
    document["teapot"] = json!({ "spout": [1] });
    tenant
        .office
        .post(&tenant.admin, &path, json!({ "data": document }))
        .await
        .expect(200);
    assert_eq!(tenant.get(&tenant.admin, &own).await.expect(200), before);
    tenant
        .post(&tenant.admin, &own, json!({ "department": "Shop" }))
        .await
        .expect(200);
    let document = tenant.office.get(&tenant.admin, &path).await.expect(200)["data"].clone();
    assert_eq!(document["teapot"], json!({ "spout": [1] }));
}

#[tokio::test]
async fn users_of_another_tenant_look_unknown() {
    let tenant = Tenant::new().await;
    let stranger = tenant
        .office
        .user(&tenant.office.root, "xena", "user")
        .await;
    for tail in ["", "/balance"] {
        let path = format!("users/{stranger}{tail}");
        refused(tenant.get(&tenant.admin, &path).await, 404, "NOT_FOUND");
    }
    for tail in ["", "/destroy", "/profile", "/ms365_binding/destroy"] {
        let path = format!("users/{stranger}{tail}");
        refused(tenant.act(&tenant.admin, &path).await, 404, "NOT_FOUND");
    }
    refused(
        tenant.get(&tenant.admin, "users/teapot").await,
        404,
        "NOT_FOUND",
    );
    // Not even the first administrator reaches into a tenant from his own.
    let path = format!("users/{}", tenant.person_id);
    refused(tenant.get(&tenant.system, &path).await, 404, "NOT_FOUND");
}

#[tokio::test]
async fn passwords_keep_the_rules_of_the_tenant_in_every_dialect() {
    let tenant = Tenant::new().await;
    tenant.user("carl", "102").await;
    let carl = tenant.session("carl").await;
    let held = json!({ "min_length": 10, "contains_special_letters": false });
    let policy = json!([{ "path": "/password_policy", "to": held }]);
    let path = format!("/console/accounts/{}", tenant.account);
    tenant
        .office
        .patch(&As::Owner, &path, policy)
        .await
        .expect(200);
    let mut body = new_user("dora", "103");
    for (password, rule) in [
        ("aX7kQ", "length"),
        ("onlyletters", "contains_numbers"),
        ("dora73198264", "disable_account_information"),
        ("xqz777kbw2", "disable_repeating_characters"),
        ("xqz789kbwp", "disable_sequential_characters"),
    ] {
        body["password"] = password.into();
        let errors = refused(
            tenant.post(&tenant.admin, "users", body.clone()).await,
            400,
            "VALIDATE_FAILED",
        );
        assert_eq!(errors[0]["detail"]["rule"], rule, "{errors}");
    }
    body["password"] = "xq7kbw2zrt".into();
    tenant.post(&tenant.admin, "users", body).await.expect(201);
    let change = |new: &str| json!({ "old_password": PASSWORD, "new_password": new });
    refused(
        tenant
            .post(&carl, "user/password", change("correct horse"))
            .await,
        400,
        "VALIDATE_FAILED",
    );
    tenant
        .post(&carl, "user/password", change("xq7kbw2zrt"))
        .await
        .expect(200);
    let data = json!({ "data": { "first_name": "E", "last_name": "E", "username": "emil", "password": "short" } });
    let path = format!("/v2/accounts/{}/users", tenant.account);
    let answer = tenant
        .office
        .call(&tenant.admin, "PUT", &path, Some(data))
        .await;
    assert_eq!(answer.status, 400, "{}", answer.body);
    // A policy must fit itself.
    let wanted = json!({ "min_length": 20, "max_length": 10 });
    let policy = json!([{ "path": "/password_policy", "from": held, "to": wanted }]);
    let path = format!("/console/accounts/{}", tenant.account);
    let answer = tenant.office.patch(&As::Owner, &path, policy).await;
    assert_eq!(answer.code(), "invalid", "{}", answer.body);
}
