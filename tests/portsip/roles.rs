//! Roles: what they let people do, and who gives them to whom.

use crate::office::As;
use crate::tenant::{Tenant, keys, refused};
use serde_json::{Value, json};

const GROUPS: [&str; 11] = [
    "analytics",
    "billing",
    "company",
    "company_call_log",
    "general",
    "phone_system",
    "policies",
    "system",
    "trunk",
    "user_call_log",
    "user_management",
];

async fn make(tenant: &Tenant, name: &str, permissions: Value) {
    let body = json!({ "name": name, "description": "For tests", "permissions": permissions });
    let made = tenant.post(&tenant.admin, "roles", body).await.expect(201);
    assert_eq!(made, json!({ "name": name }));
}

async fn give(tenant: &Tenant, who: &As, user: &str, role: &str) -> crate::office::Answer {
    let body = json!({ "role": role });
    tenant.post(who, &format!("users/{user}/role"), body).await
}

#[tokio::test]
async fn the_seven_built_in_roles_are_there_and_stay_as_they_are() {
    let tenant = Tenant::new().await;
    let list = tenant.get(&tenant.admin, "roles").await.expect(200);
    assert_eq!(list["count"], 7);
    assert_eq!(keys(&list["items"][0]), ["description", "name"]);
    let role = tenant.get(&tenant.admin, "roles/Admin").await.expect(200);
    assert_eq!(keys(&role), ["description", "name", "permissions"]);
    assert_eq!(keys(&role["permissions"]), GROUPS);
    assert_eq!(
        role["permissions"]["user_management"],
        json!({ "roles": true, "users": true })
    );
    for path in ["roles/Admin", "roles/StandardUser/destroy"] {
        let body = json!({ "description": "mine" });
        refused(
            tenant.post(&tenant.admin, path, body).await,
            403,
            "FORBIDDEN",
        );
    }
    let body = json!({ "name": "admin", "permissions": {} });
    refused(
        tenant.post(&tenant.admin, "roles", body).await,
        400,
        "VALIDATE_FAILED",
    );
}

#[tokio::test]
async fn a_role_is_made_read_changed_and_taken_away() {
    let tenant = Tenant::new().await;
    make(
        &tenant,
        "Desk",
        json!({ "company": { "full_access": true } }),
    )
    .await;
    let role = tenant.get(&tenant.admin, "roles/Desk").await.expect(200);
    // Full access brings the view.
    assert_eq!(
        role["permissions"]["company"],
        json!({ "view_only": true, "full_access": true })
    );
    let both = json!({ "name": "Odd", "permissions": { "company": { "view_only": false, "full_access": true } } });
    let errors = refused(
        tenant.post(&tenant.admin, "roles", both).await,
        400,
        "VALIDATE_FAILED",
    );
    assert_eq!(errors[0]["detail"]["rule"], "dependency");
    let change = json!({ "name": "Desk", "description": "Reception", "permissions": { "general": { "meeting": true } } });
    tenant
        .post(&tenant.admin, "roles/Desk", change)
        .await
        .expect(200);
    let role = tenant.get(&tenant.admin, "roles/Desk").await.expect(200);
    assert_eq!(
        (
            &role["description"],
            &role["permissions"]["general"]["meeting"]
        ),
        (&json!("Reception"), &json!(true))
    );
    assert_eq!(role["permissions"]["company"]["full_access"], false);
    let renamed = json!({ "name": "Other" });
    refused(
        tenant.post(&tenant.admin, "roles/Desk", renamed).await,
        400,
        "VALIDATE_FAILED",
    );
    let again = json!({ "name": "DESK", "permissions": {} });
    refused(
        tenant.post(&tenant.admin, "roles", again).await,
        409,
        "ALREADY_EXISTS",
    );
    tenant
        .act(&tenant.admin, "roles/Desk/destroy")
        .await
        .expect(204);
    refused(
        tenant.get(&tenant.admin, "roles/Desk").await,
        404,
        "NOT_FOUND",
    );
}

#[tokio::test]
async fn a_role_acts_at_once_and_ends_at_what_it_allows() {
    let tenant = Tenant::new().await;
    refused(tenant.get(&tenant.person, "users").await, 403, "FORBIDDEN");
    make(
        &tenant,
        "Desk",
        json!({ "user_management": { "users": true } }),
    )
    .await;
    give(&tenant, &tenant.admin, &tenant.person_id, "Desk")
        .await
        .expect(200);
    let me = tenant.get(&tenant.person, "user").await.expect(200);
    assert_eq!(me["role"], "Desk");
    tenant.get(&tenant.person, "users").await.expect(200);
    refused(tenant.get(&tenant.person, "roles").await, 403, "FORBIDDEN");
    // He makes people, but none who may do more than he, and he does not touch admins.
    let mut body = crate::tenant::new_user("carl", "102");
    for role in ["Admin", "QueueManager", "StandardUser"] {
        body["role"] = role.into();
        refused(
            tenant.post(&tenant.person, "users", body.clone()).await,
            403,
            "FORBIDDEN",
        );
    }
    body["role"] = "Desk".into();
    tenant.post(&tenant.person, "users", body).await.expect(201);
    let admin = format!("users/{}", tenant.admin_id);
    for (path, body) in [
        (admin.clone(), json!({ "enabled": false })),
        (
            format!("{admin}/password"),
            json!({ "password": "another horse" }),
        ),
        (format!("{admin}/role"), json!({ "role": "Desk" })),
        (format!("{admin}/destroy"), json!({})),
    ] {
        refused(
            tenant.post(&tenant.person, &path, body).await,
            403,
            "FORBIDDEN",
        );
    }
    let refusal = give(&tenant, &tenant.person, &tenant.person_id, "Admin").await;
    refused(refusal, 403, "FORBIDDEN");
    tenant
        .post(&tenant.admin, "roles/Desk", json!({ "permissions": {} }))
        .await
        .expect(200);
    refused(tenant.get(&tenant.person, "users").await, 403, "FORBIDDEN");
    let in_use = tenant.act(&tenant.admin, "roles/Desk/destroy").await;
    refused(in_use, 403, "FORBIDDEN");
}

#[tokio::test]
async fn the_role_and_the_level_of_the_other_dialects_are_one_thing() {
    let tenant = Tenant::new().await;
    let path = format!("/v2/accounts/{}/users/{}", tenant.account, tenant.person_id);
    let level = |body: &Value| body["data"]["priv_level"].clone();
    let user = format!("users/{}", tenant.person_id);
    give(&tenant, &tenant.admin, &tenant.person_id, "QueueManager")
        .await
        .expect(200);
    assert_eq!(
        level(&tenant.office.get(&tenant.admin, &path).await.expect(200)),
        "user"
    );
    // Written back as it was read, the role stays; another level takes it away.
    for (priv_level, role) in [
        ("user", "QueueManager"),
        ("admin", "Admin"),
        ("user", "StandardUser"),
    ] {
        let change = json!({ "data": { "priv_level": priv_level } });
        tenant
            .office
            .call(&tenant.admin, "PATCH", &path, Some(change))
            .await
            .expect(200);
        let read = tenant.get(&tenant.admin, &user).await.expect(200);
        assert_eq!(read["role"], role);
    }
    give(&tenant, &tenant.admin, &tenant.person_id, "Admin")
        .await
        .expect(200);
    assert_eq!(
        level(&tenant.office.get(&tenant.admin, &path).await.expect(200)),
        "admin"
    );
    let unknown = give(&tenant, &tenant.admin, &tenant.person_id, "Teapot").await;
    refused(unknown, 400, "VALIDATE_FAILED");
    let above = give(&tenant, &tenant.admin, &tenant.person_id, "SystemAdmin").await;
    refused(above, 403, "FORBIDDEN");
}
