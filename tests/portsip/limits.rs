//! The limits of a tenant: what is refused when one is reached.

use crate::office::{As, id};
use crate::tenant::{Tenant, new_user, refused};
use serde_json::{Value, json};

/// Lets the tenant have so many, as who manages it from above does.
async fn limit(tenant: &Tenant, key: &str, to: u64) {
    let path = format!("/console/accounts/{}", tenant.account);
    let change = json!([{ "path": format!("/limits/{key}"), "to": to }]);
    tenant
        .office
        .patch(&As::Owner, &path, change)
        .await
        .expect(200);
}

fn detail(key: &str, limit: u64) -> Value {
    json!({ "of": key, "limit": limit, "count": limit })
}

#[tokio::test]
async fn a_user_beyond_the_limit_is_refused_and_a_deleted_one_leaves_room() {
    let tenant = Tenant::new().await;
    limit(&tenant, "users", 3).await;
    let carl = tenant.user("carl", "102").await;
    let dora = new_user("dora", "103");
    let tried = tenant.post(&tenant.admin, "users", dora.clone()).await;
    let errors = refused(tried, 409, "LIMIT_REACHED");
    assert_eq!(errors[0]["detail"], detail("users", 3));
    let gone = format!("users/{carl}/destroy");
    tenant.act(&tenant.admin, &gone).await.expect(204);
    tenant.post(&tenant.admin, "users", dora).await.expect(201);
}

#[tokio::test]
async fn a_meeting_beyond_the_limit_is_refused() {
    let tenant = Tenant::new().await;
    limit(&tenant, "meetings", 1).await;
    let room = json!({ "mode": "VIDEO", "subject": "Weekly", "timezone": "Europe/Berlin" });
    let made = tenant.post(&tenant.person, "user/meetings", room.clone());
    id(&made.await.expect(201));
    let tried = tenant.post(&tenant.person, "user/meetings", room).await;
    let errors = refused(tried, 409, "LIMIT_REACHED");
    assert_eq!(errors[0]["detail"], detail("meetings", 1));
}
