//! The event feed.

use crate::office::{As, Office};
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, header};
use serde_json::{Value, json};
use tokio_stream::StreamExt;
use tower::ServiceExt;

/// A reader of server-sent events.
struct Feed {
    stream: BodyDataStream,
    text: String,
}

impl Feed {
    async fn open(office: &Office, who: &As, after: u64) -> Self {
        let As::Token(token) = who else {
            panic!("a token is needed")
        };
        let request = Request::get(format!("/console/events?after={after}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(Body::empty())
            .unwrap();
        let response = office.router.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200);
        Self {
            stream: response.into_body().into_data_stream(),
            text: String::new(),
        }
    }

    /// The data of the next event; nothing when the feed ends.
    async fn next(&mut self) -> Option<Value> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let data = event
                    .lines()
                    .find_map(|line| line.strip_prefix("data: "))
                    .map(str::to_owned);
                self.text = rest.to_owned();
                if let Some(data) = data {
                    return Some(serde_json::from_str(&data).unwrap());
                }
                continue;
            }
            let chunk = self.stream.next().await?.unwrap();
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    async fn topic(&mut self) -> String {
        self.next().await.unwrap()["topic"]
            .as_str()
            .unwrap()
            .to_owned()
    }
}

#[tokio::test]
async fn events_come_in_order_can_be_resumed_and_carry_no_content() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let mut feed = Feed::open(&office, &admin, 0).await;
    assert_eq!(feed.topic().await, "installation.create");
    assert_eq!(feed.topic().await, "session.create");
    office.account(&office.root, "Bakery").await;
    let event = feed.next().await.unwrap();
    assert_eq!(event["topic"], "account.create");
    assert!(!event.to_string().contains("Bakery"));
    let mut resumed = Feed::open(&office, &admin, event["seq"].as_u64().unwrap() - 1).await;
    assert_eq!(resumed.next().await.unwrap(), event);
}

#[tokio::test]
async fn a_listener_gets_a_first_byte_before_anything_happens() {
    let office = Office::new();
    let admin = office.sign_in("admin").await;
    let mut feed = Feed::open(&office, &admin, 2).await;
    let first = feed.stream.next().await.unwrap().unwrap();
    assert!(first.starts_with(b":"), "{first:?}");
}

#[tokio::test]
async fn a_listener_hears_nothing_of_other_accounts_and_nothing_after_his_session_ends() {
    let office = Office::new();
    let shop = office.account(&office.root, "Shop").await;
    let other = office.account(&office.root, "Other").await;
    let boss = office.user(&shop, "boss", "admin").await;
    let session = office.sign_in("boss@Shop").await;
    let mut feed = Feed::open(&office, &session, 0).await;
    while feed.topic().await != "session.create" {}
    office.user(&other, "stranger", "user").await;
    office.user(&shop, "colleague", "user").await;
    let event = feed.next().await.unwrap();
    assert_eq!(
        (&event["topic"], &event["ids"][0]["account_id"]),
        (&json!("user.create"), &json!(shop))
    );
    let disable = json!([{ "path": "/enabled", "from": true, "to": false }]);
    office
        .patch(&As::Owner, &format!("/console/users/{boss}"), disable)
        .await
        .expect(200);
    assert_eq!(feed.next().await, None);
}

#[tokio::test]
async fn the_feed_needs_a_session() {
    let office = Office::new();
    office
        .get(&As::Nobody, "/console/events")
        .await
        .refused(401, "unauthenticated");
}
