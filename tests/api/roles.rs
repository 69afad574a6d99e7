//! Roles that an account makes: edits that meet are merged or shown.

use crate::office::{As, Office, rows};
use serde_json::{Value, json};

async fn front_desk(office: &Office) -> String {
    let path = format!("/console/accounts/{}/roles", office.root);
    let role = json!({ "name": "Desk", "description": "Looks after people", "permissions": { "user_management": { "users": true } } });
    office.post(&As::Owner, &path, role).await.expect(204);
    path
}

async fn desk(office: &Office, path: &str) -> Value {
    let roles = rows(office.get(&As::Owner, path).await);
    roles
        .into_iter()
        .find(|role| role["name"] == "Desk")
        .unwrap()
}

/// The flags as somebody sees them, with one of them turned.
fn turned(seen: &Value, group: &str, flag: &str) -> Value {
    let mut flags = seen.clone();
    let now = flags[group][flag].as_bool().unwrap();
    flags[group][flag] = json!(!now);
    flags
}

#[tokio::test]
async fn two_who_turn_different_flags_of_one_role_both_get_their_way() {
    let office = Office::new();
    let path = front_desk(&office).await;
    let seen = desk(&office, &path).await["permissions"].clone();
    let one = format!("{path}/Desk");
    for (group, flag) in [("general", "meeting"), ("user_management", "users")] {
        let change =
            json!([{ "path": "/permissions", "from": seen, "to": turned(&seen, group, flag) }]);
        office.patch(&As::Owner, &one, change).await.expect(204);
    }
    let now = desk(&office, &path).await;
    assert_eq!(now["permissions"]["general"]["meeting"], true);
    assert_eq!(now["permissions"]["user_management"]["users"], false);
}

#[tokio::test]
async fn a_description_that_somebody_else_changed_meanwhile_is_a_clash_and_nothing_is_overwritten()
{
    let office = Office::new();
    let path = front_desk(&office).await;
    let one = format!("{path}/Desk");
    let change =
        |to: &str| json!([{ "path": "/description", "from": "Looks after people", "to": to }]);
    office
        .patch(&As::Owner, &one, change("Theirs"))
        .await
        .expect(204);
    let refused = office.patch(&As::Owner, &one, change("Mine")).await;
    let clash = refused.refused(409, "conflict");
    assert_eq!(clash["clashes"][0]["theirs"], "Theirs", "{clash}");
    assert_eq!(desk(&office, &path).await["description"], "Theirs");
}

#[tokio::test]
async fn the_name_of_a_role_stays_and_the_built_in_ones_are_not_changed() {
    let office = Office::new();
    let path = front_desk(&office).await;
    let rename = json!([{ "path": "/name", "from": "Desk", "to": "Door" }]);
    let answer = office
        .patch(&As::Owner, &format!("{path}/Desk"), rename)
        .await;
    answer.refused(422, "invalid");
    let words = json!([{ "path": "/description", "to": "Everything" }]);
    let answer = office
        .patch(&As::Owner, &format!("{path}/Admin"), words)
        .await;
    answer.refused(403, "forbidden");
}
