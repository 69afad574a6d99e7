//! The live feed at `/wsi`, with a real WebSocket client over a real socket.

use crate::office::{As, Office, PASSWORD};
use crate::tenant::{Tenant, keys, new_user, refused};
use axum::Router;
use cordboard_api::Options;
use cordboard_store::memory::MemoryStore;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

/// After this a test that waits for something that does not come fails.
const LONGEST: Duration = Duration::from_secs(30);

async fn served(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    async fn connect(address: SocketAddr, who: &As) -> Self {
        let mut request = format!("ws://{address}/wsi").into_client_request().unwrap();
        if let As::Token(token) = who {
            let value = format!("Bearer {token}").parse().unwrap();
            request.headers_mut().insert("authorization", value);
        }
        Self(connect_async(request).await.unwrap().0)
    }

    async fn send(&mut self, text: &str) {
        self.0.send(Message::text(text)).await.unwrap();
    }

    /// The next message; nothing when the server has closed.
    async fn heard(&mut self) -> Option<Value> {
        loop {
            let next = tokio::time::timeout(LONGEST, self.0.next()).await.unwrap();
            match next {
                Some(Ok(Message::Text(text))) => return Some(serde_json::from_str(&text).unwrap()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    async fn next(&mut self) -> Value {
        self.heard().await.unwrap()
    }

    /// Says something and gives the status of the answer, with what is said why.
    async fn say(&mut self, command: Value) -> (i64, String) {
        self.send(&command.to_string()).await;
        let answer = self.next().await;
        assert_eq!(answer["command"], command["command"], "{answer}");
        let why = answer["error"].as_str().unwrap_or_default().to_owned();
        (answer["status"].as_i64().unwrap(), why)
    }

    async fn subscribe(&mut self, topic: &str) {
        let command = json!({ "command": "subscribe", "topics": [topic] });
        assert_eq!(self.say(command).await, (0, String::new()));
    }

    /// Waits for the next message of this kind; others may come before it.
    async fn event(&mut self, kind: &str) -> Value {
        loop {
            let message = self.next().await;
            if message["event_type"] == kind {
                return message;
            }
        }
    }
}

/// A tenant with its server.
async fn tenant() -> (Tenant, SocketAddr) {
    let tenant = Tenant::new().await;
    let address = served(tenant.office.router.clone()).await;
    (tenant, address)
}

fn token(who: &As) -> String {
    match who {
        As::Token(token) => token.clone(),
        _ => String::new(),
    }
}

#[tokio::test]
async fn a_client_signs_in_by_token_or_by_password_and_hears_nothing_before() {
    let (tenant, address) = tenant().await;
    let mut client = Client::connect(address, &As::Nobody).await;
    let subscribe = json!({ "command": "subscribe", "topics": ["extension_events"] });
    assert_eq!(client.say(subscribe.clone()).await.0, -1);
    let wrong = json!({ "command": "auth", "access_token": "made up" });
    assert_eq!(client.say(wrong).await.0, -1);
    let wrong =
        json!({ "command": "auth", "username": "ada", "password": "x", "domain": Tenant::DOMAIN });
    assert_eq!(client.say(wrong).await.0, -1);
    let right = json!({ "command": "auth", "access_token": token(&tenant.admin) });
    assert_eq!(client.say(right).await.0, 0);
    assert_eq!(client.say(subscribe.clone()).await.0, 0);

    let mut client = Client::connect(address, &As::Nobody).await;
    let right = json!({ "command": "auth", "username": "ada", "password": PASSWORD, "domain": Tenant::DOMAIN });
    assert_eq!(client.say(right).await.0, 0);
    assert_eq!(client.say(subscribe.clone()).await.0, 0);

    let mut client = Client::connect(address, &tenant.admin).await;
    assert_eq!(client.say(subscribe).await.0, 0);
}

#[tokio::test]
async fn whoever_follows_extensions_gets_how_they_are_and_then_what_changes() {
    let (tenant, address) = tenant().await;
    let mut client = Client::connect(address, &tenant.admin).await;
    client.subscribe("extension_events").await;
    let snapshot = client.event("extension_status").await;
    assert_eq!(keys(&snapshot), ["event_type", "status", "tenant_id"]);
    assert_eq!(snapshot["tenant_id"], json!(tenant.account));
    let of_all = snapshot["status"].as_array().unwrap();
    assert_eq!(of_all.len(), 1, "only who has an extension: {snapshot}");
    let pia = &of_all[0];
    assert_eq!(
        keys(pia),
        [
            "call_status",
            "extension",
            "extension_id",
            "online",
            "presence",
            "presence_note",
            "push_online",
            "time"
        ]
    );
    assert_eq!(pia["extension"], format!("sip:101@{}", Tenant::DOMAIN));
    assert_eq!(
        (&pia["online"], &pia["call_status"]),
        (&json!(true), &json!(""))
    );
    assert_eq!(pia["presence"], "AVAILABLE");
    assert!(pia["time"].as_str().unwrap().parse::<i64>().unwrap() > 0);

    let away = json!({ "presence": "AWAY", "presence_note": "post office" });
    tenant
        .post(&tenant.person, "user/presence", away)
        .await
        .expect(200);
    let event = client.event("extension_presence").await;
    assert_eq!(
        (&event["presence"], &event["presence_note"]),
        (&json!("AWAY"), &json!("post office"))
    );
    assert_eq!(event["extension_id"], json!(tenant.person_id));

    let path = format!("users/{}/status", tenant.person_id);
    let status = tenant.get(&tenant.admin, &path).await.expect(200);
    let phone = status["registration"][0]["instance_id"].as_str().unwrap();
    let drop = format!("{path}/{phone}/destroy_status");
    tenant.act(&tenant.admin, &drop).await.expect(204);
    let event = client.event("extension_status").await;
    assert_eq!(event["status"][0]["online"], false);
}

#[tokio::test]
async fn a_call_is_told_when_it_begins_and_when_it_is_over() {
    let (tenant, address) = tenant().await;
    let mut client = Client::connect(address, &tenant.admin).await;
    let command = json!({ "command": "subscribe", "topics": ["extension_events", "cdr_events"], "extensions": ["101"] });
    assert_eq!(client.say(command).await.0, 0);
    let body = json!({ "mode": "AUDIO", "subject": "Monday", "timezone": "UTC" });
    let made = tenant
        .post(&tenant.person, "user/meetings", body)
        .await
        .expect(201);
    let room = format!("user/meetings/{}", made["id"].as_str().unwrap());
    tenant
        .act(&tenant.person, &format!("{room}/start"))
        .await
        .expect(200);
    let invitation = json!({ "number": "101" });
    let invite = format!("{room}/participants/invite");
    tenant
        .post(&tenant.person, &invite, invitation)
        .await
        .expect(200);
    let event = client.event("extension_call").await;
    assert_eq!(event["call_status"], "ON_CALL");
    tenant
        .act(&tenant.person, &format!("{room}/stop"))
        .await
        .expect(200);
    let mut kinds = Vec::new();
    while kinds.len() < 2 {
        let event = client.next().await;
        kinds.push(event["event_type"].as_str().unwrap().to_owned());
        match event["event_type"].as_str() {
            Some("extension_call") => assert_eq!(event["call_status"], ""),
            _ => assert_eq!(
                (&event["callee"], &event["user_data"]),
                (&json!("101"), &json!("simulated"))
            ),
        }
    }
    kinds.sort();
    assert_eq!(kinds, ["call_cdr", "extension_call"]);
}

#[tokio::test]
async fn people_who_come_change_and_go_are_told_to_those_who_manage_them() {
    let (tenant, address) = tenant().await;
    let mut client = Client::connect(address, &tenant.admin).await;
    client.subscribe("extension_management_events").await;
    let mut body = new_user("carl", "102");
    body["department"] = "Oven".into();
    let made = tenant.post(&tenant.admin, "users", body).await.expect(201);
    let id = made["id"].as_str().unwrap();
    let event = client.event("extension_created").await;
    assert_eq!(
        keys(&event),
        [
            "department",
            "disp_name",
            "email",
            "enabled",
            "event_type",
            "extension_id",
            "extension_number",
            "tenant_id",
            "username"
        ]
    );
    assert_eq!(
        (&event["extension_number"], &event["username"]),
        (&json!("102"), &json!("carl"))
    );
    let path = format!("users/{id}");
    tenant
        .post(&tenant.admin, &path, json!({ "department": "Shop" }))
        .await
        .expect(200);
    let event = client.event("extension_updated").await;
    assert_eq!(
        (&event["department"], &event["extension_id"]),
        (&json!("Shop"), &json!(id))
    );
    tenant
        .act(&tenant.admin, &format!("{path}/destroy"))
        .await
        .expect(204);
    let event = client.event("extension_destroyed").await;
    assert_eq!(event["extension_number"], "102");
}

#[tokio::test]
async fn agents_of_a_queue_are_told_as_they_are_and_as_they_change() {
    let (tenant, address) = tenant().await;
    tenant.user("carl", "102").await;
    let body = json!({ "name": "Sales", "extension_number": "600", "agents": ["101", "102"] });
    let made = tenant
        .post(&tenant.admin, "call_queues", body)
        .await
        .expect(201);
    let queue = made["id"].as_str().unwrap();
    let mut client = Client::connect(address, &tenant.admin).await;
    client.subscribe("queue_events").await;
    let status = client.event("queue_status").await;
    assert_eq!(
        (&status["queue_number"], &status["queue_name"]),
        (&json!("600"), &json!("Sales"))
    );
    assert_eq!(status["agents"].as_array().unwrap().len(), 2);
    assert_eq!(status["waiting_list"], json!([]));
    let path = format!("user/call_queues/{queue}/agent");
    tenant
        .post(&tenant.person, &path, json!({ "status": "READY" }))
        .await
        .expect(200);
    let event = client.event("queue_agent_status").await;
    assert_eq!(
        event["updated_agents"].as_array().unwrap().len(),
        1,
        "{event}"
    );
    assert_eq!(event["updated_agents"][0]["agent_extension_number"], "101");
    assert_eq!(event["updated_agents"][0]["state"], "READY");
    let path = format!("call_queues/{queue}");
    tenant
        .post(&tenant.admin, &path, json!({ "agents": ["101"] }))
        .await
        .expect(200);
    let event = client.event("queue_agent_status").await;
    assert_eq!(
        event["removed_agents"],
        json!([{ "agent_extension_number": "102" }])
    );
}

#[tokio::test]
async fn a_person_follows_himself_and_his_queues_and_nothing_else() {
    let (tenant, address) = tenant().await;
    tenant.user("carl", "102").await;
    for (number, agent) in [("600", "101"), ("601", "102")] {
        let body = json!({ "name": number, "extension_number": number, "agents": [agent] });
        tenant
            .post(&tenant.admin, "call_queues", body)
            .await
            .expect(201);
    }
    let mut client = Client::connect(address, &tenant.person).await;
    let with = |topic: &str, key: &str, numbers: Value| json!({ "command": "subscribe", "topics": [topic], key: numbers });
    for command in [
        with("extension_management_events", "x", Value::Null),
        with("cdr_events", "x", Value::Null),
        with("extension_events", "extensions", json!(["101", "102"])),
        with("extension_events", "extensions", json!(["999"])),
        with("queue_events", "queues", json!(["601"])),
        with("teapot_events", "x", Value::Null),
    ] {
        let (status, why) = client.say(command.clone()).await;
        assert_eq!(status, -1, "{command}");
        assert!(!why.is_empty(), "{command}");
    }
    client.subscribe("extension_events").await;
    let own = client.event("extension_status").await;
    assert_eq!(own["status"].as_array().unwrap().len(), 1);
    assert_eq!(own["status"][0]["extension_id"], json!(tenant.person_id));
    client.subscribe("queue_events").await;
    assert_eq!(client.event("queue_status").await["queue_number"], "600");
}

#[tokio::test]
async fn nobody_hears_of_other_tenants() {
    let (tenant, address) = tenant().await;
    let sibling = tenant.office.account(&tenant.office.root, "Sibling").await;
    tenant.office.user(&sibling, "sid", "admin").await;
    let sid = tenant.office.sign_in("sid@sibling.acme.example").await;
    let mut client = Client::connect(address, &sid).await;
    client.subscribe("extension_management_events").await;
    tenant.user("carl", "102").await;
    tenant
        .post(&sid, "users", new_user("susan", "102"))
        .await
        .expect(201);
    // The first thing that he hears is about his own tenant.
    let event = client.next().await;
    assert_eq!(event["username"], "susan");
    assert_eq!(event["tenant_id"], json!(sibling));
}

#[tokio::test]
async fn whoever_unsubscribes_hears_no_more_and_a_session_that_ends_closes_the_feed() {
    let (tenant, address) = tenant().await;
    let mut client = Client::connect(address, &tenant.admin).await;
    client.subscribe("extension_management_events").await;
    let command = json!({ "command": "unsubscribe", "topics": ["extension_management_events"], "id": "mine" });
    client.send(&command.to_string()).await;
    assert_eq!(client.next().await["id"], "mine");
    tenant.user("carl", "102").await;
    client.subscribe("extension_events").await;
    assert_eq!(client.next().await["event_type"], "extension_status");
    tenant.act(&tenant.admin, "auth/sign_out").await.expect(204);
    assert_eq!(client.heard().await, None);
}

#[tokio::test]
async fn nonsense_is_answered_and_plain_requests_are_told_to_upgrade() {
    let (tenant, address) = tenant().await;
    let mut client = Client::connect(address, &tenant.admin).await;
    for text in [
        "",
        "{",
        "[]",
        "7",
        "{\"command\":7}",
        "{\"command\":\"subscribe\",\"topics\":7}",
    ] {
        client.send(text).await;
        assert_eq!(client.next().await["status"], -1, "{text}");
    }
    assert_eq!(client.say(json!({ "command": "brew" })).await.0, -1);
    client.subscribe("extension_events").await;
    let plain = tenant.office.get(&tenant.admin, "/wsi").await;
    refused(plain, 426, "UPGRADE_REQUIRED");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_takes_nothing_is_dropped_and_nothing_is_kept_for_it() {
    let options = Options {
        patience: Duration::from_millis(100),
        ..Options::default()
    };
    let office = Office::set_up(Arc::new(MemoryStore::new()), options, |_| {});
    let admin = office.sign_in("admin").await;
    for number in 200..400 {
        let body = json!({ "fields": { "username": format!("u{number}"), "extension_number": number.to_string() } });
        let path = format!("/console/accounts/{}/users", office.root);
        office.post(&As::Owner, &path, body).await.expect(201);
    }
    let address = served(office.router.clone()).await;
    let mut client = Client::connect(address, &admin).await;
    // It asks again and again and reads nothing. The sockets between the two fill up, the server reads no further
    // command while it cannot answer, and gives up.
    let command = json!({ "command": "subscribe", "topics": ["extension_events"] }).to_string();
    let mut said = 0;
    let saying = async {
        while client.0.send(Message::text(command.as_str())).await.is_ok() {
            said += 1;
        }
    };
    tokio::time::timeout(LONGEST, saying).await.unwrap();
    let mut heard = 0;
    while client.heard().await.is_some() {
        heard += 1;
    }
    // Each command that was followed has an answer and the state.
    assert!(heard < 2 * said, "{heard} of {said}");
}
