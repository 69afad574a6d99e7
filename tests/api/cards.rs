//! Photos and business cards of people, and meetings that come back.

use crate::office::{As, Office, id};
use axum::body::Body;
use axum::http::Request;
use serde_json::json;

const GIF: &[u8] = b"GIF89a\x01\0\x01\0\0\0\0;";

async fn put(office: &Office, path: &str, bytes: &'static [u8]) -> crate::office::Answer {
    let request = Request::put(path).header("content-type", "application/octet-stream");
    office
        .raw(&As::Owner, request.body(Body::from(bytes)).unwrap())
        .await
}

#[tokio::test]
async fn a_photo_is_fetched_at_the_address_that_the_user_names_until_it_is_removed() {
    let office = Office::new();
    let user = format!("/console/users/{}", office.admin);
    let photo = format!("{user}/photo");
    put(&office, &photo, b"no picture")
        .await
        .refused(422, "invalid");
    put(&office, &photo, GIF).await.expect(204);
    let shown = office.get(&As::Owner, &user).await.expect(200);
    let address = shown["fields"]["photo"]["file_url"]
        .as_str()
        .unwrap()
        .to_owned();
    let answer = office.get(&As::Nobody, &address).await;
    assert_eq!(
        (answer.status.as_u16(), answer.kind.as_str()),
        (200, "image/gif")
    );
    office.delete(&As::Owner, &photo).await.expect(204);
    assert_eq!(office.get(&As::Nobody, &address).await.status, 404);
    office
        .delete(&As::Owner, &photo)
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn a_card_names_the_person_and_holds_the_photo() {
    let office = Office::new();
    let user = format!("/console/users/{}", office.admin);
    put(&office, &format!("{user}/photo"), GIF)
        .await
        .expect(204);
    let card = office.get(&As::Owner, &format!("{user}/card")).await;
    assert_eq!(card.kind, "text/vcard; charset=utf-8");
    assert!(card.text.starts_with("BEGIN:VCARD"), "{}", card.text);
    assert!(card.text.contains("PHOTO"), "{}", card.text);
}

#[tokio::test]
async fn a_deleted_meeting_comes_back_with_its_number_unless_that_was_given_away() {
    let office = Office::new();
    let path = format!("/console/accounts/{}/meetings", office.root);
    let room = |subject: &str, number: &str| {
        let fields = json!({ "subject": subject, "mode": "audio", "timezone": "UTC", "extension_number": number });
        json!({ "owner_id": office.admin, "fields": fields })
    };
    let made = office
        .post(&As::Owner, &path, room("Standup", "7001"))
        .await
        .expect(201);
    let meeting = format!("/console/meetings/{}", id(&made));
    office.delete(&As::Owner, &meeting).await.expect(204);
    office
        .get(&As::Owner, &meeting)
        .await
        .refused(404, "not_found");
    let back = office
        .post(&As::Owner, &format!("{meeting}/restore"), json!({}))
        .await
        .expect(200);
    assert_eq!(
        back["fields"]["extension_number"],
        made["fields"]["extension_number"]
    );
    assert_eq!(back["status"], "OFFLINE");
    office.delete(&As::Owner, &meeting).await.expect(204);
    let number = made["fields"]["extension_number"].as_str().unwrap();
    office
        .post(&As::Owner, &path, room("Other", number))
        .await
        .expect(201);
    let refused = office
        .post(&As::Owner, &format!("{meeting}/restore"), json!({}))
        .await;
    refused.refused(409, "taken");
}
