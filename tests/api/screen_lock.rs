//! The lock of a screen: while it is locked the session is worth nothing but to unlock it.

use crate::office::{As, Office, PASSWORD};
use axum::http::{Request, header};
use cordboard_engine::{Engine, screen_lock};
use cordboard_store::Store;
use cordboard_store::memory::MemoryStore;
use serde_json::json;
use std::sync::Arc;

const LOCK: &str = "/console/session/lock";
const UNLOCK: &str = "/console/session/unlock";
/// The owner's own.
const CHOSEN: &str = "left for lunch";

#[tokio::test]
async fn a_locked_session_reads_and_changes_nothing_until_its_person_unlocks_it() {
    let office = Office::new();
    let session = office.sign_in("admin").await;
    let other = office.sign_in("admin").await;
    office.post(&session, LOCK, json!({})).await.expect(204);
    let account = format!("/console/accounts/{}", office.root);
    for path in [
        "/console/session",
        account.as_str(),
        "/console/audit",
        "/console/search?q=a",
    ] {
        office
            .get(&session, path)
            .await
            .refused(423, "screen_locked");
    }
    let change = json!([{ "path": "/notes", "to": "seen" }]);
    office
        .patch(&session, &account, change)
        .await
        .refused(423, "screen_locked");
    // Another screen of the same person is his own matter.
    office.get(&other, "/console/session").await.expect(200);
    let lock = office.get(&session, LOCK).await.expect(200);
    assert_eq!(lock["locked"], true);
    let wrong = json!({ "password": "wrong horse" });
    office
        .post(&session, UNLOCK, wrong)
        .await
        .refused(401, "wrong_password");
    let right = json!({ "password": PASSWORD });
    office.post(&session, UNLOCK, right).await.expect(204);
    office.get(&session, &account).await.expect(200);
}

#[tokio::test]
async fn what_a_locked_session_may_not_ask_the_console_it_may_not_ask_in_a_dialect() {
    let office = Office::new();
    let session = office.sign_in("admin").await;
    let account = format!("/v2/accounts/{}", office.root);
    let in_a_dialect = [account.as_str(), "/api/users"];
    for path in in_a_dialect {
        // Twice: what is asked again is answered from memory.
        office.get(&session, path).await.expect(200);
        office.get(&session, path).await.expect(200);
    }
    let note = json!({ "fields": { "name": "Shop" }, "parent_id": office.root });
    let make = || {
        let request = Request::post("/console/accounts")
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", "shop-1");
        office.raw(&session, request.body(note.to_string().into()).unwrap())
    };
    let made = make().await;
    assert_eq!(made.status, 201);
    office.post(&session, LOCK, json!({})).await.expect(204);
    for path in in_a_dialect {
        let refused = office.get(&session, path).await;
        assert!(
            refused.status.is_client_error(),
            "{path}: {}",
            refused.status
        );
        assert!(
            !refused.body.to_string().contains(&office.root),
            "{path}: {}",
            refused.body
        );
    }
    // Nor is it told again what it was told before.
    let again = make().await;
    again.refused(423, "screen_locked");
    office
        .post(&session, UNLOCK, json!({ "password": PASSWORD }))
        .await
        .expect(204);
    for path in in_a_dialect {
        office.get(&session, path).await.expect(200);
    }
    assert_eq!(make().await.body["id"], made.body["id"]);
}

#[tokio::test]
async fn the_locked_owner_is_refused_in_every_dialect() {
    let office = Office::new();
    let choice = Some(json!({ "password": CHOSEN }));
    let account = format!("/v2/accounts/{}", office.root);
    office
        .call(&As::Owner, "PUT", LOCK, choice)
        .await
        .expect(200);
    office.get(&As::Owner, &account).await.expect(200);
    office.post(&As::Owner, LOCK, json!({})).await.expect(204);
    for path in [account.as_str(), "/api/users"] {
        let refused = office.get(&As::Owner, path).await;
        assert!(
            refused.status.is_client_error(),
            "{path}: {}",
            refused.status
        );
    }
}

#[tokio::test]
async fn ten_wrong_passwords_at_the_lock_wait_and_signing_out_is_always_possible() {
    let office = Office::new();
    let session = office.sign_in("admin").await;
    office.post(&session, LOCK, json!({})).await.expect(204);
    let wrong = json!({ "password": "wrong horse" });
    for _ in 0..10 {
        office
            .post(&session, UNLOCK, wrong.clone())
            .await
            .refused(401, "wrong_password");
    }
    let right = json!({ "password": PASSWORD });
    let refused = office.post(&session, UNLOCK, right).await;
    assert!(refused.headers.contains_key("retry-after"));
    refused.refused(429, "too_many_requests");
    office
        .delete(&session, "/console/session")
        .await
        .expect(204);
    office
        .get(&session, "/console/session")
        .await
        .refused(401, "unauthenticated");
}

#[tokio::test]
async fn the_owner_locks_only_with_a_password_that_he_has_chosen_and_changes_it_only_with_it() {
    let office = Office::new();
    let owner = As::Owner;
    office
        .post(&owner, LOCK, json!({}))
        .await
        .refused(409, "no_lock_password");
    let choose = |body: serde_json::Value| office.call(&owner, "PUT", LOCK, Some(body));
    choose(json!({ "at_start": true }))
        .await
        .refused(409, "no_lock_password");
    choose(json!({ "password": "short" }))
        .await
        .refused(422, "invalid");
    choose(json!({ "password": CHOSEN })).await.expect(200);
    choose(json!({ "password": "something else" }))
        .await
        .refused(401, "wrong_password");
    office.post(&owner, LOCK, json!({})).await.expect(204);
    office
        .get(&owner, "/console/session")
        .await
        .refused(423, "screen_locked");
    choose(json!({ "current_password": CHOSEN, "password": "" }))
        .await
        .refused(423, "screen_locked");
    // Whoever signs in elsewhere is not concerned.
    office
        .get(&office.sign_in("admin").await, "/console/session")
        .await
        .expect(200);
    office
        .post(&owner, UNLOCK, json!({ "password": CHOSEN }))
        .await
        .expect(204);
    office.get(&owner, "/console/session").await.expect(200);
    let gone = choose(json!({ "current_password": CHOSEN, "password": "" }))
        .await
        .expect(200);
    assert_eq!(gone["lockable"], false);
}

#[tokio::test]
async fn a_lock_outlives_a_restart_and_a_console_that_is_to_begin_locked_does() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let office = Office::over(Arc::clone(&store));
    let restarted = || Engine::open(Arc::clone(&store)).unwrap();
    let owner = As::Owner;
    office
        .call(&owner, "PUT", LOCK, Some(json!({ "password": CHOSEN })))
        .await
        .expect(200);
    assert!(!screen_lock::owner_is_locked(&restarted()));
    office.post(&owner, LOCK, json!({})).await.expect(204);
    assert!(screen_lock::owner_is_locked(&restarted()));
    office
        .post(&owner, UNLOCK, json!({ "password": CHOSEN }))
        .await
        .expect(204);
    let always = json!({ "current_password": CHOSEN, "at_start": true });
    office
        .call(&owner, "PUT", LOCK, Some(always))
        .await
        .expect(200);
    office.get(&owner, "/console/session").await.expect(200);
    assert!(screen_lock::owner_is_locked(&restarted()));
}
