//! Input that makes no sense gets a clear error and changes nothing.

use crate::office::{As, Office};
use axum::body::Body;
use axum::http::Request;
use serde_json::json;

fn request(method: &str, path: &str, kind: &str, body: impl Into<Body>) -> Request<Body> {
    Request::builder()
        .method(method)
        .uri(path)
        .header("content-type", kind)
        .body(body.into())
        .unwrap()
}

#[tokio::test]
async fn broken_json_wrong_types_and_wrong_media_types_are_told_apart() {
    let office = Office::new();
    let path = "/console/accounts";
    let before = office.get(&As::Owner, "/console/audit").await.expect(200);
    for body in [
        "",
        "{",
        "[1,2",
        "{\"parent_id\":}",
        "\u{0}",
        "{}{}",
        "{\"parent_id\":\"x\",\"fields\":{}} trailing",
    ] {
        office
            .raw(
                &As::Owner,
                request("POST", path, "application/json", body.to_owned()),
            )
            .await
            .refused(400, "malformed");
    }
    for body in [
        json!(null),
        json!([]),
        json!({ "parent_id": 7, "fields": {} }),
        json!({ "parent_id": office.root, "fields": [] }),
        json!({ "fields": {} }),
        json!({ "parent_id": office.root, "fields": {}, "extra": 1 }),
    ] {
        office
            .post(&As::Owner, path, body)
            .await
            .refused(400, "malformed");
    }
    office
        .raw(&As::Owner, request("POST", path, "text/plain", "{}"))
        .await
        .refused(415, "unsupported_media_type");
    office
        .raw(
            &As::Owner,
            request("POST", path, "application/json", vec![0xff, 0xfe]),
        )
        .await
        .refused(400, "malformed");
    assert_eq!(
        office.get(&As::Owner, "/console/audit").await.expect(200),
        before
    );
}

#[tokio::test]
async fn deeply_nested_json_does_not_end_the_program() {
    let office = Office::new();
    let deep = "[".repeat(200_000);
    office
        .raw(
            &As::Owner,
            request("POST", "/console/accounts", "application/json", deep),
        )
        .await
        .refused(400, "malformed");
    let nested = format!("{}1{}", "{\"a\":".repeat(5_000), "}".repeat(5_000));
    let body = format!(
        "{{\"parent_id\":\"{}\",\"fields\":{{\"name\":\"Deep\",\"x\":{nested}}}}}",
        office.root
    );
    office
        .raw(
            &As::Owner,
            request("POST", "/console/accounts", "application/json", body),
        )
        .await
        .refused(400, "malformed");
}

#[tokio::test]
async fn a_body_of_ten_megabytes_is_refused() {
    let office = Office::new();
    let body = json!({ "parent_id": office.root, "fields": { "name": "Big", "notes": "x".repeat(10_000_000) } });
    office
        .post(&As::Owner, "/console/accounts", body)
        .await
        .refused(413, "too_large");
    office.get(&As::Owner, "/healthz").await.expect(200);
}

#[tokio::test]
async fn unknown_ids_addresses_methods_and_parameters_get_their_own_answers() {
    let office = Office::new();
    let stranger = "0".repeat(32);
    for path in [
        format!("/console/accounts/{stranger}"),
        format!("/console/users/{stranger}"),
        format!("/console/users/{stranger}/forwarding"),
        format!("/console/accounts/{stranger}/users"),
        "/console/accounts/nonsense".to_owned(),
        "/console/accounts/%F0%9F%92%A9".to_owned(),
        "/console/nowhere".to_owned(),
    ] {
        office
            .get(&As::Owner, &path)
            .await
            .refused(404, "not_found");
    }
    let parent = json!({ "parent_id": stranger, "fields": { "name": "Lost" } });
    office
        .post(&As::Owner, "/console/accounts", parent)
        .await
        .refused(404, "not_found");
    office
        .call(&As::Owner, "PUT", "/console/accounts", Some(json!({})))
        .await
        .refused(405, "method_not_allowed");
    office
        .get(&As::Owner, "/console/search")
        .await
        .refused(400, "malformed");
    office
        .get(&As::Owner, "/console/audit?before=minus")
        .await
        .refused(400, "malformed");
    office
        .get(
            &As::Owner,
            &format!("/console/accounts/{}/users?after=nonsense", office.root),
        )
        .await
        .refused(400, "malformed");
}

#[tokio::test]
async fn fields_that_break_rules_are_named_and_values_are_not_echoed() {
    let office = Office::new();
    let fields = json!({ "name": "x".repeat(129), "timezone": "Mars/Olympus", "enabled": "maybe" });
    let body = json!({ "parent_id": office.root, "fields": fields });
    let refused = office
        .post(&As::Owner, "/console/accounts", body)
        .await
        .refused(422, "invalid");
    let paths: Vec<&str> = refused["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| error["path"].as_str().unwrap())
        .collect();
    assert_eq!(paths, ["/enabled", "/name", "/timezone"]);
    let user = json!({ "fields": { "first_name": "A", "username": "a" }, "password": "s3cret" });
    let refused = office
        .post(
            &As::Owner,
            &format!("/console/accounts/{}/users", office.root),
            user,
        )
        .await;
    let refused = refused.refused(422, "invalid");
    assert!(!refused.to_string().contains("s3cret"));
    let misplaced = json!({ "fields": "s3cret-in-the-wrong-place" });
    let refused = office
        .post(
            &As::Owner,
            &format!("/console/accounts/{}/users", office.root),
            misplaced,
        )
        .await;
    assert!(
        !refused
            .refused(400, "malformed")
            .to_string()
            .contains("s3cret")
    );
}

#[tokio::test]
async fn edits_with_odd_pointers_are_refused() {
    let office = Office::new();
    let address = format!("/console/accounts/{}", office.root);
    for path in ["name", "/name/first", "/realm/0", "/~2"] {
        let answer = office
            .patch(&As::Owner, &address, json!([{ "path": path, "to": "x" }]))
            .await;
        assert!(
            matches!(answer.status.as_u16(), 403 | 409 | 422),
            "{path}: {}",
            answer.body
        );
    }
    let remove = json!([{ "path": "/name", "from": "Acme" }]);
    office
        .patch(&As::Owner, &address, remove)
        .await
        .refused(422, "invalid");
    let computed = json!([{ "path": "/is_reseller", "to": true }]);
    let answer = office.patch(&As::Owner, &address, computed).await;
    assert!(
        matches!(answer.status.as_u16(), 403 | 422),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_malformed_pointer_is_called_so_also_to_admins() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let account = format!("/console/accounts/{}", office.root);
    let user = format!("/console/users/{}", office.admin);
    for who in [&As::Owner, &admin] {
        for address in [&account, &user] {
            for path in ["notes", "/~2", "/notes/~"] {
                let change = json!([{ "path": path, "to": "x" }]);
                let refused = office
                    .patch(who, address, change)
                    .await
                    .refused(422, "invalid");
                assert_eq!(refused["errors"][0]["path"], path);
            }
        }
    }
}
