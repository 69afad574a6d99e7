//! User names, hot desks and passwords.

use super::*;

#[tokio::test]
async fn names_and_hot_desks_are_unique_within_the_account() {
    let office = Office::new();
    user(
        &office,
        json!({ "username": "Twin", "hotdesk": { "id": "47" } }),
    )
    .await;
    let path = at(&office, "users");
    for (fields, field, message, cause) in [
        (
            json!({ "username": "tWIN" }),
            "username",
            "Username must be unique within account",
            "tWIN",
        ),
        (
            json!({ "hotdesk": { "id": "47" } }),
            "hotdesk.id",
            "Hotdesk ID must be unique within account",
            "47",
        ),
    ] {
        let mut document = json!({ "first_name": "A", "last_name": "B" });
        document
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        let answer = send(&office, &As::Owner, "PUT", &path, document).await;
        let wrong = refused(answer, 400, "validation error");
        assert_eq!(
            wrong[field]["unique"],
            json!({ "message": message, "cause": cause })
        );
    }
}

#[tokio::test]
async fn a_new_user_name_needs_the_password_and_a_password_makes_a_name() {
    let office = Office::new();
    let made = user(
        &office,
        json!({ "username": "before", "password": "correct horse" }),
    )
    .await;
    let answer = patch(
        &office,
        &As::Owner,
        &id(&made),
        json!({ "username": "After" }),
    )
    .await;
    let wrong = refused(answer, 400, "validation error");
    assert_eq!(
        wrong["password"]["required"],
        json!({ "message": "The password must be provided when creating / updating the user name", "cause": "After" })
    );
    data(
        patch(
            &office,
            &As::Owner,
            &id(&made),
            json!({ "username": "BEFORE" }),
        )
        .await,
        200,
    );
    let both = json!({ "username": "After", "password": "another horse" });
    let changed = data(patch(&office, &As::Owner, &id(&made), both).await, 200);
    assert_eq!(changed["username"], "after");
    assert!(changed.get("password").is_none());
    let sign_in = |name: &str, password: &str| {
        let body = json!({ "username": name, "password": password });
        let name = name.to_owned();
        let office = &office;
        async move {
            (
                name,
                office
                    .post(&As::Nobody, "/console/session", body)
                    .await
                    .status
                    .as_u16(),
            )
        }
    };
    assert!(sign_in("after", "another horse").await.1 < 300);
    assert_eq!(sign_in("after", "correct horse").await.1, 401);
    let nameless = user(&office, json!({ "password": "correct horse" })).await;
    let digits = nameless["username"]
        .as_str()
        .unwrap()
        .strip_prefix("user_")
        .unwrap();
    assert!(digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
}

#[tokio::test]
async fn a_new_password_ends_the_sessions() {
    let office = Office::new();
    let anna = office.user(&office.root, "anna", "admin").await;
    let who = office.sign_in("anna").await;
    let path = at(&office, &format!("users/{anna}"));
    data(office.get(&who, &path).await, 200);
    data(
        patch(
            &office,
            &As::Owner,
            &anna,
            json!({ "password": "a newer horse" }),
        )
        .await,
        200,
    );
    refused(office.get(&who, &path).await, 401, "invalid_credentials");
}
