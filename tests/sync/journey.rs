//! What a person does in the window: connect, work without a network, settle what did not meet, lose a right.

use crate::desk::Office;
use crate::server::{PASSWORD, init};
use crate::window::Window;
use serde_json::{Value, json};

/// A person with a password on the server.
pub async fn hire(office: &Office, account: &str, username: &str, role: &str) -> String {
    let body = json!({
        "fields": { "username": username, "first_name": username, "role": role }, "password": PASSWORD,
    });
    let path = format!("/console/accounts/{account}/users");
    let (status, made) = office.post(&path, &office.token, &body).await;
    assert_eq!(status, 201, "{made}");
    made["id"].as_str().unwrap().to_owned()
}

pub async fn account(office: &Office, under: &str, name: &str) -> String {
    let realm = format!("{}.example", name.to_lowercase());
    let body = json!({ "parent_id": under, "fields": { "name": name, "realm": realm } });
    let (status, made) = office.post("/console/accounts", &office.token, &body).await;
    assert_eq!(status, 201, "{made}");
    made["id"].as_str().unwrap().to_owned()
}

fn window_of_tree() -> Value {
    json!({ "open": "all", "from": 0, "count": 100 })
}

async fn names(window: &Window) -> Vec<String> {
    let (status, tree) = window
        .ask("POST", "/console/tree/window", window_of_tree())
        .await;
    assert_eq!(status, 200, "{tree}");
    let rows = tree["rows"].as_array().unwrap().iter();
    rows.map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_console_browses_before_the_first_picture_works_without_a_network_and_catches_up() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("server");
    init(&data);
    let office = Office::start(&data).await;
    let root = office.account.to_string();
    account(&office, &root, "Bakery").await;
    let carl = hire(&office, &root, "carl", "user").await;
    let mut window = Window::open(&dir.path().join("desk"));
    assert_eq!(window.get("/console/sync").await["state"], "none");
    assert_eq!(
        window.get("/console/installation").await["installed"],
        false
    );
    let wrong =
        json!({ "address": office.server.address, "username": "admin", "password": "wrong horse" });
    let (status, answer) = window.ask("POST", "/console/sync/connection", wrong).await;
    assert_eq!((status, &answer["code"]), (401, &json!("wrong_password")));
    let person =
        json!({ "address": office.server.address, "username": "carl", "password": PASSWORD });
    let (_, answer) = window.ask("POST", "/console/sync/connection", person).await;
    assert_eq!(answer["code"], "not_an_admin");
    window.connect(&office, "admin", false).await;
    // Nothing was fetched yet: the server answers for the copy.
    assert_eq!(window.get("/console/sync").await["state"], "fetching");
    assert_eq!(window.get("/console/installation").await["installed"], true);
    assert_eq!(names(&window).await, ["Acme Telecom", "Bakery"]);
    window.run();
    window.until("synced").await;
    assert_eq!(window.get("/console/session").await["role"], "owner");
    assert_eq!(names(&window).await, ["Acme Telecom", "Bakery"]);
    // The network is gone, and the console goes on.
    office.kill();
    window.types(&carl, "department", "Sales").await;
    let made = json!({ "parent_id": root, "fields": { "name": "Cafe", "realm": "cafe.example" } });
    let (status, cafe) = window.ask("POST", "/console/accounts", made.clone()).await;
    assert_eq!(status, 201, "{cafe}");
    let taken = window.ask("POST", "/console/accounts", made).await;
    assert_eq!((taken.0, &taken.1["code"]), (409, &json!("taken")));
    let status = window.until("offline").await;
    assert_eq!(status["waiting"], 2, "{status}");
    let waiting = window.get("/console/sync/outbox").await;
    let deed = &waiting["outbox"][0]["deeds"][0];
    assert_eq!(
        (&deed["verb"], &deed["label"]),
        (&json!("patch"), &json!("carl"))
    );
    assert_eq!(
        deed["values"],
        json!([{ "path": "/department", "value": "Sales" }])
    );
    assert_eq!(names(&window).await, ["Acme Telecom", "Bakery", "Cafe"]);
    let password = json!({ "password": "another horse" });
    let path = format!("/console/users/{carl}/password");
    let (_, answer) = window.ask("PUT", &path, password).await;
    assert_eq!(answer["code"], "needs_server");
    // The server is there again, at another place.
    let office = Office::start(&data).await;
    window.connect(&office, "admin", false).await;
    window.until("synced").await;
    let there = office.read(&format!("/console/users/{carl}")).await;
    assert_eq!(there["fields"]["department"], "Sales");
    let cafe = cafe["id"].as_str().unwrap();
    let there = office.read(&format!("/console/accounts/{cafe}")).await;
    assert_eq!(there["fields"]["name"], "Cafe");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conflict_is_shown_with_both_values_settled_undone_and_settled_again() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("server");
    init(&data);
    let office = Office::start(&data).await;
    let root = office.account.to_string();
    let carl = hire(&office, &root, "carl", "user").await;
    hire(&office, &root, "ada", "admin").await;
    let mut anna = Window::open(&dir.path().join("anna"));
    let mut bert = Window::open(&dir.path().join("bert"));
    anna.connect(&office, "admin", false).await;
    bert.connect(&office, "ada", false).await;
    anna.run();
    bert.run();
    anna.until("synced").await;
    bert.until("synced").await;
    // Bert has no network for a while.
    let pause = |paused: bool| json!({ "paused": paused });
    bert.ask("PATCH", "/console/sync", pause(true)).await;
    anna.types(&carl, "first_name", "Karl").await;
    bert.types(&carl, "first_name", "Carlo").await;
    bert.until("paused").await;
    anna.until("synced").await;
    bert.ask("PATCH", "/console/sync", pause(false)).await;
    bert.now().await;
    let status = bert.until("needs_you").await;
    assert_eq!(status["needs_you"], 1, "{status}");
    let open = bert.get("/console/sync/conflicts").await["conflicts"][0].clone();
    let said =
        ["base", "theirs", "mine", "theirs_by", "mine_by", "own"].map(|key| open[key].clone());
    assert_eq!(
        json!(said),
        json!(["carl", "Karl", "Carlo", "admin", "ada", true])
    );
    // Settled without a network, taken back, and settled otherwise.
    bert.ask("PATCH", "/console/sync", pause(true)).await;
    let path = format!("/console/sync/conflicts/{}", open["id"].as_str().unwrap());
    let (status, settled) = bert.ask("POST", &path, json!({ "choice": "mine" })).await;
    assert_eq!(status, 200, "{settled}");
    let name = format!("/console/users/{carl}");
    assert_eq!(bert.get(&name).await["fields"]["first_name"], "Carlo");
    let undo = format!("/console/sync/outbox/{}", settled["no"]);
    assert_eq!(bert.ask("DELETE", &undo, Value::Null).await.0, 204);
    assert_eq!(bert.get(&name).await["fields"]["first_name"], "Karl");
    let edited = json!({ "choice": "edited", "value": "Charles" });
    assert_eq!(bert.ask("POST", &path, edited).await.0, 200);
    bert.ask("PATCH", "/console/sync", pause(false)).await;
    bert.until("synced").await;
    anna.now().await;
    let begun = std::time::Instant::now();
    while anna.get(&name).await["fields"]["first_name"] != "Charles" {
        assert!(begun.elapsed().as_secs() < 60);
        tokio::task::yield_now().await;
    }
    anna.until("synced").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_undone_is_again_as_the_server_told_it_also_after_it_was_edited_twice_and_deleted()
{
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("server");
    init(&data);
    let office = Office::start(&data).await;
    let carl = hire(&office, &office.account.to_string(), "carl", "user").await;
    let mut anna = Window::open(&dir.path().join("anna"));
    anna.connect(&office, "admin", false).await;
    anna.run();
    anna.until("synced").await;
    let path = format!("/console/users/{carl}");
    let told = anna.get(&path).await["fields"].clone();
    anna.ask("PATCH", "/console/sync", json!({ "paused": true }))
        .await;
    anna.types(&carl, "first_name", "Karl").await;
    anna.types(&carl, "first_name", "Carlo").await;
    anna.types(&carl, "department", "Bakery").await;
    assert_eq!(anna.ask("DELETE", &path, Value::Null).await.0, 204);
    for left in (0..4).rev() {
        let waiting = anna.get("/console/sync/outbox").await["outbox"].clone();
        assert_eq!(waiting.as_array().unwrap().len(), left + 1);
        let undo = format!("/console/sync/outbox/{}", waiting[left]["no"]);
        assert_eq!(anna.ask("DELETE", &undo, Value::Null).await.0, 204);
    }
    assert_eq!(anna.get(&path).await["fields"], told);
    anna.ask("PATCH", "/console/sync", json!({ "paused": false }))
        .await;
    anna.until("synced").await;
    assert_eq!(office.read(&path).await["fields"]["first_name"], "carl");
}

/// The only person of an account is an admin no more.
async fn demote_the_admin(office: &Office, account: &str) {
    let users = office
        .read(&format!("/console/accounts/{account}/users"))
        .await;
    let ada = users["rows"][0]["id"].as_str().unwrap();
    let demote = json!([{ "path": "/role", "from": "admin", "to": "user" }]);
    let request = reqwest::Client::new().patch(office.server.url(&format!("/console/users/{ada}")));
    let request = request
        .bearer_auth(&office.token)
        .json(&json!({ "changes": demote }));
    assert_eq!(request.send().await.unwrap().status().as_u16(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_what_goes_out_of_sight_no_byte_stays_but_what_was_typed() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("server");
    init(&data);
    let office = Office::start(&data).await;
    let root = office.account.to_string();
    let bakery = account(&office, &root, "Bakery").await;
    let shop = account(&office, &bakery, "Canarybird").await;
    hire(&office, &bakery, "ada", "admin").await;
    let pia = hire(&office, &shop, "canaryperson", "user").await;
    let mut window = Window::open(&dir.path().join("desk"));
    window.connect(&office, "ada@bakery.example", false).await;
    window.run();
    window.until("synced").await;
    let holds = |window: &Window, text: &str| {
        let bytes = window.bytes();
        bytes
            .windows(text.len())
            .any(|part| part.eq_ignore_ascii_case(text.as_bytes()))
    };
    assert!(holds(&window, "canary"));
    window
        .ask("PATCH", "/console/sync", json!({ "paused": true }))
        .await;
    window.types(&pia, "department", "Owntyping").await;
    window.until("paused").await;
    // The account goes to somebody else.
    let path = format!("/console/accounts/{shop}/move");
    let (status, moved) = office
        .post(&path, &office.token, &json!({ "parent_id": root }))
        .await;
    assert_eq!(status, 200, "{moved}");
    window
        .ask("PATCH", "/console/sync", json!({ "paused": false }))
        .await;
    window.until("needs_you").await;
    assert_eq!(names(&window).await, ["Bakery"]);
    let waiting = window.get("/console/sync/outbox").await;
    let refused = &waiting["inbox"][0];
    assert_eq!(refused["what"], "parked", "{waiting}");
    let typed = json!([{ "path": "/department", "value": "Owntyping" }]);
    assert_eq!(refused["deeds"][0]["values"], typed);
    assert!(
        !holds(&window, "canary"),
        "something of it is still in the file"
    );
    // The whole right goes, too.
    assert!(holds(&window, "\"bakery\""));
    demote_the_admin(&office, &bakery).await;
    window.now().await;
    let begun = std::time::Instant::now();
    while holds(&window, "\"bakery\"") {
        assert!(
            begun.elapsed().as_secs() < 60,
            "{}",
            window.get("/console/sync").await
        );
        tokio::task::yield_now().await;
    }
    let status = window.until("revoked").await;
    assert_eq!(
        status["needs_you"], 1,
        "what was typed is still there: {status}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_of_ones_own_comes_along_and_is_kept_beside_the_copy() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("server");
    init(&data);
    let office = Office::start(&data).await;
    let mut window = Window::open(&dir.path().join("desk"));
    let own = json!({ "organisation": "My Practice", "realm": "practice.example" });
    let (status, made) = window.ask("POST", "/console/installation", own).await;
    assert_eq!(status, 201, "{made}");
    let own = made["account"]["id"].as_str().unwrap().to_owned();
    let person = json!({ "fields": { "first_name": "Dora", "sip_secret": "sesame-open" } });
    let path = format!("/console/accounts/{own}/users");
    let (status, dora) = window.ask("POST", &path, person).await;
    assert_eq!(status, 201, "{dora}");
    window.connect(&office, "admin", true).await;
    // What waits is sealed: without the key file nobody reads the secret in it.
    let secret = b"sesame-open";
    assert!(
        !window
            .bytes()
            .windows(secret.len())
            .any(|part| part == secret)
    );
    window.run();
    window.until("synced").await;
    assert_eq!(names(&window).await, ["Acme Telecom", "My Practice"]);
    let dora = dora["id"].as_str().unwrap();
    let there = office.read(&format!("/console/users/{dora}")).await;
    assert_eq!(there["fields"]["first_name"], "Dora");
    assert!(window.dir.join("before-connecting-1").is_dir());
}
