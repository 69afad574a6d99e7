//! What belongs to a person: contacts, speed dials, greetings, holidays and phones.

use crate::office::As;
use crate::tenant::{Tenant, keys, refused};
use crate::uploads::{WAV, upload};
use serde_json::{Value, json};

#[track_caller]
pub fn id(made: &Value) -> String {
    assert_eq!(keys(made), ["id"]);
    made["id"].as_str().unwrap().to_owned()
}

const CONTACT: [&str; 18] = [
    "address",
    "business",
    "business2",
    "business_fax",
    "company",
    "email",
    "favorite",
    "home_fax",
    "home_phone",
    "home_phone2",
    "id",
    "mobile_phone",
    "mobile_phone2",
    "name",
    "notes",
    "other",
    "sync_type",
    "title",
];

#[tokio::test]
async fn a_contact_is_made_read_changed_marked_and_taken_away() {
    let tenant = Tenant::new().await;
    let who = &tenant.person;
    let body = json!({ "name": "Aunt Mary", "mobile_phone": "+49 171 1", "notes": "baker" });
    let id = id(&tenant.post(who, "user/contacts", body).await.expect(201));
    let path = format!("user/contacts/{id}");
    let read = tenant.get(who, &path).await.expect(200);
    assert_eq!(keys(&read), CONTACT);
    assert_eq!(
        (&read["notes"], &read["email"], &read["favorite"]),
        (&json!("baker"), &Value::Null, &json!(false))
    );
    tenant
        .post(
            who,
            &path,
            json!({ "email": "mary@example.com", "notes": null }),
        )
        .await
        .expect(200);
    tenant
        .act(who, &format!("{path}/favorite"))
        .await
        .expect(200);
    let list = tenant.get(who, "user/contacts?top=1").await.expect(200);
    assert_eq!(list["count"], 1);
    let row = &list["items"][0];
    assert_eq!(
        (&row["email"], &row["notes"], &row["favorite"]),
        (&json!("mary@example.com"), &Value::Null, &json!(true))
    );
    tenant
        .act(who, &format!("{path}/unfavorite"))
        .await
        .expect(200);
    assert_eq!(tenant.get(who, &path).await.expect(200)["favorite"], false);
    refused(tenant.get(&tenant.admin, &path).await, 404, "NOT_FOUND");
    refused(
        tenant.post(who, &path, json!({ "name": "" })).await,
        400,
        "VALIDATE_FAILED",
    );
    tenant
        .act(who, &format!("{path}/destroy"))
        .await
        .expect(204);
    refused(tenant.get(who, &path).await, 404, "NOT_FOUND");
}

#[tokio::test]
async fn the_three_lists_of_contacts_tell_what_changed_once() {
    let tenant = Tenant::new().await;
    let (who, admin) = (&tenant.person, &tenant.admin);
    let mut tokens = Vec::new();
    for list in ["contacts", "business_contacts", "extension_contacts"] {
        let made = tenant
            .act(who, &format!("user/{list}/sync_tokens"))
            .await
            .expect(201);
        tokens.push((list, made["token"].as_str().unwrap().to_owned()));
    }
    let own = id(&tenant
        .post(who, "user/contacts", json!({ "name": "Aunt" }))
        .await
        .expect(201));
    let shop = id(&tenant
        .post(admin, "ingest/business_contacts", json!({ "name": "Shop" }))
        .await
        .expect(201));
    tenant
        .act(who, &format!("user/business_contacts/{shop}/favorite"))
        .await
        .expect(200);
    tenant
        .act(
            who,
            &format!("user/extension_contacts/{}/favorite", tenant.admin_id),
        )
        .await
        .expect(200);
    let number = json!([{ "path": "/extension_number", "to": "100" }]);
    let path = format!("/console/users/{}", tenant.admin_id);
    tenant
        .office
        .patch(&As::Owner, &path, number)
        .await
        .expect(200);
    for ((list, token), (object, change)) in tokens.iter().zip([
        (&own, "CREATED"),
        (&shop, "CREATED"),
        (&tenant.admin_id, "UPDATED"),
    ]) {
        let diff = tenant
            .act(who, &format!("user/{list}/sync_tokens/{token}/diff"))
            .await
            .expect(200);
        let items = diff["items"].as_array().unwrap();
        assert_eq!(items.len(), 1, "{list} {diff}");
        assert_eq!(
            (&items[0]["id"], &items[0]["change_type"]),
            (&json!(object), &json!(change))
        );
        assert_eq!(items[0]["favorite"], *list != "contacts");
        assert_eq!(items[0].get("sync_type"), None);
        let next = diff["token"].as_str().unwrap();
        let again = tenant
            .act(who, &format!("user/{list}/sync_tokens/{next}/diff"))
            .await
            .expect(200);
        assert_eq!(again["items"], json!([]));
        refused(
            tenant
                .act(admin, &format!("user/{list}/sync_tokens/{next}/diff"))
                .await,
            403,
            "FORBIDDEN",
        );
    }
}

#[tokio::test]
async fn a_speed_dial_has_a_code_of_its_table_and_each_code_stands_once() {
    let tenant = Tenant::new().await;
    let users = format!("users/{}", tenant.person_id);
    for (who, base) in [(&tenant.person, "user"), (&tenant.admin, users.as_str())] {
        for (table, code, other) in [("speed_dial_8", "2", "22"), ("speed_dial_100", "02", "3")] {
            let path = format!("{base}/{table}");
            let body = json!({ "code": code, "phone_number": "+49 30 1", "description": "Office" });
            let made = id(&tenant.post(who, &path, body.clone()).await.expect(201));
            assert_eq!(tenant.post(who, &path, body).await.status, 409);
            let wrong = json!({ "code": other, "phone_number": "1" });
            refused(tenant.post(who, &path, wrong).await, 400, "VALIDATE_FAILED");
            refused(
                tenant.post(who, &path, json!({ "code": code })).await,
                400,
                "VALIDATE_FAILED",
            );
            let one = format!("{path}/{made}");
            tenant
                .post(who, &one, json!({ "phone_number": "102" }))
                .await
                .expect(200);
            let read = tenant.get(who, &one).await.expect(200);
            let wanted =
                json!({ "id": made, "code": code, "phone_number": "102", "description": "Office" });
            assert_eq!(read, wanted);
            assert_eq!(
                tenant.get(who, &path).await.expect(200),
                json!({ "items": [wanted] })
            );
            let elsewhere = format!(
                "{base}/{}/{made}",
                if table == "speed_dial_8" {
                    "speed_dial_100"
                } else {
                    "speed_dial_8"
                }
            );
            refused(tenant.get(who, &elsewhere).await, 404, "NOT_FOUND");
            tenant.act(who, &format!("{one}/destroy")).await.expect(204);
        }
    }
}

#[tokio::test]
async fn a_greeting_is_made_of_an_upload_and_switched_on_and_off() {
    let tenant = Tenant::new().await;
    let users = format!("users/{}", tenant.person_id);
    for (who, base) in [(&tenant.person, "user"), (&tenant.admin, users.as_str())] {
        let path = format!("{base}/greetings");
        let text = upload(&tenant, who, "hello.wav", b"no sound").await;
        refused(
            tenant.post(who, &path, json!({ "file_id": text })).await,
            400,
            "VALIDATE_FAILED",
        );
        let file = upload(&tenant, who, "hello.wav", WAV).await;
        let made = id(&tenant
            .post(who, &path, json!({ "file_id": file }))
            .await
            .expect(201));
        let on = |list: &Value| list["items"][0]["enabled"].clone();
        tenant
            .act(who, &format!("{path}/{made}/enable"))
            .await
            .expect(200);
        let list = tenant.get(who, &path).await.expect(200);
        assert_eq!(keys(&list), ["items"]);
        assert_eq!(
            keys(&list["items"][0]),
            ["enabled", "file_name", "file_size", "file_url", "id"]
        );
        assert_eq!(
            (on(&list), &list["items"][0]["file_size"]),
            (json!(true), &json!(WAV.len()))
        );
        tenant
            .act(who, &format!("{path}/{made}/disable"))
            .await
            .expect(200);
        assert_eq!(on(&tenant.get(who, &path).await.expect(200)), json!(false));
        let url = list["items"][0]["file_url"].as_str().unwrap();
        assert_eq!(tenant.office.get(&As::Nobody, url).await.kind, "audio/wav");
        tenant
            .act(who, &format!("{path}/{made}/destroy"))
            .await
            .expect(204);
        assert_eq!(tenant.office.get(&As::Nobody, url).await.status, 404);
        assert_eq!(
            tenant.get(who, &path).await.expect(200),
            json!({ "items": [] })
        );
    }
}

#[tokio::test]
async fn a_holiday_is_read_as_it_was_written_and_the_tenants_are_chosen_from() {
    let tenant = Tenant::new().await;
    let body = json!({
        "name": "Feast", "region": "DEU", "consecutive": true, "every_year": true, "year_start": 2026, "year_end": 2026,
        "month_start": 12, "month_end": 12, "day_start": 24, "day_end": 26, "hour_start": 12, "hour_end": 0,
        "minute_start": 30, "minute_end": 0,
    });
    let users = format!("users/{}", tenant.person_id);
    for (who, base) in [(&tenant.person, "user"), (&tenant.admin, users.as_str())] {
        let path = format!("{base}/holidays");
        refused(
            tenant.post(who, &path, json!({ "name": "Feast" })).await,
            400,
            "VALIDATE_FAILED",
        );
        let made = id(&tenant.post(who, &path, body.clone()).await.expect(201));
        let one = format!("{path}/{made}");
        let mut wanted = body.clone();
        wanted["id"] = json!(made);
        assert_eq!(tenant.get(who, &one).await.expect(200), wanted);
        let change = json!({ "name": "Day", "consecutive": false, "every_year": false, "day_start": 31, "month_start": 2 });
        refused(tenant.post(who, &one, change).await, 400, "VALIDATE_FAILED");
        tenant
            .post(
                who,
                &one,
                json!({ "name": "Day", "consecutive": false, "every_year": true }),
            )
            .await
            .expect(200);
        let list = tenant.get(who, &path).await.expect(200);
        assert_eq!(
            (&list["count"], &list["items"][0]["name"]),
            (&json!(1), &json!("Day"))
        );
        tenant.act(who, &format!("{one}/destroy")).await.expect(204);
    }
}

#[tokio::test]
async fn a_person_chooses_among_the_tenants_holidays() {
    let tenant = Tenant::new().await;
    let body =
        json!({ "name": "Feast", "region": "DEU", "consecutive": false, "every_year": true });
    let (who, admin) = (&tenant.person, &tenant.admin);
    let first = id(&tenant
        .post(admin, "holidays", body.clone())
        .await
        .expect(201));
    let second = id(&tenant
        .post(admin, "ingest/global_holidays", body)
        .await
        .expect(201));
    let chosen = async || {
        tenant.get(who, "user/global_holidays").await.expect(200)["items"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(chosen().await, 2);
    let choice = json!({ "items": [first] });
    id(&tenant
        .post(who, "user/global_holidays", choice)
        .await
        .expect(201));
    assert_eq!(chosen().await, 1);
    refused(
        tenant
            .post(who, "user/global_holidays", json!({ "items": ["x"] }))
            .await,
        400,
        "VALIDATE_FAILED",
    );
    refused(
        tenant.post(who, "holidays", json!({})).await,
        403,
        "FORBIDDEN",
    );
    tenant
        .act(admin, &format!("holidays/{second}/destroy"))
        .await
        .expect(204);
    assert_eq!(tenant.get(admin, "holidays").await.expect(200)["count"], 1);
}

fn phone(mac: &str) -> Value {
    json!({
        "mac": mac, "filename": "yealinkT4x.ph.xml", "vendor": "Yealink", "model": "T46S", "password": "w3b",
        "language": "GERMAN", "transfer": "BLIND", "timezone": "Europe/Berlin", "codecs": ["PCMA", "G722"],
        "interface": "WEB_DOMAIN", "preferred_transport": "TLS", "enable_vlan_wan_port": true, "wan_port_id": 20,
        "wan_port_priority": 5, "door_password1": "1234",
    })
}

#[tokio::test]
async fn a_phone_is_one_record_for_both_dialects() {
    let tenant = Tenant::new().await;
    let users = format!("users/{}", tenant.person_id);
    for (who, base, mac) in [
        (&tenant.person, "user", "00:15:65:AA:bb:01"),
        (&tenant.admin, users.as_str(), "001565aabb02"),
    ] {
        let path = format!("{base}/phones");
        let made = id(&tenant.post(who, &path, phone(mac)).await.expect(201));
        let one = format!("{path}/{made}");
        let read = tenant.get(who, &one).await.expect(200);
        for (key, value) in phone(mac).as_object().unwrap() {
            assert_eq!(&read[key], value, "{key}");
        }
        assert_eq!(tenant.post(who, &path, phone(mac)).await.status, 409);
        tenant
            .post(who, &one, json!({ "language": "FRENCH", "wan_port_id": 7 }))
            .await
            .expect(200);
        refused(
            tenant.post(who, &one, json!({ "vendor": "Snom" })).await,
            400,
            "VALIDATE_FAILED",
        );
        refused(
            tenant.post(who, &one, json!({ "pc_port_id": 4095 })).await,
            400,
            "VALIDATE_FAILED",
        );
        assert_eq!(tenant.get(who, &one).await.expect(200)["wan_port_id"], 7);
        let device = format!("/v2/accounts/{}/devices/{made}", tenant.account);
        let device = tenant.office.get(&tenant.admin, &device).await.expect(200);
        assert_eq!(device["data"]["owner_id"], json!(tenant.person_id));
        assert_eq!(device["data"].get("provisioning"), None);
        tenant.act(who, &format!("{one}/destroy")).await.expect(204);
    }
    let bad = phone("00:15:65");
    refused(
        tenant.post(&tenant.person, "user/phones", bad).await,
        400,
        "VALIDATE_FAILED",
    );
}

#[tokio::test]
async fn a_phone_fetches_its_file_without_signing_in() {
    let tenant = Tenant::new().await;
    let users = format!("users/{}", tenant.person_id);
    for (who, base, mac) in [
        (&tenant.person, "user", "00:15:65:AA:bb:01"),
        (&tenant.admin, users.as_str(), "001565aabb02"),
    ] {
        let path = format!("{base}/phones");
        let made = id(&tenant.post(who, &path, phone(mac)).await.expect(201));
        let one = format!("{path}/{made}");
        let read = tenant.get(who, &one).await.expect(200);
        let url = read["url"].as_str().unwrap();
        let file = url.split_once("//").unwrap().1.split_once('/').unwrap().1;
        assert!(
            file.ends_with(&format!("/{}.cfg", mac.replace(':', "").to_lowercase())),
            "{url}"
        );
        let fetched = tenant.office.get(&As::Nobody, &format!("/{file}")).await;
        assert_eq!(
            (fetched.status.as_u16(), fetched.kind.as_str()),
            (200, "text/plain; charset=utf-8")
        );
        let guessed = tenant
            .office
            .get(
                &As::Nobody,
                &format!("/provision/{}/{}", "0".repeat(32), "001565aabb01.cfg"),
            )
            .await;
        assert_eq!(guessed.status, 404);
        tenant.act(who, &format!("{one}/destroy")).await.expect(204);
        assert_eq!(
            tenant
                .office
                .get(&As::Nobody, &format!("/{file}"))
                .await
                .status,
            404
        );
    }
}
