//! The photo of a person: an uploaded picture that every dialect sees.

use crate::office::As;
use crate::tenant::{Tenant, refused};
use crate::uploads::{WAV, upload};
use serde_json::{Value, json};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR rest";
const GIF: &[u8] = b"GIF89a rest";

async fn me(tenant: &Tenant) -> Value {
    tenant.get(&tenant.person, "user").await.expect(200)
}

async fn write(tenant: &Tenant, body: Value) -> crate::office::Answer {
    tenant.post(&tenant.person, "user", body).await
}

/// Fetches the photo as a browser does, without a token.
async fn fetched(tenant: &Tenant, address: &Value) -> crate::office::Answer {
    tenant
        .office
        .get(&As::Nobody, address.as_str().unwrap())
        .await
}

#[tokio::test]
async fn an_uploaded_picture_becomes_the_photo_and_everybody_who_knows_its_address_sees_it() {
    let tenant = Tenant::new().await;
    let file = upload(&tenant, &tenant.person, "pia.png", PNG).await;
    let body = json!({ "avatar_file_id": file, "department": "Oven" });
    write(&tenant, body).await.expect(200);
    let shown = me(&tenant).await;
    assert_eq!(shown["department"], "Oven");
    let named = (&shown["avatar_file_name"], &shown["avatar_file_size"]);
    assert_eq!(named, (&json!("pia.png"), &json!(PNG.len())));
    let answer = fetched(&tenant, &shown["avatar_file_url"]).await;
    assert_eq!((answer.status.as_u16(), &*answer.kind), (200, "image/png"));
    assert_eq!(answer.headers["content-length"], PNG.len().to_string());
    // Who manages users reads it, in the list too, and so do clients of the other dialect.
    for path in [
        format!("users/{}", tenant.person_id),
        "users?filter=name eq 'pia'".into(),
    ] {
        let path = path.replace(' ', "%20");
        let read = tenant.get(&tenant.admin, &path).await.expect(200);
        let row = if read["items"].is_array() {
            &read["items"][0]
        } else {
            &read
        };
        assert_eq!(row["avatar_file_url"], shown["avatar_file_url"], "{path}");
    }
    let path = format!(
        "/v2/accounts/{}/users/{}/photo",
        tenant.account, tenant.person_id
    );
    let crossbar = tenant.office.get(&tenant.admin, &path).await;
    assert_eq!(crossbar.headers["content-length"], PNG.len().to_string());
    // What was read and comes back changes nothing.
    write(&tenant, shown.clone()).await.expect(200);
    assert_eq!(me(&tenant).await, shown);
}

#[tokio::test]
async fn another_picture_takes_the_place_of_the_photo_and_null_takes_it_away() {
    let tenant = Tenant::new().await;
    let mut addresses = Vec::new();
    for (name, bytes) in [("a.png", PNG), ("b.gif", GIF)] {
        let file = upload(&tenant, &tenant.person, name, bytes).await;
        write(&tenant, json!({ "avatar_file_id": file }))
            .await
            .expect(200);
        addresses.push(me(&tenant).await["avatar_file_url"].clone());
    }
    refused(fetched(&tenant, &addresses[0]).await, 404, "NOT_FOUND");
    assert_eq!(fetched(&tenant, &addresses[1]).await.kind, "image/gif");
    write(&tenant, json!({ "avatar_file_id": null }))
        .await
        .expect(200);
    let shown = me(&tenant).await;
    for key in ["avatar_file_name", "avatar_file_size", "avatar_file_url"] {
        assert_eq!(shown[key], Value::Null, "{key}");
    }
    refused(fetched(&tenant, &addresses[1]).await, 404, "NOT_FOUND");
}

#[tokio::test]
async fn what_is_no_picture_or_not_ones_own_file_is_refused_and_nothing_changes() {
    let tenant = Tenant::new().await;
    let before = me(&tenant).await;
    let sound = upload(&tenant, &tenant.person, "pia.png", WAV).await;
    let other = upload(&tenant, &tenant.admin, "ada.png", PNG).await;
    for file in [sound, other, "0".repeat(32), "x".into()] {
        let body = json!({ "avatar_file_id": file, "department": "Oven" });
        let errors = refused(write(&tenant, body).await, 400, "VALIDATE_FAILED");
        assert_eq!(errors[0]["detail"]["field"], "avatar_file_id", "{file}");
        assert_eq!(me(&tenant).await, before, "{file}");
    }
}

#[tokio::test]
async fn a_photo_of_the_other_dialect_is_shown_and_colleagues_are_told() {
    let tenant = Tenant::new().await;
    let tokens = "user/extension_contacts/sync_tokens";
    let token = tenant.act(&tenant.admin, tokens).await.expect(201)["token"].clone();
    let path = format!(
        "/v2/accounts/{}/users/{}/photo",
        tenant.account, tenant.person_id
    );
    let request = axum::http::Request::post(&path).header("content-type", "image/gif");
    let request = request.body(axum::body::Body::from(GIF)).unwrap();
    let written = tenant.office.raw(&tenant.admin, request).await;
    assert_eq!(written.status, 200, "{}", written.body);
    assert!(
        written.body["data"].get("photo").is_none(),
        "{}",
        written.body
    );
    let shown = me(&tenant).await;
    assert_eq!(shown["avatar_file_name"], "photo.gif");
    let path = format!("{tokens}/{}/diff", token.as_str().unwrap());
    let told = tenant.act(&tenant.admin, &path).await.expect(200);
    assert_eq!(
        told["items"][0]["avatar_file_url"],
        shown["avatar_file_url"]
    );
    assert!(shown["avatar_file_url"].is_string());
}

#[tokio::test]
async fn the_photo_of_somebody_who_is_gone_is_gone() {
    let tenant = Tenant::new().await;
    let file = upload(&tenant, &tenant.person, "pia.png", PNG).await;
    write(&tenant, json!({ "avatar_file_id": file }))
        .await
        .expect(200);
    let address = me(&tenant).await["avatar_file_url"].clone();
    let path = format!("users/{}/destroy", tenant.person_id);
    tenant.act(&tenant.admin, &path).await.expect(204);
    refused(fetched(&tenant, &address).await, 404, "NOT_FOUND");
}
