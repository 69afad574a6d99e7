//! Groups and their members.

use crate::tenant::{Tenant, keys, refused};
use serde_json::json;

#[tokio::test]
async fn a_group_is_made_read_changed_and_taken_away() {
    let tenant = Tenant::new().await;
    let ids = json!([{ "provider_id": "p", "caller_id": "030", "description": "Main" }]);
    let body = json!({ "name": "Sales", "description": "Sells", "outbound_caller_ids": ids });
    let made = tenant.post(&tenant.admin, "groups", body).await.expect(201);
    assert_eq!(keys(&made), ["id"]);
    let path = format!("groups/{}", made["id"].as_str().unwrap());
    let group = tenant.get(&tenant.admin, &path).await.expect(200);
    assert_eq!(
        keys(&group),
        ["description", "id", "name", "outbound_caller_ids"]
    );
    assert_eq!(group["outbound_caller_ids"], ids);
    tenant
        .post(&tenant.admin, &path, json!({ "name": "Shop" }))
        .await
        .expect(200);
    let list = tenant
        .get(&tenant.admin, "groups?filter=startswith(name,%27Sh%27)")
        .await
        .expect(200);
    assert_eq!(
        (&list["count"], &list["items"][0]["description"]),
        (&json!(1), &json!("Sells"))
    );
    assert_eq!(keys(&list["items"][0]), ["description", "id", "name"]);
    refused(
        tenant.post(&tenant.admin, "groups", json!({})).await,
        400,
        "VALIDATE_FAILED",
    );
    tenant
        .act(&tenant.admin, &format!("{path}/destroy"))
        .await
        .expect(204);
    refused(tenant.get(&tenant.admin, &path).await, 404, "NOT_FOUND");
}

#[tokio::test]
async fn people_are_in_a_group_by_their_extension_in_every_dialect() {
    let tenant = Tenant::new().await;
    let made = tenant
        .post(&tenant.admin, "groups", json!({ "name": "Sales" }))
        .await
        .expect(201);
    let path = format!("groups/{}", made["id"].as_str().unwrap());
    let member = format!("{path}/members/101");
    refused(tenant.get(&tenant.admin, &member).await, 404, "NOT_FOUND");
    for _ in 0..2 {
        tenant.act(&tenant.admin, &member).await.expect(200);
    }
    let shown = tenant.get(&tenant.admin, &member).await.expect(200);
    assert_eq!(
        keys(&shown),
        ["display_name", "extension_number", "id", "name"]
    );
    assert_eq!(
        (&shown["name"], &shown["id"]),
        (&json!("pia"), &json!(tenant.person_id))
    );
    let list = tenant
        .get(&tenant.admin, &format!("{path}/members"))
        .await
        .expect(200);
    assert_eq!(list, json!({ "items": [shown] }));
    let v2 = format!("/v2/accounts/{}/{path}", tenant.account);
    let group = tenant.office.get(&tenant.admin, &v2).await.expect(200);
    assert_eq!(
        group["data"]["endpoints"][&tenant.person_id]["type"],
        "user"
    );
    refused(
        tenant
            .act(&tenant.admin, &format!("{path}/members/999"))
            .await,
        404,
        "NOT_FOUND",
    );
    tenant
        .act(&tenant.admin, &format!("{member}/destroy"))
        .await
        .expect(204);
    refused(
        tenant
            .act(&tenant.admin, &format!("{member}/destroy"))
            .await,
        404,
        "NOT_FOUND",
    );
}
