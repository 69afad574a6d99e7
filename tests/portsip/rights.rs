//! What holds for every operation: who has no right gets nothing, masks change nothing, and ids of others do not help.

use crate::office::As;
use crate::tenant::{Tenant, new_user, refused};
use crate::uploads::{WAV, upload};
use serde_json::{Value, json};

/// The operations of the document: method, path, and the permissions that they ask for.
fn operations() -> Vec<(String, String, Vec<String>)> {
    let document = cordboard_api::openapi::portsip();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let needs = operation["x-permissions"].as_array();
            let needs = needs.into_iter().flatten();
            let needs = needs.map(|one| one.as_str().unwrap().to_owned());
            let path = path.trim_start_matches('/').to_owned();
            found.push((method.to_uppercase(), path, needs.collect()));
        }
    }
    found
}

/// The path with these texts in place of its placeholders, the last one again when there are more.
fn filled(path: &str, ids: &[&str]) -> String {
    let mut ids = ids.iter();
    let mut last = "x";
    let filled = path.split('/').map(|segment| {
        if !segment.starts_with('{') {
            return segment;
        }
        last = ids.next().copied().unwrap_or(last);
        last
    });
    filled.collect::<Vec<_>>().join("/")
}

/// Permissions that the role of people without further rights has, as its own role says.
async fn standard(tenant: &Tenant) -> Vec<String> {
    let role = tenant
        .get(&tenant.admin, "roles/StandardUser")
        .await
        .expect(200);
    let groups = role["permissions"].as_object().unwrap().clone();
    let flags = groups.into_iter().flat_map(|(group, flags)| {
        let flags = flags.as_object().unwrap().clone();
        let given = flags.into_iter().filter(|(_, given)| *given == true);
        given
            .map(move |(flag, _)| format!("{group}.{flag}"))
            .collect::<Vec<_>>()
    });
    flags.collect()
}

/// Everything of the tenant that administration changes.
async fn administered(tenant: &Tenant) -> Vec<Value> {
    let mut seen = Vec::new();
    let person = format!("users/{}", tenant.person_id);
    let group = "groups";
    for path in [
        "roles",
        "users",
        group,
        "call_queues",
        "ring_groups",
        "holidays",
        person.as_str(),
        &format!("{person}/balance"),
        &format!("{person}/phones"),
        &format!("{person}/greetings"),
        &format!("{person}/speed_dial_8"),
        &format!("{person}/holidays"),
    ] {
        seen.push(tenant.get(&tenant.admin, path).await.expect(200));
    }
    seen
}

#[tokio::test]
async fn a_standard_user_reaches_no_administration_and_changes_nothing_by_trying() {
    let tenant = Tenant::new().await;
    let carl = tenant.user("carl", "102").await;
    let given = standard(&tenant).await;
    let before = administered(&tenant).await;
    let mut tried = 0;
    for (method, path, needs) in operations() {
        let resource = path.split('/').next().unwrap();
        let is_shut = needs.iter().any(|needed| !given.contains(needed));
        let is_administration = [
            "users",
            "roles",
            "groups",
            "ingest",
            "call_queues",
            "ring_groups",
            "holidays",
        ]
        .contains(&resource);
        assert_eq!(
            is_shut, is_administration,
            "{method} {path} asks for {needs:?}"
        );
        if !is_administration {
            continue;
        }
        tried += 1;
        // Oneself, a colleague, nobody; and whatever the body.
        for id in [tenant.person_id.as_str(), &carl, "x"] {
            for body in [None, Some(json!({})), Some(new_user("new", "103"))] {
                let path = format!("/api/{}", filled(&path, &[id]));
                let answer = tenant
                    .office
                    .call(&tenant.person, &method, &path, body)
                    .await;
                refused(answer, 403, "FORBIDDEN");
            }
        }
    }
    assert!(tried > 70, "{tried}");
    assert_eq!(administered(&tenant).await, before);
}

#[tokio::test]
async fn who_manages_users_cannot_change_what_stays_and_nothing_changes_then() {
    let tenant = Tenant::new().await;
    let carl = format!("users/{}", tenant.user("carl", "102").await);
    let before = tenant.get(&tenant.admin, &carl).await.expect(200);
    for (key, value) in [
        ("name", json!("boss")),
        ("role", json!("Admin")),
        ("extension_number", json!("999")),
        ("id", json!("x")),
        ("created_at", json!("2020-01-01T00:00:00Z")),
        ("profile", json!("x")),
        ("sync_type", json!("Microsoft 365")),
        ("avatar_file_name", json!("x.png")),
        ("avatar_file_url", json!("/api/blobs/x")),
    ] {
        let body = json!({ "department": "Oven", key: value });
        refused(
            tenant.post(&tenant.admin, &carl, body).await,
            400,
            "VALIDATE_FAILED",
        );
        assert_eq!(
            tenant.get(&tenant.admin, &carl).await.expect(200),
            before,
            "{key}"
        );
    }
}

/// One thing of each kind, of this person, by whoever manages users.
async fn belongings(tenant: &Tenant, who: &As, person: &str) -> Vec<(&'static str, String)> {
    let base = format!("users/{person}");
    let phone = json!({
        "mac": "001565aabb02", "filename": "y.xml", "vendor": "Yealink", "model": "T46S", "password": "w", "language": "GERMAN",
        "transfer": "BLIND", "timezone": "UTC", "codecs": [], "interface": "WEB_DOMAIN", "preferred_transport": "TLS",
    });
    let holiday =
        json!({ "name": "Fair", "region": "DEU", "consecutive": false, "every_year": true });
    let greeting = json!({ "file_id": upload(tenant, who, "a.wav", WAV).await });
    let dial = |code: &str| json!({ "code": code, "phone_number": "1" });
    let mut things = Vec::new();
    for (kind, body) in [
        ("phones", phone),
        ("holidays", holiday),
        ("greetings", greeting),
        ("speed_dial_8", dial("2")),
        ("speed_dial_100", dial("02")),
    ] {
        let made = tenant
            .post(who, &format!("{base}/{kind}"), body)
            .await
            .expect(201);
        things.push((kind, made["id"].as_str().unwrap().to_owned()));
    }
    let number = tenant.get(who, &base).await.expect(200)["extension_number"].clone();
    let queue = json!({ "name": "Sales", "extension_number": "600", "agents": [number] });
    let made = tenant.post(who, "call_queues", queue).await.expect(201);
    things.push(("call_queues", made["id"].as_str().unwrap().to_owned()));
    let status = tenant.get(who, &format!("{base}/status")).await.expect(200);
    let phone = status["registration"][0]["instance_id"].as_str().unwrap();
    things.push(("status", phone.to_owned()));
    things
}

/// What a person has.
async fn all_of(tenant: &Tenant, who: &As, person: &str) -> Vec<Value> {
    let mut seen = Vec::new();
    for kind in [
        "phones",
        "holidays",
        "greetings",
        "speed_dial_8",
        "speed_dial_100",
        "call_queues",
        "status",
    ] {
        let path = format!("users/{person}/{kind}");
        seen.push(tenant.get(who, &path).await.expect(200));
    }
    seen
}

#[tokio::test]
async fn the_things_of_one_person_are_not_reached_through_another() {
    let tenant = Tenant::new().await;
    let carl = tenant.user("carl", "102").await;
    let things = belongings(&tenant, &tenant.admin, &carl).await;
    let before = all_of(&tenant, &tenant.admin, &carl).await;
    let mut tried = 0;
    for (method, path, _) in operations() {
        let parts: Vec<&str> = path.split('/').collect();
        let (who, kind, ids) = match parts[..] {
            ["users", "{id}", kind, child, ..] if child.starts_with('{') => {
                (&tenant.admin, kind, 2)
            }
            ["user", kind, child, ..] if child.starts_with('{') => (&tenant.person, kind, 1),
            _ => continue,
        };
        let Some((_, thing)) = things.iter().find(|(known, _)| *known == kind) else {
            continue;
        };
        let ids = [tenant.person_id.as_str(), thing.as_str()][2 - ids..].to_vec();
        let filled = format!("/api/{}", filled(&path, &ids));
        let body = match parts.last() {
            _ if method == "GET" => None,
            Some(&"agent") => Some(json!({ "status": "READY" })),
            _ if kind == "holidays" => {
                Some(json!({ "name": "F", "consecutive": false, "every_year": true }))
            }
            _ => Some(json!({})),
        };
        refused(
            tenant.office.call(who, &method, &filled, body).await,
            404,
            "NOT_FOUND",
        );
        tried += 1;
    }
    assert!(tried >= 35, "{tried}");
    assert_eq!(all_of(&tenant, &tenant.admin, &carl).await, before);
}

#[tokio::test]
async fn people_and_things_of_another_tenant_look_unknown() {
    let tenant = Tenant::new().await;
    let sibling = tenant.office.account(&tenant.office.root, "Sibling").await;
    tenant.office.user(&sibling, "sid", "admin").await;
    let sid = tenant.office.sign_in("sid@sibling.acme.example").await;
    let made = tenant
        .post(&sid, "users", new_user("susan", "102"))
        .await
        .expect(201);
    let susan = made["id"].as_str().unwrap();
    let things = belongings(&tenant, &sid, susan).await;
    let before = all_of(&tenant, &sid, susan).await;
    let mut tried = 0;
    for (method, path, _) in operations() {
        let parts: Vec<&str> = path.split('/').collect();
        let kind = match parts[..] {
            ["users", "{id}", kind, ..] => kind,
            ["users", "{id}"] => "",
            _ => continue,
        };
        let thing = things.iter().find(|(known, _)| *known == kind);
        let thing = thing.map_or("x", |(_, id)| id.as_str());
        // Her own thing through her, and through somebody of the caller's own tenant.
        for person in [susan, &tenant.person_id] {
            if person != susan && parts.len() < 4 {
                continue;
            }
            let filled = format!("/api/{}", filled(&path, &[person, thing]));
            let body = body_of(&method, &path);
            let answer = tenant
                .office
                .call(&tenant.admin, &method, &filled, body)
                .await;
            if path.ends_with("ms365_binding/destroy") && person != susan {
                continue;
            }
            refused(answer, 404, "NOT_FOUND");
            tried += 1;
        }
    }
    assert!(tried > 60, "{tried}");
    assert_eq!(all_of(&tenant, &sid, susan).await, before);
}

/// A body with which the operation would be done.
fn body_of(method: &str, path: &str) -> Option<Value> {
    let holiday =
        json!({ "name": "Fair", "region": "DEU", "consecutive": false, "every_year": true });
    if method == "GET" {
        return None;
    }
    Some(match path.rsplit('/').next().unwrap() {
        "agent" => json!({ "status": "READY" }),
        "password" | "extension_password" => json!({ "password": "another horse 5" }),
        "role" => json!({ "role": "StandardUser" }),
        "ms365_binding" => json!({ "id": "a@b.example" }),
        "balance" => json!({ "balance": 1 }),
        "greetings" => json!({ "file_id": "x" }),
        "global_holidays" => json!({ "items": [] }),
        "holidays" | "{holiday_id}" => holiday,
        "speed_dial_8" => json!({ "code": "2", "phone_number": "1" }),
        "speed_dial_100" => json!({ "code": "02", "phone_number": "1" }),
        "phones" => json!({
            "mac": "001565aabb03", "filename": "y.xml", "vendor": "Yealink", "model": "T46S", "password": "w",
            "language": "GERMAN", "transfer": "BLIND", "timezone": "UTC", "codecs": [], "interface": "WEB_DOMAIN",
            "preferred_transport": "TLS",
        }),
        _ => json!({}),
    })
}
